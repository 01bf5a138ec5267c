"""What brings every conversation on after a crash: stalled jobs, unfinished turns, messages that nobody looks at."""

import uuid
from collections.abc import Awaitable, Callable

import structlog
from procrastinate.exceptions import UniqueViolation
from procrastinate.jobs import Status
from sqlalchemy import TextClause, text
from sqlalchemy.ext.asyncio import AsyncSession

from hub import alive, conversations, danger, metrics, returning, turns
from hub.jobs import defer_wake
from hub.messenger import tasks as messenger
from hub.runtime import Runtime

ASLEEP = text(
    """
    SELECT conversation_id FROM (
        SELECT conversation_id FROM turn
        WHERE state = 'open' AND (next_try_at IS NULL OR (:bot_ready AND next_try_at <= clock_timestamp()))
        UNION
        SELECT conversation_id FROM message WHERE waiting AND NOT EXISTS (
            SELECT 1 FROM turn WHERE turn.conversation_id = message.conversation_id AND state = 'open'
        )
    ) AS unfinished
    WHERE NOT EXISTS (
        SELECT 1 FROM procrastinate_jobs AS job
        WHERE job.lock = conversation_id::text AND job.task_name = 'wake' AND job.status IN ('todo', 'doing')
    )
    """
)
POSTPONED = text("SELECT conversation_id FROM turn WHERE state = 'open' AND next_try_at <= clock_timestamp() LIMIT 1")
UNASKED_SECONDS = 1.0
"""What a worker needs at most after the quiet time to make a turn, unless all its jobs wait for the bot."""
UNASKED = text(
    """
    SELECT DISTINCT conversation_id FROM message WHERE waiting
    AND sent_at <= clock_timestamp() - make_interval(secs => :seconds)
    AND NOT EXISTS (SELECT 1 FROM turn WHERE turn.conversation_id = message.conversation_id AND state = 'open')
    """
)
LATE = text(
    """
    SELECT conversation_id FROM turn WHERE state = 'open'
    AND created_at <= clock_timestamp() - make_interval(secs => :seconds)
    """
)
IN_DANGER = text(
    """
    SELECT DISTINCT message.conversation_id FROM message LEFT JOIN turn ON turn.id = message.turn_id
    WHERE message.danger IS NOT NULL AND message.numbers_at IS NULL
    AND message.sent_at <= clock_timestamp() - make_interval(secs => :seconds)
    AND (turn.state IS NULL OR turn.state <> 'answered')
    """
)
log = structlog.get_logger()


async def recover(runtime: Runtime) -> None:
    """One round; safe to run at any time and by several workers at once."""
    settings = runtime.settings
    await _restart_stalled_jobs(runtime)
    await _each(runtime, danger.make_good, await _conversations(runtime, IN_DANGER, seconds=settings.danger_seconds))
    unasked = await _conversations(runtime, UNASKED, seconds=settings.quiet_longest_seconds + UNASKED_SECONDS)
    await _each(runtime, lambda session, conversation_id: turns.begin(session, conversation_id, settings), unasked)
    await _each(
        runtime,
        lambda session, conversation_id: turns.console(session, conversation_id, settings),
        await _conversations(runtime, LATE, seconds=settings.late_seconds),
    )

    async def wake(session: AsyncSession, conversation_id: uuid.UUID) -> None:
        if await conversations.lock(session, conversation_id) is not None:
            await defer_wake(session, runtime.jobs, conversation_id)
            metrics.RECOVERED.inc()
            log.info("conversation_woken", conversation=str(conversation_id))

    bot_ready = bool(await _conversations(runtime, POSTPONED)) and await runtime.bot.ready()
    await _each(runtime, wake, await _conversations(runtime, ASLEEP, bot_ready=bot_ready))
    await returning.recover(runtime)
    await messenger.recover(runtime)


async def _each(
    runtime: Runtime, act: Callable[[AsyncSession, uuid.UUID], Awaitable[object]], found: list[uuid.UUID]
) -> None:
    """One transaction a conversation; a fault in one must not keep the others waiting."""
    for conversation_id in found:
        try:
            async with runtime.database.transaction() as session:
                await act(session, conversation_id)
        except Exception as error:
            log.error("recovery_failed", conversation=str(conversation_id), exc_info=error)


async def _restart_stalled_jobs(runtime: Runtime) -> None:
    """A job whose worker no longer gives a sign of life runs again, unless another already waits in its place."""
    async with runtime.database.transaction() as session:
        await alive.forget_dead(session)
    manager = runtime.jobs.job_manager
    for job in await manager.get_stalled_jobs(seconds_since_heartbeat=runtime.settings.stalled_seconds):
        try:
            await manager.retry_job(job)
        except UniqueViolation:
            await manager.finish_job(job, status=Status.ABORTED, delete_job=True)
        log.warning("stalled_job_restarted", job=job.id, task=job.task_name)


async def _conversations(runtime: Runtime, query: TextClause, **values: float) -> list[uuid.UUID]:
    async with runtime.database.transaction() as session:
        return list((await session.execute(query, values)).scalars())
