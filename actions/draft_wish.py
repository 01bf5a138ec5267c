"""What a parent wants to have in a text that was given: how to add it by hand, said honestly."""

from __future__ import annotations

import re

from actions import buttons
from actions.turn import Turn

_TEXT = r"(?:lettre|mail|e-mail|courrier|modèle|brouillon)"
_WISH = re.compile(
    r"\b(?:r?ajout\w*|mett(?:ez|re|ons)|mets|écri(?:vez|re)|précis(?:ez|er)|indiqu(?:ez|er)|chang(?:ez|er)|modifi(?:ez|er)"
    r"|enl[eè]v(?:ez|er)|retir(?:ez|er)|corrig(?:ez|er)|complét(?:ez|er))\b[^?]{0,200}\b" + _TEXT + r"\b"
    r"|\b"
    + _TEXT
    + r"\b[^?]{0,80}\b(?:r?ajout\w*|mett(?:ez|re)|mets|précis(?:ez|er)|il\s+manque|manque|oublié|changer|modifier)"
    r"|^\W*(?:et\s+)?ma\s+" + _TEXT + r"\b|\bje\s+parl(?:e|ais)\s+de\s+(?:la|ma)\s+" + _TEXT,
    re.IGNORECASE,
)
KINDS = ("summary", "evidence", "report", "author", "parents", "school")


def is_one(turn: Turn) -> bool:
    """Whether a typed message wants something changed in a text that this conversation has given."""
    return not turn.news.pressed and bool(_given(turn)) and _WISH.search(turn.text) is not None


def answer(turn: Turn) -> None:
    turn.utter("utter_draft_wish")
    turn.offer(*(buttons.draft(kind) for kind in _given(turn)[-1:]), buttons.NEXT_STEP)
    if turn.situation.handoff != "declined":
        turn.offer(buttons.ADVISER)


def _given(turn: Turn) -> list[str]:
    """The texts that this conversation has given, by their titles."""
    titles = {kind: turn.words(f"utter_draft_{kind}_title") for kind in KINDS}
    return [kind for kind, title in titles.items() if any(bubble.startswith(title) for bubble in turn.everything_said)]
