"""The inbox: events are kept and known again before Meta gets its 200; then each person's are handled in order."""

import json
import uuid
from dataclasses import asdict
from typing import Any

import structlog
from sqlalchemy import ARRAY, Text, bindparam, func, select, text, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncSession

from hub.messenger import counts, queue, receive
from hub.messenger.events import Batch, Incoming
from hub.messenger.models import Event
from hub.messenger.page import person_of
from hub.runtime import Runtime

HOLD = text(
    """
    SELECT pg_advisory_xact_lock(hashtextextended('messenger:' || person, 0))
    FROM (SELECT person FROM unnest(:persons) AS person ORDER BY person) AS ordered
    """
).bindparams(bindparam("persons", type_=ARRAY(Text)))
"""In one order for all, so that two webhooks never wait for each other."""
KEEP = text(
    """
    INSERT INTO messenger_event (key, person, at, body)
    SELECT key, person, at, body
    FROM jsonb_to_recordset(CAST(:rows AS jsonb)) AS row(key text, person uuid, at bigint, body jsonb)
    ON CONFLICT DO NOTHING RETURNING key, person
    """
)
"""All events of a webhook in one statement: Meta joins up to a thousand."""
HOPE_SECONDS = 60
"""How long an event that meets a fault of ours is tried again, every few seconds."""
log = structlog.get_logger()


async def keep(session: AsyncSession, batch: Batch) -> None:
    """Writes what is new and has the worker look at it, in the one transaction before the 200."""
    events = {event.key: event for event in batch.events}
    for reason, number in batch.skipped.items():
        counts.SKIPPED.labels(reason).inc(number)
        log.info("messenger_event_skipped", reason=reason, number=number)
    if not events:
        return
    rows = [_row(event) for event in events.values()]
    await session.execute(HOLD, {"persons": list({row["person"] for row in rows})})
    new = (await session.execute(KEEP, {"rows": json.dumps(rows)})).tuples().all()
    await queue.defer(session, queue.RECEIVE, list({person for _, person in new}))
    for key, _ in new:
        counts.EVENTS.labels(events[key].kind).inc()
    counts.REPEATED.inc(len(batch.events) - len(new))


def _row(event: Incoming) -> dict[str, Any]:
    person = str(person_of(event.page_id, event.psid))
    return {"key": event.key, "person": person, "at": event.at, "body": asdict(event)}


async def handle_all(runtime: Runtime, person: uuid.UUID) -> None:
    """Handles the person's events, oldest first, until none waits. For the one job of the person."""
    while True:
        async with runtime.database.transaction() as session:
            body = await _oldest(session, person)
            if body is None:  # a webhook that is just being written sees our job as waiting: look again behind it
                await session.execute(HOLD, {"persons": [str(person)]})
                body = await _oldest(session, person)
        if body is None:
            return
        await _handle(runtime, Incoming(**body))


async def _oldest(session: AsyncSession, person: uuid.UUID) -> dict[str, Any] | None:
    query = (
        select(Event.body)
        .where(Event.person == person, Event.handled_at.is_(None))
        .order_by(Event.at, Event.number)
        .limit(1)
    )
    return (await session.execute(query)).scalar_one_or_none()


async def _handle(runtime: Runtime, event: Incoming) -> None:
    """One transaction: what the event does, and that it was handled.

    A fault of ours is tried again by the recovery; one that stays must not stop for good what follows.
    """
    try:
        prepared = await receive.prepare(runtime, event)
        async with runtime.database.transaction() as session:
            if not await _claim(session, event.key):
                return
            result = await receive.apply(runtime, session, event, prepared)
    except DBAPIError:
        raise  # the database is away: the job runs again
    except Exception as error:
        log.error("messenger_event_failed", kind=event.kind, exc_info=error)
        if not await _past_hope(runtime, event.key):
            raise
        counts.SKIPPED.labels("failed").inc()
        async with runtime.database.transaction() as session:
            await _claim(session, event.key)
    else:
        await receive.afterwards(runtime, event, result)


async def _past_hope(runtime: Runtime, key: str) -> bool:
    async with runtime.database.transaction() as session:
        old = Event.received_at <= func.clock_timestamp() - text(f"interval '{HOPE_SECONDS} seconds'")
        return (await session.execute(select(old).where(Event.key == key))).scalar_one_or_none() is not False


async def _claim(session: AsyncSession, key: str) -> bool:
    """Marks the event as handled and drops its content; False if another did so."""
    claimed = (
        update(Event)
        .where(Event.key == key, Event.handled_at.is_(None))
        .values(handled_at=func.clock_timestamp(), body=None, person=None)
        .returning(Event.key)
    )
    return (await session.execute(claimed)).scalar_one_or_none() is not None
