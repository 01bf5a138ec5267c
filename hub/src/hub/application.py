"""The hub's web application."""

import asyncio
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from typing import Any

import structlog
from fastapi import FastAPI

from hub import chat, desk, dossier_routes, errors, files, health, pages
from hub.allowance import Allowance
from hub.body_limit import BodyLimit
from hub.dossier_link import DossierLinks
from hub.ending import end
from hub.messenger import deletion, hearing, webhook
from hub.messenger import desk as messenger_desk
from hub.messenger.page import page_of
from hub.runtime import running
from hub.settings import Settings
from hub.sites import CrossOrigin, Sites
from hub.streams import Streams
from hub.tokens import Tokens
from hub.version import version

log = structlog.get_logger()


def create_app(settings: Settings) -> FastAPI:
    """The application for one process; the database is migrated before."""

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        watches: set[asyncio.Task[None]] = set()

        def watch(work: Coroutine[Any, Any, None]) -> None:
            task = asyncio.create_task(work)
            watches.add(task)
            task.add_done_callback(watches.discard)

        async with running(settings) as runtime:
            app.state.runtime = runtime
            app.state.watch = watch
            if page is not None:
                watch(hearing.listen(runtime, page.id))
            yield
            await end(*watches)

    app = FastAPI(
        title="Hub",
        summary="Conversations of parents with the assistant and the advisers",
        version="1",
        lifespan=lifespan,
        docs_url=None,
        redoc_url=None,
    )
    app.state.tokens = Tokens(settings.signing_secret(), settings.token_seconds)
    app.state.dossier_links = DossierLinks(settings.signing_secret())
    app.state.allowance = Allowance(settings)
    app.state.streams = Streams(settings)
    app.state.sites = sites = Sites.of(settings)
    app.state.version = version()
    errors.install(app)
    app.include_router(chat.router)
    app.include_router(files.router)
    app.include_router(dossier_routes.router)
    app.include_router(desk.router)
    app.include_router(health.router)
    page = page_of(settings)
    if page is not None:
        app.include_router(webhook.router(page))
        app.include_router(deletion.router(page))
        app.include_router(messenger_desk.router)
    pages.install(app, settings)
    larger = {files.PATH: settings.file_bytes, **({webhook.PATH: webhook.BODY_BYTES} if page else {})}
    app.add_middleware(BodyLimit, at_most=settings.body_bytes, larger=larger)
    app.add_middleware(CrossOrigin, allowed=sites.all)
    app.add_middleware(pages.SecurityHeaders)
    return app
