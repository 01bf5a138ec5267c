"""The safety net: what the hub itself does when a message speaks of danger, whoever owns the conversation."""

import re
import uuid

import structlog
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

import safety
from hub import cases, conversations, metrics
from hub.database import clock
from hub.models import Conversation, Danger, Message, Turn

GRAVITY: tuple[Danger, ...] = ("sexual", "threat", "self_harm")
"""Lowest first, as everywhere in the product."""

HELP_NUMBER = re.compile(r"\b(?:112|101|103|116\s?000|0800\s?32\s?123)\b")
log = structlog.get_logger()


def gravest(dangers: list[Danger]) -> Danger | None:
    return max(dangers, key=GRAVITY.index, default=None)


def check(text: str) -> Danger | None:
    """The gravest danger that the text speaks of. A fault in the patterns must not cost the parent the message."""
    try:
        found = {hit.danger for hit in safety.check(text)}
    except Exception as error:
        log.error("safety_check_failed", error=type(error).__name__)
        return None
    return gravest([danger for danger in GRAVITY if danger in found])


def shows_numbers(texts: list[str]) -> bool:
    """Whether one of the texts names a number to call."""
    return any(HELP_NUMBER.search(text) for text in texts)


async def react(session: AsyncSession, conversation: Conversation, message: Message) -> None:
    """In the message's own transaction: the case is urgent; where the bot may not speak, the numbers are shown now."""
    assert message.danger is not None
    metrics.SAFETY_HITS.labels(message.danger).inc()
    await cases.raise_danger(session, conversation, message.danger)
    if conversation.owner not in cases.BOT_OWNERS:
        await _say_numbers(session, conversation, [message])


async def make_good(session: AsyncSession, conversation_id: uuid.UUID, turn_id: uuid.UUID | None = None) -> bool:
    """Shows the numbers for hits that the bot has not answered (of one turn, or all); True if there were any.

    The case goes to the queue: nobody else is looking after this parent.
    """
    conversation = await conversations.lock(session, conversation_id)
    if conversation is None:
        return False
    query = (
        select(Message)
        .outerjoin(Turn, Turn.id == Message.turn_id)
        .where(
            Message.conversation_id == conversation_id,
            Message.danger.is_not(None),
            Message.numbers_at.is_(None),
            (Turn.state.is_(None)) | (Turn.state != "answered"),
        )
    )
    if turn_id is not None:
        query = query.where(Message.turn_id == turn_id)
    messages = list((await session.execute(query)).scalars())
    if not messages:
        return False
    await _say_numbers(session, conversation, messages)
    if conversation.owner in cases.BOT_OWNERS:
        await cases.queue(session, conversation, None, "urgent", "safety")
    return True


async def answered(session: AsyncSession, conversation: Conversation, turn: Turn, texts: list[str]) -> None:
    """After the bot's answer to a turn with a hit: it must show a number to call, else the hub does."""
    query = select(Message).where(Message.turn_id == turn.id, Message.danger.is_not(None), Message.numbers_at.is_(None))
    messages = list((await session.execute(query)).scalars())
    if not messages:
        return
    if shows_numbers(texts):
        now = await clock(session)
        for message in messages:
            message.numbers_at = now
    else:
        await _say_numbers(session, conversation, messages)


async def _say_numbers(session: AsyncSession, conversation: Conversation, messages: list[Message]) -> None:
    danger = gravest([message.danger for message in messages if message.danger])
    assert danger is not None
    now = await clock(session)
    for message in messages:
        message.numbers_at = now
    await conversations.append(session, conversation, "system", safety.numbers(danger))
