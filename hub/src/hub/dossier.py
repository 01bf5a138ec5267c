"""What a dossier holds: the facts with the days on which they were told, the parent's own words, the steps, the files.

Only what the parent said: no words of the assistant, of an adviser, or of the desk, and no contact data.
"""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from advice import Evidence, Situation
from advice.messages import MATTER
from hub import dossier_words, evidence
from hub.database import clock
from hub.models import Conversation, Message
from hub.opening import ZONE

QUOTED = MATTER | {"danger"}
"""Facts whose messages are quoted; a wish for a person or a question is no part of the story."""
QUOTES_MOST = 200
"""Messages; a conversation that is longer is no story any more, and a document must stay a document."""


@dataclass(frozen=True)
class Fact:
    """A line of the situation: its label, what was told, and when."""

    label: str
    words: str
    told: datetime | None = None


@dataclass(frozen=True)
class Quote:
    """A parent's message, as it was written."""

    at: datetime
    words: str


@dataclass(frozen=True)
class Dossier:
    """All that the document says, in Brussels time."""

    made: datetime
    facts: tuple[Fact, ...]
    quotes: tuple[Quote, ...]
    steps: tuple[Fact, ...]
    files: tuple[Fact, ...]
    sexual: bool
    discrimination: bool


async def gather(session: AsyncSession, conversation: Conversation) -> Dossier:
    """The dossier of a conversation as it stands now."""
    situation = Situation.from_dict(conversation.situation)
    query = (
        select(Message)
        .where(Message.conversation_id == conversation.id, Message.author == "parent")
        .order_by(Message.seq)
    )
    messages = (await session.execute(query)).scalars().all()
    told = _told(situation.evidence, messages)
    return Dossier(
        made=(await clock(session)).astimezone(ZONE),
        facts=tuple(_facts(situation, told)),
        quotes=_quotes(situation.evidence, messages),
        steps=tuple(_steps(situation, told)),
        files=tuple(_files(messages)),
        sexual=await evidence.forbidden(session, conversation),
        discrimination="discrimination" in situation.harm_types,
    )


def _told(found: Sequence[Evidence], messages: Sequence[Message]) -> dict[tuple[str, Any], datetime]:
    """When each fact was told first, by field and value."""
    sent = {str(message.turn_id): message.sent_at for message in reversed(messages) if message.turn_id}
    first: dict[tuple[str, Any], datetime] = {}
    for one in found:
        if one.turn in sent:
            first.setdefault((one.field, one.value), sent[one.turn].astimezone(ZONE))
    return first


def _facts(situation: Situation, told: Mapping[tuple[str, Any], datetime]) -> list[Fact]:
    words = dossier_words
    found: list[tuple[str, str, Any, str | None]] = [
        ("writer", "writer", situation.writer, words.WRITERS.get(situation.writer)),
        *(("harm_types", "harm_types", harm, words.HARM_TYPES.get(harm)) for harm in situation.harm_types),
        *(("platforms", "platforms", place, words.PLATFORMS.get(place)) for place in situation.platforms),
        ("harasser", "harasser", situation.harasser, words.HARASSERS.get(situation.harasser)),
        ("school_involved", "school_involved", situation.school_involved, _either(words.SCHOOL, situation)),
        ("content_online", "content_online", situation.content_online, _online(situation)),
        ("getting_worse", "getting_worse", True, words.WORSE if situation.getting_worse else None),
        *(("dangers", "danger", danger, words.DANGERS.get(danger)) for danger in situation.dangers),
    ]
    return [Fact(words.LABELS[label], said, told.get((field, value))) for label, field, value, said in found if said]


def _either(words: Mapping[bool, str], situation: Situation) -> str | None:
    return words[situation.school_involved] if situation.school_involved is not None else None


def _online(situation: Situation) -> str | None:
    return dossier_words.ONLINE[situation.content_online] if situation.content_online is not None else None


def _steps(situation: Situation, told: Mapping[tuple[str, Any], datetime]) -> list[Fact]:
    """What was done, in the order in which it was told, with what came of it."""
    steps = []
    for step in dict.fromkeys((*situation.steps_done, *situation.step_results)):
        result = situation.step_results.get(step)
        moments = (told.get(("step_results", f"{step}:{result}")), told.get(("steps_done", step)))
        moment = next((moment for moment in moments if moment), None)
        steps.append(Fact(dossier_words.STEPS[step], dossier_words.RESULTS[result] if result else "", moment))
    return sorted(steps, key=lambda fact: fact.told.timestamp() if fact.told else 0.0)


def _quotes(found: Sequence[Evidence], messages: Sequence[Message]) -> tuple[Quote, ...]:
    """The typed messages that told a fact which still holds; a button is no quotation."""
    turns = {one.turn for one in found if one.field in QUOTED}
    quoted = [
        Quote(message.sent_at.astimezone(ZONE), message.text)
        for message in messages
        if str(message.turn_id) in turns and message.payload is None
    ]
    return tuple(quoted[:QUOTES_MOST])


def _files(messages: Sequence[Message]) -> list[Fact]:
    return [
        Fact(dossier_words.FILES[str(block["media_type"])], "", message.sent_at.astimezone(ZONE))
        for message in messages
        for block in message.blocks
        if block.get("type") == "file" and block.get("media_type") in dossier_words.FILES
    ]


def named(conversation_id: uuid.UUID) -> str:
    """The file's name: nobody who sees a download list reads what it is of."""
    return f"dossier-{conversation_id.hex[:6]}.pdf"
