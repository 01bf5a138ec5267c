"""How sure the tagger must be before much follows from one fact: good news that ends the talk, a child that bullies."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

GOOD_NEWS = 0.75
"""Confidence from which a step is taken to have worked, or the content to be gone; else what came of it is asked."""
ACCUSED = 0.8
"""Confidence from which the writer's own child is taken for the author."""


def sure(told: Mapping[str, Any]) -> Mapping[str, Any]:
    """A message's facts without those from which too much would follow for what they are worth."""
    facts = list(told.get("facts") or ())
    over = any(
        (fact.get("field"), fact.get("value")) == ("over", True) and float(fact.get("confidence", 1.0)) >= GOOD_NEWS
        for fact in facts
    )
    kept = [fact for fact in facts if float(fact.get("confidence", 1.0)) >= _least(fact, over)]
    if len(kept) == len(facts):
        return told
    dropped = [(fact.get("field"), fact.get("value")) for fact in facts if fact not in kept]
    labels = dict(told.get("labels") or {})
    if ("writer", "author_parent") in dropped and labels.get("writer") == "author_parent":
        labels["writer"] = "unstated"
    results = labels.get("step_results")
    if isinstance(results, Mapping):
        labels["step_results"] = {
            step: result for step, result in results.items() if ("step_results", f"{step}:{result}") not in dropped
        }
    return {**told, "facts": kept, "labels": labels}


def _least(fact: Mapping[str, Any], over: bool) -> float:
    field, value = fact.get("field"), fact.get("value")
    if (field, value) == ("writer", "author_parent"):
        return ACCUSED
    if (field, value) == ("over", True):
        return GOOD_NEWS
    worked = field == "step_results" and str(value).endswith(":worked")
    if (worked or (field, value) == ("content_online", False)) and not over:
        return GOOD_NEWS
    return 0.0
