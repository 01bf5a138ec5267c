"""Messenger's part of the worker: its jobs, and what brings on what a crash left."""

import uuid

from sqlalchemy import text

from hub import conversations, evidence
from hub.messenger import inbox, queue, routing, sender
from hub.runtime import Runtime

EVERY_HOUR = "41 * * * *"
FORGET = "messenger_forget"
KNOWN_DAYS = 7
"""How long an event is known again; Meta gives up on a webhook after an hour."""
UNHANDLED = text(
    """
    SELECT DISTINCT person FROM messenger_event
    WHERE handled_at IS NULL AND person IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM procrastinate_jobs AS job
        WHERE job.lock = 'messenger_receive:' || person AND job.status IN ('todo', 'doing')
    )
    """
)
UNSENT = text(
    """
    SELECT DISTINCT conversation_id FROM messenger_out
    WHERE state IN ('queued', 'sending', 'ambiguous') AND (next_try_at IS NULL OR next_try_at <= clock_timestamp())
    AND NOT EXISTS (
        SELECT 1 FROM procrastinate_jobs AS job
        WHERE job.lock = 'messenger_send:' || conversation_id AND job.status IN ('todo', 'doing')
    )
    """
)
LEFT_OUTSIDE = text(
    """
    SELECT thread.conversation_id FROM messenger_thread AS thread JOIN conversation ON conversation.id = conversation_id
    WHERE conversation.owner = 'external'
    AND greatest(thread.acted_at, thread.human_at, conversation.created_at)
        <= clock_timestamp() - make_interval(secs => :seconds)
    """
)
OLD = text("DELETE FROM messenger_event WHERE handled_at <= clock_timestamp() - make_interval(days => :days)")


def add_tasks(runtime: Runtime) -> None:
    """Tells the worker its jobs."""

    async def run_receive(id: str) -> None:
        await inbox.handle_all(runtime, uuid.UUID(id))

    async def run_send(id: str) -> None:
        await sender.send_all(runtime, uuid.UUID(id))

    async def run_forget(timestamp: int) -> None:
        async with runtime.database.transaction() as session:
            await session.execute(OLD, {"days": KNOWN_DAYS})

    runtime.jobs.task(name=queue.RECEIVE, queue=queue.QUEUE)(run_receive)
    runtime.jobs.task(name=queue.SEND, queue=queue.QUEUE)(run_send)
    forget = runtime.jobs.task(name=FORGET, queue=queue.QUEUE, queueing_lock=FORGET)(run_forget)
    runtime.jobs.periodic(cron=EVERY_HOUR)(forget)


async def recover(runtime: Runtime) -> None:
    """One round; safe at any time, by several workers at once."""
    if runtime.graph is None:
        return
    async with runtime.database.transaction() as session:
        await evidence.forget_forbidden(session)
        await queue.defer(session, queue.RECEIVE, list((await session.execute(UNHANDLED)).scalars()))
        await queue.defer(session, queue.SEND, list((await session.execute(UNSENT)).scalars()))
        seconds = {"seconds": runtime.settings.messenger_external_seconds}
        left = list((await session.execute(LEFT_OUTSIDE, seconds)).scalars())
    for conversation_id in left:
        async with runtime.database.transaction() as session:
            conversation = await conversations.lock(session, conversation_id)
            if conversation is not None:
                await routing.back(runtime, session, conversation, say=False)
