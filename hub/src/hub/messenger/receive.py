"""What an event of a person does: `prepare` asks the outside, `apply` is one transaction, `afterwards` a courtesy."""

import asyncio
import contextlib
import uuid
from dataclasses import dataclass, field
from typing import Any

import structlog
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from hub import cases, conversations, danger, evidence, jobs, metrics
from hub.database import clock
from hub.messenger import counts, events, menu, outbox, pictures, routing, threads, unsending, words
from hub.messenger.events import Incoming
from hub.messenger.graph import Away, GraphRefused, Unknown
from hub.messenger.models import Out, Thread
from hub.models import Conversation, Message
from hub.runtime import Runtime
from hub.wire import TEXT_LONGEST

MESSAGES = uuid.UUID("1c6f6d0e-0f5e-4d0a-8d55-7a4b9a1c2e03")
"""Namespace of the ids that Meta's message ids become in our table."""
PICTURES_AT_ONCE = 5
ATTACHMENT_PARTS = 1000
"""Where the numbers of attachments begin, after those of a long text's parts."""
COURTESY_SECONDS = 2.0
BUTTON_LONGEST = 80
REMEMBERED = 3
"""How many of the last messages with buttons a typed title may mean."""
ACTS = frozenset({"message", "postback", "reaction", "referral"})
"""What opens Meta's window of 24 hours."""
Pictures = list[pictures.Fetched | str]
log = structlog.get_logger()


@dataclass(frozen=True)
class Prepared:
    """What was asked outside before the transaction: the pictures (or why not), and that the thread is ours again."""

    pictures: Pictures = field(default_factory=list)
    ours_again: bool = False


@dataclass(frozen=True)
class Result:
    """What is left to do after the transaction."""

    seen: bool = False
    farewell: str | None = None


@dataclass(frozen=True)
class Heard:
    """What the parent said, and how it is to be taken."""

    text: str
    payload: str | None = None
    command: menu.Command | None = None


def message_id(mid: str, part: int = 0) -> uuid.UUID:
    """The id under which a message of Meta stands in our table."""
    return uuid.uuid5(MESSAGES, f"{mid}\n{part}")


