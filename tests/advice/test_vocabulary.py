"""The vocabulary is one: ladder, ranks, rows and reasons name the same things."""

from __future__ import annotations

from advice.reasons import NO_CONTACT, REASONS, ROWS, WHY_SKIPPED
from advice.settling import HANDOFF, ROW_OF_DANGER, WATCHED
from advice.vocabulary import DANGERS, GRAVE, LADDER, RANK, STEPS


def test_the_ladder_goes_up_and_school_and_parents_stand_equally_high() -> None:
    assert tuple(RANK) == LADDER and set(LADDER) < set(STEPS)
    assert [RANK[step] for step in LADDER] == sorted(RANK.values())
    assert RANK["inform_school"] == RANK["contact_parents"]


def test_every_grave_danger_has_its_row() -> None:
    assert set(ROW_OF_DANGER) == GRAVE == set(DANGERS[2:])


def test_rows_that_can_be_settled_are_rows_of_the_table() -> None:
    assert {name.partition("/")[0] for name in WATCHED} - {HANDOFF} == set(ROWS) - {"D", "wait", "asked"}


def test_every_reason_against_contact_has_its_answer() -> None:
    assert {f"no_contact_{why}" for why in NO_CONTACT} <= set(REASONS)
    assert {"author_adult", "author_unknown", "author_unstated", "teen", "threat"} <= set(NO_CONTACT)
    assert set(NO_CONTACT) < set(WHY_SKIPPED)
