"""Erases conversations whose time is over."""

import structlog
from sqlalchemy import text

from hub import conversations, evidence, jobs
from hub.runtime import Runtime

AT_ONCE = 200
"""Conversations in one round; what is left waits for the next."""
OVER = text(
    """
    SELECT id FROM conversation
    WHERE created_at < clock_timestamp() - make_interval(days => :days)
    AND NOT EXISTS (
        SELECT 1 FROM message WHERE message.conversation_id = conversation.id
        AND message.sent_at >= clock_timestamp() - make_interval(days => :days)
    )
    AND NOT EXISTS (
        SELECT 1 FROM "case" WHERE "case".conversation_id = conversation.id AND "case".state IN ('queued', 'taken')
    )
    ORDER BY created_at LIMIT :at_once
    """
)
log = structlog.get_logger()


async def erase_old(runtime: Runtime) -> int:
    """Erases what nobody wrote in for the set days, unless an adviser still has it. Returns how many."""
    async with runtime.database.transaction() as session:
        values = {"days": runtime.settings.keep_days, "at_once": AT_ONCE}
        over = list((await session.execute(OVER, values)).scalars())
        await evidence.forget_forbidden(session)
    for conversation_id in over:
        async with runtime.database.transaction() as session:
            if await conversations.erase(session, conversation_id):
                await jobs.defer_erasure(session, runtime.jobs, conversation_id)
        log.info("conversation_erased", conversation=str(conversation_id))
    return len(over)
