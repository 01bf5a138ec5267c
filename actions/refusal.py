"""Whether a message says that no adviser is wanted, or that a request to them be taken back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def refuses(told: Mapping[str, Any]) -> bool:
    return any(fact.get("field") == "adviser_refused" for fact in told.get("facts") or ())


def without_wish(told: Mapping[str, Any]) -> Mapping[str, Any]:
    """A message's facts without the wish for a person that its words only seem to hold."""
    facts = [fact for fact in told.get("facts") or () if fact.get("field") != "asks_human"]
    labels = {key: value for key, value in (told.get("labels") or {}).items() if key != "asks_human"}
    return {**told, "facts": facts, "labels": labels}
