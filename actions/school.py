"""Telling the school (E5), and what is left when it does not act or when nothing happens online."""

from __future__ import annotations

from actions.topic import Paragraphs, Topic
from actions.turn import Turn
from advice import Advice


class School(Topic):
    def advised(self, turn: Turn, advice: Advice) -> Paragraphs:
        """A school that has acted already is told what is new."""
        again = self.step in turn.situation.behind
        return (turn.words("utter_school_again"),) if again else super().advised(turn, advice)

    def asked(self, turn: Turn, advice: Advice) -> Paragraphs:
        if turn.situation.step_results.get("inform_school") in ("failed", "refused"):
            return (turn.words("utter_school_refused"),)
        return super().asked(turn, advice)


TOPIC = School("inform_school", "utter_school")
