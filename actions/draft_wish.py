"""A wish for a text: which one a message asks for, and what it wants changed in one that was given."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from actions import buttons, drafts, named, vocabulary
from actions.draft_texts import compose
from actions.known_questions import QUESTIONS
from actions.turn import Turn

_LETTER = r"(?:lettre|courrier|mod[eè]le|brouillon)"
_TEXT = rf"(?:{_LETTER}|mail|e-mail|texte|message)"
# To whom, by the words that come after "pour", "à", "au"; the first that fits counts.
_TO = {
    "summary": r"police|commissariat|conseiller|avocat",
    "parents": r"(?:(?:l['’]|aux?\s+|ses\s+|leurs?\s+|des?\s+|les\s+)(?:deux\s+"
    r"|autres?\s+)*(?:parents|mamans?|papas?|mères?|pères?)"
    r"|l['’]\s?autre\s+(?:famille|maman|mère|papa|père)|(?:mère|maman|père|papa)\s+(?:de|du)\b)",
    "school": r"[ée]cole|direct(?:ion|rice|eur)|\bprofs?\b|professeur|institut|titulaire|préf[eè]t"
    r"|proviseur|éducat(?:eur|rice)"
    r"|\bcpms\b|\bpms\b|lycée|athénée|collège",
    "author": r"auteur|harcel(?:eur|euse)|agresseur|(?:ce|cette|au|à\s+la)\s+(?:gamine?|garçon|fille|jeune)\b",
    "report": r"signal|réseau|plateforme|instagram|insta\b|tik\s?tok|snap|facebook|roblox|discord",
}
_WHOM = {kind: re.compile(words, re.IGNORECASE) for kind, words in _TO.items()}
_FOR = r"\b(?:pour|pr|à|a|au|aux|l['’]|d['’]|de|du|destinée?)\b"
_ASK = re.compile(
    r"\bje\s+(?:veux|voudrais|voulais|cherche|demande|préfère)|\bj['’]\s?(?:aimerais|ai\s+(?:juste\s+)?(?:demandé|dit))|\bbesoin\s+d"
    r"|\b(?:me|m['’]|nous)\s*(?:faut|faudrait)|\b(?:pouvez|pourriez|peux|pourrais|sauriez|savez"
    r"|auriez|avez)[- ](?:vous|tu)\b"
    r"|\b(?:vous|tu)\s+(?:me\s+|nous\s+|m['’]\s?)?(?:faites|fais|écri\w+|rédig\w+|prépar\w+|(?:avez|as|auriez)\s+(?:un|une|des|pas|aussi)\b|pouvez|pourriez|peux|donnez|aviez)"
    r"|\b(?:re)?fai(?:tes|re|s)\b|\baide[zr]?\b|\bdonne[zr]?\b|\b(?:écrivez|préparez|rédigez)\b"
    r"|\boù\s+est\b|\bs(?:vp|['’]il\s+(?:vous|te)\s+pla[iî]t)\b|\bc['’]est\s+(?:pour|quoi)|\bc\s+koi|\btoujours\s+pas\b|\bpromis",
    re.IGNORECASE,
)
_ALONE = re.compile(
    rf"^\W*(?:(?:et|bon|alors|ok|mais|non|oui)\W+)*(?:une?|la|le|ma|mon|cette)\s+{_LETTER}\b(?!\s+(?:de|que|qui|m['’]|dit|est|a)\b)",
    re.IGNORECASE,
)
_TO_WRITE = re.compile(
    r"\b(?:comment|comen|aide[zr]?|m['’]aider|pouvez|écrivez|rédigez)\b[^.!?]{0,40}\b(?:écri(?:re|s|vez)|ecrire|rédiger|rédigez)\b"
    r"(?:[^.!?]{0,12}(?:quelque\s+chose|qqch|un\s+mot|un\s+texte))?\s+(?:à|a|au|aux|pour|pr)\b"
    r"|\b(?:vous\s+)?(?:m['’]|me\s+|nous\s+)?écrivez\s+(?:quelque\s+chose|qqch|un\s+mot|un\s+texte)",
    re.IGNORECASE,
)
# A text that somebody has written or got, that the parent writes itself, or does not want.
_NOT_WISHED = re.compile(
    r"\b(?:j['’]\s?ai|on\s+a|nous\s+avons|elle\s+a|il\s+a|ils\s+ont|l['’]école\s+a|m['’]a|nous\s+a)\s+(?:déjà\s+|bien\s+)?"
    r"(?:écrit|envoyé|reçu|donné|remis|rédigé|fait|lu|répondu)"
    r"|\bmoi[- ]?m[eê]me\b|\b(?:pas|plus)\s+(?:besoin\s+)?(?:de|d['’])\s*(?:lettre|modèle|texte"
    r"|courrier)|\bpar\s+(?:e-?)?mail\b"
    r"|\bmes\s+mots\b|\b(?:il|elle|ils|elles)\s+(?:écrit|envoie|publie|m['’]écrit)",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[^.!?;\n]+[.!?;\n]*")
_NOUN = re.compile(rf"\b{_TEXT}s?\b", re.IGNORECASE)
_LETTER_NOUN = re.compile(rf"\b{_LETTER}s?\b", re.IGNORECASE)

_CHANGE = re.compile(
    r"\b(?:r?ajout\w*|mett(?:ez|re|ons)|mets|mis|précis(?:ez|er)|indiqu(?:ez|er)|chang(?:ez|er)|modifi(?:ez|er)"
    r"|enl[eèé]v\w*|retir\w*|supprim\w*|corrig\w*|complét(?:ez|er)|remplac\w*|refai\w*|sans|manque|oublié|faute|erreur|faux|fausse)\b",
    re.IGNORECASE,
)
_OF_THE_TEXT = re.compile(rf"\b(?:(?:la|ma|cette|une|votre)\s+lettre|(?:le|mon|ce|votre)\s+{_TEXT})\b", re.IGNORECASE)
_BY_ITSELF = re.compile(
    r"\bmoi[- ]?m[eê]me\b|\bj['’]\s?enl[eè]ve|\bje\s+(?:corrige|change|complète|modifie|l['’]\s?écri)|à\s+la\s+main",
    re.IGNORECASE,
)
_MINE = re.compile(rf"^\W*(?:et\s+)?ma\s+{_LETTER}\b|\bje\s+parl(?:e|ais)\s+de\s+(?:la|ma)\s+{_LETTER}", re.IGNORECASE)
KINDS = ("summary", "evidence", "report", "author", "parents", "school")


def kind_wanted(text: str, before: Iterable[str] = ()) -> str | None:
    """Which text a message asks for, None where it asks for none or does not say for whom.

    before: what was written earlier; "et ma lettre ?" means the one that was asked for then.
    """
    wishes = [sentence for sentence in _SENTENCE.findall(text) if _is_wish(sentence)]
    if not wishes:
        return None
    told = [
        *wishes,
        text,
        *(earlier for earlier in reversed(list(before)) if any(map(_is_wish, _SENTENCE.findall(earlier)))),
    ]
    return next((kind for one in told if (kind := _whom(one))), None)


def _is_wish(sentence: str) -> bool:
    if _NOT_WISHED.search(sentence):
        return False
    if _TO_WRITE.search(sentence) or _ALONE.search(sentence):
        return True
    asks = _ASK.search(sentence) is not None
    if _LETTER_NOUN.search(sentence):
        return asks or re.search(rf"\b{_LETTER}\b[^.!?]{{0,25}}\b(?:pour|pr)\b", sentence, re.IGNORECASE) is not None
    # "Un texte", "un mail": only one that is for somebody.
    return asks and _NOUN.search(sentence) is not None and _after_noun(sentence) is not None


def _whom(text: str) -> str | None:
    """For whom: what is named after the text or the verb, else anywhere."""
    named = (kind for kind, words in _WHOM.items() if kind != "report" and words.search(text))
    return _after_noun(text) or next(named, None)


def _after_noun(text: str) -> str | None:
    noun = re.search(rf"\b(?:{_TEXT}s?|écri\w+|ecrire|rédig\w+)\b", text, re.IGNORECASE)
    if noun is None:
        return None
    rest = re.search(rf"{_FOR}.*", text[noun.end() : noun.end() + 60], re.IGNORECASE)
    places = {kind: found.start() for kind, words in _WHOM.items() if rest and (found := words.search(rest[0]))}
    return min(places, key=lambda kind: places[kind]) if places else None


def is_change(turn: Turn) -> bool:
    """Whether a typed message wants something changed in a text that this conversation has given."""
    given = _given(turn)
    if turn.news.pressed or not given or turn.situation.danger_state == "open":
        return False
    if _MINE.search(turn.text):
        return True
    if _CHANGE.search(turn.text) is None or _BY_ITSELF.search(turn.text):
        return False
    at_hand = turn.texts.was_said(_title(turn, given[-1]))
    names = bool(turn.news.withdrawn or named.to_take_out(turn.text, turn.situation))
    return (at_hand and names) or _OF_THE_TEXT.search(turn.text) is not None


def change(turn: Turn) -> None:
    """What can be changed is changed, and the text given once more; of the rest it is said how."""
    wanted = next((QUESTIONS[name].draft for name in turn.news.questions if name.startswith("draft_")), None)
    kind = wanted or _given(turn)[-1]
    turn.news = replace(turn.news, questions=tuple(one for one in turn.news.questions if not one.startswith("draft_")))
    removed = [*turn.news.withdrawn, *(fact for fact in named.take_out(turn) if fact not in turn.news.withdrawn)]
    asked_for = bool(wanted) or _MINE.search(turn.text) is not None
    if not is_new(kind, turn) and not (asked_for and not turn.texts.was_said(_title(turn, kind))):
        turn.utter("utter_draft_wish")
        turn.offer(buttons.draft(kind), buttons.CORRECT, buttons.NEXT_STEP)
        return
    facts = [words for fact in removed if (words := vocabulary.fact(fact.field, fact.value, turn.situation.writer))]
    turn.say(
        turn.words("utter_understood_removed", facts=vocabulary.listed(facts)) if facts else "",
        turn.words("utter_draft_changed"),
    )
    drafts.give(kind, turn, changed=True)


def is_new(kind: str, turn: Turn) -> bool:
    """Whether this text, as the situation is now, has not been given yet."""
    draft = compose(kind, turn)
    return not any(bubble.endswith(draft.text) for bubble in turn.everything_said)


def _given(turn: Turn) -> list[str]:
    """The texts that this conversation has given, by their titles, the last one last."""
    last = {
        kind: max((place for place, bubble in enumerate(turn.everything_said) if bubble.startswith(title)), default=-1)
        for kind in KINDS
        if (title := _title(turn, kind))
    }
    return sorted((kind for kind, place in last.items() if place >= 0), key=lambda kind: last[kind])


def _title(turn: Turn, kind: str) -> str:
    return turn.words(f"utter_draft_{kind}_title")
