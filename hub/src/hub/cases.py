"""Cases: what is offered to, queued for, taken and finished by the advisers; and who may speak in a conversation.

A move that changes the right to speak compares and sets the conversation's epoch. Every move is logged.
"""

import uuid
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from hub import conversations
from hub.bot import Contact, HandoffRequest
from hub.database import clock
from hub.live import DESK, Notice, notify
from hub.models import Case, CaseEvent, CaseState, Conversation, Danger, Message, Owner, Urgency

BOT_OWNERS: tuple[Owner, ...] = ("bot", "queue")
"""Owners under which the bot may speak."""

TAKEABLE: tuple[CaseState, ...] = ("offered", "queued", "returned")
REASON_ASKED = "asked"

TAKEN = "{name} a rejoint la conversation : vous parlez maintenant à une personne de notre équipe de conseillers."
BOT_AGAIN = (
    "{name} a terminé de son côté pour le moment. C’est de nouveau l’assistant automatique (IA) qui vous répond : "
    "on reprend là où nous en étions quand vous voulez."
)
CLOSED = (
    "{name} a clôturé cet échange. Vous parlez de nouveau à l’assistant automatique (IA) : "
    "écrivez-moi si vous avez besoin d’autre chose."
)
LEFT = (
    "{name} n’est plus en ligne. Votre demande reste chez nos conseillers. "
    "Entre-temps, vous parlez de nouveau à l’assistant automatique (IA)."
)


TAKE_UP = {"title": "Reprendre", "payload": "/take_up"}


class MoveRefused(Exception):
    """The conversation is no longer as the adviser saw it (other epoch, owner or case); nothing was changed."""


@dataclass(frozen=True)
class Advisor:
    """Who acts on the desk; parents see the name."""

    id: str
    name: str


async def current(session: AsyncSession, conversation_id: uuid.UUID) -> Case | None:
    """The conversation's case that is not closed."""
    query = select(Case).where(Case.conversation_id == conversation_id, Case.state != "closed")
    return (await session.execute(query)).scalar_one_or_none()


async def offer(session: AsyncSession, conversation: Conversation, reason: str, urgency: Urgency, actor: str) -> Case:
    """A person is proposed: the case exists from now on, without content. Never lowers a case or its urgency."""
    case = await current(session, conversation.id)
    if case is None:
        return await _create(session, conversation, "offered", reason, urgency, actor)
    if case.state in ("declined", "returned"):
        case.reason = reason
        await _move(session, conversation, case, "offer", "offered", actor)
    elif case.state == "offered":
        case.reason = reason
    await _raise(session, conversation, case, urgency, actor)
    return case


async def queue(
    session: AsyncSession,
    conversation: Conversation,
    reason: str | None,
    urgency: Urgency,
    actor: str,
    situation: dict[str, Any] | None = None,
) -> Case:
    """Puts the case where advisers take from; the bot goes on answering until then.

    `situation` comes along only with the parent's consent or in open danger.
    """
    case = await current(session, conversation.id)
    if case is None:
        case = await _create(session, conversation, "queued", reason or REASON_ASKED, urgency, actor)
    else:
        if case.state not in ("queued", "taken"):
            case.reason = reason or case.reason
            await _move(session, conversation, case, "queue", "queued", actor)
        await _raise(session, conversation, case, urgency, actor)
    if case.queued_at is None:
        case.queued_at = await clock(session)
    if situation is not None:
        case.situation = situation
    if conversation.owner == "bot":
        conversation.owner = "queue"
        await notify(session, Notice(str(conversation.id), "owner"))
    return case


async def decline(session: AsyncSession, conversation: Conversation, actor: str) -> None:
    """The parent wants no person now. A case that is urgent or taken stays where it is."""
    case = await current(session, conversation.id)
    if case is None or case.state not in ("offered", "queued") or (case.state == "queued" and case.urgency == "urgent"):
        return
    await _move(session, conversation, case, "decline", "declined", actor)
    if conversation.owner == "queue":
        conversation.owner = "bot"
        await notify(session, Notice(str(conversation.id), "owner"))


async def raise_danger(session: AsyncSession, conversation: Conversation, danger: Danger) -> None:
    """A safety hit: the case exists and is urgent, whoever owns the conversation."""
    await offer(session, conversation, danger, "urgent", "safety")


async def follow(
    session: AsyncSession, conversation: Conversation, handoff: HandoffRequest | None, situation: dict[str, Any] | None
) -> None:
    """Moves the case as the bot's answer says; `conversation.situation` is still the one before the answer.

    Only what is new moves: the bot repeats `situation.handoff` in every later answer.
    """
    now = situation or {}
    state = now.get("handoff", "none")
    changed = state != conversation.situation.get("handoff", "none")
    urgency: Urgency = handoff.urgency if handoff else "normal"
    if state == "queued" and (changed or handoff):
        await queue(session, conversation, handoff.reason if handoff else None, urgency, "bot", situation=now)
    elif state == "declined" and changed:
        await decline(session, conversation, "parent")
    elif handoff:
        await offer(session, conversation, handoff.reason, urgency, "bot")
    case = await current(session, conversation.id)
    if case is not None and case.state in ("queued", "taken") and case.situation is not None:
        case.situation = now  # consent was given: the adviser sees what is understood by now


