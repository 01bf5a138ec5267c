"""Why nobody of this family contacts the author's side, in one sentence (E15); `advice` decides whether."""

from __future__ import annotations

from actions.buttons import NEXT_STEP, Button
from actions.topic import Paragraphs, Topic
from actions.turn import Turn
from advice import Advice, about

PREFIX = "no_contact_"
WHY = {
    "author_adult": "utter_no_contact_adult",
    "author_unknown": "utter_no_contact_unknown",
    "author_parent": "utter_no_contact_author_parent",
}


class ContactTopic(Topic):
    """A step by which the family itself speaks to the author's side."""

    def asked(self, turn: Turn, advice: Advice) -> Paragraphs:
        return self._refusal(turn, advice) or super().asked(turn, advice)

    def how(self, turn: Turn) -> Paragraphs:
        return self._refusal(turn, about(self.step, turn.situation)) or super().how(turn)

    def before(self, turn: Turn) -> Paragraphs:
        return () if is_forbidden(about(self.step, turn.situation)) else super().before(turn)

    def buttons(self, turn: Turn, advice: Advice) -> tuple[Button, ...]:
        return (NEXT_STEP,) if is_forbidden(advice) else super().buttons(turn, advice)

    def _refusal(self, turn: Turn, advice: Advice) -> Paragraphs:
        if not is_forbidden(advice):
            return ()
        why = advice.reason.removeprefix(PREFIX)
        if why == "author_unstated":
            return (turn.words(f"{self.name}_unstated"),)
        if why == "author_parent" and self.name == "utter_contact_parents":
            return (turn.words("utter_contact_parents_author_parent"),)
        return (turn.words(f"{self.name}_no", why=turn.words(WHY.get(why, "utter_no_contact_danger"))),)


def is_forbidden(advice: Advice) -> bool:
    return advice.reason.startswith(PREFIX)
