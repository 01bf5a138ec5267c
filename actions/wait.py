"""A step was taken and its answer is awaited (row 3), or nothing new is due: what is still open (E10)."""

from __future__ import annotations

from collections.abc import Iterator

from actions.buttons import Button, about, awaited
from actions.report import reacting
from actions.topic import Paragraphs
from actions.turn import Turn
from advice import Advice
from advice.standing import contact_forbidden, failed, images, result, school_concerned, taken
from advice.vocabulary import CONTACT, COURT, FAILED

# These are told otherwise what is left to them: an adult whom they trust, their own child.
# What was tried and has not settled it.
TRIED = frozenset({*FAILED, "partial"})
WITHOUT_WAYS = frozenset({"teen", "author_parent"})


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


def what_is_left(turn: Turn) -> str:
    """Where everything usual was tried or is not wanted: the ways that are still open; "" where nothing has failed."""
    situation = turn.situation
    tried = any(told in TRIED for told in situation.step_results.values())
    if not tried or situation.writer in WITHOUT_WAYS:
        return ""
    return turn.words("utter_wait_left", ways="\n".join(f"- {turn.words(name)}" for name in _ways(turn)))


def _ways(turn: Turn) -> Iterator[str]:
    situation = turn.situation
    done = taken(situation)
    if result(situation, "inform_school") == "partial":
        yield "utter_left_school_again"
    if situation.standing == "mediation" and "mediation" not in done:
        yield "utter_left_mediation"
    if "police" not in situation.declined:
        yield "utter_left_police_again" if any(step in done for step in COURT) else "utter_left_police"
    unwilling = any(failed(situation, step) or step in situation.declined for step in (*CONTACT, "police"))
    unwilling = unwilling or contact_forbidden(situation) == "author_adult"
    if unwilling and "civil" not in (*done, *situation.declined):
        yield "utter_left_civil"
    if failed(situation, "report_platform"):
        yield "utter_left_network"
    if school_concerned(situation) or "inform_school" in done:
        yield "utter_left_school"
    if failed(situation, "report_platform") and not images(situation) and "cleanup" not in situation.declined:
        yield "utter_left_cleanup"
    yield "utter_left_child" if situation.handoff == "declined" else "utter_left_adviser"
