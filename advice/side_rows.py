"""Rows beside the ladder: other matters, other writers, what worked, what can be done meanwhile, and waiting."""

from __future__ import annotations

from typing import TYPE_CHECKING

from advice.answer import Advice
from advice.standing import floor, images, rank, result, school_open, solved, taken
from advice.vocabulary import COURT, FAILED

if TYPE_CHECKING:
    from advice.situation import Situation


def scope(situation: Situation) -> Advice | None:
    """Another matter, or an adult about himself: what this assistant is for, and an adviser."""
    about_oneself = situation.writer == "other" and (situation.harm_types or situation.dangers)
    return Advice("scope", None, "adult_victim" if about_oneself else "out_of_scope")


def is_offline(situation: Situation) -> bool:
    """Whether a child is bullied, but not online."""
    return bool(situation.in_scope is False and situation.harm_types and situation.writer != "other")


def offline(situation: Situation) -> Advice | None:
    """Bullying at school only: the school, CPMS, 0800 95 580, an adviser."""
    if "inform_school" in taken(situation):
        return Advice("offline", None, "offline_school_told")
    return Advice("offline", "inform_school", "offline_only")


def author_child(situation: Situation) -> Advice | None:
    """The writer's child bullies: talk with it; stop, remove, apologise, talk to the other parents (E13, E14)."""
    return Advice("author", "talk_child", "author_parent_child")


def author_school(situation: Situation) -> Advice | None:
    """The writer's child bullies: work with the school (E5)."""
    return Advice("author", "inform_school", "author_parent_school") if school_open(situation) else None


def author_mediation(situation: Situation) -> Advice | None:
    """The writer's child bullies: a third person between the families (E7, E11)."""
    if "mediation" in taken(situation):
        return None
    return Advice("author", "mediation", "author_parent_mediation")


def teen(situation: Situation) -> Advice | None:
    """A minor writes: an adult whom it trusts, 103, Child Focus; nothing that it must do alone."""
    return Advice("teen", "talk_child", "teen_trusted_adult") if situation.writer == "teen" else None


def cleanup(situation: Situation) -> Advice | None:
    """C: a firm that removes or pushes down what the network left (E12); never for intimate images."""
    if result(situation, "report_platform") not in FAILED or solved(situation):
        return None
    if images(situation) or "cleanup" in taken(situation) or situation.content_online is False:
        return None
    return Advice("C", "cleanup", "content_still_online")


def worked(situation: Situation) -> Advice | None:
    """W: a step worked, or the content is gone: E13, what to remember, come back."""
    if not solved(situation):
        return None
    return Advice("W", "talk_child", "step_worked" if "worked" in situation.step_results.values() else "content_gone")


def school_meanwhile(situation: Situation) -> Advice | None:
    """While a step takes its time: the school, if its pupils do it (E5)."""
    if solved(situation) or not school_open(situation) or floor(situation) > rank("inform_school"):
        return None
    return Advice("school", "inform_school", "school_meanwhile")


def child_meanwhile(situation: Situation) -> Advice | None:
    """While a step takes its time: talk with the child (E13)."""
    if "talk_child" in taken(situation) or situation.writer == "teen":
        return None
    return Advice("child", "talk_child", "child_meanwhile")


def wait(situation: Situation) -> Advice:
    """Nothing is left before something new: what to watch, come back, a person (E10); never the same words twice."""
    last = situation.advised[-1] if situation.advised else None
    if last and (last.row, last.step) == ("wait", None):
        return Advice("wait", "talk_child", "wait_child")
    step = situation.standing
    still_open = step is not None and step not in (*taken(situation), *COURT)
    return Advice("wait", None, "wait_step_open" if still_open else "wait_come_back")
