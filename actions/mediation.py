"""A mediator helps both sides (row 9; E6, E7, E11), but not over danger or with an author nobody knows."""

from __future__ import annotations

from actions.topic import Paragraphs, Topic
from actions.turn import Turn
from advice import Advice


class Mediation(Topic):
    def asked(self, turn: Turn, advice: Advice) -> Paragraphs:
        if advice.reason != "asked_not_suited":
            return super().asked(turn, advice)
        unknown = turn.situation.harasser == "unknown"
        return (turn.words("utter_mediation_unknown" if unknown else "utter_mediation_no"),)


TOPIC = Mediation("mediation", "utter_mediation")
