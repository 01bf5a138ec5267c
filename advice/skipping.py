"""Which steps an advice passes over, and why: for the desk and for the sentences that explain."""

from __future__ import annotations

from typing import TYPE_CHECKING

from advice.answer import Advice, Skipped
from advice.standing import (
    contact_forbidden,
    first_step,
    floor,
    images,
    mediation_suits,
    rank,
    school_concerned,
    solved,
    taken,
)
from advice.vocabulary import CONTACT, LADDER, RANK

if TYPE_CHECKING:
    from advice.situation import Situation

_HEIGHT = {"5": RANK["police"], "8": RANK["police"], "10": RANK["police"], "P": RANK["police"]}
"""How high a row stands that may advise no step."""
_EXPLAINS_NOTHING = ("D1", "D", "scope", "offline", "author", "outcome", "3", "school")


def why_not(situation: Situation, step: str) -> str | None:
    """Why a step is not advised at all, None where it may be."""
    if step in CONTACT:
        return contact_forbidden(situation)
    if step == "report_platform" and first_step(situation) != step:
        return "no_button"
    if step == "inform_school" and not school_concerned(situation):
        return "school_not_concerned"
    if step == "mediation" and not mediation_suits(situation):
        return "not_suited"
    if step in ("keep_evidence", "cleanup") and images(situation):
        return "images"
    return None


def skipped(situation: Situation, advice: Advice) -> tuple[Skipped, ...]:
    """The steps below the advised one that were not taken; where a danger speaks, only contact with the author."""
    if advice.row in _EXPLAINS_NOTHING:
        return ()
    if advice.row in ("D2", "D3", "D4"):
        steps = [step for step in CONTACT if contact_forbidden(situation)]
    else:
        height = _HEIGHT.get(advice.row, rank(advice.step) if advice.step in RANK else 0)
        steps = [step for step in LADDER if rank(step) < height]
    done = taken(situation)
    return tuple(Skipped(step, _why(situation, step)) for step in steps if step not in done)


def _why(situation: Situation, step: str) -> str:
    why = why_not(situation, step)
    if why:
        return why
    if rank(step) < floor(situation):
        return "higher_step_done"
    if solved(situation):
        return "content_gone" if situation.content_online is False else "solved"
    advised = any(given.step == step for given in situation.advised)
    return "already_advised" if advised else "still_open"
