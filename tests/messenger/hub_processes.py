"""The hub's own processes beside a fake Meta: killed and started again, and how fast they answered meanwhile."""

from __future__ import annotations

import ctypes
import os
import signal
import statistics
import subprocess
import sys
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import httpx
import psutil

from hub.settings import REPOSITORY
from tests.hub.conftest import eventually
from tests.messenger.fake_meta import Answer

BACK_WITHIN = 150.0
"""A start of the hub on a machine that is busy with other work."""


@dataclass
class Down:
    """A time in which a process was killed and not yet back."""

    name: str
    begun: float
    ended: float

    def touches(self, answer: Answer) -> bool:
        return answer.begun < self.ended and answer.begun + answer.seconds > self.begun


def _die_with_us() -> None:
    ctypes.CDLL(None).prctl(1, signal.SIGKILL)  # 1 = PR_SET_PDEATHSIG: a test that is ended leaves nothing behind


class HubProcesses:
    """The hub's own two processes, which are killed and started again."""

    def __init__(self, environment: dict[str, str], folder: Path) -> None:
        self.environment, self.folder = environment, folder
        self.running: dict[str, subprocess.Popen[bytes]] = {}
        self.downs: list[Down] = []

    def start(self, name: str) -> None:
        with (self.folder / f"{name}.log").open("ab") as log:
            command = [sys.executable, "-m", "hub.cli", name]
            self.running[name] = subprocess.Popen(
                command,
                cwd=REPOSITORY,
                env={**os.environ, **self.environment},
                stdout=log,
                stderr=log,
                preexec_fn=_die_with_us if sys.platform == "linux" else None,
            )

    async def live(self) -> None:
        """Waits until webhooks are taken."""

        address = f"http://127.0.0.1:{self.environment['HUB_PORT']}/health/live"
        async with httpx.AsyncClient(trust_env=False, timeout=2) as client:

            async def look() -> bool:
                try:
                    return (await client.get(address)).status_code == 200
                except httpx.HTTPError:
                    return False

            await eventually(look, BACK_WITHIN)

    async def kill(self, name: str) -> None:
        begun = time.monotonic()
        self.running[name].send_signal(signal.SIGKILL)
        self.running[name].wait()
        self.start(name)
        await self.live()
        self.downs.append(Down(name, begun, time.monotonic()))

    @property
    def last_absence(self) -> float:
        """Seconds for which the hub was away the last time that a process was killed."""
        return self.downs[-1].ended - self.downs[-1].begun if self.downs else 0.0

    def processor_seconds(self, name: str) -> float:
        """The processor's time that the process has used: unlike the clock's, no matter what else runs."""
        used = psutil.Process(self.running[name].pid).cpu_times()
        return used.user + used.system

    def stop(self) -> None:
        for process in self.running.values():
            process.kill()
            process.wait()


def quickness(answers: Iterable[Answer]) -> dict[str, float]:
    """In how many seconds webhooks were answered with 200."""
    ordered = sorted(answer.seconds for answer in answers)
    p95 = ordered[round(0.95 * (len(ordered) - 1))]
    return {
        "answers": len(ordered),
        "p50 (s)": round(statistics.median(ordered), 3),
        "p95 (s)": round(p95, 3),
        "max (s)": round(ordered[-1], 3),
    }
