"""Steps that a parent says no to: in so many words, or because the other parents have insulted or threatened them."""

from __future__ import annotations

import re
from collections.abc import Mapping

from actions.outcomes import is_scorned
from advice.vocabulary import CONTACT

LONGEST = 300  # characters of a message in which a no is taken for the writer's own
SHORT = 80  # of one in which "je ne veux pas" can only mean the step that was proposed
PEOPLE = (*CONTACT, "mediation")
_NAMES: Mapping[str, str] = {
    "mediation": r"médiat\w*|mediat\w*",
    "contact_parents": r"(?:ses|leurs|les)\s+parents|parents\s+(?:de|du)\b"
    r"|l['’]autre\s+(?:famille|maman|mère|papa|père)",
    "inform_school": r"l['’]\s*école|la\s+direction|l['’]\s*institutrice",
    "ask_harasser": r"l['’]auteur"
    r"|(?:écrire|parler)\s+à\s+(?:ce|cette|la|au|une?|des)\s+(?:gamine?s?|filles?|garçons?|gosses?|enfants?|petite?s?)",
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
    r"|(?:je|j['’]|on|nous)\s+(?:ne\s+|n['’]\s*)?(?:veux|veut|voulons|voulais|voulait|voudrais|vais|va|irai|ira|ferai|compte|souhaite|souhaitons)\s+"
    r"(?:\w+\s+)?(?:pas|plus|jamais)\s+"
    r"|y\s+croi[ts]\s+(?:pas|plus)\s*,?\s*(?:trop\s*,?\s*)?(?:à|en)\s+"
    r"|(?:^|[.,;:!?]\s*|\bet\s+)(?:surtout\s+|non\s+)?pas\s+(?:de\s+|d['’]\s*)"
    r"|(?:pas|plus)\s+(?:question|besoin|envie)\s+(?:de\s+|d['’]\s*)?|hors\s+de\s+question\s+(?:de\s+|d['’]\s*)?"
    r"|(?:je|on|nous)\s+(?:refus\w+|dis\s+non|ai\s+dit\s+non)\s+|laissez\s+tomber\s+|oubliez\s+|arrêtez\s+avec\s+|stop\s+avec\s+)"
)
_AFTERWARDS = (
    r"(?:[^.;\n?!]{0,20}[?!]+\s*non\b(?!\s*,?\s*(?:je\s+parl|c['’]est))"
    r"|[^.;,\n]{0,20}\b(?:c['’]est\s+non|j['’]ai\s+dit\s+non|hors\s+de\s+question|jamais\s+de\s+la\s+vie|laissez\s+tomber)"
    r"|[^.;\n?!]{0,40}\b(?:(?:beaucoup\s+)?trop\s+tôt|trop\s+tot|empir\w*|arrêtez|arretez|bizarre|ridicule|n['’]y\s+crois\s+(?:pas|plus)"
    r"|y\s+croi[ts]\s+pas|(?:ne\s+)?sert\s+à\s+rien)"
    r"|[^.;\n?!]{0,15}\b(?:avec\s+)?(?:des|ces|les)\s+(?:gens|parents|monstres)\s+[^.;\n?!]{0,15}\b(?:rigol|ri\b|rient|moqu|raccroch|insult|menac))"
)
_REFUSED = {
    step: re.compile(rf"{_NO}{_OF}(?:{name})|(?:{name}){_AFTERWARDS}", re.IGNORECASE) for step, name in _NAMES.items()
}
_THAT = re.compile(
    r"\b(?:je|on|nous)\s+(?:ne\s+)?(?:(?:le|la|les|l['’])\s*)?(?:ferai|fera|ferons|veux|veut|irai|ira)\s+(?:pas|jamais)"
    r"(?=\s*(?:[.!,;?]|$|ça|cela))",
    re.IGNORECASE,
)
# "Je ne veux plus parler à ces gens": neither they nor a mediator between them.
_NO_MORE_TALK = re.compile(
    r"\b(?:je|on|nous)\s+(?:ne\s+)?(?:veux|veut|voulons|peux|peut|sais)\s+(?:plus|pas|jamais)\s+(?:[\w'’]+\s+){0,3}?"
    r"(?:parler|voir|discuter|contact|affaire|rencontrer)\w*\s+(?:\w+\s+)?(?:à|avec|de)?\s*(?:ces|de\s+telles?|des)\s+(?:gens|personnes|parents|monstres|idiots)",
    re.IGNORECASE,
)
# An author who cannot be written to: a child in primary school.
_SMALL = re.compile(
    r"\b(?:(?:l['’]\s*)?auteure?s?|harceleu\w+|ils|elles|un\s+gamin|une\s+gamine|un\s+enfant|un\s+gosse)\b[^.!?,]{0,20}\b"
    r"(?:[5-9]|10|11|six|sept|huit|neuf|dix|onze)\s*ans\b",
    re.IGNORECASE,
)
# The author has left the school, or it has nothing to do with it.
_NO_SCHOOL = re.compile(
    r"\b(?:n['’]\s*est|est|sont)\s+plus\s+(?:élèves?|eleves?|à\s+l['’]\s*école|dans\s+(?:l['’]|son|sa|notre|cette|la)\s*(?:école|classe))"
    r"|\bquelle\s+école\s*\?|école[^.!?]{0,25}\brien\s+à\s+voir|\brien\s+à\s+voir\s+avec\s+l['’]\s*école",
    re.IGNORECASE,
)
# Put out of the group: nothing can be reported from there any more.
_PUT_OUT = re.compile(
    r"\b(?:n['’]\s*est|est|suis|sommes)\s+(?:plus\s+dedans|(?:plus|pas)\s+(?:dans|sur|membre)\s+(?:(?:le|la|ce|du|de)\s+){0,2}"
    r"(?:groupe?|groep|chat|serveur|conversation))"
    r"|\b(?:jet\w+|vir\w+|éject\w+|eject\w+|exclu\w*|sorti\w*|retir\w+|kick\w*|supprim\w+|mis\w*)\s+(?:\w+\s+){0,2}?(?:dehors|hors|du|de\s+ce|de\s+leur)\s+(?:du\s+)?(?:groupe?|groep|chat|serveur|conversation)"
    r"|\bniet\s+meer\s+in\s+de\s+groep",
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
    people = [
        *(CONTACT if is_hostile(text) else ()),
        *(PEOPLE if _NO_MORE_TALK.search(text) or is_scorned(text) else ()),
    ]
    if is_put_out(text):
        people.append("report_platform")
    if len(text) > LONGEST:
        return tuple(dict.fromkeys(people))
    named = [step for step, refused in _REFUSED.items() if refused.search(text)]
    if _SMALL.search(text):
        named.append("ask_harasser")
    if _NO_SCHOOL.search(text):
        named.append("inform_school")
    if not named and standing and len(text) <= SHORT and _THAT.search(text):
        named = [standing]
    return tuple(dict.fromkeys((*named, *people)))


def is_put_out(text: str) -> bool:
    """Whether the child was put out of the group in which it happens."""
    return _PUT_OUT.search(text) is not None


def is_hostile(text: str) -> bool:
    """Whether the other parents have insulted or threatened the family."""
    return _HOSTILE.search(text) is not None
