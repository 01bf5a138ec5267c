"""Since when the hub can hear Meta: only an echo that it could have heard is missing.

The process that takes webhooks writes that it lives. While it is dead, starts anew or cannot write, Meta's echoes wait
with Meta, which comes again with ever longer pauses, for an hour.
"""

import asyncio
from datetime import datetime, timedelta

import structlog
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from hub.messenger.models import Hearing
from hub.runtime import Runtime

BEAT_SECONDS = 1.0
DEAF_AFTER = timedelta(seconds=5)
"""Meta's limit for an answer to a webhook: who could not write for so long has not answered either."""
META_GIVES_UP = timedelta(hours=1)
"""After that Meta sends the echo no more."""
BEAT = text(
    """
    INSERT INTO messenger_hearing AS known (page_id, since, beat_at)
    VALUES (:page_id, clock_timestamp(), clock_timestamp())
    ON CONFLICT (page_id) DO UPDATE SET
        since = CASE WHEN :begins OR known.beat_at < clock_timestamp() - CAST(:deaf_after AS interval)
            THEN clock_timestamp() ELSE known.since END,
        beat_at = clock_timestamp()
    """
)
log = structlog.get_logger()


async def listen(runtime: Runtime, page_id: str) -> None:
    """Beats for as long as the process takes webhooks."""
    begins = True
    while True:
        try:
            async with runtime.database.transaction() as session:
                await beat(session, page_id, begins=begins)
            begins = False
        except Exception as error:  # the database is away, and so no webhook is answered with 200 either
            log.error("messenger_beat_failed", error=type(error).__name__)
        await asyncio.sleep(BEAT_SECONDS)


async def beat(session: AsyncSession, page_id: str, *, begins: bool) -> None:
    """Webhooks are taken at this moment; from this moment on if the process begins or was held up."""
    await session.execute(BEAT, {"page_id": page_id, "begins": begins, "deaf_after": DEAF_AFTER})


async def still_to_wait(
    session: AsyncSession, page_id: str, tried_at: datetime, echo_seconds: float
) -> timedelta | None:
    """For how long webhooks still have to be taken until the echo of a call is missing; None: they never were.

    Time counts up to the last beat only, and anew after every gap. Then Meta's next try may be as far away as the call
    lies back: its pauses grow.
    """
    wait = timedelta(seconds=echo_seconds)
    hearing = await session.get(Hearing, page_id, populate_existing=True)
    if hearing is None:
        return None
    since, missing_at = hearing.since, tried_at + wait
    if since > tried_at:
        missing_at = max(since + wait, min(since + (since - tried_at), tried_at + META_GIVES_UP))
    return missing_at - hearing.beat_at
