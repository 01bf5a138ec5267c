"""A step was taken and its answer is awaited (row 3)."""

from __future__ import annotations

from actions.buttons import Button, about, awaited
from actions.report import reacting
from actions.topic import Paragraphs
from actions.turn import Turn
from advice import Advice


def words(turn: Turn, advice: Advice) -> Paragraphs:
    """What to watch, and what can be done meanwhile (the school where pupils do it, else E13)."""
    if advice.step != "report_platform":
        return (turn.words("utter_wait_other"),)
    school = any(beside.step == "inform_school" for beside in advice.beside)
    meanwhile = turn.words("utter_wait_school" if school else "utter_wait_talk")
    return turn.words("utter_wait", the_platform=reacting(turn)), meanwhile


def buttons(advice: Advice) -> tuple[Button, ...]:
    school = any(beside.step == "inform_school" for beside in advice.beside)
    results = awaited(advice.step or "report_platform")
    return (*results[:2], about("Prévenir l’école", "inform_school")) if school else results
