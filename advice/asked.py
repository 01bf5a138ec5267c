"""A step that the parent asks about, in whatever order: answered at once, with what usually comes before."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from advice import danger_rows
from advice.answer import Advice, Skipped
from advice.beside import beside as riding
from advice.finishing import finish
from advice.ladder import next_step
from advice.settling import settled
from advice.skipping import why_not
from advice.standing import failed, first_step, rank, taken
from advice.table import first_of_ladder
from advice.vocabulary import CONTACT, COURT, RANK, STEPS, known

if TYPE_CHECKING:
    from advice.situation import Situation


def about(step: str, situation: Situation) -> Advice:
    """What to say of a step that was asked about. Learn first that it was asked: police and court are facts of row P.

    An open danger is spoken of first, self-harm alone. The step that is due gets its own row; police and civil get
    row P; a step that must not be taken gets no step but its reason, and in `skipped` why. `beside` holds what
    usually comes before, or what to do instead. Raises UnknownWordError for a step that the vocabulary does not have.
    """
    known(step, STEPS)
    if _danger_first(situation):
        return next_step(situation)
    due = next_step(situation)
    if due.step == step and (due.row == "P" if step in COURT else due.row != "wait"):
        return due
    return finish(situation, _asked(step, situation))


def _danger_first(situation: Situation) -> bool:
    rows = danger_rows.open_rows(situation)
    return "self_harm" in situation.open_dangers or not all(settled(situation, row) for row in rows)


def _asked(step: str, situation: Situation) -> Advice:
    follow_up = danger_rows.follow_up(situation)
    beside = (follow_up,) if follow_up else ()
    if step in COURT:
        done = step in taken(situation)
        reason = "police_failed" if failed(situation, "police") and step == "police" else None
        advice = Advice("P", step, reason or f"{step}_{'done' if done else 'asked'}")
        return replace(advice, beside=beside or tuple(riding(situation, advice)))
    why = why_not(situation, step)
    if why and step != "inform_school":
        return _not_advised(step, why, situation, beside)
    if step in taken(situation):
        told = situation.step_results.get(step)
        asks = "outcome" if told is None and step in RANK else None
        return Advice("asked", step, "asked_again", question=asks, beside=beside)
    before = _before(step, situation)
    if beside or not before:
        return Advice("asked", step, "asked", beside=beside)
    return Advice("asked", step, "asked_early", beside=(before,))


def _not_advised(step: str, why: str, situation: Situation, beside: tuple[Advice, ...]) -> Advice:
    if why == "no_button":
        return Advice("asked", first_step(situation), "no_report_button", beside=beside)
    reason = f"no_contact_{why}" if step in CONTACT else "asked_not_suited"
    question = "harasser" if why == "author_unstated" else None
    instead = first_of_ladder(situation)
    if not beside and instead:
        beside = (replace(instead, question=None if question else instead.question),)
    return Advice("asked", None, reason, question=question, beside=beside, skipped=(Skipped(step, why),))


def _before(step: str, situation: Situation) -> Advice | None:
    """The lowest step that usually comes before the one asked about and is not taken yet, said already or not."""
    usual = first_of_ladder(situation)
    if usual and usual.step and step in RANK and rank(usual.step) < rank(step):
        return usual
    return None
