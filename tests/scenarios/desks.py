"""The assistant and the adviser that a scenario's `desk` asks for: open, somebody there, or closed today."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from tests.assistant import Assistant, running
from tests.scenarios.adviser import AtDesk, at_desk
from tests.scenarios.player import Scenario

DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")


def closed_last(scenarios: Sequence[Scenario]) -> list[Scenario]:
    """The order in which each assistant is started once."""
    return sorted(scenarios, key=lambda scenario: scenario.desk == "closed")


def hours(desk: str) -> str:
    """Open around the clock, or on all days but today."""
    if desk != "closed":
        return "Mo-Su 00:00-24:00"
    today = datetime.now(ZoneInfo("Europe/Brussels"))
    days = [DAYS[(today + timedelta(days=ahead)).weekday()] for ahead in range(1, len(DAYS))]
    return "; ".join(f"{day} 09:00-17:00" for day in days)


class Assistants:
    """One assistant at a time: the one with the hours that the scenario needs. For a `with`, which ends it."""

    def __init__(self, folder: Path, settings: Mapping[str, str]) -> None:
        self.folder, self.settings = folder, {**settings, "HUB_OPEN_ON_HOLIDAYS": "true"}
        self.stack = ExitStack()
        self.running: tuple[str, Assistant] | None = None

    def for_desk(self, desk: str) -> Assistant:
        wanted = hours(desk)
        if self.running is None or self.running[0] != wanted:
            self.stack.close()
            name = "closed" if desk == "closed" else "open"
            started = self.stack.enter_context(running(self.folder / name, {**self.settings, "HUB_HOURS": wanted}))
            self.running = wanted, started
        return self.running[1]

    def __enter__(self) -> Assistants:
        return self

    def __exit__(self, *_: object) -> None:
        self.stack.close()


@contextmanager
def somebody(scenario: Scenario, assistant: Assistant) -> Iterator[AtDesk | None]:
    """An adviser who is there for parents, where the scenario wants one."""
    if scenario.desk == "online":
        with at_desk(assistant.url, assistant.var) as adviser:
            yield adviser
    else:
        yield None
