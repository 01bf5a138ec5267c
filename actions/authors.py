"""Who is behind it: unknown only where the parent says so, and several authors beside each other."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from actions.belief import ACCUSED
from actions.outcomes import relabelled
from advice import Situation
from advice.vocabulary import HARASSERS

NAMED = frozenset({"pupil", "known", "adult"})
BESIDE = 0.6
"""Confidence from which another author joins the one of before, where the message has a word for it, too."""
YOUNG = frozenset({"pupil", "known"})

# That nobody knows who it is; "un inconnu" may be a policeman, and a false profile may be a friend's.
_NOT_KNOWN = re.compile(
    r"\b(?:sa(?:is|it|i|vons|vent|it)|sé|connai\w*|conna[iî]\w*|vois|trouve\w*)\s+(?:toujours\s+|même\s+|vraiment\s+)?(?:pas|plus|po)\b"
    r"[^.!?]{0,25}\b(?:qui|ki|auteur|derrière|personne)|\baucune?\s+idée|\banonym|\bqui\s+(?:c['’]est|fait\s+ça|se\s+cache|est\s+derrière)\s*\?"
    r"|\b(?:compte|profil|numéro|auteur|par|de|des|d['’])\s*(?:la\s+part\s+d['’]|un\s+|une\s+|des\s+)?(?:\w+\s+)?inconnue?s?\b"
    r"|\binconnue?s?\s+(?:sur|qui|lui|l['’]|m['’]|le|la|se)\b|\bpersonne\s+ne\s+sait",
    re.IGNORECASE,
)
_SOMEBODY_ELSE = re.compile(r"\b(?:devant|avec|chez|voir|face\s+à)\s+(?:un|une|des)\s+inconnue?s?", re.IGNORECASE)
_IS_KNOWN = re.compile(
    r"\b(?:pas|jamais\s+dit|ni)\s+(?:un|une|des|d['’]|dit\s+)?\s*(?:auteur\s+)?(?:inconnue?s?|anonymes?)\b"
    r"|\b(?:on|je|j|nous|ma\s+fille|mon\s+fils|il|elle)\s+sa(?:is|it|i|vons)\s+(?:très\s+bien\s+|bien\s+|maintenant\s+)?(?:qui|ki)\b"
    r"|\b(?:on|je|nous|il|elle|ma\s+fille|mon\s+fils)\s+(?:le|la|les|l['’])\s*con+a[iî]\w*(?!\s+(?:pas|plus|po)\b)",
    re.IGNORECASE,
)
# What the authors are called, where it is known that they are known.
_KINDS: Mapping[str, re.Pattern[str]] = {
    "pupil": re.compile(
        r"\b(?:sa|leur|même|la)\s+(?:même\s+)?classe\b|\bélèves?\b|\bcamarades?\b|\bde\s+(?:l['’]\s?|son\s+|leur\s+)?(?:école|collège|lycée|athénée)"
        r"|\bpotes?\s+de\s+classe",
        re.IGNORECASE,
    ),
    "known": re.compile(
        r"\b(?:jeunes?|gamine?s?|ados?|cousine?s?|ami(?:e|s|es)?|copains?|copines?|potes?|gars|mecs?|types?|joueurs?|voisine?s?|frères?)\b"
        r"|\bdu\s+(?:foot|club|quartier|hockey|basket)\b",
        re.IGNORECASE,
    ),
    "adult": re.compile(
        r"\badultes?\b|\bmajeure?s?\b|\bentra[iî]neu(?:r|se)|\bcoach|\bmoniteur|\banimateur", re.IGNORECASE
    ),
}
_INSTEAD = re.compile(
    r"\b(?:en\s+fait|finalement|en\s+réalité|je\s+corrige|(?:me\s+suis|m['’]\s?étais)\s+tromp|pas\s+(?:un|une|des)\s)",
    re.IGNORECASE,
)
_ANOTHER = re.compile(
    r"\b(?:aussi|en\s+plus|également|un(?:e)?\s+autre|l['’]autre|les\s+deux|et\s+(?:un|une|1|l['’]))\b", re.IGNORECASE
)
_MANY = r"(?:deux|trois|quatre|cinq|six|sept|huit|neuf|dix|plusieurs|[2-9]|1\d|une\s+(?:dizaine|quinzaine|vingtaine))"
_OTHERS = r"(?:camarades|élèves|joueurs|cousin(?:e)?s|types|mecs|gars|auteurs|copines|copains|potes)"
_CHILDREN = r"(?:filles|garçons|jeunes|gamine?s|ados|frères|sœurs|soeurs|personnes)"
_SEVERAL = re.compile(
    rf"\b(?:ils|elles|y|i)\s+(?:sont|son)\s+(?:au\s+moins\s+|bien\s+)?{_MANY}\b|\b{_MANY}\s+(?:autres\s+)?{_OTHERS}\b"
    rf"|\b(?:c['’]?\s?(?:est|sont)?|par|viennent\s+de|avec|contre)\s+(?:les\s+)?{_MANY}\s+(?:autres\s+|mêmes\s+)?{_CHILDREN}\b"
    rf"|\by\s?['’]?\s?(?:en\s+)?a\s+{_MANY}\b(?!\s+(?:jours?|semaines?|mois|ans?|heures?|minutes?|fois))"
    rf"|\b{_MANY}\b[^.!?]{{0,15}}\bpas\s+(?:1|un|une)\b|\bpas\s+(?:1|un|une)\s+(?:seule?|jeune|auteur)\b|\bles\s+auteurs\b",
    re.IGNORECASE,
)
_ALONE = re.compile(
    r"\b(?:tout\s+seul|toute\s+seule|une?\s+seule?\s+(?:auteur|fille|garçon|élève)|pas\s+plusieurs)\b", re.IGNORECASE
)


def told_by(told: Mapping[str, Any], text: str, situation: Situation, *, corrects: bool) -> Mapping[str, Any]:
    """A message's facts with its authors as its own words tell them."""
    if not any(map(str.isalpha, text)):
        return told
    told = _known_or_not(told, text, situation)
    told = _beside(told, text, situation, corrects=corrects)
    return _several(told, text, situation)


