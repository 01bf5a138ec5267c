"""Who writes, once that is known: a later message changes it only where it says so itself."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

UNSURE = frozenset({"unstated", "other"})

# Words by which a writer says who it is; a message without them is by the one who wrote before.
SAYS_SO: Mapping[str, re.Pattern[str]] = {
    "parent": re.compile(r"\b(?:sa|son|la|le)\s+(?:m[eè]re|maman|p[eè]re|papa)\b|\bparents?\s+d", re.IGNORECASE),
    "relative": re.compile(r"\bje\s+suis\b|\bpetite?-(?:fils|fille)|\bneveu|\bni[eè]ce|\bfilleul", re.IGNORECASE),
    "school": re.compile(r"\bje\s+suis\b|\bprof|\bma\s+classe|\bmes\s+[eé]l[eè]ves?", re.IGNORECASE),
    "witness": re.compile(
        r"\bje\s+suis\b|\bt[eé]moin|\bvoisin|\bpas\s+(?:mon|ma)\s+(?:fils|fille|enfant)", re.IGNORECASE
    ),
    "teen": re.compile(
        r"\bj['’\s]?ai\s+\d+\s*ans|\bma\s+(?:m[eè]re|classe|prof)|\bmon\s+(?:p[eè]re|[eé]cole|prof)|\bmes\s+(?:parents|amis)"
        r"|\bsur\s+moi\b|\bcontre\s+moi\b|\bje\s+suis\s+(?:l|un|une)\b",
        re.IGNORECASE,
    ),
    "author_parent": re.compile(r"\b(?:mon|ma|notre)\s+(?:fils|fille|enfant|gamin|gar[cç]on|ado)", re.IGNORECASE),
    "other": re.compile(
        r"\bj['’\s]?ai\s+\d+\s*ans|\bje\s+suis\s+(?:un|une)?\s*adulte|\bmes\s+coll[eè]gues", re.IGNORECASE
    ),
}


def steady(told: Mapping[str, Any], known: str) -> Mapping[str, Any]:
    """A message's facts without a writer other than the `known` one, unless its words, or a correction, say so."""
    if known in UNSURE or any(fact.get("field") == "writer" for fact in told.get("retractions") or ()):
        return told
    facts = list(told.get("facts") or ())
    kept = [fact for fact in facts if fact.get("field") != "writer" or fact.get("value") == known or _says_so(fact)]
    labels = dict(told.get("labels") or {})
    written = {str(fact.get("value")) for fact in kept if fact.get("field") == "writer"}
    if "writer" in labels and labels["writer"] not in written:
        labels["writer"] = "unstated"
    return {**told, "facts": kept, **({"labels": labels} if labels else {})}


def _says_so(fact: Mapping[str, Any]) -> bool:
    pattern = SAYS_SO.get(str(fact.get("value")))
    return pattern is not None and pattern.search(str(fact.get("words") or "")) is not None
