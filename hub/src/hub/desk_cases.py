"""What advisers read: the list of cases, one case, and of its conversation only what consent or danger opens."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import phonenumbers
from sqlalchemy import Text, and_, case, cast, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from hub import advisers, cases
from hub.database import clock
from hub.desk_sessions import LoggedIn
from hub.desk_wire import CaseMove, CaseSummary, ContactData, Extent
from hub.models import Adviser, Author, Case, CaseEvent, Conversation, Message
from hub.returning import not_answered_by_bot
from hub.turns import REASON_UNANSWERED

SHOWN = ("offered", "queued", "taken", "returned")
DANGERS = ("sexual", "threat", "self_harm")
PAGE = 500
VIEW_AGAIN = timedelta(minutes=10)
"""A look that follows the last one sooner is the same look."""
LIST_LONGEST = 300


@dataclass(frozen=True)
class Seen:
    """A case with its conversation, as one adviser sees it."""

    case: Case
    conversation: Conversation
    summary: CaseSummary
    extent: Extent

    @property
    def situation(self) -> dict[str, Any] | None:
        if self.extent != "all":
            return None
        return self.case.situation or self.conversation.situation

    @property
    def contact(self) -> ContactData | None:
        """Given to be called, so whoever may read anything of the case reads it."""
        if self.extent == "none" or not self.case.contact:
            return None
        phone = self.case.contact.get("phone")
        return ContactData(**self.case.contact, phone_shown=readable(phone) if phone else None)


def readable(phone: str) -> str:
    """A number in E.164 in groups; as it is where it cannot be read."""
    try:
        number = phonenumbers.parse(phone)
    except phonenumbers.NumberParseException:
        return phone
    return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL))


def in_danger(found: Case, conversation: Conversation) -> bool:
    """Whether the danger that made the case urgent may still be open."""
    state = conversation.situation.get("danger_state")
    return found.urgency == "urgent" and (state == "open" or (state is None and found.reason in DANGERS))


def extent(found: Case, conversation: Conversation) -> Extent:
    """What may be read: before the parent says yes nothing, unless the danger is open."""
    if in_danger(found, conversation):
        return "all"
    if found.state == "offered":
        return "none"
    if found.situation is not None:
        return "all"
    return "unanswered" if found.state == "taken" or found.reason == REASON_UNANSWERED else "none"


def takeable(found: Case, conversation: Conversation) -> bool:
    """A person who was only offered is not forced on the parent, unless the danger is open."""
    if found.state == "offered" and not in_danger(found, conversation):
        return False
    return found.state in cases.TAKEABLE and conversation.owner in cases.BOT_OWNERS


async def listing(session: AsyncSession, me: LoggedIn) -> list[Seen]:
    """The cases that are not over: urgent first, then the oldest."""
    return await _select(session, me, Case.state.in_(SHOWN))


async def find(session: AsyncSession, me: LoggedIn, case_id: uuid.UUID) -> Seen | None:
    """One case of the list."""
    found = await _select(session, me, and_(Case.id == case_id, Case.state.in_(SHOWN)))
    return found[0] if found else None


async def _select(session: AsyncSession, me: LoggedIn, which: Any) -> list[Seen]:
    last_author = (
        select(Message.author)
        .where(Message.conversation_id == Case.conversation_id, Message.author != "system")
        .order_by(Message.seq.desc())
        .limit(1)
        .scalar_subquery()
    )
    since = func.coalesce(Case.queued_at, Case.created_at)
    query = (
        select(Case, Conversation, Adviser.name, last_author)
        .join(Conversation, Conversation.id == Case.conversation_id)
        .outerjoin(Adviser, cast(Adviser.id, Text) == Case.advisor)
        .where(which)
        .order_by(case((Case.urgency == "urgent", 0), else_=1), since, Case.id)
        .limit(LIST_LONGEST)
        .execution_options(populate_existing=True)
    )
    return [_seen(me, *row) for row in (await session.execute(query)).tuples()]


def _seen(me: LoggedIn, found: Case, conversation: Conversation, adviser: str | None, last: Author | None) -> Seen:
    taken = found.state == "taken"
    summary = CaseSummary(
        id=found.id,
        state=found.state,
        owner=conversation.owner,
        epoch=conversation.epoch,
        channel=conversation.channel,
        reason=found.reason,
        urgency=found.urgency,
        since=found.queued_at or found.created_at,
        adviser=(adviser or advisers.FIRST_NAME) if taken else None,
        mine=taken and found.advisor == str(me.adviser_id),
        takeable=takeable(found, conversation),
        to_call=bool(found.contact and found.contact.keys() & {"phone", "email"}),
        unanswered=last == "parent",
    )
    return Seen(found, conversation, summary, extent(found, conversation))


async def messages(session: AsyncSession, seen: Seen, after: int) -> Sequence[Message]:
    """What may be read after a seq, in order, at most `PAGE`."""
    if seen.extent == "none":
        return ()
    mine = Message.conversation_id == seen.conversation.id
    if seen.extent == "unanswered":
        bot_spoke = select(func.coalesce(func.max(Message.seq), 0)).where(mine, Message.author == "assistant")
        waits = select(func.min(Message.seq) - 1).where(not_answered_by_bot(seen.conversation.id))
        begin = select(func.least(bot_spoke.scalar_subquery(), waits.scalar_subquery()))
        after = max(after, (await session.execute(begin)).scalar_one())
    query = select(Message).where(mine, Message.seq > after).order_by(Message.seq).limit(PAGE)
    return (await session.execute(query)).scalars().all()


async def moves(session: AsyncSession, case_id: uuid.UUID) -> list[CaseMove]:
    """The case's log, oldest first, with names."""
    query = (
        select(CaseEvent, Adviser.name)
        .outerjoin(Adviser, cast(Adviser.id, Text) == CaseEvent.actor)
        .where(CaseEvent.case_id == case_id)
        .order_by(CaseEvent.id)
        .limit(PAGE)
    )
    return [
        CaseMove(at=event.at, move=event.move, actor=name or event.actor, detail=event.detail)
        for event, name in (await session.execute(query)).tuples()
    ]


async def log_view(session: AsyncSession, seen: Seen, me: LoggedIn) -> None:
    """Who reads a family's words is written down."""
    last = select(func.max(CaseEvent.at)).where(
        CaseEvent.case_id == seen.case.id, CaseEvent.move == "view", CaseEvent.actor == str(me.adviser_id)
    )
    before = (await session.execute(last)).scalar_one()
    if before is None or await clock(session) - before > VIEW_AGAIN:
        log(session, seen.case, seen.conversation, me, "view")


async def log_answers(session: AsyncSession, found: Case, conversation: Conversation, me: LoggedIn) -> None:
    """How many answers an adviser gave before leaving."""
    count = select(func.count()).where(
        Message.conversation_id == conversation.id, Message.author == "advisor", Message.sent_at >= found.taken_at
    )
    log(session, found, conversation, me, "answers", str((await session.execute(count)).scalar_one()))


def log(
    session: AsyncSession,
    found: Case,
    conversation: Conversation,
    me: LoggedIn,
    move: str,
    detail: str | None = None,
) -> None:
    """A line of the case's log that moves nothing."""
    session.add(
        CaseEvent(
            case_id=found.id,
            move=move,
            from_state=found.state,
            to_state=found.state,
            actor=str(me.adviser_id),
            epoch=conversation.epoch,
            detail=detail,
        )
    )