def are_several(situation: Situation) -> bool:
    return bool(situation.other_authors) or "pile_on" in situation.harm_types


def _known_or_not(told: Mapping[str, Any], text: str, situation: Situation) -> Mapping[str, Any]:
    """Unknown is what the parent says to be so; who is known after all is not unknown any more."""
    is_known = _IS_KNOWN.search(text) is not None
    said = _NOT_KNOWN.search(_SOMEBODY_ELSE.sub(" ", text)) is not None and not is_known
    value = _author(told)
    if value == "unknown" and (not said or situation.harasser in NAMED):
        told, value = _without_author(told), None
    if is_known and value is None and situation.harasser in ("unstated", "unknown"):
        value = next((kind for kind in ("pupil", "known") if _KINDS[kind].search(text)), None)
        told = told if value is None else _with(told, "harasser", value, text)
    if is_known and situation.harasser == "unknown":
        gone = {"field": "harasser", "value": "unknown", "confidence": 1.0}
        told = {**told, "retractions": [*(told.get("retractions") or ()), gone]}
    return told


def _beside(told: Mapping[str, Any], text: str, situation: Situation, *, corrects: bool) -> Mapping[str, Any]:
    """Another author than the one told before joins it; a correction replaces it.

    The one with whom nobody talks leads. Youths told in other words are the same, pupils where they are.
    """
    held, value = situation.harasser, _author(told)
    both = [kind for kind in ("adult", "known") if _KINDS[kind].search(text)]
    if corrects and held == "adult" and len(both) > 1 and value != "adult":
        return _with(_without_author(told), "other_authors", value or "known", text)
    gone = {(one.get("field"), one.get("value")) for one in told.get("retractions") or ()}
    if value not in NAMED or held not in NAMED or value == held or ("harasser", held) in gone:
        return told
    another = _ANOTHER.search(text) is not None
    if (corrects or _INSTEAD.search(text)) and not another:
        return told
    if {held, value} == YOUNG and not another:
        return _without_author(told) if held == "pupil" else told
    if _confidence(told) < (BESIDE if _KINDS[value].search(text) else ACCUSED):
        return told
    lead, second = sorted((held, value), key=HARASSERS.index, reverse=True)
    return _with(_with(_without_author(told), "harasser", lead, text), "other_authors", second, text)


def _several(told: Mapping[str, Any], text: str, situation: Situation) -> Mapping[str, Any]:
    """ "2 mecs pas 1", "ils sont une dizaine"."""
    facts = told.get("facts") or ()
    known = "pile_on" in situation.harm_types or any(fact.get("value") == "pile_on" for fact in facts)
    if known or _ALONE.search(text) or not _SEVERAL.search(text) or situation.writer == "author_parent":
        return told
    if situation.harasser not in NAMED and _author(told) not in NAMED:
        return told
    return _with(told, "harm_types", "pile_on", text)


def _author(told: Mapping[str, Any]) -> str | None:
    return next((str(fact.get("value")) for fact in told.get("facts") or () if fact.get("field") == "harasser"), None)


def _confidence(told: Mapping[str, Any]) -> float:
    facts = [fact for fact in told.get("facts") or () if fact.get("field") == "harasser"]
    return max((float(fact.get("confidence", 1.0)) for fact in facts), default=0.0)


def _without_author(told: Mapping[str, Any]) -> Mapping[str, Any]:
    kept = relabelled(told, [fact for fact in told.get("facts") or () if fact.get("field") != "harasser"])
    labels = dict(kept.get("labels") or {})
    return {**kept, "labels": {**labels, "harasser": "unstated"}} if "harasser" in labels else kept


def _with(told: Mapping[str, Any], field: str, value: str, text: str) -> Mapping[str, Any]:
    fact = {"field": field, "value": value, "words": text, "start": 0, "end": len(text), "confidence": 1.0}
    return {**told, "facts": [*(told.get("facts") or ()), fact]}
