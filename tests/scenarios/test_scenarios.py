"""Every scenario through the real hub, worker, Rasa, action server and PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import httpx
import pytest

from tests.assistant import UNLIMITED, Assistant, running
from tests.scenarios.adviser import AtDesk, at_desk
from tests.scenarios.player import Scenario, play, scenarios

# The closed ones last: they need an assistant with other hours.
SCENARIOS = sorted(scenarios(), key=lambda scenario: scenario.desk == "closed")
DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
SETTINGS = UNLIMITED | {"HUB_QUIET_SECONDS": "0.2", "HUB_OPEN_ON_HOLIDAYS": "true"}
ROWS = {"D1", "D2", "D3", "D4", "P", *map(str, range(1, 11)), "C", "W"}
POINTS = {f"E{number}" for number in range(1, 16)}


def hours(desk: str) -> str:
    """Open around the clock, or on all days but today."""
    if desk != "closed":
        return "Mo-Su 00:00-24:00"
    today = datetime.now(ZoneInfo("Europe/Brussels"))
    days = [DAYS[(today + timedelta(days=ahead)).weekday()] for ahead in range(1, len(DAYS))]
    return "; ".join(f"{day} 09:00-17:00" for day in days)


class Assistants:
    """One assistant at a time: the one with the hours that the scenario needs."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.stack = ExitStack()
        self.running: tuple[str, Assistant] | None = None

    def with_hours(self, desk: str) -> Assistant:
        wanted = hours(desk)
        if self.running is None or self.running[0] != wanted:
            self.stack.close()
            name = "closed" if desk == "closed" else "open"
            started = self.stack.enter_context(running(self.folder / name, SETTINGS | {"HUB_HOURS": wanted}))
            self.running = wanted, started
        return self.running[1]


@pytest.fixture(scope="module")
def assistants(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistants]:
    found = Assistants(tmp_path_factory.mktemp("assistant"))
    with found.stack:
        yield found


@contextmanager
def somebody(scenario: Scenario, assistant: Assistant) -> Iterator[AtDesk | None]:
    if scenario.desk == "online":
        with at_desk(assistant.url, assistant.var) as adviser:
            yield adviser
    else:
        yield None


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.name)
def test_scenario(scenario: Scenario, assistants: Assistants) -> None:
    assistant = assistants.with_hours(scenario.desk)
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