def _all_parts(mid: str) -> list[uuid.UUID]:
    words_parts = range(-(-events.TEXT_LONGEST // TEXT_LONGEST))
    attachments = range(ATTACHMENT_PARTS, ATTACHMENT_PARTS + events.ATTACHMENTS)
    return [message_id(mid, part) for part in (*words_parts, *attachments)]


async def prepare(runtime: Runtime, event: Incoming) -> Prepared:
    """Fetches pictures where they may be kept; asks Meta who has a thread that a human had."""
    if event.kind not in ("message", "postback"):
        return Prepared()
    images = [one["url"] for one in event.content.get("attachments") or () if one["type"] == "image"]
    async with runtime.database.transaction() as session:
        held = await threads.find(session, event)
        forbidden = bool(images) and await _forbidden(session, held, event.content.get("text") or "")
        external = held is not None and held[1].owner == "external" and not event.standby
        ask = external and held is not None and await routing.quiet_long_enough(session, held[0])
    found: Pictures = []
    for url in images[:PICTURES_AT_ONCE]:
        found.append("forbidden" if forbidden else await _picture(runtime, url))
    return Prepared(found, ask and await _is_ours(runtime, event.psid))


async def _forbidden(session: AsyncSession, held: threads.Held | None, said: str) -> bool:
    return await pictures.forbidden(session, held[1], said) if held else evidence.sexual(said)


async def _picture(runtime: Runtime, url: str | None) -> pictures.Fetched | str:
    try:
        return await pictures.fetch(runtime.settings, url)
    except pictures.NotKept as reason:
        log.info("messenger_picture_not_kept", reason=str(reason))
        return str(reason)


async def _is_ours(runtime: Runtime, psid: str) -> bool:
    if runtime.graph is None:
        return False
    try:
        owner = await runtime.graph.thread_owner(psid)
    except (Away, Unknown, GraphRefused):
        return False
    return owner in (None, runtime.graph.page.app_id)


async def apply(runtime: Runtime, session: AsyncSession, event: Incoming, prepared: Prepared) -> Result:
    """The event's own effect, in the transaction that marks it as handled."""
    held = await threads.find(session, event)
    if event.kind in ("message", "postback") or (event.kind == "referral" and held is None and not event.standby):
        return await _spoken(runtime, session, event, prepared, held)
    if held is None:
        if event.kind == "echo" and not await _ours(session, event, runtime):
            thread, conversation = await threads.begin_silently(session, event)
            await routing.human_wrote(session, thread, conversation, event.content["text"], threads.moment(event.at))
        return Result()
    thread, conversation = held
    if event.kind in ACTS:
        await _acted(session, thread, event)
    moment = threads.moment(event.at)
    content = event.content
    match event.kind:
        case "echo":
            if not await _ours(session, event, runtime):
                await routing.human_wrote(session, thread, conversation, content["text"], moment)
        case "delivery":
            until = threads.moment(content["watermark"]) if content["watermark"] is not None else None
            await outbox.delivered(session, conversation.id, moment, content["mids"], until)
        case "read":
            await outbox.read(session, conversation.id, moment, threads.moment(content["watermark"]))
        case "reaction":
            await _react(session, conversation, content["mid"], content["emoji"])
        case "edit":
            await _edit(runtime, session, conversation, content["mid"], content["text"])
        case "unsent":
            await unsending.redact(session, conversation, _all_parts(content["mid"]))
        case "pass_thread_control":
            if content["new_owner_app_id"] == _app(runtime):
                await routing.back(runtime, session, conversation)
            elif content["new_owner_app_id"] is not None:
                await routing.taken(session, conversation)
        case "take_thread_control":
            if content["new_owner_app_id"] == _app(runtime):
                await routing.back(runtime, session, conversation)
            else:
                await routing.taken(session, conversation)
    return Result()


async def afterwards(runtime: Runtime, event: Incoming, result: Result) -> None:
    """The signs of life that a parent expects; they cost neither order nor the message if they fail."""
    graph = runtime.graph
    if graph is None or graph.resting:
        return
    with contextlib.suppress(Away, Unknown, GraphRefused, asyncio.TimeoutError):
        if result.farewell is not None:
            body = {
                "recipient": {"id": event.psid},
                "messaging_type": "RESPONSE",
                "message": {"text": result.farewell},
            }
            await graph.send(body)  # what it belonged to is gone, and so is the outbox: it is said at most once
        elif result.seen:
            await asyncio.wait_for(_show_life(runtime, event.psid), COURTESY_SECONDS)


async def _show_life(runtime: Runtime, psid: str) -> None:
    assert runtime.graph is not None
    await runtime.graph.act(psid, "mark_seen")
    await runtime.graph.act(psid, "typing_on")


async def _ours(session: AsyncSession, event: Incoming, runtime: Runtime) -> bool:
    """Whether our own app sent what echoes here; one of the outbox's is then known as sent."""
    metadata = event.content["metadata"]
    if metadata is not None:
        with contextlib.suppress(ValueError):
            out_id = uuid.UUID(metadata)
            if await outbox.confirm(session, out_id, event.content["mid"], threads.moment(event.at)):
                return True
    return event.content["app_id"] is not None and event.content["app_id"] == _app(runtime)


def _app(runtime: Runtime) -> str | None:
    return runtime.settings.messenger_app_id


async def _acted(session: AsyncSession, thread: Thread, event: Incoming) -> None:
    """Meta's window counts from here; a time that lies ahead of ours would keep it open too long."""
    acted = min(threads.moment(event.at), await clock(session))
    thread.acted_at = max(acted, thread.acted_at or acted)
    await session.flush()
    await outbox.reopen(session, thread.conversation_id)


async def _spoken(
    runtime: Runtime, session: AsyncSession, event: Incoming, prepared: Prepared, held: threads.Held | None
) -> Result:
    """A message, a tap on a button or a menu, or a first visit by a link."""
    fresh = held is None
    if held is None:
        begun = threads.begin_silently(session, event) if event.standby else None
        held = await begun if begun else await threads.begin(session, event, runtime.settings.assistant_name)
    thread, conversation = held
    await _acted(session, thread, event)
    if event.standby:
        await routing.taken(session, conversation)
    elif prepared.ours_again:
        await routing.back(runtime, session, conversation)
    if event.kind == "referral":
        return Result(seen=True)
    heard = await _heard(session, conversation, event)
    for_bot = conversation.owner in cases.BOT_OWNERS
    mid = event.content.get("mid") or event.key
    if heard is not None and not (fresh and heard.command == "start"):
        if heard.command == "start":
            heard = Heard(heard.text, "/greet")
        await _append(runtime, session, conversation, heard, mid, event, for_bot)
        # an adviser who has the conversation does not stand between a parent and the parent's data
        if heard.command is not None and conversation.owner != "external":
            if heard.command == "erase_yes":
                await conversations.erase(session, conversation.id)
                await jobs.defer_erasure(session, runtime.jobs, conversation.id)
                return Result(farewell=words.ERASED)
            await _obey(runtime, session, conversation, heard.command)
    await _attached(session, conversation, event, prepared, mid)
    return Result(seen=for_bot)


async def _heard(session: AsyncSession, conversation: Conversation, event: Incoming) -> Heard | None:
    """The words or the button; None for a message of attachments alone."""
    content = event.content
    payload = content.get("payload")
    said = content.get("text") or content.get("title")
    if payload is not None and payload.startswith("b:"):
        button = await conversations.offered_button(session, conversation.id, payload[2:])
        if button is not None:
            command = menu.COMMANDS.get(button["payload"])
            return Heard(button["title"], None if command else button["payload"], command)
    elif payload is not None and payload.startswith(menu.MENU):
        title = menu.START_TITLE if payload == menu.GET_STARTED else said
        return Heard(title or menu.START_TITLE, menu.PAYLOADS.get(payload), menu.COMMANDS.get(payload))
    if not said or not said.strip():
        return None
    button = await _typed_button(session, conversation, said)
    if button is not None:
        command = menu.COMMANDS.get(button["payload"])
        return Heard(said, None if command else button["payload"], command)
    return Heard(said, command="erase" if menu.wishes_erasure(said) else None)


async def _typed_button(session: AsyncSession, conversation: Conversation, said: str) -> dict[str, Any] | None:
    """The button whose whole title was typed: quick replies vanish from the phone before the parent is done."""
    if len(said) > BUTTON_LONGEST:
        return None
    query = (
        select(Message.buttons)
        .where(Message.conversation_id == conversation.id, func.jsonb_array_length(Message.buttons) > 0)
        .order_by(Message.seq.desc())
        .limit(REMEMBERED)
    )
    typed = _as_typed(said)
    for buttons in (await session.execute(query)).scalars():
        for button in buttons:
            titles = [button["title"], button.get("short_title") or button["title"]]
            if typed in map(_as_typed, titles):
                return dict(button)
    return None


def _as_typed(title: str) -> str:
    """A title as a phone's keyboard gives it: straight apostrophes, plain spaces, any capitals, no sign at its end."""
    return " ".join(title.replace("’", "'").split()).rstrip(" .!?…").casefold()


async def _append(
    runtime: Runtime,
    session: AsyncSession,
    conversation: Conversation,
    heard: Heard,
    mid: str,
    event: Incoming,
    for_bot: bool,
) -> None:
    """The parent's words, as long as one message may be; the bot is woken where it may answer."""
    asked = for_bot and heard.command is None
    for part, begin in enumerate(range(0, len(heard.text), TEXT_LONGEST)):
        said = heard.text[begin : begin + TEXT_LONGEST]
        message = await conversations.append(
            session,
            conversation,
            "parent",
            said,
            client_message_id=message_id(mid, part),
            payload=heard.payload,
            waiting=asked,
            danger=danger.check(said),
        )
        if message.danger is not None:
            await danger.react(session, conversation, message)
    metrics.MESSAGES.labels(conversation.channel).inc()
    if asked:
        await jobs.defer_wake(session, runtime.jobs, conversation.id)


async def _obey(runtime: Runtime, session: AsyncSession, conversation: Conversation, command: menu.Command) -> None:
    said = {"privacy": words.PRIVACY.format(days=runtime.settings.keep_days), "erase": words.ERASE_SURE}
    buttons = {"privacy": menu.PRIVACY_BUTTONS, "erase": menu.SURE_BUTTONS}
    await conversations.append(
        session, conversation, "system", said.get(command, words.KEPT), buttons=buttons.get(command, ())
    )


async def _attached(
    session: AsyncSession, conversation: Conversation, event: Incoming, prepared: Prepared, mid: str
) -> None:
    """What was sent beside words: pictures go to the case, the rest gets an honest sentence, each kind once."""
    told: list[str] = []
    found = list(prepared.pictures)
    for place, attachment in enumerate(event.content.get("attachments") or ()):
        kind = attachment["type"]
        if kind == "fallback" and event.content.get("text"):
            continue  # a link's preview: its address stands in the words
        shown, block = words.SHOWN.get(kind, words.SHOWN_OTHER), None
        said = words.UNREADABLE.get(kind, words.UNREADABLE_OTHER)
        own_id = message_id(mid, ATTACHMENT_PARTS + place)
        if kind == "image":
            picture = found.pop(0) if found else "too_many"
            if isinstance(picture, pictures.Fetched):
                block = evidence.keep(session, conversation.id, picture.media_type, picture.content, shown)
                said = words.PICTURE_KEPT
            else:
                said = words.PICTURE_FORBIDDEN if picture == "forbidden" else words.PICTURE_FAILED
        await conversations.append(
            session, conversation, "parent", shown, blocks=[block] if block else (), client_message_id=own_id
        )
        if said not in told:
            told.append(said)
    if conversation.owner == "external":
        return
    for said in told:
        if conversation.owner in cases.BOT_OWNERS or said != words.PICTURE_KEPT:
            await conversations.append(session, conversation, "system", said)


async def _react(session: AsyncSession, conversation: Conversation, mid: str, emoji: str | None) -> None:
    query = select(Out).where(Out.conversation_id == conversation.id, Out.mid == mid).with_for_update()
    row = (await session.execute(query)).scalar_one_or_none()
    if row is not None:
        row.reaction = emoji


async def _edit(runtime: Runtime, session: AsyncSession, conversation: Conversation, mid: str, said: str) -> None:
    """The new words replace the old; what the bot has read already it is not asked again, and says so."""
    query = select(Message).where(
        Message.conversation_id == conversation.id, Message.client_message_id == message_id(mid)
    )
    message = (await session.execute(query)).scalar_one_or_none()
    said = said[:TEXT_LONGEST]
    if message is None or message.payload is not None or not said.strip() or message.text == said:
        counts.SKIPPED.labels("edit").inc()
        return
    message.text, message.blocks = said, [{"type": "paragraph", "text": said}]
    found = danger.check(said)
    message.sexual = message.sexual or (found is not None and evidence.sexual(said))
    if found is not None and message.danger is None:
        message.danger = found
        await danger.react(session, conversation, message)
    if conversation.owner in cases.BOT_OWNERS and not message.waiting:
        await conversations.append(session, conversation, "system", words.EDITED)
