"""Once a danger has been met: which later words open it again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from advice.situation import Situation
from advice.vocabulary import DANGERS, GRAVE

SURE = 0.75
"""Confidence from which words tell a danger that was met before; what is less sure opened it only the first time."""


def believed(told: Mapping[str, Any], situation: Situation) -> Mapping[str, Any]:
    """A message's facts without a danger met before that is only guessed at now."""
    if situation.danger_state not in ("open", "safe"):
        return told

    def kept(fact: Mapping[str, Any]) -> bool:
        danger = fact.get("value")
        if fact.get("field") != "danger" or danger not in GRAVE or danger not in situation.dangers:
            return True
        return float(fact.get("confidence", 1.0)) >= SURE

    facts = [fact for fact in told.get("facts") or () if kept(fact)]
    if len(facts) == len(told.get("facts") or ()):
        return told
    labels = dict(told.get("labels") or {})
    left = {str(fact.get("value")) for fact in facts if fact.get("field") == "danger"}
    if "danger" in labels and labels["danger"] not in left:
        labels["danger"] = max(left, key=DANGERS.index, default="none")
    return {**told, "facts": facts, "labels": labels}


def denies(told: Mapping[str, Any]) -> bool:
    """Whether a message says that a grave danger is not there."""
    return any(fact.get("field") == "danger" for fact in told.get("retractions") or ())


def without_denials(told: Mapping[str, Any]) -> Mapping[str, Any]:
    """A message's facts that leave a danger told before in memory: it is over, not wrong."""
    return {**told, "retractions": [fact for fact in told.get("retractions") or () if fact.get("field") != "danger"]}
