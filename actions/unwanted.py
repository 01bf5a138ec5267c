"""Steps that a parent says no to: in so many words, or because the other parents have insulted or threatened them."""

from __future__ import annotations

import re
from collections.abc import Mapping

from advice.vocabulary import CONTACT

LONGEST = 300  # characters of a message in which a no is taken for the writer's own
_NAMES: Mapping[str, str] = {
    "mediation": r"médiat\w*|mediat\w*",
    "contact_parents": r"(?:ses|leurs|les)\s+parents|parents\s+(?:de|du)\b"
    r"|l['’]autre\s+(?:famille|maman|mère|papa|père)",
    "ask_harasser": r"l['’]auteur|(?:écrire|parler)\s+à\s+(?:ce|cette|la|au)\s+(?:gamine?|fille|garçon|gosse)",
    "police": r"(?:la\s+|de\s+)?(?:police|plainte)|porter\s+plainte|au?\s+commissariat",
    "civil": r"avocat|tribunal|action\s+(?:au\s+civil|en\s+justice)",
    "cleanup": r"nettoyage|nettoyer",
}
# Between the no and what it is said to: only words that belong to it, so that "la police n'est pas venue" is none.
_OF = (
    r"(?:(?:de|d['’]|du|des|la|le|les|l['’]|un|une|à|au|aux|chez|pour|par"
    r"|passer|aller|voir|faire|parler|contacter|appeler|porter|avec|besoin|une?\s+fois)\s*)*"
)
_NO = (
    r"(?:(?<!ont dit )(?<! a dit )(?<!disent )non(?:\s+merci)?\s*[,.:!]*\s*(?:pas|plus|à|pour)\s+"
    r"|(?:je|j['’]|on|nous)\s+(?:ne\s+|n['’]\s*)?(?:veux|veut|voulons|vais|va|irai|ira|ferai|compte|souhaite|souhaitons)\s+"
    r"(?:\w+\s+)?(?:pas|plus|jamais)\s+"
    r"|(?:pas|plus)\s+(?:question|besoin|envie)\s+(?:de\s+|d['’]\s*)?|hors\s+de\s+question\s+(?:de\s+|d['’]\s*)?"
    r"|(?:je|on|nous)\s+(?:refus\w+|dis\s+non|ai\s+dit\s+non)\s+|laissez\s+tomber\s+|oubliez\s+|arrêtez\s+avec\s+|stop\s+avec\s+)"
)
_AFTERWARDS = (
    r"(?:[^.;\n?!]{0,20}[?!]+\s*non\b(?!\s*,?\s*(?:je\s+parl|c['’]est))"
    r"|[^.;\n]{0,20}\b(?:c['’]est\s+non|j['’]ai\s+dit\s+non|hors\s+de\s+question|jamais\s+de\s+la\s+vie|laissez\s+tomber))"
)
_REFUSED = {
    step: re.compile(rf"{_NO}{_OF}(?:{name})|(?:{name}){_AFTERWARDS}", re.IGNORECASE) for step, name in _NAMES.items()
}
_THAT = re.compile(
    r"\b(?:je|on|nous)\s+(?:ne\s+)?(?:(?:le|la|les|l['’])\s*)?(?:ferai|fera|ferons|veux|veut|irai|ira)\s+(?:pas|jamais)"
    r"(?=\s*(?:[.!,;?]|$|ça|cela))",
    re.IGNORECASE,
)
_HOSTILE = re.compile(
    r"\b(?:(?:le|son|sa|ses|leurs?|la|les)\s+(?:papa|père|pere|maman|mère|mere|parents?|beau-père)|l['’]autre\s+(?:papa|père|maman|mère))\b"
    r"[^.!?]{0,60}\b(?:(?:m['’]|nous|m['’]a|nous\s+a|nous\s+ont|m['’]ont)\s*(?:a\s+|ont\s+)?(?:insult|menac|agress|hurl|bouscul|crach|traité)"
    r"|(?:insult|menac|agress|hurl|cri|gueul)\w*\s+(?:sur|dessus|contre|à|après)?\s*(?:moi|nous|mon\s+mari|ma\s+femme))",
    re.IGNORECASE,
)


def declined(text: str, standing: str | None) -> tuple[str, ...]:
    """The steps that a message refuses; `standing` is the one that "je ne le ferai pas" speaks of.

    A long story tells what others refused too: of its noes only insults by the other parents count.
    """
    if len(text) > LONGEST:
        return CONTACT if is_hostile(text) else ()
    named = [step for step, refused in _REFUSED.items() if refused.search(text)]
    if not named and standing and _THAT.search(text):
        named = [standing]
    return tuple(dict.fromkeys((*named, *(CONTACT if is_hostile(text) else ()))))


def is_hostile(text: str) -> bool:
    """Whether the other parents have insulted or threatened the family."""
    return _HOSTILE.search(text) is not None
