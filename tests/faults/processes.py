"""The processes of a running assistant, found by what they run: frozen to be looked at, killed, and back again."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import httpx
import psutil

from tests.assistant import Assistant

# Rasa is two processes: the keeper has loaded the model, the one forked from it computes the turns.
NAMES = {
    "hub": ("hub.cli", "serve"),
    "worker": ("hub.cli", "work"),
    "rasa": ("channels.serve",),
    "keeper": ("channels.serve",),
    "actions": ("rasa_sdk",),
    "postgres": ("bin/postgres", "-D"),
}
BACK_WITHIN = 150.0  # seconds
LOOK_EVERY = 0.05


def find(assistant: Assistant, name: str) -> psutil.Process | None:
    """The process of that name among the descendants of this assistant, None while it is away."""
    try:
        supervisor = psutil.Process(assistant.process.pid)
        family = [supervisor, *supervisor.children(recursive=True)]
    except psutil.NoSuchProcess:
        return None
    members = {process.pid: process for process in family}
    for process in family:
        try:
            parent = members.get(process.ppid())
            if parent is None:  # the supervisor, or the fork of a keeper that has just died
                continue
            if not parent.cmdline():  # dying: its memory is gone, its children are not told yet
                continue
            forked = _runs(parent, name)
            if _runs(process, name) and forked == (name == "rasa") and process.status() != psutil.STATUS_ZOMBIE:
                return process
        except psutil.Error:
            continue
    return None


def _runs(process: psutil.Process, name: str) -> bool:
    line = " ".join(process.cmdline())
    return all(word in line for word in NAMES[name])


@contextmanager
def frozen(assistant: Assistant, name: str) -> Iterator[psutil.Process]:
    """The process as it stands at this moment; it cannot do anything inside the block."""
    deadline = time.monotonic() + BACK_WITHIN
    while (process := find(assistant, name)) is None:  # it may be just starting its program
        assert time.monotonic() < deadline, f"{name} does not run"
        time.sleep(LOOK_EVERY)
    process.suspend()
    try:
        yield process
    finally:
        with suppress(psutil.NoSuchProcess):  # killed in the block
            process.resume()


def wait_for_another(assistant: Assistant, name: str, dead: int) -> None:
    """Returns once another process stands in the place of the dead one."""
    deadline = time.monotonic() + BACK_WITHIN
    while (heir := find(assistant, name)) is None or heir.pid == dead:
        assert time.monotonic() < deadline, f"{name} was not started again within {BACK_WITHIN:.0f} s"
        time.sleep(LOOK_EVERY)


def wait_until_ready(assistant: Assistant) -> None:
    """Wait until a message can be answered again."""
    deadline = time.monotonic() + BACK_WITHIN
    while True:
        try:
            if httpx.get(f"{assistant.url}/health/ready", timeout=3, trust_env=False).status_code == 200:
                return
        except httpx.HTTPError:
            pass
        assert time.monotonic() < deadline, f"not ready again within {BACK_WITHIN:.0f} s"
        time.sleep(LOOK_EVERY)
