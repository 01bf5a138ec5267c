"""The keeper: a serving process that dies is replaced at once, and none is left behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from channels.keeper import GIVE_UP_AFTER, can_keep
from tests.channels.conftest import ROOT, Rasa, TestDatabase, environment, started, texts, wait_until

pytestmark = pytest.mark.skipif(not can_keep(), reason="only Linux ends the serving process with its keeper")

REPLACED_WITHIN = 5.0  # seconds, on a busy machine; a whole start takes 15


@pytest.fixture
def own_rasa(make_rasa: Callable[..., Rasa], own_database: TestDatabase) -> Iterator[Rasa]:
    with started(make_rasa(**own_database.environment())) as process:
        yield process


def test_a_killed_server_is_replaced_at_once_and_the_conversation_goes_on(own_rasa: Rasa) -> None:
    own_rasa.turn(conversation="c", text="insulte")
    for turn in (2, 3):
        dead = _server(own_rasa)
        os.kill(dead, signal.SIGKILL)
        killed = time.monotonic()
        wait_until(lambda dead=dead: _server(own_rasa) not in (None, dead) and own_rasa.is_ready(), "another serves")
        assert time.monotonic() - killed < REPLACED_WITHIN
        assert texts(own_rasa.turn(conversation="c", text="insulte"))[0].endswith(f"tell_situation {turn}")


def test_the_server_ends_with_a_killed_keeper(own_rasa: Rasa) -> None:
    server = _server(own_rasa)
    own_rasa.kill()
    wait_until(lambda: not Path(f"/proc/{server}").exists(), "the serving process ends")


def test_sigterm_ends_both(own_rasa: Rasa) -> None:
    assert own_rasa.running is not None
    server = _server(own_rasa)
    own_rasa.running.terminate()
    assert own_rasa.running.wait(20) == 0
    assert not Path(f"/proc/{server}").exists()


def test_a_server_that_never_serves_is_given_up() -> None:
    program = "import sys; from channels.keeper import keep; sys.exit(keep(lambda serving: print('begun') or 1 / 0))"
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, env=environment(), capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 1
    assert done.stderr.count("ZeroDivisionError") == GIVE_UP_AFTER


def _server(rasa: Rasa) -> int | None:
    """The process that the keeper has forked."""
    assert rasa.running is not None
    keeper = rasa.running.pid
    children = Path(f"/proc/{keeper}/task/{keeper}/children").read_text().split()
    return int(children[0]) if children else None
