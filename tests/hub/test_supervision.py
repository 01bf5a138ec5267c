"""What an operator reads when a start cannot work: one line that says what to change."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from hub import supervision
from hub.settings import Settings
from tests.ports import free_port, free_ports


def settings_for(var: Path, **changes: object) -> Settings:
    hub, rasa, actions = free_ports(3)
    values = {"var": var, "port": hub, "rasa_port": rasa, "actions_port": actions, **changes}
    return Settings.model_validate(values)


@pytest.fixture(autouse=True)
def with_a_model(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(supervision, "_check_model", lambda: None)


@pytest.mark.parametrize(
    ("name", "setting"), [("port", "HUB_PORT"), ("rasa_port", "HUB_RASA_PORT"), ("actions_port", "HUB_ACTIONS_PORT")]
)
def test_a_taken_port_is_named_with_its_setting(name: str, setting: str, tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(supervision.CannotStart, match=rf"127.0.0.1:{port} is taken.*{setting}="):
            supervision.run(settings_for(tmp_path / "var", **{name: port}))


def test_a_folder_in_use_refuses_a_second_start(tmp_path: Path) -> None:
    folder = tmp_path / "var" / "run"
    folder.mkdir(parents=True)
    with supervision._only_one(folder), pytest.raises(supervision.CannotStart, match=r"already runs .* HUB_VAR"):
        supervision.run(settings_for(tmp_path / "var"))


def test_an_unreachable_database_is_one_line(tmp_path: Path) -> None:
    port = free_port()
    settings = settings_for(tmp_path / "var", DATABASE_URL=f"postgresql://somebody:hidden@127.0.0.1:{port}/assistant")
    started = time.monotonic()
    with pytest.raises(supervision.CannotStart) as failure:
        supervision.run(settings)
    assert "DATABASE_URL does not answer" in str(failure.value)
    assert "hidden" not in str(failure.value)
    assert len(str(failure.value).splitlines()) == 1
    assert time.monotonic() - started < 15


def test_no_model_says_how_to_make_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    monkeypatch.setattr(supervision, "ROOT", tmp_path)
    with pytest.raises(supervision.CannotStart, match="make train"):
        supervision.run(settings_for(tmp_path / "var"))


def process(pid: int, state: str = "RUNNING", age: int = 60) -> dict[str, object]:
    return {"name": "rasa", "pid": pid, "statename": state, "spawnerr": "", "now": 1000 + age, "start": 1000}


def test_a_restart_between_two_looks_is_said() -> None:
    watchman = supervision.Watchman()
    assert list(watchman.changes([process(7)])) == []
    assert list(watchman.changes([process(8)])) == ["rasa died and was started again (process 8)"]
    assert list(watchman.changes([process(8)])) == []


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere Rasa is one process")
def test_the_death_of_the_forked_process_is_said_too() -> None:
    watchman = supervision.Watchman()
    rasa = process(os.getpid())
    for expected in ([], ["rasa (serving) died and was started again (process {pid})"]):
        with subprocess.Popen(["sleep", "60"]) as forked:
            said = list(watchman.changes(supervision.with_forked([rasa])))
            forked.kill()
        assert said == [line.format(pid=forked.pid) for line in expected]
    assert list(watchman.changes(supervision.with_forked([rasa]))) == []


def test_a_process_that_cannot_start_is_named_once_until_it_is_steady() -> None:
    watchman = supervision.Watchman()
    said = [line for look in range(3) for line in watchman.changes([process(0, "BACKOFF"), process(look, age=1)])]
    assert len(said) == 1 and "does not start" in said[0]
    assert list(watchman.changes([process(9)])) == ["rasa runs again (process 9)"]
