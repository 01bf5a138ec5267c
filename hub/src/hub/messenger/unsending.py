"""A parent takes a message back: its words leave our tables, the case, and the bot's memory."""

import json
import uuid
from collections.abc import Sequence
from typing import Any

from sqlalchemy import delete, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from hub import cases, evidence
from hub.live import Notice, notify
from hub.messenger import words
from hub.models import Conversation, Message

WORDS_SHORTEST = 4
"""Shorter texts are not looked for inside others: "oui" stands in too many sentences that are not the parent's."""


async def redact(session: AsyncSession, conversation: Conversation, message_ids: Sequence[uuid.UUID]) -> None:
    """Removes the words of these messages under the conversation's lock; that something was said stays."""
    query = select(Message).where(
        Message.conversation_id == conversation.id,
        Message.client_message_id.in_(message_ids),
        Message.author == "parent",
    )
    found = list((await session.execute(query)).scalars())
    if not found:
        return
    turns = {str(message.turn_id) for message in found if message.turn_id is not None}
    removed = [message.text for message in found if message.text not in words.ALL_SHOWN]
    files = [uuid.UUID(block["id"]) for message in found for block in message.blocks if block.get("type") == "file"]
    await session.execute(
        delete(evidence.File).where(evidence.File.id.in_(files), evidence.File.conversation_id == conversation.id)
    )
    for message in found:
        message.text, message.blocks = words.UNSENT, [{"type": "paragraph", "text": words.UNSENT}]
        message.payload, message.waiting = None, False
    conversation.situation = _without(conversation.situation, removed, turns)
    case = await cases.current(session, conversation.id)
    if case is not None and case.situation is not None:
        case.situation = _without(case.situation, removed, turns)
    await session.flush()
    await _redact_tracker(session, conversation.id, removed, turns)
    await notify(session, Notice(str(conversation.id), "message"))


async def _redact_tracker(
    session: AsyncSession, conversation_id: uuid.UUID, removed: list[str], turns: set[str]
) -> None:
    """The same in what Rasa's tracker store keeps, where it is in the same database."""
    there = await session.execute(text("SELECT to_regclass('rasa.events')"))
    if there.scalar_one() is None:
        return
    own = {"sender": str(conversation_id)}
    rows = await session.execute(text("SELECT id, data FROM rasa.events WHERE sender_id = :sender"), own)
    for number, data in rows.tuples().all():
        event = json.loads(data)
        without = _without(event, removed, turns)
        if event.get("message_id") in turns:  # its tokens and entities are words too
            without = {
                **without,
                "text": words.UNSENT,
                "parse_data": {"intent": event.get("parse_data", {}).get("intent")},
            }
        if without != event:
            change = text("UPDATE rasa.events SET data = :data WHERE id = :number")
            await session.execute(change, {"data": json.dumps(without), "number": number})


def _without(value: Any, removed: list[str], turns: set[str]) -> Any:
    """The same value, with the removed texts and the evidence of their turns blanked."""
    if isinstance(value, dict):
        if value.get("turn") in turns and "words" in value:
            return {**value, "words": "", "start": 0, "end": 0}
        return {key: _without(inner, removed, turns) for key, inner in value.items()}
    if isinstance(value, list):
        return [_without(inner, removed, turns) for inner in value]
    if isinstance(value, str):
        for words_of_parent in removed:
            if value == words_of_parent or (len(words_of_parent) >= WORDS_SHORTEST and words_of_parent in value):
                value = value.replace(words_of_parent, words.UNSENT)
    return value
