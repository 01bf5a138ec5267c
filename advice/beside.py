"""What rides along with an advice: the next open step, what is still possible below, the firm of row C."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from advice import ladder_rows, side_rows
from advice.answer import Advice
from advice.settling import settled
from advice.standing import school_open, taken
from advice.table import TABLE, lower, table, usual_rows
from advice.vocabulary import CONTACT, COURT

if TYPE_CHECKING:
    from advice.situation import Situation

WITH_THE_NEXT = ("P", "teen")
"""Rows beside which the bot goes on with the next open step."""
_ALONE = ("D1", "D2", "D3", "D", "scope", "offline", "author")
"""Rows beside which nothing of the ladder is said."""


def beside(situation: Situation, advice: Advice) -> Iterator[Advice]:
    """What rides along: each thing once, and only where it was not said before."""
    if advice.row in _ALONE:
        return
    said = {advice.step} - {None}
    for other in _candidates(situation, advice):
        if settled(situation, other) or other.step in said or other.step in situation.declined:
            continue
        said.add(other.step)
        yield other


def _candidates(situation: Situation, advice: Advice) -> Iterator[Advice]:
    yield from (other for other in advice.beside if not lower(situation, other))
    if advice.row in WITH_THE_NEXT or in_court(situation):
        next_open = below(situation, advice.row)
        if next_open:
            yield next_open
    if table(situation) is not TABLE:
        return
    if advice.row == "3":
        yield from (
            other for row in (side_rows.school_meanwhile, side_rows.child_meanwhile) if (other := row(situation))
        )
    report = ladder_rows.report(situation)
    if report and report.step == "report_platform" and lower(situation, report):
        yield replace(report, reason="report_still_possible")
    firm = side_rows.cleanup(situation)
    if firm:
        yield firm


def in_court(situation: Situation) -> bool:
    """Whether police or court were turned to."""
    return any(step in taken(situation) for step in COURT)


def below(situation: Situation, along: str | None = None) -> Advice | None:
    """The next open step as it would be without police and court, to go on with while they take their time.

    along: the row that it goes along with. Once the police know, the family does not go to the author's side by
    itself; the school may.
    """
    at_work = in_court(situation)
    without = replace(
        situation,
        steps_done=tuple(step for step in situation.steps_done if step not in COURT),
        step_results={step: result for step, result in situation.step_results.items() if step not in COURT},
    )
    for row in (side_rows.teen, *usual_rows(situation)):
        other = row(without)
        if at_work and other and other.step in CONTACT:
            other = Advice("7", "inform_school", "no_contact_school") if school_open(situation) else None
        if not other or other.row in ("8", "10", along):
            continue
        other = replace(other, step=None if at_work and other.step in COURT else other.step, beside=())
        if not settled(situation, other) and not lower(without, other) and other.step not in situation.declined:
            return other
    return None
