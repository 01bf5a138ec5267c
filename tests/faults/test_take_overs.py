"""An adviser takes over at any moment of the bot's turn: the two never talk over each other, and no message is lost."""

from __future__ import annotations

from tests.assistant import Assistant
from tests.faults.conditions import SEED, TAKE_OVERS
from tests.faults.take_overs import DROPPED, UNASKED, take_over_at_random_moments

IN_A_TURN_AT_LEAST = 0.2  # of the take-overs


def test_taken_over_at_a_random_moment_of_the_turn(assistant: Assistant) -> None:
    met = take_over_at_random_moments(assistant, TAKE_OVERS, f"{SEED}")
    print(f"take-overs: {dict(met)}")
    assert sum(met.values()) == TAKE_OVERS
    assert met[DROPPED] + met[UNASKED] >= IN_A_TURN_AT_LEAST * TAKE_OVERS, "hardly any came in the middle of a turn"
    assert met[DROPPED] > 0, "no answer that the bot had computed was dropped"
