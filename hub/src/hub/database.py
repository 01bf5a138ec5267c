"""The connection to PostgreSQL."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Any

import psycopg
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker, create_async_engine

from hub.settings import Settings


class Database:
    """A pool of connections; one `transaction()` is one commit."""

    def __init__(self, settings: Settings) -> None:
        self.engine = create_async_engine(
            settings.sqlalchemy_url,
            pool_size=settings.database_connections,
            max_overflow=settings.database_connections,
            pool_pre_ping=True,
            hide_parameters=True,  # an error must not carry a parent's words into a log
        )
        self._sessions = async_sessionmaker(self.engine, expire_on_commit=False)

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[AsyncSession]:
        """Commits at the end, rolls back on any error."""
        async with self._sessions.begin() as session:
            yield session

    async def close(self) -> None:
        await self.engine.dispose()


async def clock(session: AsyncSession) -> datetime:
    """The database's time now: the one clock that all processes share."""
    now: datetime = (await session.execute(select(func.clock_timestamp()))).scalar_one()
    return now


async def driver_connection(session: AsyncSession) -> psycopg.AsyncConnection[Any]:
    """The psycopg connection under the session, so that others (procrastinate) write in the same transaction."""
    raw = await (await session.connection()).get_raw_connection()
    connection = raw.driver_connection
    assert isinstance(connection, psycopg.AsyncConnection)
    return connection
