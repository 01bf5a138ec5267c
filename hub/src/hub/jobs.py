"""The job queue on the hub's own database: a job holds a conversation's id and nothing else."""

import asyncio
import uuid
from typing import Any

import procrastinate
from procrastinate.connector import BaseConnector
from procrastinate.exceptions import AlreadyEnqueued, ConnectorException
from procrastinate.jobs import Job, Status
from procrastinate.manager import JobManager
from sqlalchemy.ext.asyncio import AsyncSession

from hub.alive import Alive
from hub.database import driver_connection

QUEUE = "turns"
RETENTION_QUEUE = "retention"
WAKE = "wake"
ERASE = "erase"
RETAIN = "retain"
FINISH_PAUSES = (0.1, 0.5, 1.0, 2.0, 4.0)
"""Seconds; a database that is away longer stops the worker's heartbeat too, and recovery finds the job."""
ERASE_AGAIN_SECONDS = 120
"""Longer than the bot can still be busy with a turn whose worker is gone."""


def wake_lock(conversation_id: uuid.UUID) -> str:
    return f"{WAKE}:{conversation_id}"


class WatchedJobManager(JobManager):
    """Shows that its worker lives, and tries again to write that a job has ended.

    A job that stays `doing` though its worker lives holds its conversation's lock, and no heartbeat tells.
    """

    def __init__(self, connector: BaseConnector, alive: Alive) -> None:
        super().__init__(connector)
        self._alive = alive

    async def register_worker(self) -> int:
        return await self._alive.begin()

    async def update_heartbeat(self, worker_id: int) -> None:
        await self._alive.beat(worker_id)

    async def unregister_worker(self, worker_id: int) -> None:
        await self._alive.end()
        await super().unregister_worker(worker_id)

    async def finish_job(self, job: Job, status: Status, delete_job: bool) -> None:
        for pause in FINISH_PAUSES:
            try:
                return await super().finish_job(job, status, delete_job)
            except ConnectorException:
                await asyncio.sleep(pause)
        await super().finish_job(job, status, delete_job)


def make_jobs(dsn: str, connections: int) -> procrastinate.App:
    """The queue, to defer on a session's connection; `hub.worker` adds the tasks, opens and runs it."""
    app = procrastinate.App(connector=procrastinate.PsycopgConnector(conninfo=dsn, min_size=1, max_size=connections))
    app.job_manager = WatchedJobManager(app.connector, Alive(dsn))
    return app


async def defer_wake(session: AsyncSession, jobs: procrastinate.App, conversation_id: uuid.UUID) -> None:
    """Has the worker look at the conversation once this transaction commits.

    The caller holds the conversation's row lock, and a running wake takes that lock for its last look: so a wake that
    already waits will see this message, and one that looked too early is followed by this one.
    """
    await _defer(session, jobs, WAKE, conversation_id, queueing_lock=wake_lock(conversation_id))


async def defer_erasure(session: AsyncSession, jobs: procrastinate.App, conversation_id: uuid.UUID) -> None:
    """Forgets what a running turn may still write into the bot's memory: after that turn, and once more later."""
    await _defer(session, jobs, ERASE, conversation_id)
    await _defer(session, jobs, ERASE, conversation_id, schedule_in={"seconds": ERASE_AGAIN_SECONDS})


async def _defer(
    session: AsyncSession, jobs: procrastinate.App, task: str, conversation_id: uuid.UUID, **options: Any
) -> None:
    await session.flush()
    connection = await session.connection()
    deferrer = jobs.configure_task(
        task, queue=QUEUE, lock=str(conversation_id), connection=await driver_connection(session), **options
    )
    try:
        async with connection.begin_nested():  # the session's own would set its savepoint too late for raw SQL
            await deferrer.defer_async(conversation=str(conversation_id))
    except AlreadyEnqueued:
        return
