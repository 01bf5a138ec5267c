"""A step that the parent asks about, in whatever order: answered at once."""

from advice.answer import Advice
from advice.situation import Situation


def about(step: str, situation: Situation) -> Advice:
    """What to say of a step that was asked about; beside it, what usually comes before."""
    return Advice("asked", step, "asked")
