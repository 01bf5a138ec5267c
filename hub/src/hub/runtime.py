"""What every process of the hub holds open: database, queue, live notices and the bot."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import procrastinate

from hub.bot import Bot
from hub.database import Database
from hub.jobs import make_jobs
from hub.live import Live
from hub.messenger.graph import Graph
from hub.messenger.page import page_of
from hub.settings import Settings


@dataclass(frozen=True)
class Runtime:
    settings: Settings
    database: Database
    jobs: procrastinate.App
    live: Live
    bot: Bot
    graph: Graph | None
    """Meta; None where Messenger is off."""


@asynccontextmanager
async def running(settings: Settings) -> AsyncIterator[Runtime]:
    """Opens the parts of one process and closes them at the end."""
    page = page_of(settings)
    runtime = Runtime(
        settings,
        Database(settings),
        make_jobs(settings.dsn, settings.database_connections),
        Live(settings.dsn),
        Bot(settings),
        Graph(page, settings.messenger_seconds) if page else None,
    )
    await runtime.live.start()
    try:
        yield runtime
    finally:
        await runtime.live.stop()
        await runtime.bot.close()
        if runtime.graph is not None:
            await runtime.graph.close()
        await runtime.database.close()
