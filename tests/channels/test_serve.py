"""The process: what stops its start, and that Rasa's own commands work without any of its environment."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from rasa.core.tracker_store import TrackerStore
from rasa.core.utils import AvailableEndpoints

from channels.serve import CannotStart, newest_model
from channels.tracker_store import MemoryTrackerStore
from tests.channels.conftest import ROOT, Rasa, TestDatabase, started, texts


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        ({"HUB_BOT_SECRET": ""}, "HUB_BOT_SECRET is empty"),
        ({"HUB_BOT_SECRET": "  "}, "HUB_BOT_SECRET is empty"),
        ({"HUB_RASA_PORT": "5005x"}, "HUB_RASA_PORT is not a port number"),
        ({"HUB_TRACKER_HOST": "/nowhere"}, "cannot be used"),
        ({"HUB_TRACKER_HOST": "127.0.0.1", "HUB_TRACKER_PORT": "1"}, "cannot be used"),
    ],
)
def test_wrong_setting_stops_the_start_with_one_line(
    make_rasa: Callable[..., Rasa], changes: dict[str, str], complaint: str
) -> None:
    process = make_rasa(**changes)
    done = subprocess.run(
        process.command, env=process.environment, cwd=ROOT, capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 1
    assert complaint in done.stderr
    assert "Traceback" not in done.stderr


def test_missing_model_stops_the_start(tmp_path: Path) -> None:
    with pytest.raises(CannotStart, match="make train"):
        newest_model(tmp_path)


def test_newest_model_is_served(tmp_path: Path) -> None:
    for name, age in (("old", 2), ("new", 1), ("older", 3)):
        (tmp_path / f"{name}.tar.gz").touch()
        os.utime(tmp_path / f"{name}.tar.gz", (1000 - age, 1000 - age))
    assert newest_model(tmp_path).name == "new.tar.gz"


def test_without_database_conversations_are_in_memory_and_it_is_said_once(make_rasa: Callable[..., Rasa]) -> None:
    with started(make_rasa()) as process:
        sent = {"conversation": "c", "turn_id": "t", "text": "insulte"}
        first = process.turn(**sent)
        assert texts(first)[0].endswith("tell_situation 1")
        assert process.turn(**sent).json() == first.json()
        assert process.turn(conversation="c", text="insulte").json()["step"] == "step_2"
        assert process.said().count("kept in memory") == 1


def test_tensorflow_stays_out_of_a_process_that_does_not_need_it(rasa: Rasa) -> None:
    assert rasa.running is not None
    assert "tensorflow" not in Path(f"/proc/{rasa.running.pid}/maps").read_text()


def test_endpoints_work_without_any_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """As `rasa shell` reads them; an unset ${VARIABLE} would stop it."""
    monkeypatch.delenv("HUB_TRACKER_HOST", raising=False)
    endpoints = AvailableEndpoints.read_endpoints(str(ROOT / "endpoints.yml"))
    assert endpoints.action.url == "http://127.0.0.1:5055/webhook"
    assert isinstance(TrackerStore.create(endpoints.tracker_store), MemoryTrackerStore)


def test_rasa_run_serves_the_same_channel(
    make_rasa: Callable[..., Rasa], model: Path, own_database: TestDatabase
) -> None:
    process = make_rasa(**own_database.environment())
    process.command = [
        *(sys.executable, "-m", "rasa", "run", "--model", str(model), "--port", str(process.port)),
        *("--interface", "127.0.0.1", "--endpoints", "endpoints.yml", "--credentials", "credentials.yml"),
    ]
    with started(process):
        assert texts(process.turn(conversation="c", text="insulte"))[0].endswith("tell_situation 1")
    assert own_database.events("c", "user") == 1


def test_rasa_run_with_a_store_that_does_not_load_is_never_ready(
    make_rasa: Callable[..., Rasa], model: Path, own_database: TestDatabase, tmp_path: Path
) -> None:
    endpoints = tmp_path / "endpoints.yml"
    endpoints.write_text("tracker_store:\n  type: channels.tracker_store.Misspelt\n")
    process = make_rasa(**own_database.environment())
    process.command = [
        *(sys.executable, "-m", "rasa", "run", "--model", str(model), "--port", str(process.port)),
        *("--endpoints", str(endpoints), "--credentials", "credentials.yml"),
    ]
    try:
        super(Rasa, process).start()
        asyncio.run(_until_it_listens(process.port))
        answer = process.get("ready")
        assert (answer.status_code, answer.json()["reason"]) == (503, "not_ready")
        assert process.turn().status_code == 503
    finally:
        process.stop()


async def _until_it_listens(port: int) -> None:
    for _ in range(600):
        try:
            _, writer = await asyncio.open_connection("127.0.0.1", port)
        except OSError:
            await asyncio.sleep(0.1)
        else:
            writer.close()
            return
    pytest.fail("Rasa does not listen")
