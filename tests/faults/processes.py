"""The processes of a running assistant, found by what they run, and their sudden death."""

from __future__ import annotations

import time

import httpx
import psutil

from tests.assistant import Assistant

NAMES = {
    "hub": ("hub.cli", "serve"),
    "worker": ("hub.cli", "work"),
    "rasa": ("channels.serve",),
    "actions": ("rasa_sdk",),
    "postgres": ("bin/postgres", "-D"),
}
BACK_WITHIN = 150.0  # seconds
LOOK_EVERY = 0.05


def find(assistant: Assistant, name: str) -> psutil.Process | None:
    """The process of that name among the descendants of this assistant, None while it is away."""
    try:
        descendants = psutil.Process(assistant.process.pid).children(recursive=True)
    except psutil.NoSuchProcess:
        return None
    for process in descendants:
        try:
            line = " ".join(process.cmdline())
        except psutil.Error:
            continue
        if all(word in line for word in NAMES[name]) and process.status() != psutil.STATUS_ZOMBIE:
            return process
    return None


def kill(assistant: Assistant, name: str) -> None:
    """`kill -9`; returns once another process stands in its place."""
    victim = find(assistant, name)
    assert victim is not None, f"{name} does not run"
    victim.kill()
    deadline = time.monotonic() + BACK_WITHIN
    while time.monotonic() < deadline:
        heir = find(assistant, name)
        if heir is not None and heir.pid != victim.pid:
            return
        time.sleep(LOOK_EVERY)
    raise AssertionError(f"{name} was not started again within {BACK_WITHIN:.0f} s")


def wait_until_ready(assistant: Assistant) -> None:
    """Wait until a message can be answered again."""
    deadline = time.monotonic() + BACK_WITHIN
    while time.monotonic() < deadline:
        try:
            if httpx.get(f"{assistant.url}/health/ready", timeout=3, trust_env=False).status_code == 200:
                return
        except httpx.HTTPError:
            pass
        time.sleep(LOOK_EVERY)
    raise AssertionError(f"not ready again within {BACK_WITHIN:.0f} s")
