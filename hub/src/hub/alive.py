"""Which workers live: each holds a lock on a connection of its own, which PostgreSQL frees when the process is gone.

A heartbeat that stops tells the same, but only after a while in which a killed worker's conversations wait.
"""

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


class Alive:
    """The lock of this process's worker."""

    def __init__(self, dsn: str) -> None:
        self._dsn = dsn
        self._connection: psycopg.AsyncConnection[tuple[object, ...]] | None = None

    async def begin(self, worker_id: int) -> None:
        """Must come before the worker takes its first job."""
        await self.end()
        self._connection = await psycopg.AsyncConnection.connect(self._dsn, autocommit=True)
        await self._connection.execute("SELECT pg_advisory_lock(%s, (%s %% 2147483648)::int)", (LOCKS, worker_id))

    async def end(self) -> None:
        if self._connection is not None:
            await self._connection.close()
            self._connection = None


async def forget_dead(session: AsyncSession) -> None:
    """Takes dead workers off the list, so that their jobs count as stalled.

    One that only lost its lock's connection is refused its next job, and starts anew.
    """
    found = await session.execute(FORGET_DEAD, {"locks": LOCKS})
    if found.rowcount:  # type: ignore[attr-defined]
        log.warning("workers_gone", count=found.rowcount)  # type: ignore[attr-defined]
