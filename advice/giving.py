"""What is remembered once an advice was given, or a person offered."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from advice import ladder_rows
from advice.answer import Advice
from advice.beside import WITH_THE_NEXT
from advice.finishing import EVIDENCE
from advice.remembered import Given
from advice.settling import HANDOFF, key, settle
from advice.table import MEANWHILE, usual_rows
from advice.vocabulary import HANDOFFS, known

if TYPE_CHECKING:
    from advice.situation import Situation

_SAYS_POLICE = ("P", "D4", "5", "8", "10")
"""Rows that send to police or court: one of them says what rows 8 and 10 would say of the same facts."""


def advise(situation: Situation, advice: Advice, turn: str, at: str) -> Situation:
    """Settles the row, what rode along with it, and the rows that would say the same of the same facts.

    Beside a step that was asked out of order the usual one is only named, so that it is still to be said.
    """
    said = (advice, *(advice.beside if advice.row != "asked" else ()))
    names = {key(one) for one in said}
    if any(one.evidence_first for one in said):
        names.add(key(EVIDENCE))
    names |= {key(row) for row in _same(situation, said)}
    given = said[:2] if advice.row in WITH_THE_NEXT else said[:1]
    records = tuple(Given(one.row, one.step, turn, at) for one in given)
    offered = advice.offers_person and situation.handoff == "none"
    after = replace(
        situation,
        advised=(*situation.advised, *records),
        handoff="offered" if offered else situation.handoff,
    )
    for name in sorted(names):
        after = settle(after, name)
    return after


def _same(situation: Situation, said: tuple[Advice, ...]) -> list[Advice]:
    steps = {one.step for one in said}
    rows = MEANWHILE if said[0].row != "asked" else (*usual_rows(situation), *MEANWHILE)
    fitting = [advice for row in rows if (advice := row(situation)) and advice.step in steps]
    if said[0].row in _SAYS_POLICE:
        fitting += [
            advice for row in (ladder_rows.complaint, ladder_rows.after_mediation) if (advice := row(situation))
        ]
    return fitting


def with_handoff(situation: Situation, state: str) -> Situation:
    """Remembers a person's state, and under which facts one was accepted or declined."""
    settled = {name: held for name, held in situation.settled.items() if name != HANDOFF}
    after = replace(situation, handoff=known(state, HANDOFFS), settled=settled)
    return settle(after, HANDOFF) if state in ("queued", "declined") else after
