"""Whether an answer to "est-il en sécurité ?" says so: by what it is, or by where and with whom the child is."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Literal

from actions.alarm import SURE
from advice.situation import Situation
from advice.vocabulary import GRAVE
from safety import check, phrases
from safety.words import words_of

LIKELY = 0.5
"""Confidence from which words that answer "est-il en sécurité ?" tell that the child is."""

Reassurance = Literal["safe", "beside", ""]
"""beside: somebody is with the child, or help was called, but the message tells the danger again: it stays open."""

_YES = re.compile(r"\W*(?:oui|ouais|oue|yes|si si)\b(?!.{0,40}\b(?:pas|mais)\b)", re.IGNORECASE)

# Over the words without accents and signs. Whom one may be left with; a friend or "quelqu'un" may be anybody.
_PERSON = (
    r"(?:grand |grande |petit |petite |belle |beau )?"
    r"(?:so(?:eu|u)r|frere|mere|pere|maman|papa|mam(?:y|ie)|pap[yi]|bonne mam|bon papa|grands? parents|parents|tante|"
    r"oncle|tonton|tata|marraine|parrain|cousine?|mari|femme|compagn(?:e|on)|nounou|voisine?|medecin|docteur|psy\w*|"
    r"infirmiere?|educat\w+|famille)s?"
)
_OF = r"(?:sa|son|ses|ma|mon|mes|notre|nos|leur|leurs|le|la|un|une)"
_CHILD = (
    r"(?:il|elle|ils|elles|on|nous|"
    r"(?:mon|ma|mes|notre|nos|le|la) (?:petite? |grande? )?"
    r"(?:fils|fille|enfants?|gamine?s?|garcon|ado|fiston|puce|petite?))"
)
_NOT_NEGATED = r"(?: (?!pas |plus |jamais |ni |loin |seule? )\w+){0,4}?"
_WITH = rf"(?:avec (?:moi|nous|{_OF} {_PERSON}|{_PERSON})|chez {_OF} {_PERSON})"
_BESIDE_ME = r"(?:a cote|pres de (?:moi|nous)|a mes cotes|contre moi|dans (?:mes|les|nos) bras|sur mes genoux)"
_CARED_FOR = r"(?:a l hopital|aux urgences|chez le (?:medecin|docteur))"
_HOME = (
    r"(?:a la maison|chez (?:moi|nous|lui|elle|eux)|ici|au lit|dans (?:son|mon|le) lit"
    r"|(?:sur|dans) le (?:divan|canape|salon))"
)
_ROOM = r"dans (?:sa|ma|la|notre) chambre"
_ASLEEP = r"(?:dort|dorment|s est endormie?|est couchee?|s est couchee?)(?! (?:plus|pas|mal|peu|presque|tres))"
_IS = r"(?:est|sont|sommes|reste|restent|dort|dorment|joue|vient de|regarde|mange)"

_TOLD = re.compile(
    rf" (?:est|es|suis|sommes|sont|reste|oui|ok){_NOT_NEGATED} (?:en securite|a l abri|en surete|hors de danger) "
)
_ACCOMPANIED = re.compile(
    rf" {_CHILD} {_IS}{_NOT_NEGATED} (?:{_WITH}|{_BESIDE_ME}|{_CARED_FOR}) "
    rf"| {_PERSON}(?: \w+){{0,2}} (?:est|sont|reste|dort) "
    rf"(?:avec|pres d|a cote d|aupres d|chez)\w* (?:lui|elle|eux|nous|moi) "
    rf"| je (?:suis|reste|dors)(?: \w+){{0,2}} (?:a cote|aupres d|pres d|avec (?:lui|elle|eux|mon|ma|{_PERSON})) "
    r"| (?:il|elle) (?:me|nous) (?:lache|quitte) pas "
)
_AT_HOME = re.compile(rf" {_CHILD} (?:{_IS}{_NOT_NEGATED} {_HOME}|{_ASLEEP}) ")
_IN_ITS_ROOM = re.compile(rf" {_CHILD} {_IS}{_NOT_NEGATED} {_ROOM} ")
_OWN = re.compile(rf" je suis{_NOT_NEGATED} (?:{_HOME}|{_ROOM}) ")
_OWN_COMPANY = re.compile(
    rf" je suis{_NOT_NEGATED} (?:{_WITH}|a l hopital) | {_OF} {_PERSON} est (?:la|a cote|avec moi) "
)
_HELP = r"(?:101|112|103|116 ?000|0800 ?32 ?123|police|ambulance|secours|urgences|medecin|child focus)"
_CALLED = re.compile(
    rf" (?:ai|a|avons|as|ont)(?: deja| bien| tout de suite| vite)? (?:appele|telephone|prevenu|contacte|eu|joint)"
    rf"(?: \w+){{0,3}} {_HELP} | {_HELP}(?: \w+){{0,3}} (?:dit|repondu|envoient?|arrivent?|viennent|passent?) "
)
_CALLING = re.compile(
    rf" (?:on|je|j|nous|il|elle|papa|maman|mari|femme|{_PERSON}) (?:\w+ )?"
    rf"(?:appell\w+|telephon\w+|compos\w+|sommes au telephone avec|est au telephone avec|suis en ligne avec)"
    rf"(?: \w+){{0,2}} (?:101|112|ambulance|secours|urgences|police) "
)
# Nothing is over with any of these, whatever stands beside it.
_STILL = re.compile(
    r" (?:s est |est )?enferme\w* | (?:est|a|s est) (?:parti|disparu|fugue|enfui|sauve)\w* |"
    r" (?:pas|plus) (?:encore )?(?:rentre|revenu|reveille|securite|rassure)\w* | sa(?:is|it) (?:pas|plus) ou "
    r"| (?:repond|respire|bouge) (?:pas|plus) | inconscient\w* | reveiller | saigne\w* | avale\w* "
    r"| pris (?:des|les|ses|tous) "
    r"| couteau | corde | pont | toit | veines "
    r"| (?:ils|elles) (?:sont (?:la|dehors|devant|en bas)|arrivent|attendent dehors) "
    r"| devant (?:la porte|chez nous|la maison|notre) | (?:sonnent|frappent|tapent) a la porte "
)
_ALONE = re.compile(r" (?<!pas )(?<!jamais )seule?s? ")


def reassures(message: Mapping[str, Any], told: Mapping[str, Any], situation: Situation, asked: bool) -> Reassurance:
    """What a message answers to whether the child is safe, while a danger is open.

    told: the message's facts that are believed. asked: the question was the last one.
    A danger that was not told before is no answer; the same one told again leaves self-harm open at least, and opens
    again what was over.
    """
    opened = set(situation.open_dangers) or GRAVE.intersection(situation.dangers)
    text = str(message.get("text") or "")
    words = f" {words_of(text).text.strip()} "
    surely = {str(fact["value"]) for fact in told.get("facts") or () if _surely_tells(fact)}
    heard = {hit.danger for hit in check(text)} & GRAVE
    surely |= {hit.danger for hit in phrases(text)} & heard
    if not opened or not (surely | heard) <= opened or _STILL.search(words):
        return ""
    ranked = {one.get("name"): float(one.get("confidence") or 0.0) for one in message.get("intent_ranking") or ()}
    likely = asked and ranked.get("safe_now", 0.0) >= LIKELY
    grave = "self_harm" in opened
    placed = _TOLD.search(words) is not None or _with_somebody(words, situation.writer, grave)
    called = _CALLED.search(words) is not None or calls_now(text)
    if situation.danger_state != "open":
        return "beside" if placed else ""
    if grave and calls_now(text) and not _TOLD.search(words):
        return "beside"
    if not (surely or heard) and ((asked and _YES.match(text)) or likely):
        return "safe"
    if placed and (not grave or likely or not surely):
        return "safe"
    if called and not grave:
        return "safe"
    return "beside" if placed or called else ""


def calls_now(text: str) -> bool:
    """Whether somebody is calling for help at this very moment."""
    return _CALLING.search(f" {words_of(text).text.strip()} ") is not None


def _with_somebody(words: str, writer: str, grave: bool) -> bool:
    """Whether the child is with somebody trusted, or at home; for self-harm nobody may be alone there."""
    if _ALONE.search(words):
        return False
    if _ACCOMPANIED.search(words) or _AT_HOME.search(words):
        return True
    own = writer in ("teen", "other")
    if own and _OWN_COMPANY.search(words):
        return True
    return not grave and (_IN_ITS_ROOM.search(words) is not None or (own and _OWN.search(words) is not None))


def _surely_tells(fact: Mapping[str, Any]) -> bool:
    return fact.get("field") == "danger" and fact.get("value") in GRAVE and float(fact.get("confidence", 1.0)) >= SURE
