"""Conversations and their messages: every write holds the conversation's row lock, which also gives out `seq`."""

import secrets
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncSession

from hub import evidence
from hub.database import clock
from hub.greeting import greeting
from hub.live import Notice, notify
from hub.messenger import outbox
from hub.models import Author, Channel, Conversation, Danger, Message
from wording.typography import typeset

BUTTON_ID_BYTES = 9
TRACKER_LOCK_SECONDS = 60
"""Longer than any turn of the bot; past it the job fails and the later one does the work."""


@dataclass(frozen=True)
class Transcript:
    """What a reader of a conversation sees."""

    owner: str
    files: bool
    messages: Sequence[Message]


async def lock(session: AsyncSession, conversation_id: uuid.UUID) -> Conversation | None:
    """Takes the conversation for the rest of the transaction; None if it is unknown or erased."""
    query = select(Conversation).where(Conversation.id == conversation_id).with_for_update()
    return (await session.execute(query.execution_options(populate_existing=True))).scalar_one_or_none()


async def begin(session: AsyncSession, channel: Channel, assistant_name: str) -> Conversation:
    """A new conversation with its greeting already written."""
    conversation = Conversation(channel=channel, situation={}, last_seq=0, epoch=0, owner="bot")
    session.add(conversation)
    await session.flush()
    for said in greeting():
        await append(session, conversation, "assistant", typeset(said.text), name=assistant_name, buttons=said.buttons)
    return conversation


async def append(
    session: AsyncSession,
    conversation: Conversation,
    author: Author,
    said: str,
    *,
    name: str | None = None,
    blocks: Sequence[dict[str, Any]] = (),
    buttons: Sequence[dict[str, Any]] = (),
    client_message_id: uuid.UUID | None = None,
    payload: str | None = None,
    waiting: bool = False,
    danger: Danger | None = None,
    already_there: bool = False,
) -> Message:
    """Writes a message under the lock that the caller holds, and tells the readers at commit.

    `buttons` are `{title, short_title?, payload}`; they get their ids here. On Messenger what is not the parent's own
    goes into the outbox, unless it is `already_there`. The hub's own words are typeset; the bot's are already.
    """
    if author == "system":
        said = typeset(said)
    conversation.last_seq += 1
    message = Message(
        conversation_id=conversation.id,
        seq=conversation.last_seq,
        author=author,
        author_name=name,
        text=said,
        blocks=list(blocks) or [{"type": "paragraph", "text": said}],
        buttons=[{**button, "id": secrets.token_urlsafe(BUTTON_ID_BYTES)} for button in buttons],
        sent_at=await clock(session),
        client_message_id=client_message_id,
        payload=payload,
        waiting=waiting,
        danger=danger,
        sexual=danger is not None and evidence.sexual(said),
    )
    session.add(message)
    await session.flush()
    if conversation.channel == "messenger" and author != "parent" and not already_there:
        await outbox.enqueue(session, message)
    await notify(session, Notice(str(conversation.id), "message"))
    return message


async def already_received(
    session: AsyncSession, conversation_id: uuid.UUID, client_message_id: uuid.UUID
) -> Message | None:
    """The message that a repeated `client_message_id` made the first time."""
    query = select(Message).where(
        Message.conversation_id == conversation_id, Message.client_message_id == client_message_id
    )
    return (await session.execute(query)).scalar_one_or_none()


async def offered_button(session: AsyncSession, conversation_id: uuid.UUID, button_id: str) -> dict[str, Any] | None:
    """The button, if it was offered in this conversation."""
    query = select(Message.buttons).where(
        Message.conversation_id == conversation_id, Message.buttons.contains([{"id": button_id}])
    )
    buttons = (await session.execute(query)).scalars().first()
    return next((button for button in buttons or () if button["id"] == button_id), None)


async def read(session: AsyncSession, conversation_id: uuid.UUID, after: int, at_most: int) -> Transcript | None:
    """The messages with a higher `seq` than `after`, in order; None if the conversation is unknown or erased."""
    conversation = await session.get(Conversation, conversation_id)
    if conversation is None:
        return None
    query = (
        select(Message)
        .where(Message.conversation_id == conversation_id, Message.seq > after)
        .order_by(Message.seq)
        .limit(at_most)
    )
    messages = (await session.execute(query)).scalars().all()
    return Transcript(conversation.owner, await evidence.invited(session, conversation), messages)


async def erase(session: AsyncSession, conversation_id: uuid.UUID) -> bool:
    """Deletes the conversation, all that hangs on it, and the bot's memory of it; False if there was none."""
    conversation = await lock(session, conversation_id)
    if conversation is None:
        return False
    await session.delete(conversation)
    await session.flush()
    await forget_tracker(session, conversation_id)
    await notify(session, Notice(str(conversation_id), "erased"))
    return True


async def forget_tracker(session: AsyncSession, conversation_id: uuid.UUID) -> None:
    """Deletes what Rasa's tracker store holds of it at once; a turn that has not begun is refused from now on."""
    await _in_tracker_store(session, "rasa.forget", conversation_id)


async def forget_tracker_after_turn(session: AsyncSession, conversation_id: uuid.UUID) -> None:
    """The same, once a turn that the bot still computes has been written."""
    await session.execute(text(f"SET LOCAL lock_timeout = '{TRACKER_LOCK_SECONDS}s'"))
    await _in_tracker_store(session, "rasa.erase", conversation_id)


async def _in_tracker_store(session: AsyncSession, function: str, conversation_id: uuid.UUID) -> None:
    """Calls a function of channels/erasure.sql, if Rasa has been here."""
    if (await session.execute(text(f"SELECT to_regproc('{function}')"))).scalar_one() is not None:
        await session.execute(text(f"SELECT {function}(:conversation)"), {"conversation": str(conversation_id)})
