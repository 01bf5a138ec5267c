"""Once a danger has been met: which later words open it again, and which say that there is none."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from advice.situation import Situation
from advice.vocabulary import DANGERS, GRAVE

SURE = 0.75
"""Confidence from which words tell a danger that was met before; what is less sure opened it only the first time."""

_DENIED = re.compile(
    r"\b(?:veut|veux|va|vais|voulait|pense|parle)\s+(?:pas|plus|jamais)\s+(?:[àa]\s+)?(?:mourir|se\s+suicider|se\s+tuer|se\s+faire\s+du\s+mal)"
    r"|\b(?:pas|aucun|plus)\s+(?:en\s+|de\s+)?danger\b"
    r"|\b(?:elle|il|enfant|fille|fils|gamine?|petite?)\s+(?:va|est)\s+(?:tr[eè]s\s+)?bien\b"
    r"|\b(?:est|dort|reste)\s+(?:l[àa]\s+|ici\s+)?(?:[àa]\s+la\s+maison\s+)?(?:avec\s+(?:moi|nous|sa|son)|[àa]\s+c[oô]t[eé]\s+de\s+moi)"
    r"|\ben\s+s[eé]curit[eé]\b",
    re.IGNORECASE,
)
_NOT_SAFE = re.compile(
    r"\bpas\s+(?:du\s+tout\s+|encore\s+|vraiment\s+)?en\s+s[eé]curit[eé]|\bpas\s+bien\b", re.IGNORECASE
)


def denied(text: str) -> bool:
    """Whether a message says that the child is well, or looked after."""
    return _DENIED.search(text) is not None and _NOT_SAFE.search(text) is None


def believed(told: Mapping[str, Any], situation: Situation, text: str) -> Mapping[str, Any]:
    """A message's facts without a danger met before that is denied now, or only guessed at."""
    if situation.danger_state not in ("open", "safe"):
        return told
    denial = denied(text)

    def kept(fact: Mapping[str, Any]) -> bool:
        danger = fact.get("value")
        if fact.get("field") != "danger" or danger not in GRAVE or danger not in situation.dangers:
            return True
        return not denial and float(fact.get("confidence", 1.0)) >= SURE

    facts = [fact for fact in told.get("facts") or () if kept(fact)]
    if len(facts) == len(told.get("facts") or ()):
        return told
    labels = dict(told.get("labels") or {})
    left = {str(fact.get("value")) for fact in facts if fact.get("field") == "danger"}
    if "danger" in labels and labels["danger"] not in left:
        labels["danger"] = max(left, key=DANGERS.index, default="none")
    return {**told, "facts": facts, "labels": labels}
