"""The web chat API: what a widget uses, and nothing else."""

import asyncio
import ipaddress
import uuid
from collections.abc import AsyncIterator
from datetime import datetime, timezone
from typing import Annotated, TypeVar

from fastapi import APIRouter, Depends, Header, Query, Request, Response
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from sqlalchemy.ext.asyncio import AsyncSession
from sse_starlette import EventSourceResponse, ServerSentEvent

from hub import cases, conversations, danger, jobs, metrics
from hub.allowance import Allowance
from hub.errors import Refused, documented
from hub.live import Notice, notify
from hub.models import Conversation
from hub.runtime import Runtime
from hub.sites import Sites
from hub.streams import Streams, sent_live
from hub.tokens import TokenRefused, Tokens
from hub.wire import (
    Accepted,
    Access,
    DeliveryEvent,
    Messages,
    NewConversation,
    NewMessage,
    OpenedConversation,
    OwnerEvent,
    ShownMessage,
    Typing,
    TypingEvent,
)

SEQ_HIGHEST = 2**31 - 1
PAGE = 500
"""Messages in one answer; a reader that gets so many asks again after the last."""
Found = TypeVar("Found")
FORWARDED = ("forwarded", "x-forwarded-for", "x-real-ip")

router = APIRouter(prefix="/api/chat", tags=["chat"])
After = Annotated[int, Query(ge=0, le=SEQ_HIGHEST, description="Only what has a higher seq")]


def runtime_of(request: Request) -> Runtime:
    runtime: Runtime = request.app.state.runtime
    return runtime


def tokens_of(request: Request) -> Tokens:
    tokens: Tokens = request.app.state.tokens
    return tokens


def allowance_of(request: Request) -> Allowance:
    allowance: Allowance = request.app.state.allowance
    return allowance


def address_of(request: Request) -> str:
    return request.client.host if request.client else "unknown"


def streams_of(request: Request) -> Streams:
    streams: Streams = request.app.state.streams
    return streams


class Bearer:
    """The conversation that the request's token names; whether it still exists, each route finds in its transaction."""

    def __init__(
        self,
        tokens: Annotated[Tokens, Depends(tokens_of)],
        credentials: Annotated[HTTPAuthorizationCredentials | None, Depends(HTTPBearer(auto_error=False))],
    ) -> None:
        try:
            if credentials is None:
                raise TokenRefused
            self.conversation_id, self.expires_at = tokens.read(credentials.credentials, datetime.now(timezone.utc))
        except TokenRefused:
            raise unauthorized() from None

    async def conversation(self, session: AsyncSession) -> Conversation:
        """Raises Refused(401) where it was erased."""
        return _existing(await session.get(Conversation, self.conversation_id))

    async def locked(self, session: AsyncSession) -> Conversation:
        """The conversation, for the rest of the transaction. Raises Refused(401) where it was erased."""
        return _existing(await conversations.lock(session, self.conversation_id))


def _existing(found: Found | None) -> Found:
    if found is None:
        raise unauthorized()
    return found


def unauthorized() -> Refused:
    return Refused(401, "unauthorized", {"WWW-Authenticate": "Bearer"})


InRuntime = Annotated[Runtime, Depends(runtime_of)]
InTokens = Annotated[Tokens, Depends(tokens_of)]
InAllowance = Annotated[Allowance, Depends(allowance_of)]
InAddress = Annotated[str, Depends(address_of)]
InStreams = Annotated[Streams, Depends(streams_of)]
InBearer = Annotated[Bearer, Depends()]


