"""The expert's ladder: which advice a situation gets next."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from advice import danger_rows, side_rows
from advice.answer import Advice
from advice.beside import below, beside, in_court
from advice.finishing import finish
from advice.settling import settled
from advice.table import MEANWHILE, OTHER_TABLE, lower, table
from advice.vocabulary import COURT

if TYPE_CHECKING:
    from advice.situation import Situation

NOT_THE_STEP_ALONE = ("P", "5", "D1", "D2", "D3", "D4", "D")
"""Rows that say more than one step, so that they are said although a family does not want that step."""


def next_step(situation: Situation) -> Advice:
    """The first row of the table, from the top, that fits and is not settled; "wait" where none is left.

    While a danger is open only its rows answer. No step lower than one already taken is advised unless it was asked
    for; what is still open below rides in `beside`. Where what was given is kept (Situation.advise), the same
    situation never gets the same row and step twice in a row.
    """
    advice = _due(situation)
    return finish(situation, replace(advice, beside=tuple(beside(situation, advice))))


def _due(situation: Situation) -> Advice:
    last = situation.advised[-1].row if situation.advised else None
    question = danger_rows.follow_up(situation)
    if question:
        said = danger_rows.open_rows(situation)
        unsaid = [advice for advice in said if not settled(situation, advice)]
        return unsaid[0] if unsaid else said[0] if last == "D" else question
    advice = next(_open(situation), None)
    if advice is None and table(situation) is OTHER_TABLE and last == "wait":
        advice = side_rows.scope(situation)
    return advice or side_rows.wait(situation)


def passed_over(situation: Situation, advice: Advice) -> bool:
    """Whether an advice is not given now: said already, lower than what was taken, or not wanted by the family."""
    declined = advice.step in situation.declined and advice.row not in NOT_THE_STEP_ALONE
    unwanted = declined or (advice.row in ("8", "10") and any(step in situation.declined for step in COURT))
    return unwanted or settled(situation, advice) or lower(situation, advice)


def _open(situation: Situation) -> Iterator[Advice]:
    """What fits and is not settled, from the top; while police or court are at work, what is left without them."""
    rows = table(situation)
    first = tuple(row for row in rows if row not in MEANWHILE)
    fitting = [row(situation) for row in first]
    if in_court(situation):
        fitting.append(below(situation))
    fitting += [row(situation) for row in rows if row in MEANWHILE]
    for advice in fitting:
        if advice and not passed_over(situation, advice):
            yield advice
