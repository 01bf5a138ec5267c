"""The insurer's expert: what is known of a family's case, and which step comes next and why. Plain Python, no I/O."""

from advice.answer import Advice, Skipped
from advice.asked import about
from advice.ladder import next_step
from advice.remembered import Evidence, Given
from advice.situation import Situation
from advice.understanding import Understanding, understand
from advice.vocabulary import UnknownWordError

__all__ = [
    "Advice",
    "Evidence",
    "Given",
    "Situation",
    "Skipped",
    "Understanding",
    "UnknownWordError",
    "about",
    "next_step",
    "understand",
]