@router.post("/conversations", status_code=201, responses=documented(403, 413, 422, 429))
async def open_conversation(
    request: Request,
    runtime: InRuntime,
    tokens: InTokens,
    allowance: InAllowance,
    address: InAddress,
    body: NewConversation | None = None,
) -> OpenedConversation:
    """Opens a conversation; its first messages, the greeting, are already there."""
    key = body.site_key if body else None
    if key is None:
        if not is_loopback(address) or any(header in request.headers for header in FORWARDED):
            raise Refused(403, "site_unknown")
    else:
        sites: Sites = request.app.state.sites
        if not sites.opens(key, request.headers.get("origin"), request.headers.get("host")):
            raise Refused(403, "site_unknown")
    await allowance.new_conversation(address)
    async with runtime.database.transaction() as session:
        conversation = await conversations.begin(session, "web", runtime.settings.assistant_name)
    token, expires_at = tokens.issue(conversation.id, datetime.now(timezone.utc))
    return OpenedConversation(conversation_id=conversation.id, token=token, expires_at=expires_at)


@router.post("/messages", status_code=202, responses=documented(401, 409, 413, 422, 429))
async def post_message(
    body: NewMessage,
    request: Request,
    bearer: InBearer,
    runtime: InRuntime,
    allowance: InAllowance,
    address: InAddress,
) -> Accepted:
    """Keeps the message, then answers; the reply comes by `messages` or `events`."""
    await allowance.message(str(bearer.conversation_id), address)
    async with runtime.database.transaction() as session:
        conversation = await bearer.locked(session)
        before = await conversations.already_received(session, conversation.id, body.client_message_id)
        if before is not None:
            return Accepted(seq=before.seq)
        text, payload = body.text, None
        if body.button_id is not None:
            button = await conversations.offered_button(session, conversation.id, body.button_id)
            if button is None:
                raise Refused(409, "button_unknown")
            text, payload = button["title"], button["payload"]
        assert text is not None
        for_bot = conversation.owner in cases.BOT_OWNERS
        message = await conversations.append(
            session,
            conversation,
            "parent",
            text,
            client_message_id=body.client_message_id,
            payload=payload,
            waiting=for_bot,
            danger=danger.check(text),
        )
        if message.danger is not None:
            await danger.react(session, conversation, message)
        if for_bot:
            await jobs.defer_wake(session, runtime.jobs, conversation.id)
    metrics.MESSAGES.labels(conversation.channel).inc()
    if for_bot and message.danger is not None:
        request.app.state.watch(_numbers_in_time(runtime, conversation.id))
    return Accepted(seq=message.seq)


async def _numbers_in_time(runtime: Runtime, conversation_id: uuid.UUID) -> None:
    """Even with no worker alive a parent in danger sees the numbers."""
    await asyncio.sleep(runtime.settings.danger_seconds)
    async with runtime.database.transaction() as session:
        await danger.make_good(session, conversation_id)


@router.get("/messages", responses=documented(401, 422, 429))
async def get_messages(
    bearer: InBearer, runtime: InRuntime, allowance: InAllowance, address: InAddress, after: After = 0
) -> Messages:
    """The messages after a `seq`, at most 500 at a time."""
    await allowance.reading(str(bearer.conversation_id), address)
    return _existing(await _read(runtime, bearer.conversation_id, after))


async def _read(runtime: Runtime, conversation_id: uuid.UUID, after: int) -> Messages | None:
    async with runtime.database.transaction() as session:
        transcript = await conversations.read(session, conversation_id, after, PAGE)
    if transcript is None:
        return None
    return Messages.model_validate(
        {
            "owner": transcript.owner,
            "files": transcript.files,
            "messages": [ShownMessage.of(message) for message in transcript.messages],
        }
    )


@router.get(
    "/events",
    response_class=EventSourceResponse,
    responses={
        200: {
            "content": {"text/event-stream": {"schema": {"type": "string"}}},
            "description": "Events `message` (id = seq, data as in GET messages), `owner` {owner, files}, "
            "`typing` {author, typing}, `delivery` {seq, state}; a comment line as heartbeat. "
            "Ends when the token ends or the conversation is erased, and with `elsewhere` when newer streams of the "
            "conversation took its place.",
        },
        **documented(401, 422, 429),
    },
)
async def get_events(
    bearer: InBearer,
    runtime: InRuntime,
    streams: InStreams,
    allowance: InAllowance,
    address: InAddress,
    after: After = 0,
    last_event_id: Annotated[str | None, Header()] = None,
) -> EventSourceResponse:
    """The same messages as they come; resume with `after` or `Last-Event-ID`."""
    await allowance.reading(str(bearer.conversation_id), address)
    streams.check(address)
    seen = after
    if last_event_id is not None:
        if not last_event_id.isascii() or not last_event_id.isdecimal() or len(last_event_id) > 10:
            raise Refused(422, "invalid")
        seen = max(after, min(int(last_event_id), SEQ_HIGHEST))
    async with runtime.database.transaction() as session:
        await bearer.conversation(session)
    return sent_live(_events(runtime, streams, address, bearer, seen), runtime.settings)


