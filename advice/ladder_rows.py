"""Rows P and 1 to 10: the expert's steps, each where the one before it did not help."""

from __future__ import annotations

from typing import TYPE_CHECKING

from advice.answer import Advice
from advice.settling import person_answered
from advice.standing import (
    climbed,
    contact_forbidden,
    failed,
    first_step,
    height,
    images,
    mediation_suits,
    outcome,
    rank,
    refused,
    result,
    school_concerned,
    school_open,
    solved,
    stuck,
    taken,
    top,
)
from advice.vocabulary import COURT, FAILED

if TYPE_CHECKING:
    from advice.situation import Situation


def court(situation: Situation) -> Advice | None:
    """P: police or court asked or done (E8, E9); a person, and the bot goes on with the next open step."""
    if person_answered(situation):
        return None
    for step in reversed(COURT):
        if step in taken(situation):
            if step == "police" and failed(situation, step):
                return Advice("P", "civil", "police_failed")
            return Advice("P", step, f"{step}_done")
        if step in situation.steps_asked and step not in situation.declined:
            return Advice("P", step, f"{step}_asked")
    return None


def evidence(situation: Situation) -> Advice | None:
    """1, by itself only when nothing else is left; before that it rides at the head of another row (facts: 0, 3)."""
    if "keep_evidence" in taken(situation) or solved(situation) or images(situation):
        return None
    return Advice("1", "keep_evidence", "evidence_not_kept")


def report(situation: Situation) -> Advice | None:
    """2: the alert button (E1, E2); sms and e-mail have none: block and keep."""
    first = first_step(situation)
    told = result(situation, first)
    back = told == "partial" or (told == "worked" and failed(situation, first))
    if solved(situation) or (first in taken(situation) and not back):
        return None
    if first == "block":
        return Advice("2", first, "no_report_button")
    if back or first in situation.behind:
        return Advice("2", first, "report_again")
    if not situation.platforms:
        return Advice("2", first, "report_platform_unnamed", question="platform")
    return Advice("2", first, "report_not_done")


def untold_outcome(situation: Situation) -> Advice | None:
    """A step was taken and nothing is known of what came of it: asked before anything higher is advised."""
    steps = top(situation)
    if not steps or solved(situation) or any(outcome(situation, step) for step in steps):
        return None
    return Advice("outcome", steps[-1], f"{steps[-1]}_outcome", question="outcome")


def pending(situation: Situation) -> Advice | None:
    """3: the network, or whoever was addressed last, has not reacted yet: watch, come back."""
    if solved(situation):
        return None
    awaited = [step for step in taken(situation) if step in top(situation) and outcome(situation, step) == "pending"]
    return Advice("3", awaited[-1], f"{awaited[-1]}_pending") if awaited else None


def partly(situation: Situation) -> Advice | None:
    """What was done last has helped in part: what is left is taken up with those who have helped."""
    helped = [step for step in top(situation) if outcome(situation, step) == "partial"]
    if not helped or solved(situation):
        return None
    beside = (Advice("school", "inform_school", "school_meanwhile"),) if school_open(situation) else ()
    return Advice("part", None, "partly_helped", beside=beside)


def who(situation: Situation) -> Advice | None:
    """4: what comes next depends on the author, and nobody has said who it is."""
    if not _author_matters(situation) or situation.harasser != "unstated" or "contact_parents" in taken(situation):
        return None
    return Advice("4", None, "failed_author_unstated", question="harasser")


def _author_matters(situation: Situation) -> bool:
    """Whether the next step depends on who the author is: no longer once the police are asked to find out."""
    return stuck(situation) and height(situation) < rank("police")


def unknown_author(situation: Situation) -> Advice | None:
    """5: IBPT where a notice was not answered, the school if a pupil is suspected; police can find out (E8)."""
    if not _author_matters(situation) or situation.harasser != "unknown":
        return None
    noticed = failed(situation, "report_platform")
    step = None if any(court in taken(situation) for court in COURT) else "police"
    beside = (Advice("7", "inform_school", "talks_failed_school"),) if school_open(situation) else ()
    reason = "report_failed_author_unknown" if noticed else "failed_author_unknown"
    return Advice("5", step, reason, beside=beside)


