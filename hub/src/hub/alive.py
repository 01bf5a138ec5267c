"""Which workers live: each holds a lock on a connection of its own, which PostgreSQL frees when the process is gone.

A heartbeat that stops tells the same, but only after a while in which a killed worker's conversations wait.
"""

from typing import Any

import psycopg
import structlog
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

LOCKS = 0x6875_6277
"""First half of the locks' keys, the second is the worker's id: far from the one-number keys used elsewhere."""

LIVES = """
EXISTS (
    SELECT 1 FROM pg_locks
    WHERE locktype = 'advisory' AND granted AND objsubid = 2
    AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
    AND classid = :locks AND objid = worker.id % 2147483648
)
"""
"""Condition of SQL on a `worker` of procrastinate_workers."""

FORGET_DEAD = text(f"DELETE FROM procrastinate_workers AS worker WHERE NOT {LIVES}")
log = structlog.get_logger()


class Forgotten(Exception):
    """Others take this worker for dead; it has to start anew."""


class Alive:
    """The lock of this process's worker, and its heartbeat on the same connection: the two end together."""

    def __init__(self, dsn: str) -> None:
        self._dsn = dsn
        self._connection: psycopg.AsyncConnection[tuple[Any, ...]] | None = None

    async def begin(self) -> int:
        """Puts a worker on the list; returns its id. Nobody ever sees it there without its lock."""
        await self.end()
        self._connection = await psycopg.AsyncConnection.connect(self._dsn, autocommit=True)
        async with self._connection.transaction():
            found = await self._connection.execute("SELECT worker_id FROM procrastinate_register_worker_v1()")
            (worker_id,) = await found.fetchone() or (0,)
            await self._connection.execute("SELECT pg_advisory_lock(%s, (%s %% 2147483648)::int)", (LOCKS, worker_id))
        return int(worker_id)

    async def beat(self, worker_id: int) -> None:
        """Raises Forgotten, or psycopg's error when the connection and so the lock is lost."""
        if self._connection is None:
            raise Forgotten
        beaten = await self._connection.execute(
            "UPDATE procrastinate_workers SET last_heartbeat = clock_timestamp() WHERE id = %s", (worker_id,)
        )
        if beaten.rowcount == 0:
            raise Forgotten

    async def end(self) -> None:
        if self._connection is not None:
            await self._connection.close()
            self._connection = None


async def forget_dead(session: AsyncSession) -> None:
    """Takes dead workers off the list, so that their jobs count as stalled."""
    found = await session.execute(FORGET_DEAD, {"locks": LOCKS})
    if found.rowcount:  # type: ignore[attr-defined]
        log.warning("workers_gone", count=found.rowcount)  # type: ignore[attr-defined]
