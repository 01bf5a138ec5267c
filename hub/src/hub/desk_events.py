"""The desk's event stream: the whole list whenever it changes, who is there, and who writes or types in a case."""

import asyncio
import time
import uuid
from collections.abc import AsyncIterator

from sqlalchemy.ext.asyncio import AsyncSession
from sse_starlette import ServerSentEvent

from hub import availability, desk_cases, desk_sessions
from hub.database import clock
from hub.desk_sessions import LoggedIn
from hub.desk_wire import CaseList, Colleague, MessageEvent, Presence, TypingEvent
from hub.live import DESK, EVERYTHING, Notice, notify
from hub.runtime import Runtime

TOGETHER_SECONDS = 0.05
"""Notices that come so close together are looked at together: one read of the list serves them all."""


async def presence(session: AsyncSession, runtime: Runtime) -> Presence:
    """Who is there, and what parents are told of it."""
    moment = await clock(session)
    told = await availability.now(session, runtime.settings, moment)
    colleagues = await desk_sessions.present(session, runtime.settings)
    return Presence(
        open=told.open,
        next_opening=None if told.open else availability.hours(runtime.settings).next_opening(moment),
        online=told.online,
        wait_minutes=told.wait_minutes,
        colleagues=[Colleague(id=one.id, name=one.name, available=one.available) for one in colleagues],
    )


async def stream(runtime: Runtime, me: LoggedIn) -> AsyncIterator[ServerSentEvent]:
    """Events `cases`, `presence`, `message`, `typing`, and `over` when the session ends."""
    shown: CaseList | None = None
    around: Presence | None = None
    beaten = 0.0
    with runtime.live.follow(None) as notices:
        while True:
            async with runtime.database.transaction() as session:
                if time.monotonic() - beaten >= runtime.settings.desk_heartbeat_seconds / 2:
                    if not await desk_sessions.beat(session, me.session_id, runtime.settings):
                        break
                    if not beaten:
                        await notify(session, Notice(DESK, "presence"))
                    beaten = time.monotonic()
                seen = await desk_cases.listing(session, me)
                there = await presence(session, runtime)
            conversations = {str(one.conversation.id): one.summary.id for one in seen}
            listed = CaseList(cases=[one.summary for one in seen])
            if listed != shown:
                shown = listed
                yield ServerSentEvent(listed.model_dump_json(), event="cases")
            if there != around:
                around = there
                yield ServerSentEvent(there.model_dump_json(), event="presence")
            for notice in await _next(notices, conversations, runtime.settings.desk_heartbeat_seconds):
                if notice.kind == "presence":
                    beaten = min(beaten, time.monotonic() - runtime.settings.desk_heartbeat_seconds)
                case_id = conversations.get(notice.conversation)
                if case_id is None:
                    continue
                if notice.kind == "message":
                    yield ServerSentEvent(MessageEvent(case_id=case_id).model_dump_json(), event="message")
                elif notice.kind == "typing":
                    typing = TypingEvent(case_id=case_id, typing=bool(notice.on))
                    yield ServerSentEvent(typing.model_dump_json(), event="typing")
    yield ServerSentEvent("{}", event="over")


async def _next(notices: asyncio.Queue[Notice], listed: dict[str, uuid.UUID], seconds: float) -> list[Notice]:
    """The next notices that concern the desk, each once; none when nothing came for so long."""
    found: dict[Notice, None] = {}
    until = time.monotonic() + seconds
    while True:
        try:
            notice = await asyncio.wait_for(notices.get(), max(0.0, until - time.monotonic()))
        except asyncio.TimeoutError:
            return list(found)
        if _concerns(notice, listed) and not found:
            until = time.monotonic() + TOGETHER_SECONDS
        if _concerns(notice, listed):
            found[notice] = None


def _concerns(notice: Notice, listed: dict[str, uuid.UUID]) -> bool:
    if notice.kind == "typing":
        return notice.author == "parent" and notice.conversation in listed
    return notice.conversation in (DESK, EVERYTHING) or (notice.kind != "delivery" and notice.conversation in listed)
