"""Any process dies at any moment, and every message is still answered or delivered once, in order."""

from __future__ import annotations

import random

import pytest

from tests.assistant import Assistant
from tests.faults.conditions import KILLS, SEED
from tests.faults.kills import kill_at_random_moments

RECOVERED_WITHIN = 45.0  # seconds, of the turn that a killed process was in
MET_AT_LEAST = 0.4  # of the kills must have come while a message was not answered yet

KEEPER_KILLS = max(1, KILLS // 10)
"""The keeper computes no turn and needs 15 s to load the model again."""


@pytest.mark.parametrize("name", ["hub", "worker", "rasa", "actions", "postgres", "keeper"])
def test_killed_in_mid_turn_and_in_mid_chat(name: str, assistant: Assistant) -> None:
    times = KEEPER_KILLS if name == "keeper" else KILLS
    outcome = kill_at_random_moments(assistant, name, times, random.Random(f"{SEED} {name}"))
    print(f"{name}: {outcome.figures()}")
    assert outcome.met() >= MET_AT_LEAST * times, "the kills hardly met a message that waited for its answer"
    if name in ("rasa", "actions"):
        assert outcome.computing() >= MET_AT_LEAST * times, "the kills hardly met a turn that was computed"
    assert outcome.live_messages >= 2 * times, "the live chat hardly moved"
    assert max(outcome.recovered, default=0.0) <= RECOVERED_WITHIN