async def _events(
    runtime: Runtime, streams: Streams, address: str, bearer: Bearer, seen: int
) -> AsyncIterator[ServerSentEvent]:
    """Reads after every notice; a heartbeat's time without one reads too, so that no lost notice costs a message."""
    told: OwnerEvent | None = None
    with (
        runtime.live.follow(bearer.conversation_id) as notices,
        streams.hold(bearer.conversation_id, address, notices),
    ):
        while True:
            while True:
                page = await _read(runtime, bearer.conversation_id, seen)
                if page is None:
                    return
                for message in page.messages:
                    seen = message.seq
                    yield ServerSentEvent(message.model_dump_json(), event="message", id=str(message.seq))
                now = OwnerEvent(owner=page.owner, files=page.files)
                if now != told and len(page.messages) < PAGE:
                    told = now
                    yield ServerSentEvent(now.model_dump_json(), event="owner")
                if len(page.messages) < PAGE:
                    break
            reread = False
            while not reread:
                if datetime.now(timezone.utc) >= bearer.expires_at:
                    return
                try:
                    notice = await asyncio.wait_for(notices.get(), runtime.settings.sse_heartbeat_seconds)
                except asyncio.TimeoutError:
                    break
                if notice.kind == "typing" and notice.author in ("assistant", "advisor"):
                    typing = TypingEvent.model_validate({"author": notice.author, "typing": notice.on})
                    yield ServerSentEvent(typing.model_dump_json(), event="typing")
                elif notice.kind == "delivery":
                    delivery = DeliveryEvent.model_validate({"seq": notice.seq, "state": notice.state})
                    yield ServerSentEvent(delivery.model_dump_json(), event="delivery")
                elif notice.kind == "elsewhere":
                    yield ServerSentEvent("{}", event="elsewhere")
                    return
                else:
                    reread = notice.kind != "typing"


@router.post("/token", responses=documented(401, 422, 429))
async def renew_token(
    bearer: InBearer, runtime: InRuntime, tokens: InTokens, allowance: InAllowance, address: InAddress
) -> Access:
    """A token that lasts again as long as the first."""
    await allowance.reading(str(bearer.conversation_id), address)
    async with runtime.database.transaction() as session:
        await bearer.conversation(session)
    token, expires_at = tokens.issue(bearer.conversation_id, datetime.now(timezone.utc))
    return Access(token=token, expires_at=expires_at)


@router.post("/typing", status_code=204, responses=documented(401, 422, 429))
async def post_typing(
    bearer: InBearer, runtime: InRuntime, allowance: InAllowance, address: InAddress, body: Typing | None = None
) -> Response:
    """Lets an adviser see that the parent is writing."""
    await allowance.reading(str(bearer.conversation_id), address)
    async with runtime.database.transaction() as session:
        await bearer.conversation(session)
        on = body.typing if body else True
        await notify(session, Notice(str(bearer.conversation_id), "typing", author="parent", on=on))
    return Response(status_code=204)


@router.delete("/conversations", status_code=204, responses=documented(401, 422))
async def erase_conversation(bearer: InBearer, runtime: InRuntime) -> Response:
    """Erases the conversation and all that belongs to it, at once and for good."""
    async with runtime.database.transaction() as session:
        if not await conversations.erase(session, bearer.conversation_id):
            raise unauthorized()
        await jobs.defer_erasure(session, runtime.jobs, bearer.conversation_id)
    return Response(status_code=204)


def is_loopback(address: str) -> bool:
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False
