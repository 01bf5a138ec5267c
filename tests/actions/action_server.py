"""A real action server of the assistant for tests: its own process, port and data folder, spoken to as Rasa does it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.actions.conversation import NOW, ROOT, SOMEBODY_THERE
from tests.ports import free_port
from wording import loading

STARTED_WITHIN = 120.0  # seconds, on a loaded machine
ASK_EVERY = 0.1


@dataclass(frozen=True)
class Server:
    """Where it listens, and where its copy of the texts lies."""

    port: int
    var: Path

    def says(self, action: str, intent: str, text: str = "…") -> list[str]:
        """The bubbles of one action for a first message."""
        metadata = {"turn_id": "turn-1", "now": NOW, "last_seen": None, "advisers": SOMEBODY_THERE}
        message = {"text": text, "intent": {"name": intent}, "entities": [], "metadata": metadata, "message_id": "1"}
        tracker = {"sender_id": "parent", "slots": {}, "latest_message": message, "events": [], "paused": False}
        call = {"next_action": action, "sender_id": "parent", "tracker": tracker, "domain": {}, "version": "3.6.21"}
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.port}/webhook", json.dumps(call).encode(), {"Content-Type": "application/json"}
        )
        with urllib.request.urlopen(request, timeout=60) as answer:
            responses: list[Mapping[str, Any]] = json.load(answer)["responses"]
        return [str(response["text"]) for response in responses]


@contextmanager
def action_server(var: Path, port: int | None = None) -> Iterator[Server]:
    """Starts it as the supervisor does, and ends it."""
    var.mkdir(parents=True, exist_ok=True)
    port = port or free_port()
    environment = {**os.environ, "HUB_VAR": str(var), "SANIC_HOST": "127.0.0.1", "PYTHONWARNINGS": "ignore"}
    command = [sys.executable, "-m", "rasa_sdk", "--actions", "actions", "--port", str(port)]
    with (var / "actions.out").open("ab") as output:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=output, stderr=output)
    try:
        _wait(port, process, var)
        yield Server(port, var)
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait(port: int, process: subprocess.Popen[bytes], var: Path) -> None:
    deadline = time.monotonic() + STARTED_WITHIN
    while time.monotonic() < deadline and process.poll() is None:
        try:
            loading.spoken_version(port)
            return
        except loading.NotRunning:
            time.sleep(ASK_EVERY)
    raise RuntimeError(f"the action server did not start: {(var / 'actions.out').read_text()[-2000:]}")
