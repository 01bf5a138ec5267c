"""Reads the payload of a pressed button, strictly: a known intent and short texts for known entities, nothing else."""

from __future__ import annotations

import json
import re
from collections.abc import Collection
from typing import Any

ENTITIES = frozenset({"step", "result", "field", "value"})
# Intents that only Rasa itself raises: `session_start` would begin the conversation again behind the hub's back.
NEVER_FROM_A_BUTTON = frozenset({"session_start", "nlu_fallback", "EXTERNAL"})
LONGEST_PAYLOAD = 1000
LONGEST_VALUE = 100
EXTRACTOR = "button"

_PAYLOAD = re.compile(r"/(?P<intent>[a-zA-Z][a-zA-Z0-9_]*)(?P<entities>\{.*\})?", re.DOTALL)


class PayloadRefused(Exception):
    """The payload is none that a button of this bot can carry; the text says why, without the payload."""


def parse_data(payload: str, title: str, intents: Collection[str]) -> dict[str, Any]:
    """What the NLU would have said of this button: `text` is the button's title, the intent is certain.

    Raises:
        PayloadRefused: see the text of the exception.
    """
    if len(payload) > LONGEST_PAYLOAD:
        raise PayloadRefused("payload too long")
    match = _PAYLOAD.fullmatch(payload)
    if match is None:
        raise PayloadRefused("payload is not /intent{…}")
    intent = match["intent"]
    if intent not in intents or intent in NEVER_FROM_A_BUTTON:
        raise PayloadRefused("payload names an unknown intent")
    certain = {"name": intent, "confidence": 1.0}
    return {
        "text": title,
        "intent": certain,
        "intent_ranking": [certain.copy()],
        "entities": [
            {"entity": entity, "value": value, "confidence_entity": 1.0, "extractor": EXTRACTOR}
            for entity, value in _entities(match["entities"]).items()
        ],
    }


def _entities(text: str | None) -> dict[str, str]:
    if text is None:
        return {}
    try:
        pairs = json.loads(text, object_pairs_hook=list)
    except (ValueError, RecursionError):
        raise PayloadRefused("entities are not JSON") from None
    entities: dict[str, str] = {}
    for name, value in pairs:
        if name not in ENTITIES:
            raise PayloadRefused("payload names an unknown entity")
        if name in entities:
            raise PayloadRefused("payload names an entity twice")
        if not isinstance(value, str) or not value or len(value) > LONGEST_VALUE or not value.isprintable():
            raise PayloadRefused("an entity's value is not a short text")
        entities[name] = value
    return entities
