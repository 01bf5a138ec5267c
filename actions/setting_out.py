"""Somebody of the family is about to go and confront the author or his parents: that calls for calm before any step."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from actions import buttons
from safety.words import words_of

if TYPE_CHECKING:
    from actions.turn import Turn

# Over the words without accents and signs.
_RELATIVE = (
    r"(?:(?:mon|ma|le|la|son|sa|notre) (?:(?:grande?|petite?|ex|futur|beau|belle) )?"
    r"(?:mari|homme|compagnon|copain|ex|frere|so(?:eu|u)r|pere|mere|fils aine|aine|cousin|oncle|papa|grand pere|papy|"
    r"papi|femme|compagne|parrain)|papa|papy)"
)
_FAMILY = (
    r"(?:(?:le|la|les|ses|leurs|ces|cette|cet|ce|son|sa|l) (?:\w+ ){0,2}?(?:pere|mere|parents|gamine?s?|gosses?|"
    r"garcons?|filles?|eleves?|harceleu\w+|gars|mecs?|cons?|petits? cons|voyous?|autres?)"
    r"|chez (?:eux|lui|elle|les|le|la|ses)|a la (?:grille|sortie|porte|recre)|devant (?:l ecole|chez))"
)
_WANTS = (
    r"(?:veu(?:t|x|lent)|va|vais|vont|voudrai[st]|comptes?|irai|ira|iront|part|pars|partent|parle d|menace d|"
    r"est pret a|pret a|suis prete? a|pense a|droit d|peux|peut|ai envie d|a envie d|s apprete a|dit qu il va)"
)
_ACT = (
    r"(?:(?:aller|y aller|all?er moi meme|moi meme) )?"
    r"(?:trouver|(?<! l )attendre(?! (?:mon|ma|mes|notre|nos) )|coincer|choper|confronter|affronter|intercepter|"
    r"engueuler|sonner|debarquer|gueuler|crier|s expliquer|m expliquer|mettre la pression|regler)"
)
_PLANS = (
    re.compile(
        rf" (?:{_RELATIVE}|je|j|moi|nous|jvais) (?:\w+ ){{0,3}}?{_WANTS}\w* (?:\w+ ){{0,3}}?{_ACT}"
        rf"(?: \w+){{0,4}}? {_FAMILY}\w* "
    ),
    re.compile(rf" {_RELATIVE} (?:\w+ ){{0,2}}?{_WANTS}\w* (?:\w+ ){{0,2}}?(?:aller |passer )?(?:voir )?{_FAMILY}\w* "),
    re.compile(
        rf" (?:{_RELATIVE} (?:dit qu il )?|je |j |moi )(?:\w+ ){{0,2}}?{_WANTS}\w* "
        rf"(?:\w+ ){{0,3}}?les (?:attendre|coincer|choper) "
    ),
    re.compile(rf" (?:trouver|sonner|aller)(?: \w+){{0,2}} {_FAMILY}(?: \w+){{0,6}} (?:baton|batte|poings?|couteau) "),
    re.compile(
        r" (?:(?:vais|irai|va|vas) y aller|j y vais|il y va)(?: \w+){0,4} "
        r"(?:comprendre|voir ce que|regretter|entendre) "
    ),
    re.compile(
        r" (?:lui|leur) (?:mettre la pression|regler (?:son|leur) compte"
        r"|dire (?:\w+ ){1,3}verites?|tomber dessus) "
    ),
)
_OTHERS_PLAN = re.compile(rf" (?!je |j |moi |nous |on ){_RELATIVE} (?:\w+ ){{0,3}}?{_WANTS}")
_OWN_PLAN = re.compile(r" je (?:peux|veux|vais|irai|compte) (?!pas |plus )")
_READY = re.compile(
    r" (?:met|mets|mettre|mis|enfile|prend|prends|pris|remet) (?:deja )?(?:sa|son|ses|mes|ma|les) "
    r"(?:jas|jack\w*|veste|manteau|chaussures|souliers|cles|clefs|voiture|baton|batte|casque|velo) "
)
_OFF = re.compile(r" (?:est|sont|vient de) (?:deja )?(?:partie?s?|partir|sortie?s?|en route) ")
_HOLDS = re.compile(r" (?:je le|le|l) (?:calme|calmer|retiens|retenir|arreter) ")
_BACK = re.compile(r" (?:rentree?s?|revenue?s?|est calmee?|raisonnee?|n ira pas|irai pas|renonce\w*) ")
_NOT = re.compile(r" (?:n |ne )(?:\w+ ){0,2}(?:irai|ira|va|vais|veux|veut) (?:\w+ )?(?:pas|plus) ")
TEXTS = ("utter_confront", "utter_confront_hold", "utter_confront_gone")


def plans(text: str) -> bool:
    """Whether the words tell that somebody is about to go there, or ask whether to."""
    words = f" {words_of(text).text.strip()} "
    return not (_BACK.search(words) or _NOT.search(words)) and any(plan.search(words) for plan in _PLANS)


def is_setting_out(turn: Turn) -> bool:
    """The same, and right after it was spoken of also that somebody puts a coat on, or has left."""
    words = f" {words_of(turn.text).text.strip()} "
    if turn.news.pressed or _BACK.search(words):
        return False
    spoken_of = _was_spoken_of(turn)
    return plans(turn.text) or (spoken_of and any(sign.search(words) for sign in (_READY, _OFF, _HOLDS)))


def paragraphs(turn: Turn) -> tuple[str, ...]:
    """Not to go, why, and what now; for somebody else, how to hold him back; who has left is called back."""
    words = f" {words_of(turn.text).text.strip()} "
    if _was_spoken_of(turn) and _OFF.search(words):
        return (turn.words("utter_confront_gone"),)
    if _was_spoken_of(turn) and (_READY.search(words) or _HOLDS.search(words)):
        return (turn.words("utter_confront_hold"),)
    own = _OWN_PLAN.search(words) is not None or _OTHERS_PLAN.search(words) is None
    return (turn.words("utter_confront"), *(() if own else (turn.words("utter_confront_hold"),)))


def calm(turn: Turn) -> None:
    """No step in this turn."""
    for paragraph in paragraphs(turn):
        turn.say(paragraph)
    turn.offer(buttons.NEXT_STEP, buttons.how("Porter plainte ?", "police"), buttons.ADVISER)


def _was_spoken_of(turn: Turn) -> bool:
    """Whether the last answer was about going there."""
    names = (*TEXTS, "utter_question_visit_parents", "utter_question_face_author")
    return any(turn.texts.was_said(words) for name in names for words in turn.texts.wordings(name))
