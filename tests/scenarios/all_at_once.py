"""Plays many scenarios in little time: several conversations at once, but one by one where an adviser is there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor

import httpx

from tests.assistant import Assistant
from tests.scenarios.adviser import AtDesk
from tests.scenarios.desks import Assistants, somebody
from tests.scenarios.player import DESKS, Played, Scenario, play

AT_ONCE = 6
"""More would only wait for the same two cores."""
Outcomes = Mapping[str, "Future[list[Played]]"]


def play_all(scenarios: Sequence[Scenario], assistants: Assistants) -> Outcomes:
    """Each scenario's name with its turns, or what it ended with; the assistant is started once for the same hours."""
    outcomes: dict[str, Future[list[Played]]] = {}
    for desk in DESKS:
        wanted = [scenario for scenario in scenarios if scenario.desk == desk]
        if not wanted:
            continue
        assistant = assistants.for_desk(desk)
        with somebody(wanted[0], assistant) as adviser, ThreadPoolExecutor(1 if adviser else AT_ONCE) as parents:
            outcomes |= {one.name: parents.submit(_play, one, assistant, adviser) for one in wanted}
    return outcomes


def _play(scenario: Scenario, assistant: Assistant, adviser: AtDesk | None) -> list[Played]:
    with httpx.Client(base_url=assistant.url, trust_env=False, timeout=60) as client:
        return play(scenario, client, assistant.database_url, adviser)
