"""Turns: which messages the bot is asked about at once, and how a turn ends. A turn ends exactly once."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from hub import availability, cases, conversations, danger, metrics
from hub.bot import TurnAnswer, TurnRequest
from hub.database import clock
from hub.live import Notice, notify
from hub.models import Conversation, Message, Turn, TurnState
from hub.settings import Settings

LONG_TEXT = 300
"""Characters from which a text is a story that nobody continues a second later."""
TURN_TEXT = 4000
"""Characters that one turn may join: what one message may have, so that the bot needs no second limit."""
BACKOFF = (timedelta(seconds=2), timedelta(seconds=4), timedelta(seconds=8), timedelta(seconds=15))
"""Pauses after a job that failed over the turn itself."""
AWAY = timedelta(seconds=1)
"""Pause after a job that found the bot away; the recovery goes on once the bot is back."""

HELP = "En danger immédiat, appelez le 112 (urgences) ou le 101 (police)."
LATE = f"Ma réponse prend plus de temps que d’habitude. Votre message est bien reçu, je continue à y travailler. {HELP}"
UNANSWERED = (
    "Je n’arrive pas à vous répondre pour le moment, et je le regrette. Votre message est bien reçu "
    f"et j’ai signalé à nos conseillers que vous attendez une réponse. {HELP}"
)
REASON_UNANSWERED = "unanswered"


@dataclass(frozen=True)
class Waiting:
    """What counts of a message that waits for the bot."""

    seq: int
    characters: int
    button: bool
    danger: bool
    sent_at: datetime


@dataclass(frozen=True)
class Quiet:
    """The parent may still be typing: look again after `seconds`, or at the next message."""

    seconds: float


@dataclass(frozen=True)
class Idle:
    """Nothing to ask the bot now."""


@dataclass(frozen=True)
class Open:
    """A turn whose list is fixed and committed, ready for the bot; `age` is its seconds at that moment."""

    turn_id: uuid.UUID
    age: float
    dangerous: bool
    request: TurnRequest


def gather(waiting: Sequence[Waiting], now: datetime, quiet: float, longest: float) -> list[int] | Quiet:
    """The `seq` of the next turn, or how long to wait for more. `waiting` is in order and not empty."""
    first = waiting[0]
    if first.button:
        return [first.seq]
    taken: list[Waiting] = []
    characters = 0
    for message in waiting:
        characters += message.characters + (1 if taken else 0)
        if message.button or (taken and characters > TURN_TEXT):
            return [part.seq for part in taken]
        taken.append(message)
    if any(part.danger or part.characters > LONG_TEXT for part in taken):
        return [part.seq for part in taken]
    due = min(taken[-1].sent_at + timedelta(seconds=quiet), first.sent_at + timedelta(seconds=longest))
    left = (due - now).total_seconds()
    return Quiet(left) if left > 0 else [part.seq for part in taken]


async def begin(session: AsyncSession, conversation_id: uuid.UUID, settings: Settings) -> Open | Quiet | Idle:
    """The unfinished turn, else a new one of the messages that wait; its list is fixed once this commits."""
    conversation = await conversations.lock(session, conversation_id)
    if conversation is None:
        return Idle()
    now = await clock(session)
    turn = await _open_turn(session, conversation_id)
    if turn is not None and not _may_speak(conversation, turn):
        await _drop(session, conversation, turn)
        turn = None
    if turn is not None:
        if turn.next_try_at is not None and turn.next_try_at > now:
            return Idle()
        return await _ready(session, conversation, turn, settings)

    query = select(Message).where(Message.conversation_id == conversation_id, Message.waiting).order_by(Message.seq)
    messages = list((await session.execute(query)).scalars())
    if not messages:
        return Idle()
    if conversation.owner not in cases.BOT_OWNERS:
        for message in messages:
            message.waiting = False
        return Idle()
    waiting = [Waiting(m.seq, len(m.text), m.payload is not None, m.danger is not None, m.sent_at) for m in messages]
    chosen = gather(waiting, now, settings.quiet_seconds, settings.quiet_longest_seconds)
    if isinstance(chosen, Quiet):
        return chosen
    parts = [message for message in messages if message.seq in set(chosen)]
    turn = Turn(
        conversation_id=conversation_id,
        epoch=conversation.epoch,
        danger=danger.gravest([part.danger for part in parts if part.danger]),
        created_at=now,
    )
    session.add(turn)
    await session.flush()
    for part in parts:
        part.turn_id, part.waiting = turn.id, False
    await notify(session, Notice(str(conversation_id), "delivery", seq=parts[-1].seq, state="read"))
    return await _ready(session, conversation, turn, settings)


async def answer(
    session: AsyncSession, conversation_id: uuid.UUID, turn_id: uuid.UUID, said: TurnAnswer, assistant_name: str
) -> TurnState | None:
    """Writes the bot's answer if it may still speak. Returns how the turn ended; None: the conversation is erased."""
    conversation = await conversations.lock(session, conversation_id)
    if conversation is None:
        await conversations.forget_tracker(session, conversation_id)  # the bot may have written it after the erasure
        return None
    turn = (await session.execute(select(Turn).where(Turn.id == turn_id))).scalar_one()
    if turn.state != "open":
        return turn.state
    if not _may_speak(conversation, turn):
        await _drop(session, conversation, turn)
        return "dropped"
    for message in said.messages:
        await conversations.append(
            session,
            conversation,
            "assistant",
            message.text,
            name=assistant_name,
            blocks=[block.model_dump() for block in message.blocks],
            buttons=[button.model_dump() for button in message.buttons],
        )
    await danger.answered(session, conversation, turn, [message.text for message in said.messages])
    await cases.follow(session, conversation, said.handoff, said.situation)
    await cases.keep_contact(session, conversation, said.contact)
    conversation.step = said.step
    if said.situation is not None:
        conversation.situation = said.situation
    await _finish(session, conversation, turn, "answered")
    return "answered"


