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

_PARENT = (
    r"(?:papa|maman|p[eè]re|m[eè]re|parents?)\b"
    r"(?!\s+(?:de\s+(?:celui|celle|l['’]\s*auteur|la\s+meneuse)|du\s+(?:harceleur|«)))"
)
_CHILD = r"(?:mon|ma|notre)\s+(?:petite?[- ])?(?:fils|fille|enfant|gamine?|gar[cç]on|ado)"
_KIN = r"(?:petite?[- ]?(?:fils|fille)|neveu|ni[eè]ce|filleule?|cousine?|voisine?)"
# Somebody of the family who only helps, knows or tells.
_HELPER = re.compile(
    r"\b(?:mon|ma|mes|notre)\s+(?:\w+\s+)?(?:ni[eè]ces?|neveux?|cousine?s?|s[oœ]e?urs?|fr[eè]res?|belle-\w+|beau-\w+|m[eè]re|p[eè]re|filleule?)\s+"
    r"(?:me\s+|nous\s+|m['’]\s?|nous\s+)?(?:a|ont|va|aide|sait|conna[iî]t|dit|pense|montr\w+|trouv\w+|lit|s['’]y)",
    re.IGNORECASE,
)
_OWN_KIN = re.compile(rf"\b(?:mon|ma|mes)\s+{_KIN}|\bje\s+suis\s+(?:sa|son|la|le|leur)\b", re.IGNORECASE)
# Somebody who puts right who they are, whatever was understood before.
_PUT_RIGHT: Mapping[str, re.Pattern[str]] = {
    "witness": re.compile(
        rf"{_CHILD}\s+(?:est|c['’]est|n['’]est\s+qu['’]|a\s+(?:juste|seulement|simplement)\s+vu)[^.!?]{{0,20}}\bt[eé]moin"
        rf"|{_CHILD}[^.!?]{{0,60}}\bc['’]?\s?est\s+(?:juste\s+|seulement\s+)?une?\s+t[eé]moin"
        r"|\b(?:il|elle)\s+a\s+(?:juste|seulement|simplement)\s+vu\b|\b(?:il|elle)\s+est\s+(?:juste\s+|seulement\s+)?t[eé]moin",
        re.IGNORECASE,
    ),
    "parent": re.compile(
        rf"\b(?:c['’]?(?:\s?est)?\s+moi|je\s+suis(?:\s+bien)?)\s+(?:le|la|son|sa|leur)\s+{_PARENT}"
        r"|\bj['’]\s*(?:en\s+ai|ai)\s+(?:bien\s+)?la\s+garde|\b(?:je\s+suis|c['’]est\s+moi)\s+(?:son|sa|le|la|leur)\s+tut(?:eur|rice)"
        rf"|\bmais\s+(?:ici\s+)?c['’]est\s+{_CHILD}|{_CHILD}\s+(?:est|c['’]est)\s+(?:bien\s+)?(?:la|le|une?)\s+victime"
        r"|\bc['’]est\s+(?:lui|elle|mon\s+\w+|ma\s+\w+)\s+(?:qui\s+est\s+)?la\s+victime"
        rf"|{_KIN}\W+(?:\w+\W+){{0,2}}?(?:non|pardon|enfin|euh|je\s+veux\s+dire)\W+{_CHILD}"
        rf"|{_CHILD}\W+(?:et\s+)?(?:pas|non)\s+(?:mon|ma)\s+(?:\w+[- ])?{_KIN}"
        r"|\b(?:ses|les)\s+parents\W+(?:maintenant\W+)?c['’]est\s+(?:moi|nous)\b|\bc['’]est\s+(?:moi|nous)\s+qui\s+l['’]\s?[ée]l[eè]v"
        r"|\b(?:vit|habite|grandit)\s+(?:avec|chez)\s+(?:moi|nous)\b[^.!?]{0,25}\b(?:décès|mort|deuil|placement)"
        r"|\bje\s+l['’]\s?[ée]l[eè]ve\b",
        re.IGNORECASE,
    ),
}
_NOT_MINE = re.compile(r"\bce?\s?n?['’]\s?est\s+pas\s+mon\s+enfant\b(?!\s+qui)", re.IGNORECASE)
_NOT_THE_AUTHOR = re.compile(
    rf"(?:pas|jamais)\s+{_CHILD}\b|{_CHILD}\s+(?:n['’]\s?a\s+rien\s+fait|a\s+rien\s+fait|(?:ne\s+|n['’]\s*)?\w+\s+personne)",
    re.IGNORECASE,
)


def says(text: str, known: str) -> str | None:
    """Who writes, as the message itself puts it right; None where it does not."""
    if known == "unstated" and _NOT_MINE.search(text):
        return "witness"
    said = next((writer for writer, words in _PUT_RIGHT.items() if words.search(text)), None)
    return "parent" if said is None and known == "author_parent" and _NOT_THE_AUTHOR.search(text) else said


def put_right(told: Mapping[str, Any], text: str, known: str) -> Mapping[str, Any]:
    """A message's facts with the writer that its own words put right, surer than what the tagger reads."""
    said = says(text, known)
    if said is None:
        return _without_helper(told, text)
    facts = [fact for fact in told.get("facts") or () if fact.get("field") != "writer"]
    facts.append({"field": "writer", "value": said, "words": text, "start": 0, "end": len(text), "confidence": 1.0})
    return {**told, "facts": facts, "labels": {**(told.get("labels") or {}), "writer": said}}


def _without_helper(told: Mapping[str, Any], text: str) -> Mapping[str, Any]:
    """A niece who helped with the captures makes no relative of her aunt."""
    if not _HELPER.search(text) or _OWN_KIN.search(_HELPER.sub(" ", text)):
        return told
    relative = ("writer", "relative")
    facts = [fact for fact in told.get("facts") or () if (fact.get("field"), fact.get("value")) != relative]
    labels = dict(told.get("labels") or {})
    return {
        **told,
        "facts": facts,
        **({"labels": labels | {"writer": "unstated"}} if labels.get("writer") == relative[1] else {}),
    }


def steady(
    told: Mapping[str, Any], known: str, text: str = "", *, corrects: bool = False, begun: bool = False
) -> Mapping[str, Any]:
    """A message's facts without a writer other than the `known` one, unless its words, or a correction, say so.

    corrects: it puts something right, so that all its words count; begun: advice was given already, to whoever writes.
    """
    unsure = known in UNSURE and not begun
    if unsure or any(fact.get("field") == "writer" for fact in told.get("retractions") or ()):
        return told
    facts = list(told.get("facts") or ())
    believed = {known, "parent"} if known in UNSURE else {known}
    kept = [
        fact
        for fact in facts
        if fact.get("field") != "writer"
        or fact.get("value") in believed
        or _says_so(fact)
        or (corrects and _says_so({**fact, "words": text}))
    ]
    labels = dict(told.get("labels") or {})
    written = {str(fact.get("value")) for fact in kept if fact.get("field") == "writer"}
    if "writer" in labels and labels["writer"] not in written:
        labels["writer"] = "unstated"
    return {**told, "facts": kept, **({"labels": labels} if labels else {})}


def _says_so(fact: Mapping[str, Any]) -> bool:
    if fact.get("confidence") == 1.0:
        return True
    pattern = SAYS_SO.get(str(fact.get("value")))
    return pattern is not None and pattern.search(str(fact.get("words") or "")) is not None
