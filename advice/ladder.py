"""The expert's ladder: which advice a situation gets next."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from advice import danger_rows, ladder_rows, side_rows
from advice.answer import Advice
from advice.finishing import finish
from advice.settling import settled
from advice.standing import floor, rank, taken
from advice.vocabulary import CONTACT, COURT, RANK

if TYPE_CHECKING:
    from advice.situation import Situation

Row = Callable[["Situation"], Advice | None]

DANGERS: tuple[Row, ...] = (danger_rows.self_harm, danger_rows.threat, danger_rows.sexual)
STEPS: tuple[Row, ...] = (
    ladder_rows.report,
    ladder_rows.untold_outcome,
    ladder_rows.pending,
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
