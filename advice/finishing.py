"""What every advice carries besides its row: evidence first, what was skipped, a person, the urgency, who acts."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from advice.answer import Advice
from advice.settling import person_open, settled
from advice.skipping import skipped
from advice.standing import images, taken
from advice.vocabulary import COURT

if TYPE_CHECKING:
    from advice.situation import Situation

PERSON_ROWS = frozenset({"D1", "D2", "D3", "D4", "D", "P", "5", "8", "9", "10", "scope", "offline"})
PERSON_STEPS = frozenset({*COURT, "mediation", "cleanup"})
"""A wish for one of these in the concrete case is the adviser's to answer."""
EVIDENCE = Advice("1", "keep_evidence", "evidence_not_kept")
MAKES_VANISH = frozenset({"block", "report_platform", "ask_harasser", "contact_parents", "inform_school", "cleanup"})
"""What may make the content disappear, so that it is copied before."""

_EVERYBODY = frozenset({"talk_child", "keep_evidence", "report_platform"})
_OWN_STEPS = {
    "teen": _EVERYBODY | {"block"},
    "relative": _EVERYBODY,
    "witness": _EVERYBODY,
    "school": _EVERYBODY | {"inform_school", "contact_parents"},
}
"""What a writer who is not the parent does; the rest is for the child's parents, or for an adult whom a teen trusts."""


def finish(situation: Situation, advice: Advice) -> Advice:
    """The advice with all that follows from the situation, and so for what is beside it."""
    done = _finish_one(situation, advice)
    beside = []
    evidence_said = done.evidence_first or done.step == "keep_evidence"
    for other in advice.beside:
        finished = _finish_one(situation, other)
        evidence_first = finished.evidence_first and not evidence_said and advice.row != "asked"
        evidence_said = evidence_said or evidence_first
        question = None if done.question else finished.question
        beside.append(replace(finished, evidence_first=evidence_first, question=question, beside=(), urgency=None))
    offers = done.offers_person or any(other.offers_person for other in beside)
    case = offers and (advice.row != "wait" or situation.person_due)
    return replace(
        done, beside=tuple(beside), offers_person=offers, urgency=done.urgency or ("normal" if case else None)
    )


def _finish_one(situation: Situation, advice: Advice) -> Advice:
    return replace(
        advice,
        evidence_first=_evidence_first(situation, advice),
        skipped=advice.skipped or skipped(situation, advice),
        offers_person=_wants_person(situation, advice) and person_open(situation),
        actor=_actor(situation, advice.step),
    )


def _evidence_first(situation: Situation, advice: Advice) -> bool:
    """Row 1 rides once, before what may make the content vanish; nobody is told to copy intimate images."""
    if advice.row in ("wait", "author", "offline", "1") or settled(situation, EVIDENCE):
        return False
    if "keep_evidence" in taken(situation) or situation.content_online is False or images(situation):
        return False
    return advice.row == "D4" or (advice.step in MAKES_VANISH and advice.row not in ("3", "outcome"))


def _wants_person(situation: Situation, advice: Advice) -> bool:
    if advice.row in PERSON_ROWS or advice.step in COURT or situation.person_due:
        return True
    if advice.row == "wait":
        return advice.step is None
    return advice.row in ("asked", "author") and advice.step in PERSON_STEPS


def _actor(situation: Situation, step: str | None) -> str:
    own = _OWN_STEPS.get(situation.writer)
    if step is None or own is None or step in own:
        return "writer"
    return "adult" if situation.writer == "teen" else "parents"
