"""The expert's ladder: which advice a situation gets next."""

from advice.answer import Advice
from advice.situation import Situation


def next_step(situation: Situation) -> Advice:
    """The first row of the table, from the top, that fits and is not settled."""
    return Advice("2", "report_platform", "report_not_done")
