"""The outbox: rows written with the message that they carry, sent in order, each once.

queued → sending → sent; without an answer `ambiguous` until the echo comes or is missing for good, then queued again;
`held` with a reason where Meta would refuse it now; `failed` where it never can be sent.
"""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from hub.database import clock
from hub.live import Notice, notify
from hub.messenger import counts, hearing, queue
from hub.messenger.models import Event, Out, OutState, Thread
from hub.messenger.render import lasting, merged, render, text_of
from hub.messenger.window import Verdict, judge
from hub.models import Conversation, Message

UNSENT: tuple[OutState, ...] = ("queued", "sending", "ambiguous")
BACKOFF = tuple(timedelta(seconds=seconds) for seconds in (2, 4, 8, 15, 30, 60, 120, 300))
"""Pauses after a refusal that passes; with rate limits Meta asks for ever fewer calls."""
TOKEN_PAUSE = timedelta(minutes=2)
"""Until the operator has renewed the token; each try is logged as an error."""
REST = timedelta(seconds=5)
PLAIN = "plain"
"""Reason of a row that goes out again as words alone, after Meta refused its form."""


@dataclass(frozen=True)
class Ready:
    """A row that is marked as being sent."""

    id: uuid.UUID
    psid: str
    payload: dict[str, Any]
    verdict: Verdict
    advisor_name: str | None
    plain: bool


async def enqueue(session: AsyncSession, message: Message) -> None:
    """Writes what carries the message, in the transaction and under the lock that wrote it."""
    for part, payload in enumerate(render(message.text, message.blocks, message.buttons)):
        session.add(
            Out(
                conversation_id=message.conversation_id,
                seq=message.seq,
                part=part,
                author=message.author,
                author_name=message.author_name,
                payload=payload,
                state="queued",
                attempts=0,
            )
        )
    await queue.defer(session, queue.SEND, [message.conversation_id])


async def take(
    session: AsyncSession, conversation_id: uuid.UUID, *, human_agent: bool, echo_seconds: float, resting: bool
) -> Ready | None:
    """The next row, marked as being sent; None when nothing can go out now. For the one job of the conversation."""
    held = await session.execute(select(Conversation.id).where(Conversation.id == conversation_id).with_for_update())
    thread = await session.get(Thread, conversation_id)
    if held.scalar_one_or_none() is None or thread is None:
        return None
    now = await clock(session)
    query = select(Out).where(Out.conversation_id == conversation_id, Out.state.in_(UNSENT)).order_by(Out.seq, Out.part)
    rows = list((await session.execute(query.execution_options(populate_existing=True))).scalars())
    for place, row in enumerate(rows):
        if row.state == "sending":  # whoever sent it is gone, for this job runs alone
            row.state, row.reason = "ambiguous", "unknown"
        if row.state == "ambiguous":
            echo = await _echo(session, thread, row)
            if echo is not None:
                row.mid, row.sent_at = echo.body["content"]["mid"] if echo.body else None, echo.received_at
                await _end(session, row, "sent", None)
                continue
            left = await hearing.still_to_wait(session, thread.page_id, row.tried_at or now, echo_seconds)
            if left is None or left > timedelta():
                row.next_try_at = now + (left or REST)
                if not _help_follows(rows[place + 1 :]):
                    return None
                continue
            row.state = "queued"
        if resting and (row.next_try_at is None or row.next_try_at <= now):
            row.next_try_at = now + REST
        if row.next_try_at is not None and row.next_try_at > now:
            return None
        verdict = judge(row.author, thread.acted_at, now, human_agent)
        if verdict == "held":
            await _end(session, row, "held", "window")
            continue
        _keep_buttons(row, rows[place + 1 :])
        row.state, row.tried_at, row.next_try_at, row.attempts = "sending", now, None, row.attempts + 1
        name = row.author_name if row.author == "advisor" else None
        return Ready(row.id, thread.psid, row.payload, verdict, name, row.reason == PLAIN)
    return None


async def _echo(session: AsyncSession, thread: Thread, row: Out) -> Event | None:
    """The echo that has come and waits behind the person's other events."""
    body = Event.body
    waiting = Event.person == thread.person, Event.handled_at.is_(None)
    its = body["kind"].astext == "echo", body["content"]["metadata"].astext == str(row.id)
    return (await session.execute(select(Event).where(*waiting, *its).limit(1))).scalar_one_or_none()


def _help_follows(later: Sequence[Out]) -> bool:
    """Numbers to call do not wait for an echo: order counts less than a life."""
    from hub.danger import shows_numbers  # it writes messages, and so it stands on this module

    return shows_numbers([text_of(row.payload) for row in later if row.state == "queued"])


def _keep_buttons(row: Out, later: Sequence[Out]) -> None:
    """Quick replies would vanish with the next message: they become lasting buttons or move to the last one."""
    replies = row.payload.get("quick_replies")
    if not replies or not later:
        return
    kept = lasting(row.payload)
    if kept is None:
        last = later[-1]
        last.payload = {**last.payload, "quick_replies": merged(replies, last.payload.get("quick_replies") or [])}
        kept = {key: value for key, value in row.payload.items() if key != "quick_replies"}
    row.payload = kept


