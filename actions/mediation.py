"""A mediator helps both sides (row 9; E6, E7, E11), but not over danger or with an author nobody knows."""

from __future__ import annotations

from actions.buttons import NEXT_STEP, Button
from actions.topic import Paragraphs, Topic
from actions.turn import Turn
from advice import Advice
from advice.standing import contact_forbidden


class Mediation(Topic):
    def asked(self, turn: Turn, advice: Advice) -> Paragraphs:
        if not is_unsuited(turn, advice):
            return super().asked(turn, advice)
        unknown = turn.situation.harasser == "unknown"
        return (turn.words("utter_mediation_unknown" if unknown else "utter_mediation_no"),)

    def buttons(self, turn: Turn, advice: Advice) -> tuple[Button, ...]:
        return (NEXT_STEP,) if is_unsuited(turn, advice) else super().buttons(turn, advice)


def is_unsuited(turn: Turn, advice: Advice) -> bool:
    """Where only nobody has said yet who the author is, what a mediator does may be told."""
    situation = turn.situation
    early = situation.harasser == "unstated" and contact_forbidden(situation) in (None, "author_unstated")
    return advice.reason == "asked_not_suited" and not early


TOPIC = Mediation("mediation", "utter_mediation")
