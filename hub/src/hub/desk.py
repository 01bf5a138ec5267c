"""The desk's API: what the advisers' page uses. A change holds only while the conversation is as the adviser saw it."""

import uuid
from typing import Annotated

import structlog
from fastapi import APIRouter, Depends, Query, Request, Response
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sse_starlette import EventSourceResponse

from hub import advisers, cases, conversations, desk_cases, desk_events, desk_sessions, metrics, returning
from hub.chat import InAddress, InAllowance, InRuntime
from hub.desk_access import InAdviser, InAdvisersPage, drop_cookie, from_our_page, keep_cookie
from hub.desk_sessions import LoggedIn
from hub.desk_wire import (
    SEQ_HIGHEST,
    Answer,
    Availability,
    CaseDetail,
    CaseList,
    CaseMessages,
    Closing,
    Credentials,
    Leave,
    Me,
    Move,
    Moved,
)
from hub.errors import Refused, documented
from hub.live import Notice, notify
from hub.messenger.desk import type_to
from hub.models import Case, Conversation, Message
from hub.streams import sent_live
from hub.wire import Accepted, ShownMessage, Typing

log = structlog.get_logger()
router = APIRouter(prefix="/api/desk", tags=["desk"], dependencies=[Depends(from_our_page)])
After = Annotated[int, Query(ge=0, le=SEQ_HIGHEST, description="Only what has a higher seq")]


def _me(adviser: LoggedIn) -> Me:
    return Me(
        id=adviser.adviser_id,
        email=adviser.email,
        name=adviser.name,
        role=adviser.role,
        available=adviser.available,
    )


@router.post("/login", responses=documented(401, 403, 422, 429))
async def login(
    body: Credentials,
    request: Request,
    response: Response,
    runtime: InRuntime,
    allowance: InAllowance,
    address: InAddress,
) -> Me:
    """Opens a session, in a cookie that no script reads."""
    await allowance.login(advisers.login_of(body.email), address)
    async with runtime.database.transaction() as session:
        adviser = await advisers.find(session, body.email)
    if not await advisers.right(adviser, body.password) or adviser is None:
        log.warning("login_failed", address=address)
        raise Refused(401, "login_failed")
    async with runtime.database.transaction() as session:
        token = await desk_sessions.open_session(session, adviser, runtime.settings)
        me = await desk_sessions.find(session, token, runtime.settings, acting=False)
    if me is None:  # disabled a moment ago
        raise Refused(401, "login_failed")
    log.info("login", adviser=str(adviser.id))
    keep_cookie(request, response, token, runtime.settings.desk_session_seconds)
    return _me(me)


@router.post("/logout", status_code=204, responses=documented(401, 403))
async def logout(me: InAdviser, runtime: InRuntime) -> Response:
    """Ends the session; conversations of an adviser who has no other session go back to the queue."""
    async with runtime.database.transaction() as session:
        await desk_sessions.end(session, me.session_id)
        if not await desk_sessions.still_there(session, me.advisor.id, runtime.settings):
            await returning.leave(session, runtime.jobs, me.advisor)
    response = Response(status_code=204)
    drop_cookie(response)
    return response


@router.get("/me", responses=documented(401))
async def who(me: InAdviser) -> Me:
    """Who is logged in."""
    return _me(me)


@router.post("/availability", responses=documented(401, 403, 422))
async def set_availability(body: Availability, me: InAdviser, runtime: InRuntime) -> Availability:
    """Whether this adviser counts for the parents who ask for a person."""
    async with runtime.database.transaction() as session:
        await desk_sessions.set_available(session, me.session_id, body.available)
    return body


@router.get("/cases", responses=documented(401))
async def list_cases(me: InAdvisersPage, runtime: InRuntime) -> CaseList:
    """Urgent first, then the oldest."""
    async with runtime.database.transaction() as session:
        return CaseList(cases=[seen.summary for seen in await desk_cases.listing(session, me)])


@router.get("/cases/{case_id}", responses=documented(401, 404, 422))
async def show_case(case_id: uuid.UUID, me: InAdviser, runtime: InRuntime) -> CaseDetail:
    """The case with what may be read of it; looking is logged."""
    async with runtime.database.transaction() as session:
        seen = await _find(session, me, case_id)
        messages = await desk_cases.messages(session, seen, 0)
        if seen.extent != "none":
            await desk_cases.log_view(session, seen, me)
        return CaseDetail(
            case=seen.summary,
            extent=seen.extent,
            situation=seen.situation,
            contact=seen.contact,
            messages=[ShownMessage.of(message) for message in messages],
            moves=await desk_cases.moves(session, case_id),
        )


@router.get("/cases/{case_id}/messages", responses=documented(401, 404, 422))
async def show_messages(case_id: uuid.UUID, me: InAdvisersPage, runtime: InRuntime, after: After = 0) -> CaseMessages:
    """What was written after a `seq`, at most 500 at a time."""
    async with runtime.database.transaction() as session:
        seen = await _find(session, me, case_id)
        messages = await desk_cases.messages(session, seen, after)
    return CaseMessages(extent=seen.extent, messages=[ShownMessage.of(message) for message in messages])


@router.post("/cases/{case_id}/take", responses=documented(401, 403, 404, 409, 422))
async def take(case_id: uuid.UUID, body: Move, me: InAdviser, runtime: InRuntime) -> Moved:
    """The adviser answers from now on; where another was first, the refusal names who."""
    async with runtime.database.transaction() as session:
        found, conversation = await _hold(session, case_id)
        mine = found.state == "taken" and found.advisor == me.advisor.id
        if not mine and not desk_cases.takeable(found, conversation):
            raise await _why_not(session, found)
        try:
            return Moved(epoch=await cases.take(session, conversation.id, body.epoch, me.advisor))
        except cases.MoveRefused:
            raise await _why_not(session, found) from None


