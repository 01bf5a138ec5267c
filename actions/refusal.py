"""Whether a message says that no adviser is wanted, or that a request to them be taken back."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

_PERSON = r"(?:conseill[eè]re?s?|rappel(?:[eé]e?s?)?|adviseur|personne\s+de\s+chez\s+vous)"
_REFUSED = re.compile(
    rf"\b(?:pas|aucun|sans|plus)\s+(?:besoin\s+|envie\s+)?(?:d['’]\s*|de\s+|du\s+|un\s+|le\s+)?(?:un\s+|être\s+)?{_PERSON}"
    rf"|\b(?:veux|voulons|souhaite|voudrais|demand[eé])\s+(?:pas|aucun|plus)\s+(?:\w+\s+){{0,3}}?{_PERSON}"
    rf"|\bannul\w+\b(?:\W+\w+){{0,5}}?\W+(?:demande|conseill\w+|rappel\w*)"
    rf"|\b(?:demande|conseill\w+|rappel\w*)\b(?:\W+\w+){{0,5}}?\W+annul\w+"
    rf"|\bpas\s+demand[eé]\s+(?:de\s+|d['’]\s*|un\s+|le\s+)?{_PERSON}",
    re.IGNORECASE,
)


def refuses(text: str) -> bool:
    return _REFUSED.search(text) is not None


def without_wish(told: Mapping[str, Any]) -> Mapping[str, Any]:
    """A message's facts without the wish for a person that its words only seem to hold."""
    facts = [fact for fact in told.get("facts") or () if fact.get("field") != "asks_human"]
    labels = {key: value for key, value in (told.get("labels") or {}).items() if key != "asks_human"}
    return {**told, "facts": facts, "labels": labels}