def ask_author(situation: Situation) -> Advice | None:
    """6: the parent asks a young author whom it knows to remove the messages, once, calmly, in writing (E3)."""
    if not stuck(situation) or contact_forbidden(situation) or height(situation) >= rank("ask_harasser"):
        return None
    return Advice("6", "ask_harasser", "report_failed_author_known")


def author_parents(situation: Situation) -> Advice | None:
    """7, first half: the author stays deaf, or the school did not help: talk to his parents (E4, E14)."""
    if not stuck(situation) or contact_forbidden(situation) or "contact_parents" in taken(situation):
        return None
    if not _author_was_asked(situation) or height(situation) > rank("contact_parents"):
        return None
    beside = (Advice("7", "inform_school", "talks_failed_school"),) if school_open(situation) else ()
    told = "inform_school" in taken(situation)
    return Advice("7", "contact_parents", "school_did_not_help" if told else "author_refused", beside=beside)


def _author_was_asked(situation: Situation) -> bool:
    """Whether the author was asked, something higher was tried, or the family does not want to write to him."""
    return height(situation) >= rank("ask_harasser") or "ask_harasser" in situation.declined


def school(situation: Situation) -> Advice | None:
    """7, second half: the school's management, where the school is concerned (E5)."""
    if not stuck(situation) or not school_open(situation):
        return None
    if _author_was_asked(situation):
        return Advice("7", "inform_school", "talks_failed_school")
    return Advice("7", "inform_school", "no_contact_school") if contact_forbidden(situation) else None


def _next_court(situation: Situation) -> tuple[bool, str | None]:
    """Whether police or court is due, and which: none while one has not answered, none left when both failed."""
    tried = [step for step in COURT if step in taken(situation)]
    due = not tried or outcome(situation, tried[-1]) in FAILED
    return due, "police" if not tried else "civil" if "civil" not in tried else None


def complaint(situation: Situation) -> Advice | None:
    """8: not heard, it gets worse, the child feels threatened (E8, E9)."""
    due, step = _next_court(situation)
    if not due or solved(situation) or person_answered(situation):
        return None
    parents_refused, school_refused = (refused(situation, step) for step in ("contact_parents", "inform_school"))
    if situation.getting_worse and climbed(situation):  # before that the first step is due, not the last
        reason = "getting_worse"
    elif "distress" in situation.dangers and situation.danger != "distress":
        reason = "afraid_after_danger"
    elif parents_refused and school_refused:
        reason = "parents_and_school_refused"
    elif _nobody_left(situation):
        reason = "not_heard"
    else:
        return None
    return Advice("8", step, reason)


def _nobody_left(situation: Situation) -> bool:
    """Whether the family may not talk to the author's side and the school is no help either."""
    if not stuck(situation) or contact_forbidden(situation) in (None, "author_unstated"):
        return False
    if "inform_school" in taken(situation):
        refusal = refused(situation, "inform_school")
        return refusal or (failed(situation, "inform_school") and not mediation_suits(situation))
    return not school_concerned(situation) and situation.harasser != "unknown"


def mediator(situation: Situation) -> Advice | None:
    """9: the talks are stuck or without effect: a mediator can help (E6, E7, E11)."""
    talks = any(failed(situation, step) for step in ("contact_parents", "inform_school"))
    if not stuck(situation) or not talks or "mediation" in taken(situation) or not mediation_suits(situation):
        return None
    return Advice("9", "mediation", "talks_stuck")


def after_mediation(situation: Situation) -> Advice | None:
    """10: mediation did not help, or is not wanted (E8, E9); when police and court have not either, E10."""
    due, step = _next_court(situation)
    if not due or not stuck(situation) or person_answered(situation):
        return None
    if step is None:
        return Advice("10", None, "court_failed")
    declined = "mediation" in situation.declined and mediator(situation) is not None
    return Advice("10", step, "mediation_failed") if failed(situation, "mediation") or declined else None
