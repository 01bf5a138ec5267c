"""The table itself: which rows answer which writer, top to bottom."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from advice import danger_rows, ladder_rows, side_rows
from advice.answer import Advice
from advice.standing import floor, rank
from advice.vocabulary import RANK

if TYPE_CHECKING:
    from advice.situation import Situation

Row = Callable[["Situation"], Advice | None]

DANGERS: tuple[Row, ...] = (danger_rows.self_harm, danger_rows.threat, danger_rows.sexual)
STEPS: tuple[Row, ...] = (
    ladder_rows.report,
    ladder_rows.untold_outcome,
    ladder_rows.pending,
    ladder_rows.partly,
    ladder_rows.who,
    ladder_rows.unknown_author,
    ladder_rows.ask_author,
    ladder_rows.author_parents,
    ladder_rows.school,
    ladder_rows.complaint,
    ladder_rows.mediator,
    ladder_rows.after_mediation,
    side_rows.worked,
)
MEANWHILE: tuple[Row, ...] = (side_rows.school_meanwhile, ladder_rows.evidence, side_rows.child_meanwhile)

TABLE: tuple[Row, ...] = (*DANGERS, danger_rows.adult, ladder_rows.court, side_rows.teen, *STEPS, *MEANWHILE)
"""For the family of a bullied child, a witness, a teacher, the child itself: top to bottom."""
AUTHOR_TABLE: tuple[Row, ...] = (
    *DANGERS,
    ladder_rows.court,
    side_rows.author_child,
    side_rows.author_school,
    side_rows.author_mediation,
)
"""For a parent of the child who bullies."""
OFFLINE_TABLE: tuple[Row, ...] = (*DANGERS, side_rows.offline, side_rows.child_meanwhile)
OTHER_TABLE: tuple[Row, ...] = (*DANGERS, side_rows.scope)


def table(situation: Situation) -> tuple[Row, ...]:
    """The rows that may answer this writer in this matter."""
    if situation.in_scope is False:
        return OFFLINE_TABLE if side_rows.is_offline(situation) else OTHER_TABLE
    return AUTHOR_TABLE if situation.writer == "author_parent" else TABLE


def usual_rows(situation: Situation) -> tuple[Row, ...]:
    """The steps that this writer goes through, without what comes before or meanwhile."""
    beside = (*DANGERS, danger_rows.adult, ladder_rows.court, side_rows.teen, *MEANWHILE)
    return tuple(row for row in table(situation) if row not in beside)


def lower(situation: Situation, advice: Advice) -> bool:
    """Whether a higher step was already taken and nobody asked for this one."""
    step = advice.step
    wanted = step in situation.steps_asked or step in situation.behind
    return step in RANK and rank(step) < floor(situation) and not wanted


def first_of_ladder(situation: Situation) -> Advice | None:
    """The first of the usual steps that fits, whether it was said or not."""
    fitting = (row(situation) for row in usual_rows(situation))
    return next((replace(advice, beside=()) for advice in fitting if advice and not lower(situation, advice)), None)
