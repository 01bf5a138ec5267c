"""Every scenario through the real hub, worker, Rasa, action server and PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.assistant import UNLIMITED, Assistant, running
from tests.scenarios.player import Scenario, play, scenarios

SCENARIOS = scenarios()
ROWS = {"D1", "D2", "D3", "D4", "P", *map(str, range(1, 11)), "C", "W"}
POINTS = {f"E{number}" for number in range(1, 16)}


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with running(tmp_path_factory.mktemp("assistant") / "var", UNLIMITED | {"HUB_QUIET_SECONDS": "0.2"}) as started:
        yield started


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.name)
def test_scenario(scenario: Scenario, assistant: Assistant) -> None:
    with httpx.Client(base_url=assistant.url, trust_env=False, timeout=30) as client:
        turns = play(scenario, client, assistant.database_url)
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
