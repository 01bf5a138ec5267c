"""Every scenario through the real hub, worker, Rasa, action server and PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.assistant import UNLIMITED
from tests.scenarios.desks import Assistants, closed_last, somebody
from tests.scenarios.player import Scenario, play, scenarios

SCENARIOS = closed_last(scenarios())
SETTINGS = UNLIMITED | {"HUB_QUIET_SECONDS": "0.2"}
ROWS = {"D1", "D2", "D3", "D4", "P", *map(str, range(1, 11)), "C", "W"}
POINTS = {f"E{number}" for number in range(1, 16)}


@pytest.fixture(scope="module")
def assistants(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistants]:
    with Assistants(tmp_path_factory.mktemp("assistant"), SETTINGS) as found:
        yield found


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.name)
def test_scenario(scenario: Scenario, assistants: Assistants) -> None:
    assistant = assistants.for_desk(scenario.desk)
    with (
        httpx.Client(base_url=assistant.url, trust_env=False, timeout=30) as client,
        somebody(scenario, assistant) as adviser,
    ):
        turns = play(scenario, client, assistant.database_url, adviser)
    told = []
    for turn in turns:
        told += [f"parent: {text}" for text in turn.parent]
        told += [f"  {answer['author']}: {answer['text']}" for answer in turn.answers]
        told += [f"  !! {difference}" for difference in turn.differences]
    assert not any(turn.differences for turn in turns), "\n".join(told)


def test_every_row_and_every_point_of_the_expert_is_covered() -> None:
    covered = {point for scenario in SCENARIOS for point in scenario.covers}
    assert covered >= ROWS | POINTS, f"not covered: {sorted((ROWS | POINTS) - covered)}"
    assert len(SCENARIOS) >= 30


def test_a_scenario_with_an_unknown_field_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "wrong.yml").write_text("[{name: a, turns: [{parent: hello, expects: 1}]}]")
    monkeypatch.setattr("tests.scenarios.player.FOLDER", tmp_path)
    with pytest.raises(ValueError, match="bad turn"):
        scenarios()
