"""Danger to another child than the family's own: the one whom the writer's child bullied."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from actions import buttons, handover
from actions.turn import Turn
from advice import Situation
from safety import check
from safety.words import words_of

UNWELL = frozenset({"distress", "self_harm"})

# Over the words without accents and signs.
_OTHER = re.compile(
    r" (?:(?:l|cet|un|une) autre (?:petite? )?(?:garcon|fille|enfant|eleve|gamine?|ado|petite?|jeune)"
    r"|(?:la|sa|leur) victime"
    r"|(?:celui|celle|le (?:garcon|gamin|petit)|la (?:fille|gamine|petite)) (?:dont|que|qu) (?:mon|ma|il|elle|s|notre)"
    r"|(?:le|la) (?:garcon|fille|gamine?|petite?) (?:harcelee?|visee?|moquee?|victime)|c est l autre) "
)
_OWN_UNWELL = re.compile(
    r" (?:mon|ma|notre) (?:fils|fille|enfant|ado|garcon) (?:\w+ ){0,2}?"
    r"(?:veut mourir|se fait du mal|va (?:tres )?mal|est mal) "
)
_FEARED = re.compile(r" (?:fasse|faire|fera|ferait|fait) (?:une|des) (?:betises?|conneries?) ")


def is_meant(told: Mapping[str, Any], text: str, situation: Situation) -> bool:
    """Whether the parent of an author speaks of the other child's danger, and not of its own child's."""
    writers = {fact.get("value") for fact in told.get("facts") or () if fact.get("field") == "writer"}
    words = f" {words_of(text).text.strip()} "
    if "author_parent" not in (situation.writer, *writers) or not _OTHER.search(words) or _OWN_UNWELL.search(words):
        return False
    danger = any(fact.get("field") == "danger" and fact.get("value") in UNWELL for fact in told.get("facts") or ())
    unwell = " va mal " in words or " va tres mal " in words or _FEARED.search(words) is not None
    return danger or unwell or any(hit.danger == "self_harm" for hit in check(text))


def without_own(told: Mapping[str, Any]) -> Mapping[str, Any]:
    """A message's facts without that danger and without another writer; that the own child is unwell is taken back."""
    facts = [
        fact
        for fact in told.get("facts") or ()
        if fact.get("field") != "writer" and not (fact.get("field") == "danger" and fact.get("value") in UNWELL)
    ]
    labels = {name: value for name, value in (told.get("labels") or {}).items() if name not in ("danger", "writer")}
    back = [{"field": "danger", "value": "distress"}]
    return {**told, "facts": facts, "labels": labels, "retractions": [*(told.get("retractions") or ()), *back]}


def speak(turn: Turn) -> None:
    """Whom to warn for that child, and a person; no step in this turn."""
    turn.utter("utter_danger_other_child")
    if not turn.news.refuses_adviser:
        turn.say(handover.offer(turn, "utter_adviser_offer", "other_child", handover.URGENT))
    turn.offer(buttons.draft("school"), buttons.NEXT_STEP)
