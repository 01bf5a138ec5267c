"""The inbox: events are kept and known again before Meta gets its 200; then each person's are handled in order."""

import uuid
from dataclasses import asdict
from typing import Any

import structlog
from sqlalchemy import func, select, text, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncSession

from hub.messenger import counts, queue, receive
from hub.messenger.events import Batch, Incoming
from hub.messenger.models import Event
from hub.messenger.page import person_of
from hub.runtime import Runtime

HOLD = text("SELECT pg_advisory_xact_lock(hashtextextended('messenger:' || :person, 0))")
log = structlog.get_logger()


async def keep(session: AsyncSession, batch: Batch) -> None:
    """Writes what is new and has the worker look at it, in the one transaction before the 200."""
    rows = {event.key: _row(event) for event in batch.events}
    for reason, number in batch.skipped.items():
        counts.SKIPPED.labels(reason).inc(number)
        log.info("messenger_event_skipped", reason=reason, number=number)
    if not rows:
        return
    persons = {row["person"] for row in rows.values()}
    for person in sorted(persons, key=str):  # one order for all, so that two webhooks never wait for each other
        await session.execute(HOLD, {"person": str(person)})
    written = insert(Event).values(list(rows.values())).on_conflict_do_nothing().returning(Event.key, Event.person)
    new = (await session.execute(written)).tuples().all()
    await queue.defer(session, queue.RECEIVE, list({person for _, person in new if person is not None}))
    kinds = {event.key: event.kind for event in batch.events}
    for key, _ in new:
        counts.EVENTS.labels(kinds[key]).inc()
    counts.REPEATED.inc(len(batch.events) - len(new))


def _row(event: Incoming) -> dict[str, Any]:
    return {"key": event.key, "person": person_of(event.page_id, event.psid), "at": event.at, "body": asdict(event)}


async def handle_all(runtime: Runtime, person: uuid.UUID) -> None:
    """Handles the person's events, oldest first, until none waits. For the one job of the person."""
    while True:
        async with runtime.database.transaction() as session:
            body = await _oldest(session, person)
            if body is None:  # a webhook that is just being written sees our job as waiting: look again behind it
                await session.execute(HOLD, {"person": str(person)})
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
    """One transaction: what the event does, and that it was handled. A fault of ours must not stop what follows."""
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
        counts.SKIPPED.labels("failed").inc()
        async with runtime.database.transaction() as session:
            await _claim(session, event.key)
    else:
        await receive.afterwards(runtime, event, result)


async def _claim(session: AsyncSession, key: str) -> bool:
    """Marks the event as handled and drops its content; False if another did so."""
    claimed = (
        update(Event)
        .where(Event.key == key, Event.handled_at.is_(None))
        .values(handled_at=func.clock_timestamp(), body=None, person=None)
        .returning(Event.key)
    )
    return (await session.execute(claimed)).scalar_one_or_none() is not None
