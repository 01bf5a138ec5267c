"""What happens when a parent is left without the adviser: handed back, abandoned, or waiting too long for one."""

import uuid

import procrastinate
import structlog
from sqlalchemy import ColumnElement, and_, func, select, text, update
from sqlalchemy.ext.asyncio import AsyncSession

from hub import advisers, availability, cases, conversations, desk_sessions, jobs
from hub.database import clock
from hub.models import Case, CaseEvent, Conversation, Message, Turn
from hub.runtime import Runtime

MAYBE_ABANDONED = text(
    """
    SELECT conversation_id, advisor FROM "case" WHERE state = 'taken'
    AND taken_at <= clock_timestamp() - make_interval(secs => :seconds)
    """
)
WAITING_LONG = text(
    """
    SELECT conversation_id FROM "case" WHERE state = 'queued' AND told_waiting_at IS NULL
    AND queued_at <= clock_timestamp() - make_interval(secs => :seconds)
    """
)
HELP = "En danger immédiat : 112 (urgences) ou 101 (police)."
NOBODY_FREE = (
    "Tous nos conseillers sont encore occupés, et je suis désolé pour l’attente. Votre demande reste chez eux. "
    f"Vous pouvez attendre ici, être rappelé, ou continuer avec moi. {HELP}"
)
NOBODY_AT_WORK = (
    "Notre service est fermé pour le moment. Votre demande est gardée : un conseiller la lira à la réouverture. "
    f"Vous pouvez être rappelé, lire sa réponse ici plus tard, ou continuer avec moi. {HELP}"
)
GO_ON = {"title": "Continuer avec l’assistant", "short_title": "Continuer", "payload": "/ask_next_step"}
BE_CALLED = {"title": "Être rappelé", "payload": "/be_called"}
WAIT_HERE = {"title": "J’attends ici", "payload": "/wait_here"}
log = structlog.get_logger()


async def wake_bot(session: AsyncSession, queue: procrastinate.App, conversation: Conversation) -> None:
    """What neither the bot nor an adviser answered is the bot's again. The caller holds the conversation."""
    adviser_spoke = select(func.coalesce(func.max(Message.seq), 0)).where(
        Message.conversation_id == conversation.id, Message.author == "advisor"
    )
    unanswered = (
        update(Message)
        .where(
            Message.conversation_id == conversation.id,
            Message.seq > adviser_spoke.scalar_subquery(),
            not_answered_by_bot(conversation.id),
        )
        .values(waiting=True)
        .returning(Message.seq)
        .execution_options(synchronize_session=False)
    )
    if (await session.execute(unanswered)).scalars().all():
        await jobs.defer_wake(session, queue, conversation.id)


def not_answered_by_bot(conversation_id: uuid.UUID) -> ColumnElement[bool]:
    """The parent's messages since the last closed case that no turn answered, nor was given up."""
    closed_at = select(func.max(Case.closed_at)).where(Case.conversation_id == conversation_id).scalar_subquery()
    ended = select(Turn.id).where(Turn.id == Message.turn_id, Turn.state.in_(("answered", "failed"))).exists()
    return and_(
        Message.conversation_id == conversation_id,
        Message.author == "parent",
        Message.sent_at > func.coalesce(closed_at, text("'-infinity'::timestamptz")),
        ~ended,
    )


async def leave(session: AsyncSession, queue: procrastinate.App, advisor: cases.Advisor) -> None:
    """The adviser logs out in mid-chat: every conversation goes back to the queue and to the bot."""
    query = text("""SELECT conversation_id FROM "case" WHERE state = 'taken' AND advisor = :advisor""")
    for conversation_id in (await session.execute(query, {"advisor": advisor.id})).scalars().all():
        await _put_back(session, queue, conversation_id, advisor)


async def recover(runtime: Runtime) -> None:
    """One round: abandoned conversations go back, waiting parents are told; safe at any time, by several at once."""
    settings = runtime.settings
    async with runtime.database.transaction() as session:
        await desk_sessions.end_old(session, settings)
        found = await session.execute(MAYBE_ABANDONED, {"seconds": settings.desk_absent_seconds})
        taken = [(conversation_id, advisor) for conversation_id, advisor in found.tuples()]
        waiting = await session.execute(WAITING_LONG, {"seconds": settings.wait_seconds})
        kept_waiting = waiting.scalars().all()
    for conversation_id, adviser_id in taken:
        async with runtime.database.transaction() as session:
            if not await desk_sessions.still_there(session, adviser_id, settings):
                name = await advisers.name_of(session, adviser_id) or advisers.FIRST_NAME
                await _put_back(session, runtime.jobs, conversation_id, cases.Advisor(adviser_id, name))
    for conversation_id in kept_waiting:
        async with runtime.database.transaction() as session:
            await _tell_waiting(session, runtime, conversation_id)


async def _put_back(
    session: AsyncSession, queue: procrastinate.App, conversation_id: uuid.UUID, advisor: cases.Advisor
) -> None:
    conversation = await conversations.lock(session, conversation_id)
    case = await cases.current(session, conversation_id)
    if conversation is None or case is None or case.state != "taken" or case.advisor != advisor.id:
        return
    await cases.put_back(session, conversation_id, conversation.epoch, advisor)
    await wake_bot(session, queue, conversation)
    log.info("case_put_back", conversation=str(conversation_id))


async def _said_by_bot(session: AsyncSession, case: Case) -> bool:
    """Whether it was the bot that asked for a person: its answer says whether somebody is there."""
    asked = select(CaseEvent.id).where(
        CaseEvent.case_id == case.id, CaseEvent.to_state == "queued", CaseEvent.actor == "bot"
    )
    return (await session.execute(asked.limit(1))).scalar_one_or_none() is not None


async def _tell_waiting(session: AsyncSession, runtime: Runtime, conversation_id: uuid.UUID) -> None:
    conversation = await conversations.lock(session, conversation_id)
    case = await cases.current(session, conversation_id)
    if conversation is None or case is None or case.state != "queued" or case.told_waiting_at is not None:
        return
    case.told_waiting_at = now = await clock(session)
    week = availability.hours(runtime.settings)
    at_work = week.is_open(now)
    if not at_work and case.queued_at and not week.is_open(case.queued_at) and await _said_by_bot(session, case):
        return
    said = NOBODY_FREE if at_work else NOBODY_AT_WORK
    reachable = bool(case.contact and case.contact.keys() & {"phone", "email"})
    choices = [WAIT_HERE, GO_ON] if reachable else [BE_CALLED, WAIT_HERE, GO_ON]
    await conversations.append(session, conversation, "system", said, buttons=choices)
