"""How fast the assistant is: reply after the quiet time, start to ready, training. Run by `make bench`."""

from __future__ import annotations

import argparse
import os
import subprocess
import tempfile
import time
import uuid
from pathlib import Path

import httpx

from benchmarks.figures import Figures, against, publish
from tests.assistant import ROOT, UNLIMITED, Assistant, running
from tests.scenarios.player import scenarios

QUIET = 0.8  # seconds, the hub's default quiet time
LOOK_EVERY = 0.025  # seconds between two reads while a reply is waited for; closer ones slow the reply itself


def main() -> int:
    """Measure, print a table, write `benchmarks/results/speed.json`; 1 if a goal is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--turns", type=int, default=40, help="turns whose reply is timed")
    parser.add_argument("--starts", type=int, default=3, help="starts that are timed")
    parser.add_argument("--no-training", action="store_true", help="leave the training time out")
    options = parser.parse_args()
    figures: dict[str, Figures] = {}
    with tempfile.TemporaryDirectory(prefix="assistant-bench-") as folder:
        ready: list[float] = []
        for number in range(options.starts):
            print(f"start {number + 1} of {options.starts} …", flush=True)
            with running(Path(folder) / "var", UNLIMITED) as assistant:
                ready.append(assistant.ready_after)
                if number == options.starts - 1:
                    print(f"{options.turns} turns …", flush=True)
                    replies = _replies(assistant, options.turns)
        figures["start to ready (s)"] = against(ready, goal=30.0)
        figures["reply after the quiet time, typed (ms)"] = against(replies["typed"], goal=150.0)
        figures["reply to a button (ms)"] = against(replies["button"], goal=150.0)
        if not options.no_training:
            print("training …", flush=True)
            figures["training (s)"] = against([_training(Path(folder))], goal=180.0)
    return publish("speed", figures)


def _replies(assistant: Assistant, count: int) -> dict[str, list[float]]:
    """Milliseconds until the reply stands in the API: typed texts less the quiet time, and buttons."""
    texts = [
        turn["parent"] for scenario in scenarios() for turn in scenario.turns if isinstance(turn.get("parent"), str)
    ]
    found: dict[str, list[float]] = {"typed": [], "button": []}
    with httpx.Client(base_url=assistant.url, trust_env=False, timeout=30) as client:
        created = client.post("/api/chat/conversations", json={}).json()
        client.headers["Authorization"] = f"Bearer {created['token']}"
        _timed(client, {"text": "Bonjour"})  # the first turn of a process loads what is loaded late
        for number in range(count):
            seconds, buttons = _timed(client, {"text": texts[number % len(texts)][:280]})
            found["typed"].append((seconds - QUIET) * 1000)
            if buttons:
                seconds, _ = _timed(client, {"button_id": buttons[0]})
                found["button"].append(seconds * 1000)
    return found


def _timed(client: httpx.Client, body: dict[str, str]) -> tuple[float, list[str]]:
    started = time.monotonic()
    sent = client.post("/api/chat/messages", json={"client_message_id": str(uuid.uuid4()), **body})
    sent.raise_for_status()
    seq = sent.json()["seq"]
    while True:
        messages = client.get("/api/chat/messages", params={"after": seq}).json()["messages"]
        if messages:
            return time.monotonic() - started, [button["id"] for message in messages for button in message["buttons"]]
        if time.monotonic() - started > 30:
            raise RuntimeError("no reply within 30 s")
        time.sleep(LOOK_EVERY)


def _training(folder: Path) -> float:
    started = time.monotonic()
    command = [str(ROOT / ".venv/bin/python"), "-m", "rasa", "train", "--force", "--quiet", "--out", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, env={**os.environ, "RASA_TELEMETRY_ENABLED": "false"})
    return time.monotonic() - started


if __name__ == "__main__":
    raise SystemExit(main())
