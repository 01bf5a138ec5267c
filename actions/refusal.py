"""Whether a message says yes or no to an adviser, or takes a request to them back."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from actions.contact_words import NO_CALL

# Of the writer itself, not of a child that speaks to nobody.
_NOBODY = re.compile(
    r"\bj(?:e|['’])\s?(?:(?!\b(?:il|elle|fils|fille|enfant)\b)[^.!?]){0,30}?\bparler?\s+(?:[àa]|avec)\s+personne\b",
    re.IGNORECASE,
)

# "J'ai jamais dit que je voulais parler à personne": a refusal that is denied.
_NEVER_REFUSED = re.compile(
    r"\b(?:jamais|pas)\s+dit\s+qu(?:e\b|['’])[^.!?]{0,30}\b(?:personne|pas|plus|refus\w*|aucun)\b", re.IGNORECASE
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
# A person said yes to in so many words; between the yes and the person stand only words that belong to it.
_SOMEBODY = (
    r"(?:conseill\w+|adviseur|humain\w*|quelqu['’]un(?!\s+(?:de\s+(?:la|l['’]|son|sa|cette)|du)\b)"
    r"|(?:vraie|une)\s+personne)\b"
)
_JOINING = (
    r"(?:(?:bien|quand|m[êe]me|finalement|alors|plut[ôo]t|maintenant|vraiment|juste|parler|[àa]|avec|avoir|voir|joindre|"
    r"contacter|[êe]tre|mis|en|relation|contact|lien|rappel\w*|par|pour|qu|que|d|de|l|m|s|aide|un|une|le|la|ce|du|au|"
    r"votre|vos|des|vrai|vraie|aussi|moi|nous|me|svp|va|ok|oui)\W+)*?"
)
_SAYS_YES = re.compile(
    rf"\b(?:veux|voudrais|voudrai|voulons|voudrions|aimerais|aimerions|souhaite\w*|accepte|prends|prendrai|j['’]ai\s+besoin|"
    rf"on\s+(?:prend|veut|accepte|voudrait|aimerait|souhaite))\W+"
    rf"{_JOINING}{_SOMEBODY}|"
    rf"\b(?:ok|okay|oui|d['’]accord|va|allez|partant\w*|entendu|volontiers)\W+{_JOINING}"
    r"(?!quelqu)"
    rf"{_SOMEBODY}|"
    rf"\b(?:mett(?:ez|re)|pass(?:ez|er)|donn(?:ez|er)|trouv(?:ez|er))\W+{_JOINING}{_SOMEBODY}",
    re.IGNORECASE,
)
# "Je ne dis pas non à un conseiller."
_SAYS_NO_NO = re.compile(rf"\bpas\s+(?:dit\s+)?(?:non|contre|oppos[ée]\w*)\W+{_JOINING}{_SOMEBODY}", re.IGNORECASE)
_DENIED_BEFORE = re.compile(r"\b(?:ne|n|pas|jamais|plus|ni|sans|aucun)\b", re.IGNORECASE)
_DENIED_BEHIND = re.compile(
    r"\b(?:finalement|en\s+fait)\s+(?:non|pas)\b|\bn['’]en\s+(?:ai|veux|voulons)\b|\bpas\s+besoin\b|\bc['’]est\s+non\b|"
    r"\bnon\s+merci\b|\b(?:pas|plus|aucun)\s+(?:(?:de|d|du|le|un)\W+)*conseill|"
    r"^\W*(?:mais\s+)?(?:pas\s+(?:maintenant|encore)|plus\s+tard|une\s+autre\s+fois)\W*$",
    re.IGNORECASE,
)
_CLAUSE_END = re.compile(r"[.!?;,:]|\bmais\b", re.IGNORECASE)

_CANCELS = re.compile(
    r"\bannul(?:e|ez|er|ons)\b(?!\s+(?:surtout\s+)?pas\b)[^.!?]{0,25}\b(?:conseill\w*|demande|r?appel|rdv|rendez-vous|contact)\b|"
    r"\blaiss\w+\s+tomber\s+(?:le|la|les|ma|ce)\s+(?:conseill\w*|demande|r?appel)\b|"
    r"\bplus\s+besoin\s+(?:d['’]un|du|de|que)\b[^.!?]{0,15}\b(?:conseill\w*|r?appel\w*)|"
    r"\bveux\s+plus\s+(?:\w+\W+){0,4}?(?:conseill\w*|r?appel\w*)",
    re.IGNORECASE,
)
# Where a request waits, these need not name it.
_CANCELS_WHAT_WAITS = re.compile(
    r"\bannul(?:e|ez|er|ons)\b(?!\s+(?:surtout\s+)?pas\b)|\bfinalement\W+(?:c['’]est\s+)?non\b|\bfausse\s+alerte\b|"
    r"\bnon(?:\s+merci)?\s+(?:pour|[àa]|au)\s+(?:le\s+|la\s+|l['’]\s?|cet?\s+)?(?:r?appel|conseill\w*|demande)\b|"
    r"\b(?:laiss\w+\s+tomber|oubliez|oublie)\s+(?:pour\s+)?(?:le\s+|la\s+|l['’]\s?|ma\s+|cet?\s+)?(?:conseill\w*|demande|r?appel)\b|"
    r"\b(?:ne\s+)?m['’](?:appelez|rappelez|contactez)\s+(?:pas|plus)\b(?!\s+(?:avant|apr|le|sur|au|à|ce|demain))|"
    r"\bplus\s+besoin\s+(?:de|d['’]|qu)[^.!?]{0,20}\b(?:r?appel\w*|contact\w*|aide|vous)\b",
    re.IGNORECASE,
)
# What others called off is no request to the advisers.
_OF_OTHERS = re.compile(
    r"\b(?:[ée]cole|directeur|directrice|direction|police|prof\w*|m[ée]decin|psy\w*|pms|f[êe]te|voyage|club|cours)\b",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[^.!?\n]+[.!?\n]*")
LONGEST_NOTE = 120
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


def accepts(text: str) -> bool:
    """Whether a person is said yes to in so many words that nothing around them takes back."""
    for match in _SAYS_YES.finditer(text):
        before = _CLAUSE_END.split(text[: match.start()])[-1]
        if not _DENIED_BEFORE.search(before) and not _DENIED_BEHIND.search(text[match.end() :]):
            return True
    return _SAYS_NO_NO.search(text) is not None


def cancels(text: str, *, waits: bool) -> bool:
    """Whether a request is taken back in words; who asks whether that can be done does not do it.

    waits: a request waits with the advisers, so that a bare "annulez" is of it.
    """
    return any(_is_cancelled(sentence, waits) for sentence in _SENTENCE.findall(text))


def said(text: str) -> str:
    """What a message says against an adviser or a call, in its own words, for the adviser to read."""
    sentences = [sentence.strip(" .!?\n") for sentence in _SENTENCE.findall(text)]
    kept = [one for one in sentences if _is_cancelled(one, waits=True) or NO_CALL.search(one)]
    note = ", ".join(kept)
    return note if len(note) <= LONGEST_NOTE else f"{note[:LONGEST_NOTE].rpartition(' ')[0]}…"


def _is_cancelled(sentence: str, waits: bool) -> bool:
    if _ASKS_WHETHER.search(sentence):
        return False
    of_what_waits = waits and _CANCELS_WHAT_WAITS.search(sentence) and not _OF_OTHERS.search(sentence)
    return bool(_CANCELS.search(sentence) or of_what_waits)


def wants_nobody(text: str) -> bool:
    """ "Je préfère ne parler à personne": no word of it names an adviser."""
    return _NOBODY.search(text) is not None and not _NEVER_REFUSED.search(text)


def _confidence(told: Mapping[str, Any], field: str) -> float | None:
    found = [float(fact.get("confidence", 1.0)) for fact in told.get("facts") or () if fact.get("field") == field]
    return max(found, default=None)


def with_wish(told: Mapping[str, Any]) -> Mapping[str, Any]:
    """A message's facts with the wish for a person that its words say, and without a refusal read in them."""
    facts = [f for f in told.get("facts") or () if f.get("field") not in ("asks_human", "adviser_refused")]
    wish = {"field": "asks_human", "value": True, "words": "", "start": 0, "end": 0, "confidence": 1.0}
    return {**told, "facts": [*facts, wish]}


def without_wish(told: Mapping[str, Any]) -> Mapping[str, Any]:
    """A message's facts without the wish for a person that its words only seem to hold."""
    facts = [fact for fact in told.get("facts") or () if fact.get("field") != "asks_human"]
    labels = {key: value for key, value in (told.get("labels") or {}).items() if key != "asks_human"}
    return {**told, "facts": facts, "labels": labels}
