"""A lawyer changes a text while parents write: a real action server, no turn lost, a bad file refused."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from actions.spoken import Spoken
from tests.actions.action_server import Server, action_server
from tests.actions.conversation import ROOT
from wording import publishing, reading

OLD, NEW = "Rebonjour, je suis toujours là.", "Rebonjour, je vous écoute."
TURNS = 20
WITHIN = 60.0  # seconds, what is promised


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with action_server(tmp_path_factory.mktemp("var")) as running:
        yield running


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the texts, for a lawyer to change."""
    return Path(shutil.copytree(reading.FOLDER, tmp_path / "domain"))


def change(folder: Path, name: str, old: str, new: str) -> None:
    path = folder / name
    words = path.read_text(encoding="utf-8")
    assert old in words
    path.write_text(words.replace(old, new), encoding="utf-8")


def make_texts(server: Server, folder: Path) -> subprocess.CompletedProcess[str]:
    """`make texts` for the texts in `folder`."""
    code = (
        "import sys, pathlib; from wording.__main__ import main; sys.exit(main([], folder=pathlib.Path(sys.argv[1])))"
    )
    environment = {**os.environ, "HUB_VAR": str(server.var), "HUB_ACTIONS_PORT": str(server.port)}
    return subprocess.run(
        [sys.executable, "-c", code, str(folder)],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=200,
    )


def thanks(server: Server) -> str:
    return "\n".join(server.says("action_smalltalk", "thank"))


def test_a_text_is_replaced_while_turns_run_and_no_turn_is_lost(server: Server, folder: Path):
    old, new = "Avec plaisir. Je reste là si vous avez encore besoin.", "Avec plaisir. Je reste à votre écoute."
    assert thanks(server) == old
    change(folder, "smalltalk.yml", old, new)
    stop = threading.Event()
    said: list[str] = []

    def parent() -> None:
        while not stop.is_set():
            said.append(thanks(server))

    with ThreadPoolExecutor(TURNS) as parents:
        running = [parents.submit(parent) for _ in range(TURNS)]
        began = time.monotonic()
        result = make_texts(server, folder)
        passed = time.monotonic() - began
        loaded = thanks(server)
        stop.set()
        for one in running:
            one.result()
    assert result.returncode == 0, result.stdout + result.stderr
    assert "Je reste à votre écoute" in result.stdout and "Je reste là si vous avez" in result.stdout
    assert loaded == new and passed < WITHIN
    assert len(said) >= TURNS and set(said) == {old, new}


@pytest.mark.parametrize(
    ("name", "old", "new", "words"),
    [
        ("smalltalk.yml", "  utter_goodbye:\n", "\tutter_goodbye:\n", "Tab"),
        ("smalltalk.yml", "De rien.", "De rien, en 24 heures.", "interdit, un délai"),
        ("outcome.yml", "Un refus, donc : {step}.", "Un refus, donc.", "il faut garder {step}"),
        ("smalltalk.yml", "utter_goodbye:", "utter_au_revoir:", "demande un développeur"),
    ],
)
def test_a_bad_file_is_refused_and_the_old_texts_stay(server: Server, folder: Path, name, old, new, words):
    before = publishing.read(server.var)
    change(folder, name, old, new)
    result = make_texts(server, folder)
    assert result.returncode == 1
    assert words in result.stdout and f"domain/{name}, ligne" in result.stdout
    assert publishing.read(server.var) == before and thanks(server)


def test_a_process_that_dies_comes_back_with_the_texts_that_were_loaded(tmp_path: Path, folder: Path):
    first = Spoken(folder, tmp_path)
    change(folder, "greeting.yml", OLD, NEW)
    assert Spoken(folder, tmp_path).responses() == first.responses()


def test_half_a_copy_changes_nothing(tmp_path: Path, folder: Path):
    spoken = Spoken(folder, tmp_path)
    before = spoken.responses()
    (tmp_path / publishing.COPY).write_text('{"version": "x", "responses": {"utter_greeting"')
    assert spoken.responses() == before


def test_without_a_data_folder_the_sources_are_spoken(folder: Path):
    change(folder, "greeting.yml", OLD, NEW)
    assert NEW in Spoken(folder, None).responses()["utter_greeting_again"][0]["text"]


def test_a_broken_source_at_the_start_costs_only_its_own_texts(tmp_path: Path, folder: Path):
    (folder / "police.yml").write_text("responses: [")
    said = Spoken(folder, tmp_path).responses()
    assert "utter_greeting" in said and "utter_court" not in said
    assert not (tmp_path / publishing.COPY).exists()
