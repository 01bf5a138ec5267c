"""Whether a message says that no adviser is wanted, or that a request to them be taken back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def refuses(told: Mapping[str, Any]) -> bool:
    """A refusal and a wish share most of their words: the surer of the two holds."""
    refusal, wish = _confidence(told, "adviser_refused"), _confidence(told, "asks_human")
    return refusal is not None and (wish is None or refusal >= wish)


def _confidence(told: Mapping[str, Any], field: str) -> float | None:
    found = [float(fact.get("confidence", 1.0)) for fact in told.get("facts") or () if fact.get("field") == field]
    return max(found, default=None)


def without_wish(told: Mapping[str, Any]) -> Mapping[str, Any]:
    """A message's facts without the wish for a person that its words only seem to hold."""
    facts = [fact for fact in told.get("facts") or () if fact.get("field") != "asks_human"]
    labels = {key: value for key, value in (told.get("labels") or {}).items() if key != "asks_human"}
    return {**told, "facts": facts, "labels": labels}
