"""Whether a message says that no adviser is wanted, or that a request to them be taken back."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

# Of the writer itself, not of a child that speaks to nobody.
_NOBODY = re.compile(
    r"\bj(?:e|['’])\s?(?:(?!\b(?:il|elle|fils|fille|enfant)\b)[^.!?]){0,30}?\bparler?\s+(?:[àa]|avec)\s+personne\b",
    re.IGNORECASE,
)

_OTHER_THING = r"(?:m[ée]diat\w+|police|plainte|avocat|fixe|t[ée]l[ée]phon\w*|r?appel\w*|sms|e-?mails?|gsm|whats?app)"
_PERSON = r"(?:conseill\w*|humain|personne|quelqu['’]un)"
_OF_ANOTHER_THING = re.compile(rf"\b{_OTHER_THING}\b", re.IGNORECASE)
_OF_A_PERSON = re.compile(
    rf"\b(?:pas|plus|aucun|sans|ni|non|jamais|refus\w*)\b\W+(?:\w+\W+){{0,5}}?{_PERSON}", re.IGNORECASE
)
# "Je refuse la médiation, pas le conseiller."
_BUT_A_PERSON = re.compile(
    rf"\b{_OTHER_THING}\b[^.!?]{{0,15}}\b(?:pas|et non)\s+(?:(?:le|les|du|un|au|l['’]aide du)\s+)?{_PERSON}|"
    rf"\bpas\s+(?:le|les|du|au)\s+{_PERSON}\W+(?:mais|juste|c['’]est)\b[^.!?]{{0,15}}\b{_OTHER_THING}|"
    r"\bpersonne\s+(?:ne\s+)?(?:doit|doivent|peut)\b",
    re.IGNORECASE,
)
_CANCELS = re.compile(
    r"\bannul(?:e|ez|er|ons)\b[^.!?]{0,25}\b(?:conseill\w*|demande|r?appel|rdv|rendez-vous|contact)\b|"
    r"\blaiss\w+\s+tomber\s+(?:le|la|les|ma|ce)\s+(?:conseill\w*|demande|r?appel)\b|"
    r"\bplus\s+besoin\s+(?:d['’]un|du|de|que)\b[^.!?]{0,15}\b(?:conseill\w*|r?appel\w*)|"
    r"\bveux\s+plus\s+(?:\w+\W+){0,4}?(?:conseill\w*|r?appel\w*)",
    re.IGNORECASE,
)
_ASKS_WHETHER = re.compile(r"\b(?:puis-je|je\s+peux|peut-on|on\s+peut|comment|est-ce)\b", re.IGNORECASE)


def refuses(told: Mapping[str, Any]) -> bool:
    """A refusal and a wish share most of their words: the surer of the two holds."""
    refusal, wish = _confidence(told, "adviser_refused"), _confidence(told, "asks_human")
    return refusal is not None and (wish is None or refusal >= wish)


def is_of_another_thing(text: str) -> bool:
    """Whether what is refused is a mediation or the telephone, and not the adviser."""
    if _BUT_A_PERSON.search(text):
        return True
    return _OF_ANOTHER_THING.search(text) is not None and _OF_A_PERSON.search(text) is None


def cancels(text: str) -> bool:
    """Whether a request is taken back in words; who asks whether that can be done does not do it."""
    return _CANCELS.search(text) is not None and _ASKS_WHETHER.search(text) is None


def wants_nobody(text: str) -> bool:
    """ "Je préfère ne parler à personne": no word of it names an adviser."""
    return _NOBODY.search(text) is not None


def _confidence(told: Mapping[str, Any], field: str) -> float | None:
    found = [float(fact.get("confidence", 1.0)) for fact in told.get("facts") or () if fact.get("field") == field]
    return max(found, default=None)


def without_wish(told: Mapping[str, Any]) -> Mapping[str, Any]:
    """A message's facts without the wish for a person that its words only seem to hold."""
    facts = [fact for fact in told.get("facts") or () if fact.get("field") != "asks_human"]
    labels = {key: value for key, value in (told.get("labels") or {}).items() if key != "asks_human"}
    return {**told, "facts": facts, "labels": labels}
