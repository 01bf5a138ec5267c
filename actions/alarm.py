"""Which words open a danger: surely told ones at once; doubtful ones are asked about, with the numbers at hand."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from advice.situation import Situation
from advice.vocabulary import DANGERS, GRAVE
from safety import check

SURE = 0.75
"""Confidence from which words tell a danger that was met before; what is less sure opened it only the first time."""
CLEAR = 0.65
"""Confidence from which words tell a danger by themselves; below it the safety net must hear it too."""

LIKELY = 0.25
"""Confidence from which words said on being asked tell that the child is safe."""
_YES = re.compile(r"\W*(?:oui|ouais|oue|yes|si si)\b(?!.{0,40}\b(?:pas|mais)\b)", re.IGNORECASE)


def believed(told: Mapping[str, Any], situation: Situation) -> Mapping[str, Any]:
    """A message's facts without a danger met before that is only guessed at now."""
    if situation.danger_state not in ("open", "safe"):
        return told
    return _without(told, lambda fact: fact["value"] in situation.dangers and _confidence(fact) < SURE)


def doubtful(told: Mapping[str, Any], text: str) -> tuple[Mapping[str, Any], tuple[str, ...]]:
    """A message's facts without the dangers that its words only may tell, and these; none beside one that is clear."""
    heard = {hit.danger for hit in check(text)}

    def doubted(fact: Mapping[str, Any]) -> bool:
        return _confidence(fact) < CLEAR and fact["value"] not in heard

    dangers = [fact for fact in told.get("facts") or () if _is_grave(fact)]
    if not any(map(doubted, dangers)):
        return told, ()
    clear = any(not doubted(fact) for fact in dangers)
    return _without(told, doubted), () if clear else tuple(str(fact["value"]) for fact in dangers)


def denies(told: Mapping[str, Any]) -> bool:
    """Whether a message says that a grave danger is not there."""
    return any(fact.get("field") == "danger" for fact in told.get("retractions") or ())


def reassures(message: Mapping[str, Any], told: Mapping[str, Any]) -> bool:
    """Whether an answer to "est-il en sécurité ?" says so: a yes, or words that are as likely that as not."""
    if any(_is_grave(fact) for fact in told.get("facts") or ()):
        return False
    ranked = {one.get("name"): float(one.get("confidence") or 0.0) for one in message.get("intent_ranking") or ()}
    return _YES.match(str(message.get("text") or "")) is not None or ranked.get("safe_now", 0.0) >= LIKELY


def without_denials(told: Mapping[str, Any]) -> Mapping[str, Any]:
    """A message's facts that leave a danger told before in memory: it is over, not wrong."""
    return {**told, "retractions": [fact for fact in told.get("retractions") or () if fact.get("field") != "danger"]}


def _without(told: Mapping[str, Any], dropped: Callable[[Mapping[str, Any]], bool]) -> Mapping[str, Any]:
    facts = [fact for fact in told.get("facts") or () if not (_is_grave(fact) and dropped(fact))]
    if len(facts) == len(told.get("facts") or ()):
        return told
    labels = dict(told.get("labels") or {})
    left = {str(fact.get("value")) for fact in facts if fact.get("field") == "danger"}
    if "danger" in labels and labels["danger"] not in left:
        labels["danger"] = max(left, key=DANGERS.index, default="none")
    return {**told, "facts": facts, "labels": labels}


def _is_grave(fact: Mapping[str, Any]) -> bool:
    return fact.get("field") == "danger" and fact.get("value") in GRAVE


def _confidence(fact: Mapping[str, Any]) -> float:
    return float(fact.get("confidence", 1.0))
