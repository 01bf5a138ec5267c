"""The worker: runs the jobs, beats its heart, recovers what others left."""

import asyncio
import contextlib
import signal
import uuid
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from typing import Any

import psycopg
import structlog
from procrastinate import JobContext
from procrastinate.exceptions import ConnectorException
from procrastinate.worker import Worker

from hub import conversations, jobs, recovery, retention, wake
from hub.ending import end
from hub.messenger import tasks as messenger
from hub.runtime import Runtime

EVERY_HOUR = "17 * * * *"
RECOVER_EVERY_SECONDS = 1.0
"""The looks are cheap, and a bot that is back answers after one of them."""
POLL_SECONDS = 0.5
"""Only a net under LISTEN: a notice that falls between two looks at the queue."""
SHUTDOWN_SECONDS = 10.0
ABORT_SECONDS = 5.0
"""What jobs that were broken off need to end."""
RESTART_SECONDS = 1.0
ABORT_POLL_SECONDS = 60.0

log = structlog.get_logger()


async def work(runtime: Runtime, *, handle_signals: bool = True) -> None:
    """Runs until SIGTERM or SIGINT, or until it is cancelled; jobs under way may end. Outlives a lost database."""
    _add_tasks(runtime)
    stopping = asyncio.Event()
    if handle_signals:
        for number in (signal.SIGTERM, signal.SIGINT):
            asyncio.get_running_loop().add_signal_handler(number, stopping.set)
    while not stopping.is_set():
        try:
            async with runtime.jobs.open_async(), _recovering(runtime):
                await _until(stopping, _run(runtime))
        except (ConnectorException, psycopg.OperationalError) as error:
            log.error("worker_lost_database", error=type(error).__name__)
        if not stopping.is_set():
            await asyncio.sleep(RESTART_SECONDS)


async def _until(stopping: asyncio.Event, work: Coroutine[Any, Any, None]) -> None:
    """Runs the work until it ends by itself (it lost the database), or ends it gracefully."""
    working, stopped = asyncio.create_task(work), asyncio.create_task(stopping.wait())
    try:
        await asyncio.wait((working, stopped), return_when=asyncio.FIRST_COMPLETED)
    finally:
        await end(stopped)
        # procrastinate takes the first as the wish to stop, and waits for its jobs; a second would break them off
        await end(working, again_seconds=SHUTDOWN_SECONDS + ABORT_SECONDS)
    if not working.cancelled():
        working.result()


@contextlib.asynccontextmanager
async def _recovering(runtime: Runtime) -> AsyncIterator[None]:
    """Beside the jobs, so that jobs which wait for a bot that hangs do not hold it up."""

    async def again_and_again() -> None:
        while True:
            try:
                await recovery.recover(runtime)
            except Exception as error:  # the database is away, mostly; the next look may succeed
                log.error("recovery_failed", error=type(error).__name__)
            await asyncio.sleep(RECOVER_EVERY_SECONDS)

    task = asyncio.create_task(again_and_again())
    try:
        yield
    finally:
        await end(task)


async def _run(runtime: Runtime) -> None:
    log.info("worker_started")
    await runtime.jobs.run_worker_async(
        name="hub",
        concurrency=runtime.settings.worker_jobs,
        fetch_job_polling_interval=POLL_SECONDS,
        abort_job_polling_interval=ABORT_POLL_SECONDS,
        update_heartbeat_interval=runtime.settings.heartbeat_seconds,
        stalled_worker_timeout=runtime.settings.stalled_seconds,
        shutdown_graceful_timeout=SHUTDOWN_SECONDS,
        delete_jobs="always",
        install_signal_handlers=False,
        worker_middleware=[_look_again],
    )


def _add_tasks(runtime: Runtime) -> None:
    async def run_wake(conversation: str) -> None:
        await wake.answer_all(runtime, uuid.UUID(conversation))

    async def run_erase(conversation: str) -> None:
        async with runtime.database.transaction() as session:
            await conversations.forget_tracker_after_turn(session, uuid.UUID(conversation))

    async def run_retain(timestamp: int) -> None:
        await retention.erase_old(runtime)

    messenger.add_tasks(runtime)
    runtime.jobs.task(name=jobs.WAKE, queue=jobs.QUEUE)(run_wake)
    runtime.jobs.task(name=jobs.ERASE, queue=jobs.QUEUE)(run_erase)
    retain = runtime.jobs.task(name=jobs.RETAIN, queue=jobs.RETENTION_QUEUE, queueing_lock=jobs.RETAIN)(run_retain)
    runtime.jobs.periodic(cron=EVERY_HOUR)(retain)


async def _look_again(call_next: Callable[[], Awaitable[Any]], context: JobContext, worker: Worker) -> Any:
    """A job that waits for another's lock gets no notice when that ends: the worker looks once more by itself."""
    task = asyncio.current_task()
    assert task is not None
    task.add_done_callback(lambda _: worker._new_job_event.set())
    return await call_next()
