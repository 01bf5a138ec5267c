"""Who is there to take over, and how long that may take: what the bot may tell a parent."""

import math
from datetime import datetime

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from hub import desk_sessions
from hub.bot import Advisers
from hub.opening import Hours, read_hours
from hub.settings import Settings

QUEUE = text(
    """SELECT count(*) FILTER (WHERE state = 'queued'), count(*) FILTER (WHERE state = 'taken') """
    """FROM "case" WHERE state IN ('queued', 'taken')"""
)

DAYS_TOLD = 10
"""A long weekend with holidays is shorter: the next hours are among them."""
STRETCHES_TOLD = 6
"""Enough to choose a moment for a call from."""


def hours(settings: Settings) -> Hours:
    return read_hours(settings.hours, settings.closed_days, on_holidays=settings.open_on_holidays)


async def now(session: AsyncSession, settings: Settings, moment: datetime) -> Advisers:
    """Open by the hours at `moment`; online and waiting as the desk is now."""
    available = sum(person.available for person in await desk_sessions.present(session, settings))
    queued, taken = (await session.execute(QUEUE)).tuples().one()
    week = hours(settings)
    return Advisers(
        open=week.is_open(moment),
        online=available,
        wait_minutes=wait_minutes(queued, taken, available * settings.desk_chats, settings.desk_case_minutes),
        hours=week.stretches(moment, DAYS_TOLD)[:STRETCHES_TOLD],
    )


def wait_minutes(queued: int, taken: int, places: int, minutes_each: float) -> int | None:
    """Minutes until a place is free for the next parent; None where nobody is there.

    `places` is how many chats the available advisers hold at once. Places become free one after the other, each
    `minutes_each / places` after the one before.
    """
    if places <= 0:
        return None
    ahead = queued - (places - taken) + 1
    return 0 if ahead <= 0 else math.ceil(ahead * minutes_each / places)
