"""Sessions of the desk: a random token in a cookie, its hash here, signs of life, and an end."""

import hashlib
import secrets
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import ColumnElement, Text, cast, delete, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from hub.cases import Advisor
from hub.database import clock
from hub.live import DESK, Notice, notify
from hub.models import Adviser, DeskSession, Role
from hub.settings import Settings

TOKEN_BYTES = 32
TOUCH_EVERY = timedelta(seconds=15)
"""How exact `seen_at` is, so that not every request writes."""
MISSED_BEATS = 2.5
"""Heartbeats of the event stream that may be missing before nobody counts as being there."""


@dataclass(frozen=True)
class LoggedIn:
    """Who acts, by which session."""

    session_id: uuid.UUID
    adviser_id: uuid.UUID
    email: str
    name: str
    role: Role
    available: bool

    @property
    def advisor(self) -> Advisor:
        return Advisor(str(self.adviser_id), self.name)


@dataclass(frozen=True)
class Present:
    """An adviser with a live desk."""

    id: uuid.UUID
    name: str
    available: bool


async def open_session(session: AsyncSession, adviser: Adviser, settings: Settings) -> str:
    """A new session, available; returns the token, which nobody can read again."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    now = await clock(session)
    session.add(
        DeskSession(
            token_hash=_hash(token),
            adviser_id=adviser.id,
            available=True,
            seen_at=now,
            expires_at=now + timedelta(seconds=settings.desk_session_seconds),
        )
    )
    await session.flush()
    await notify(session, Notice(DESK, "presence"))
    return token


async def find(session: AsyncSession, token: str, settings: Settings, *, acting: bool) -> LoggedIn | None:
    """The session of a token, unless it is over. `acting`: the adviser does something, which keeps it from idling."""
    query = (
        select(DeskSession, Adviser)
        .join(Adviser, Adviser.id == DeskSession.adviser_id)
        .where(DeskSession.token_hash == _hash(token), _valid(settings), Adviser.disabled_at.is_(None))
    )
    row = (await session.execute(query)).tuples().one_or_none()
    if row is None:
        return None
    desk, adviser = row
    now = await clock(session)
    if acting and now - desk.seen_at > TOUCH_EVERY:
        await session.execute(update(DeskSession).where(DeskSession.id == desk.id).values(seen_at=now))
    return LoggedIn(desk.id, adviser.id, adviser.email, adviser.name, adviser.role, desk.available)


async def beat(session: AsyncSession, session_id: uuid.UUID, settings: Settings) -> bool:
    """The desk's event stream is alive; False if the session is over."""
    living = update(DeskSession).where(DeskSession.id == session_id, _valid(settings)).returning(DeskSession.id)
    beaten = await session.execute(living.values(streamed_at=func.clock_timestamp()))
    return beaten.scalar_one_or_none() is not None


async def set_available(session: AsyncSession, session_id: uuid.UUID, available: bool) -> None:
    await session.execute(update(DeskSession).where(DeskSession.id == session_id).values(available=available))
    await notify(session, Notice(DESK, "presence"))


async def end(session: AsyncSession, session_id: uuid.UUID) -> None:
    await session.execute(delete(DeskSession).where(DeskSession.id == session_id))
    await notify(session, Notice(DESK, "presence"))


async def end_old(session: AsyncSession, settings: Settings) -> None:
    """Deletes the sessions that are over."""
    over = delete(DeskSession).where(~_valid(settings)).returning(DeskSession.id)
    if (await session.execute(over)).scalars().all():
        await notify(session, Notice(DESK, "presence"))


async def present(session: AsyncSession, settings: Settings) -> Sequence[Present]:
    """Who is there: a desk whose event stream gave a sign of life a moment ago; one entry a person."""
    alive = DeskSession.streamed_at > _ago(settings.desk_heartbeat_seconds * MISSED_BEATS)
    query = (
        select(Adviser.id, Adviser.name, func.bool_or(DeskSession.available))
        .join(DeskSession, DeskSession.adviser_id == Adviser.id)
        .where(_valid(settings), alive, Adviser.disabled_at.is_(None))
        .group_by(Adviser.id, Adviser.name)
        .order_by(Adviser.name)
    )
    return [Present(*row) for row in (await session.execute(query)).tuples()]


async def still_there(session: AsyncSession, adviser_id: str, settings: Settings) -> bool:
    """Whether the adviser has a session with any sign of life within the setting: the stream's, or an action."""
    recent = _ago(settings.desk_absent_seconds)
    query = select(DeskSession.id).where(
        cast(DeskSession.adviser_id, Text) == adviser_id,
        _valid(settings),
        or_(DeskSession.streamed_at > recent, DeskSession.seen_at > recent),
    )
    return (await session.execute(query.limit(1))).scalar_one_or_none() is not None


def _valid(settings: Settings) -> ColumnElement[bool]:
    now = func.clock_timestamp()
    return (DeskSession.expires_at > now) & (DeskSession.seen_at > _ago(settings.desk_idle_seconds))


def _ago(seconds: float) -> ColumnElement[object]:
    interval: ColumnElement[object] = func.clock_timestamp() - timedelta(seconds=seconds)
    return interval


def _hash(token: str) -> str:
    """The token has 256 random bits: a plain hash is enough, and is found by an index."""
    return hashlib.sha256(token.encode()).hexdigest()
