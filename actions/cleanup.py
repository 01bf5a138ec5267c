"""A specialised firm that removes or pushes down content (E12)."""

from __future__ import annotations

from actions.topic import Paragraphs, Topic
from actions.turn import Turn
from advice import Advice


class Cleanup(Topic):
    def asked(self, turn: Turn, advice: Advice) -> Paragraphs:
        """It stands beside the ladder: what usually comes before it is the report."""
        reported = "report_platform" in turn.situation.steps_done
        words = super().asked(turn, advice)
        return words if reported else (*words, turn.words("utter_cleanup_before"))


TOPIC = Cleanup("cleanup", "utter_cleanup")
