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
CLEAR = 0.75
"""Confidence from which words tell a danger by themselves; below it the safety net must hear it too."""
HEARD_TOO = 0.5
"""Confidence that is needed even where the net hears it: its patterns take any film of a changing room for one."""

_URGED = re.compile(
    r"(?:\b(?:va|allez|vas)\s+(?:donc\s+|bien\s+)?(?:te\s+|vous\s+)?"
    r"(?:cr[eèé]ver?|mourir|pendre|suicider|tuer|jeter\s+sous\s+\w+\s+\w+|noyer)|"
    r"\b(?:suicide|tue|pends?|jette|noie|cr[eèé]ve)[\s-]+toi\b|\bkys\b|\bcr[eèé]ve\b)",
    re.IGNORECASE,
)
"""What a child is told to do by those who bully it: whether it thinks of it is then the question."""


def believed(told: Mapping[str, Any], situation: Situation, text: str) -> Mapping[str, Any]:
    """A message's facts without a danger met before that is only guessed at now, and that the net does not hear."""
    if situation.danger_state not in ("open", "safe"):
        return told
    heard = {hit.danger for hit in check(text)}
    return _without(
        told,
        lambda fact: fact["value"] in situation.dangers and fact["value"] not in heard and _confidence(fact) < SURE,
    )


def doubtful(told: Mapping[str, Any], text: str) -> tuple[Mapping[str, Any], tuple[str, ...]]:
    """A message's facts without the dangers that its words only may tell, and these.

    Beside a clear one nothing is asked: what is graver counts as told then, what is not is left out.
    """
    heard = {hit.danger for hit in check(text)}
    only_urged = _is_only_urged(text)

    def doubted(fact: Mapping[str, Any]) -> bool:
        if only_urged and fact["value"] == "self_harm":
            return True
        return _confidence(fact) < (HEARD_TOO if fact["value"] in heard else CLEAR)

    dangers = [fact for fact in told.get("facts") or () if _is_grave(fact)]
    if not any(map(doubted, dangers)):
        return told, ()
    clear = [_rank(fact) for fact in dangers if not doubted(fact)]
    if clear:
        return _without(told, lambda fact: doubted(fact) and _rank(fact) < max(clear)), ()
    return _without(told, doubted), tuple(str(fact["value"]) for fact in dangers)


def _is_only_urged(text: str) -> bool:
    """Whether others tell the child to die, and nothing besides that the net takes for self-harm."""
    left, urged = _URGED.subn(" ", text)
    return bool(urged) and "self_harm" not in {hit.danger for hit in check(left)}


def denied_surely(told: Mapping[str, Any]) -> Mapping[str, Any]:
    """A message's facts without the denials of a danger that are not sure: who is in danger is not let go of so."""
    kept = [
        fact for fact in told.get("retractions") or () if fact.get("field") != "danger" or _confidence(fact) >= SURE
    ]
    return {**told, "retractions": kept}


def denies(told: Mapping[str, Any], situation: Situation) -> bool:
    """Whether a message says that no danger that is open is there, and tells none."""
    denied = {fact.get("value") for fact in told.get("retractions") or () if fact.get("field") == "danger"}
    return bool(situation.open_dangers) and denied.issuperset(situation.open_dangers) and not tells(told)


def tells(told: Mapping[str, Any]) -> bool:
    """Whether a message tells a grave danger."""
    return any(_is_grave(fact) for fact in told.get("facts") or ())


def without_grave(told: Mapping[str, Any]) -> Mapping[str, Any]:
    """A message's facts without its grave dangers."""
    return _without(told, lambda _: True)


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


def _rank(fact: Mapping[str, Any]) -> int:
    return DANGERS.index(str(fact["value"]))


def _confidence(fact: Mapping[str, Any]) -> float:
    return float(fact.get("confidence", 1.0))
