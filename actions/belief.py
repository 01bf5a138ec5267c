"""How sure the tagger must be before much follows from one fact: what came of a step, a child that bullies, worse."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from actions.alarm import CLEAR
from actions.outcomes import WORKED, relabelled
from advice import Situation
from advice.vocabulary import AWAITED, FAILED

GOOD_NEWS = 0.75
"""Confidence from which a step is taken to have worked, or the content to be gone; else what came of it is asked."""
ACCUSED = 0.8
"""Confidence from which the writer's own child is taken for the author, and things are taken to grow worse."""
NO_GOOD = 0.75
"""Confidence from which people are taken to have refused or not to have helped: police or a mediator follow from it.

Of a report or a word to the author only the next talk follows, so that it may be guessed.
"""
GUESSED = frozenset({"report_platform", "block", "ask_harasser"})
REACTED_TO = frozenset({*AWAITED, "block"})
"""Steps of which something can come at all."""

_NOT_A_FAILURE = re.compile(r"\bpas\s+(?:sans\s+effet|un\s+(?:refus|échec)|refus[ée])", re.IGNORECASE)
# Somebody else than the family's own child who is unwell.
_OTHERS = re.compile(
    r"\b(?:l['’]autre|sa|la|leur|cette)\s+(?:maman|mère|mere|dame|gamine|fille)\b[^.!?]{0,30}\b(?:pleur|mal\b|effondr)"
    r"|\b(?:l['’]autre|son|le|leur|cet?)\s+(?:papa|père|pere|monsieur|gamin|garçon)\b[^.!?]{0,30}\b(?:pleur|mal\b|effondr)",
    re.IGNORECASE,
)
_OWN = re.compile(r"\b(?:mon|ma|notre|mes)\s+(?:fils|fille|enfants?|gamine?|garçon|ado|petite?)\b", re.IGNORECASE)


def steady(told: Mapping[str, Any], situation: Situation, text: str = "") -> Mapping[str, Any]:
    """A message's facts without doubtful ones that would change what was told before: the author, a step taken."""
    facts = [
        fact
        for fact in told.get("facts") or ()
        if fact.get("field") != "harasser"
        or situation.harasser in ("unstated", "unknown", fact.get("value"))
        or _confidence(fact) >= ACCUSED
    ]
    if situation.writer in ("parent", "unstated") and _OTHERS.search(text) and not _OWN.search(text):
        facts = [fact for fact in facts if (fact.get("field"), fact.get("value")) != ("danger", "distress")]
    retractions = [
        fact
        for fact in told.get("retractions") or ()
        if not (fact.get("field") == "steps_done" and fact.get("value") in situation.steps_done)
        or _confidence(fact) >= NO_GOOD
    ]
    if _NOT_A_FAILURE.search(text):  # "la plainte n'est pas sans effet": it was taken all the same
        retractions = [_of_its_result(fact, situation) for fact in retractions]
    kept = relabelled(told, facts) if len(facts) < len(told.get("facts") or ()) else told
    return {**kept, "retractions": retractions}


def _of_its_result(fact: Mapping[str, Any], situation: Situation) -> Mapping[str, Any]:
    if fact.get("field") != "steps_done":
        return fact
    step = fact.get("value")
    return {**fact, "field": "step_results", "value": f"{step}:{situation.step_results.get(str(step), FAILED[0])}"}


def sure(told: Mapping[str, Any]) -> Mapping[str, Any]:
    """A message's facts without those from which too much would follow for what they are worth.

    A step of which it is doubtful what came of it is taken all the same, and what came of it is asked.
    """
    facts = list(told.get("facts") or ())
    over = any(
        (fact.get("field"), fact.get("value")) == ("over", True) and _confidence(fact) >= GOOD_NEWS for fact in facts
    )
    kept = [fact for fact in facts if _is_sure(fact, over)]
    if len(kept) == len(facts):
        return told
    taken = {fact.get("value") for fact in kept if fact.get("field") == "steps_done"}
    for fact in facts:
        step, _, result = str(fact.get("value")).partition(":")
        if fact not in kept and result and step not in taken:
            kept.append({**fact, "field": "steps_done", "value": step})
            taken.add(step)
    return relabelled(told, kept)


def _is_sure(fact: Mapping[str, Any], over: bool) -> bool:
    field, value, confidence = fact.get("field"), fact.get("value"), _confidence(fact)
    if (field, value) == ("writer", "author_parent") or field == "getting_worse":
        return confidence >= ACCUSED
    if (field, value) == ("over", True):
        return confidence >= GOOD_NEWS
    if (field, value) == ("content_online", False):
        return over or confidence >= GOOD_NEWS
    if (field, value) == ("danger", "distress"):
        return confidence >= CLEAR
    if field != "step_results":
        return True
    step, _, result = str(value).partition(":")
    if step not in REACTED_TO:
        return False
    if result == WORKED:
        return over or confidence >= GOOD_NEWS
    return confidence >= NO_GOOD or step in GUESSED or result not in FAILED


def _confidence(fact: Mapping[str, Any]) -> float:
    return float(fact.get("confidence", 1.0))