@router.post("/cases/{case_id}/answer", status_code=202, responses=documented(401, 403, 404, 409, 413, 422))
async def answer(case_id: uuid.UUID, body: Answer, me: InAdviser, runtime: InRuntime) -> Accepted:
    """Writes to the parent, only while the conversation is this adviser's."""
    async with runtime.database.transaction() as session:
        found, conversation = await _hold(session, case_id)
        before = await conversations.already_received(session, conversation.id, body.client_message_id)
        if before is not None and before.author == "advisor":
            return Accepted(seq=before.seq)
        if before is not None or not _is_mine(found, conversation, me) or conversation.epoch != body.epoch:
            raise await _why_not(session, found)
        message = await conversations.append(
            session, conversation, "advisor", body.text, name=me.name, client_message_id=body.client_message_id
        )
    metrics.MESSAGES.labels(conversation.channel).inc()
    return Accepted(seq=message.seq)


@router.post("/cases/{case_id}/typing", status_code=204, responses=documented(401, 403, 404, 409, 422))
async def typing(
    case_id: uuid.UUID, body: Typing, request: Request, me: InAdvisersPage, runtime: InRuntime
) -> Response:
    """Lets the parent see that the adviser is writing."""
    async with runtime.database.transaction() as session:
        seen = await _find(session, me, case_id)
        if not seen.summary.mine:
            raise Refused(409, "case_changed")
        await notify(session, Notice(str(seen.conversation.id), "typing", author="advisor", on=body.typing))
    if body.typing and seen.conversation.channel == "messenger":
        request.app.state.watch(type_to(runtime, seen.conversation.id))
    return Response(status_code=204)


@router.post("/cases/{case_id}/give-back", responses=documented(401, 403, 404, 409, 422))
async def give_back(case_id: uuid.UUID, body: Leave, me: InAdviser, runtime: InRuntime) -> Moved:
    """The bot answers again; the case stays on the desk."""
    async with runtime.database.transaction() as session:
        found, conversation = await _hold(session, case_id)
        if await _leaving(session, found, conversation, body, me):
            await desk_cases.log_answers(session, found, conversation, me)
        try:
            epoch = await cases.give_back(session, conversation.id, body.epoch, me.advisor)
        except cases.MoveRefused:
            raise await _why_not(session, found) from None
        await returning.wake_bot(session, runtime.jobs, conversation)
        return Moved(epoch=epoch)


@router.post("/cases/{case_id}/close", responses=documented(401, 403, 404, 409, 422))
async def close(case_id: uuid.UUID, body: Closing, me: InAdviser, runtime: InRuntime) -> Moved:
    """The case is finished, with its outcome; the bot answers again."""
    async with runtime.database.transaction() as session:
        found, conversation = await _hold(session, case_id)
        if await _leaving(session, found, conversation, body, me):
            await desk_cases.log_answers(session, found, conversation, me)
        try:
            return Moved(epoch=await cases.close(session, conversation.id, body.epoch, me.advisor, body.outcome))
        except cases.MoveRefused:
            raise await _why_not(session, found) from None


@router.get(
    "/events",
    response_class=EventSourceResponse,
    responses={
        200: {
            "content": {"text/event-stream": {"schema": {"type": "string"}}},
            "description": "Events `cases` (the list), `presence`, `message` {case_id}, `typing` {case_id, typing}, "
            "`over` at the end of the session. The stream is the adviser's sign of life.",
        },
        **documented(401),
    },
)
async def get_events(me: InAdvisersPage, runtime: InRuntime) -> EventSourceResponse:
    """What happens on the desk, live."""
    return sent_live(desk_events.stream(runtime, me), runtime.settings)


async def _find(session: AsyncSession, me: LoggedIn, case_id: uuid.UUID) -> desk_cases.Seen:
    seen = await desk_cases.find(session, me, case_id)
    if seen is None:
        raise Refused(404, "case_unknown")
    return seen


async def _hold(session: AsyncSession, case_id: uuid.UUID) -> tuple[Case, Conversation]:
    """The case under its conversation's lock. Raises Refused(404)."""
    whose = select(Case.conversation_id).where(Case.id == case_id)
    conversation_id = (await session.execute(whose)).scalar_one_or_none()
    conversation = await conversations.lock(session, conversation_id) if conversation_id else None
    found = await session.get(Case, case_id) if conversation else None
    if conversation is None or found is None:
        raise Refused(404, "case_unknown")
    return found, conversation


def _is_mine(found: Case, conversation: Conversation, me: LoggedIn) -> bool:
    return found.state == "taken" and found.advisor == me.advisor.id and conversation.owner == "advisor"


async def _leaving(session: AsyncSession, found: Case, conversation: Conversation, body: Leave, me: LoggedIn) -> bool:
    """Whether this adviser (or a supervisor) leaves just now, having read all; False for a repeated request."""
    if found.state != "taken" or conversation.epoch != body.epoch:
        return False
    if found.advisor != me.advisor.id and me.role != "supervisor":
        raise await _why_not(session, found)
    unseen = select(func.count()).where(
        Message.conversation_id == conversation.id, Message.author == "parent", Message.seq > body.seen
    )
    if (await session.execute(unseen)).scalar_one():
        raise Refused(409, "unseen")
    return True


async def _why_not(session: AsyncSession, found: Case) -> Refused:
    """The refusal of a move, which names the adviser who has the case."""
    if found.state == "offered":
        return Refused(409, "not_accepted")
    name = await advisers.name_of(session, found.advisor) if found.state == "taken" else None
    return Refused(409, "case_taken", message=f"{name} suit ce dossier.") if name else Refused(409, "case_changed")