async def keep_contact(session: AsyncSession, conversation: Conversation, contact: Contact | None) -> None:
    """The case holds how the parent is reached, as the parent last said it; what was taken back is gone."""
    case = await current(session, conversation.id)
    given = contact.model_dump(exclude_none=True) if contact else None
    if case is not None and case.contact != (given or None):
        case.contact = given or None
        await notify(session, Notice(DESK, "case"))


async def take(session: AsyncSession, conversation_id: uuid.UUID, epoch: int, advisor: Advisor) -> int:
    """The adviser speaks from now on and the bot is silent, whatever it was computing. Returns the new epoch.

    Raises MoveRefused when another took it first. The same adviser's repeated call answers as the first time.
    """
    conversation = await conversations.lock(session, conversation_id)
    case = await current(session, conversation_id)
    if conversation is None or case is None:
        raise MoveRefused
    if case.state == "taken" and case.advisor == advisor.id and conversation.epoch == epoch + 1:
        return conversation.epoch
    if conversation.epoch != epoch or conversation.owner not in BOT_OWNERS or case.state not in TAKEABLE:
        raise MoveRefused
    await session.execute(
        update(Message).where(Message.conversation_id == conversation_id, Message.waiting).values(waiting=False)
    )
    conversation.owner, conversation.epoch = "advisor", epoch + 1
    case.advisor, case.taken_at = advisor.id, await clock(session)
    await _move(session, conversation, case, "take", "taken", advisor.id)
    await conversations.append(session, conversation, "system", TAKEN.format(name=advisor.name))
    await notify(session, Notice(str(conversation_id), "owner"))
    return conversation.epoch


async def give_back(session: AsyncSession, conversation_id: uuid.UUID, epoch: int, advisor: Advisor) -> int:
    """The bot speaks again and the case stays on the desk. Returns the new epoch; raises MoveRefused."""
    return await _release(session, conversation_id, epoch, advisor, "give_back", "returned", BOT_AGAIN, None)


async def put_back(session: AsyncSession, conversation_id: uuid.UUID, epoch: int, advisor: Advisor) -> int:
    """The adviser is gone: the bot speaks and the case waits for another. Returns the new epoch; raises MoveRefused."""
    return await _release(session, conversation_id, epoch, advisor, "put_back", "queued", LEFT, None)


async def close(
    session: AsyncSession, conversation_id: uuid.UUID, epoch: int, advisor: Advisor, outcome: str | None = None
) -> int:
    """The bot speaks again and the case is finished. Returns the new epoch; raises MoveRefused."""
    return await _release(session, conversation_id, epoch, advisor, "close", "closed", CLOSED, outcome)


async def _release(
    session: AsyncSession,
    conversation_id: uuid.UUID,
    epoch: int,
    advisor: Advisor,
    move: str,
    state: CaseState,
    said: str,
    outcome: str | None,
) -> int:
    conversation = await conversations.lock(session, conversation_id)
    if conversation is None:
        raise MoveRefused
    case = await _last(session, conversation_id)
    if case is not None and case.state == state and case.advisor == advisor.id and conversation.epoch == epoch + 1:
        return conversation.epoch
    if case is None or case.state != "taken" or conversation.owner != "advisor" or conversation.epoch != epoch:
        raise MoveRefused
    conversation.owner, conversation.epoch = ("queue" if state == "queued" else "bot"), epoch + 1
    if state == "closed":
        case.closed_at, case.outcome = await clock(session), outcome
    await _move(session, conversation, case, move, state, advisor.id)
    await conversations.append(session, conversation, "system", said.format(name=advisor.name), buttons=[TAKE_UP])
    await notify(session, Notice(str(conversation_id), "owner"))
    return conversation.epoch


async def _last(session: AsyncSession, conversation_id: uuid.UUID) -> Case | None:
    query = select(Case).where(Case.conversation_id == conversation_id).order_by(Case.created_at.desc()).limit(1)
    return (await session.execute(query)).scalar_one_or_none()


async def _create(
    session: AsyncSession, conversation: Conversation, state: CaseState, reason: str, urgency: Urgency, actor: str
) -> Case:
    case = Case(conversation_id=conversation.id, state=state, reason=reason, urgency=urgency)
    session.add(case)
    await session.flush()
    await _log(session, conversation, case, "offer" if state == "offered" else "queue", None, actor)
    return case


async def _move(
    session: AsyncSession, conversation: Conversation, case: Case, move: str, state: CaseState, actor: str
) -> None:
    before = case.state
    case.state = state
    await _log(session, conversation, case, move, before, actor)


async def _raise(session: AsyncSession, conversation: Conversation, case: Case, urgency: Urgency, actor: str) -> None:
    if urgency == "urgent" and case.urgency != "urgent":
        case.urgency = "urgent"
        await _log(session, conversation, case, "raise", case.state, actor)


async def _log(
    session: AsyncSession, conversation: Conversation, case: Case, move: str, before: CaseState | None, actor: str
) -> None:
    session.add(
        CaseEvent(
            case_id=case.id, move=move, from_state=before, to_state=case.state, actor=actor, epoch=conversation.epoch
        )
    )
    await session.flush()
    await notify(session, Notice(DESK, "case"))