async def speechless(session: AsyncSession, conversation_id: uuid.UUID, turn_id: uuid.UUID) -> TurnState | None:
    """The bot answered with nothing and would again: an honest sentence and a person, once and for all."""
    conversation = await conversations.lock(session, conversation_id)
    turn = await _still_open(session, turn_id) if conversation is not None else None
    if conversation is None or turn is None:
        return None
    if not _may_speak(conversation, turn):
        await _drop(session, conversation, turn)
        return "dropped"
    await _tell_unanswered(session, conversation, turn)
    await _finish(session, conversation, turn, "failed")
    return "failed"


async def postpone(
    session: AsyncSession,
    conversation_id: uuid.UUID,
    turn_id: uuid.UUID,
    settings: Settings,
    *,
    attempts: int,
    reached: bool,
) -> bool:
    """The bot failed for now: the turn stays open, with its list, and is tried again later; True if it does.

    A turn over which the bot itself fails again and again ends after a time, so that it does not hold up what comes
    after it; while the bot is away, waiting costs nothing that another turn could have.
    """
    conversation = await conversations.lock(session, conversation_id)
    turn = await _still_open(session, turn_id) if conversation is not None else None
    if conversation is None or turn is None:
        return False
    now = await clock(session)
    pause = BACKOFF[min(turn.attempts // attempts, len(BACKOFF) - 1)] if reached else AWAY
    turn.attempts += attempts
    turn.next_try_at = now + pause
    if reached and (now - turn.created_at).total_seconds() >= settings.unanswered_seconds:
        if turn.told_unanswered_at is None:
            await _tell_unanswered(session, conversation, turn)
        await _finish(session, conversation, turn, "failed")
        return False
    await notify(session, Notice(str(conversation_id), "typing", author="assistant", on=False))
    return True


async def console(session: AsyncSession, conversation_id: uuid.UUID, settings: Settings) -> None:
    """Says what is due to a parent whose turn is still open: that it takes longer; that a person is asked; the end."""
    conversation = await conversations.lock(session, conversation_id)
    turn = await _open_turn(session, conversation_id) if conversation is not None else None
    if conversation is None or turn is None:
        return
    if not _may_speak(conversation, turn):
        await _drop(session, conversation, turn)
        return
    now = await clock(session)
    age = (now - turn.created_at).total_seconds()
    if age >= settings.late_seconds and turn.told_late_at is None:
        turn.told_late_at = now
        if age < settings.unanswered_seconds:
            await conversations.append(session, conversation, "system", LATE)
    if age >= settings.unanswered_seconds and turn.told_unanswered_at is None:
        await _tell_unanswered(session, conversation, turn)
    if age >= settings.give_up_seconds:
        await _finish(session, conversation, turn, "failed")


def _may_speak(conversation: Conversation, turn: Turn) -> bool:
    return conversation.owner in cases.BOT_OWNERS and conversation.epoch == turn.epoch


async def _open_turn(session: AsyncSession, conversation_id: uuid.UUID) -> Turn | None:
    query = select(Turn).where(Turn.conversation_id == conversation_id, Turn.state == "open")
    return (await session.execute(query.execution_options(populate_existing=True))).scalar_one_or_none()


async def _still_open(session: AsyncSession, turn_id: uuid.UUID) -> Turn | None:
    query = select(Turn).where(Turn.id == turn_id, Turn.state == "open")
    return (await session.execute(query)).scalar_one_or_none()


async def _ready(session: AsyncSession, conversation: Conversation, turn: Turn, settings: Settings) -> Open:
    query = select(Message).where(Message.turn_id == turn.id).order_by(Message.seq)
    parts = list((await session.execute(query)).scalars())
    before = (
        select(Message.sent_at)
        .where(Message.conversation_id == conversation.id, Message.author == "parent", Message.seq < parts[0].seq)
        .order_by(Message.seq.desc())
        .limit(1)
    )
    case = await cases.current(session, conversation.id)
    request = TurnRequest(
        turn_id=str(turn.id),
        conversation=str(conversation.id),
        channel=conversation.channel,
        text="\n".join(part.text for part in parts),
        payload=parts[0].payload,
        now=turn.created_at,
        last_seen=(await session.execute(before)).scalar_one_or_none(),
        advisers=await availability.now(session, settings, turn.created_at),
        case=case.state if case is not None else None,
    )
    await notify(session, Notice(str(conversation.id), "typing", author="assistant", on=True))
    age = (await clock(session) - turn.created_at).total_seconds()
    return Open(turn.id, age, turn.danger is not None, request)


async def _drop(session: AsyncSession, conversation: Conversation, turn: Turn) -> None:
    """The bot lost the right to speak: nothing is said, the adviser reads the messages. Only danger is exempt."""
    await danger.make_good(session, conversation.id, turn.id)
    await _finish(session, conversation, turn, "dropped")


async def _tell_unanswered(session: AsyncSession, conversation: Conversation, turn: Turn) -> None:
    turn.told_unanswered_at = await clock(session)
    await danger.make_good(session, conversation.id, turn.id)
    await conversations.append(session, conversation, "system", UNANSWERED)
    await cases.queue(session, conversation, REASON_UNANSWERED, "urgent" if turn.danger else "normal", "hub")


async def _finish(session: AsyncSession, conversation: Conversation, turn: Turn, state: TurnState) -> None:
    turn.state, turn.finished_at = state, await clock(session)
    metrics.TURNS.labels(state).inc()
    metrics.TURN_SECONDS.observe((turn.finished_at - turn.created_at).total_seconds())
    await notify(session, Notice(str(conversation.id), "typing", author="assistant", on=False))