async def sent(session: AsyncSession, out_id: uuid.UUID, mid: str | None) -> None:
    """Meta has taken it."""
    row = await _held(session, out_id)
    if row is not None and row.state != "sent":
        row.mid, row.sent_at = mid, await clock(session)
        await _end(session, row, "sent", None)


async def confirm(session: AsyncSession, out_id: uuid.UUID, mid: str | None, at: datetime) -> bool:
    """The echo of one of ours: it was sent, whatever was thought of it; False if it is none of ours."""
    row = await _held(session, out_id)
    if row is None:
        return False
    row.mid, row.sent_at = mid or row.mid, at
    if row.state != "sent":
        await _end(session, row, "sent", None)
        await queue.defer(session, queue.SEND, [row.conversation_id])
    return True


async def unknown(session: AsyncSession, out_id: uuid.UUID) -> None:
    """No answer came: the echo will tell."""
    row = await _held(session, out_id)
    if row is not None and row.state == "sending":
        row.state, row.reason = "ambiguous", "unknown"


async def again(session: AsyncSession, out_id: uuid.UUID, reason: str, *, count: bool = True) -> None:
    """Nothing was sent: another try after a pause. `count`: Meta said no, so that the pauses grow."""
    row = await _held(session, out_id)
    if row is None or row.state != "sending":
        return
    if not count:
        row.attempts -= 1
    pause = TOKEN_PAUSE if reason == "token" else BACKOFF[min(max(row.attempts, 1), len(BACKOFF)) - 1]
    row.state, row.next_try_at = "queued", await clock(session) + (pause if count else REST)
    if row.reason != PLAIN:
        row.reason = reason
    await _tell(session, row)


async def simplify(session: AsyncSession, out_id: uuid.UUID, payload: dict[str, Any]) -> None:
    """Meta refused the form: the words alone go out next."""
    row = await _held(session, out_id)
    if row is not None and row.state == "sending":
        row.payload, row.state, row.reason = payload, "queued", PLAIN


async def end(session: AsyncSession, out_id: uuid.UUID, state: OutState, reason: str) -> None:
    """It does not go out now (`held`) or ever (`failed`)."""
    row = await _held(session, out_id)
    if row is not None and row.state == "sending":
        await _end(session, row, state, reason)


async def reopen(session: AsyncSession, conversation_id: uuid.UUID) -> None:
    """The person has acted: what an adviser wrote meanwhile goes out; what the assistant said then is out of date."""
    held = Out.conversation_id == conversation_id, Out.state == "held"
    freed = update(Out).where(*held, Out.author == "advisor").values(state="queued", next_try_at=None, reason=None)
    await session.execute(update(Out).where(*held, Out.author != "advisor").values(state="failed", reason="stale"))
    if (await session.execute(freed.returning(Out.id))).scalars().all():
        await queue.defer(session, queue.SEND, [conversation_id])


async def delivered(
    session: AsyncSession, conversation_id: uuid.UUID, at: datetime, mids: Collection[str], watermark: datetime | None
) -> None:
    """Meta says what has arrived: these, and all up to a moment."""
    which = or_(Out.mid.in_(mids), Out.sent_at <= watermark) if watermark else Out.mid.in_(mids)
    await _mark(session, conversation_id, which, Out.delivered_at, at)


async def read(session: AsyncSession, conversation_id: uuid.UUID, at: datetime, watermark: datetime) -> None:
    """The person has read all up to a moment."""
    await _mark(session, conversation_id, Out.sent_at <= watermark, Out.read_at, at)


async def _mark(session: AsyncSession, conversation_id: uuid.UUID, which: Any, column: Any, at: datetime) -> None:
    mine = Out.conversation_id == conversation_id, Out.state == "sent", column.is_(None)
    marked = update(Out).where(*mine, which).values({column: at}).returning(Out.author)
    if (await session.execute(marked)).scalars().all():
        await notify(session, Notice(str(conversation_id), "message"))


async def _held(session: AsyncSession, out_id: uuid.UUID) -> Out | None:
    """The row under its lock; None where the conversation was erased."""
    query = select(Out).where(Out.id == out_id).with_for_update().execution_options(populate_existing=True)
    return (await session.execute(query)).scalar_one_or_none()


async def _end(session: AsyncSession, row: Out, state: OutState, reason: str | None) -> None:
    row.state, row.reason, row.next_try_at = state, reason, None
    counts.SENT.labels(state).inc()
    await _tell(session, row)


async def _tell(session: AsyncSession, row: Out) -> None:
    """The desk shows what became of it."""
    await session.flush()
    await notify(session, Notice(str(row.conversation_id), "message"))


async def unsent_of(session: AsyncSession, conversation_id: uuid.UUID) -> int:
    query = select(func.count()).where(Out.conversation_id == conversation_id, Out.state.in_(UNSENT))
    return (await session.execute(query)).scalar_one()
