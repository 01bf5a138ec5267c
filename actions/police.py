"""A complaint to the police (rows P, 8 and 10; E8)."""

from __future__ import annotations

from actions.topic import Paragraphs, Topic
from actions.turn import Turn
from advice import Advice


class Police(Topic):
    def advised(self, turn: Turn, advice: Advice) -> Paragraphs:
        return (turn.words("utter_police_row"),)

    def asked(self, turn: Turn, advice: Advice) -> Paragraphs:
        done = "police" in turn.situation.steps_done
        return (turn.words("utter_police_done" if done else "utter_court"),)


TOPIC = Police("police", "utter_police")
