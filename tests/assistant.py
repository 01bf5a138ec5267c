"""A whole running assistant for tests and benchmarks: real processes on free ports, with a data folder of its own."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import httpx

from tests.ports import free_ports

ROOT = Path(__file__).resolve().parents[1]
# One test plays the part of many parents behind one address.
UNLIMITED = {
    "HUB_LIMIT_CONVERSATIONS": "1000/second",
    "HUB_LIMIT_MESSAGES": "1000/second",
    "HUB_LIMIT_MESSAGES_ADDRESS": "1000/second",
    "HUB_LIMIT_READS": "1000/second",
    "HUB_LIMIT_READS_ADDRESS": "1000/second",
    "HUB_LIMIT_LOGINS": "1000/second",
    "HUB_LIMIT_LOGINS_ADDRESS": "1000/second",
}
# A sitecustomize.py that refuses and notes what would leave the machine.
OUTGOING = ROOT / "tests" / "outgoing"
READY_WITHIN = 150.0  # seconds; a loaded test machine needs several times the usual start


OUTGOING_LOG = "outgoing.log"


@dataclass(frozen=True)
class Assistant:
    """Where a running assistant is reached."""

    url: str
    var: Path
    process: subprocess.Popen[str]
    ready_after: float

    @property
    def database_url(self) -> str:
        return f"postgresql://postgres@/assistant?host={self.var / 'postgres'}"

    @property
    def output(self) -> str:
        return (self.var / "run.out").read_text()

    @property
    def outgoing(self) -> str:
        """Every connection or look-up beyond this machine that a process tried, a line each."""
        log = self.var / OUTGOING_LOG
        return log.read_text() if log.exists() else ""


@contextmanager
def running(var: Path, settings: Mapping[str, str] | None = None) -> Iterator[Assistant]:
    """Start `hub run` in `var` with free ports, wait until it is ready, and end it as Ctrl-C would.

    Raises:
        RuntimeError: it ended or was not ready in time (the message holds the end of what it said), or one of its
            processes tried to reach beyond this machine.
    """
    var.mkdir(parents=True, exist_ok=True)
    hub_port, rasa_port, actions_port = free_ports(3)
    environment = {
        **os.environ,
        "HUB_VAR": str(var),
        "HUB_PORT": str(hub_port),
        "HUB_RASA_PORT": str(rasa_port),
        "HUB_ACTIONS_PORT": str(actions_port),
        "PYTHONPATH": str(OUTGOING),
        "OUTGOING_LOG": str(var / OUTGOING_LOG),
        **(settings or {}),
    }
    started = time.monotonic()
    with (var / "run.out").open("w") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "hub.cli", "run"], cwd=ROOT, env=environment, stdout=output, stderr=output, text=True
        )
    url = f"http://127.0.0.1:{hub_port}"
    assistant = Assistant(url, var, process, 0.0)
    try:
        _wait_until_ready(url, process, var)
        assistant = replace(assistant, ready_after=time.monotonic() - started)
        yield assistant
        if assistant.outgoing:
            raise RuntimeError(f"a process tried to reach beyond this machine:\n{assistant.outgoing}")
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGINT)
            try:
                process.wait(timeout=60)
            except subprocess.TimeoutExpired:
                process.kill()


def _wait_until_ready(url: str, process: subprocess.Popen[str], var: Path) -> None:
    deadline = time.monotonic() + READY_WITHIN
    while time.monotonic() < deadline:
        if process.poll() is not None:
            break
        try:
            if httpx.get(f"{url}/health/ready", timeout=2.0, trust_env=False).status_code == 200:
                return
        except httpx.HTTPError:
            pass
        time.sleep(0.1)
    said = (var / "run.out").read_text()[-3000:]
    logs = "\n".join(f"--- {log.name}\n{log.read_text(errors='replace')[-1500:]}" for log in var.glob("log/*.log"))
    raise RuntimeError(f"the assistant did not become ready (exit code {process.poll()}):\n{said}\n{logs}")
