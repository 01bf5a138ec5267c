"""Which conversation belongs to a person: found, begun with the greeting, or begun in silence where a human wrote."""

import uuid
from datetime import datetime, timezone

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from hub import conversations
from hub.messenger.events import Incoming
from hub.messenger.models import Thread
from hub.messenger.page import person_of
from hub.models import Conversation

Held = tuple[Thread, Conversation]


async def find(session: AsyncSession, event: Incoming) -> Held | None:
    """The person's conversation under its lock; None if there is none (any more)."""
    query = select(Thread.conversation_id).where(Thread.person == person_of(event.page_id, event.psid))
    conversation_id = (await session.execute(query)).scalar_one_or_none()
    conversation = await conversations.lock(session, conversation_id) if conversation_id else None
    thread = await session.get(Thread, conversation_id, populate_existing=True) if conversation else None
    return (thread, conversation) if thread is not None and conversation is not None else None


async def begin(session: AsyncSession, event: Incoming, assistant_name: str) -> Held:
    """A new conversation; its greeting says that this is an assistant."""
    conversation = await conversations.begin(session, "messenger", assistant_name)
    return await _attach(session, event, conversation)


async def begin_silently(session: AsyncSession, event: Incoming) -> Held:
    """A new conversation that somebody in Meta's inbox has."""
    conversation = Conversation(channel="messenger", situation={}, last_seq=0, epoch=0, owner="external")
    session.add(conversation)
    await session.flush()
    return await _attach(session, event, conversation)


async def of(session: AsyncSession, conversation_id: uuid.UUID) -> Thread | None:
    return await session.get(Thread, conversation_id)


def moment(at: int) -> datetime:
    """Meta's milliseconds."""
    return datetime.fromtimestamp(at / 1000, timezone.utc)


async def _attach(session: AsyncSession, event: Incoming, conversation: Conversation) -> Held:
    thread = Thread(
        conversation_id=conversation.id,
        person=person_of(event.page_id, event.psid),
        page_id=event.page_id,
        psid=event.psid,
    )
    session.add(thread)
    await session.flush()
    return thread, conversation
