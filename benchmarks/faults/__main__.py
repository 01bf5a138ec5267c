"""How the assistant stands the death of its processes and sudden take-overs, in large numbers. Run by `make bench`."""

from __future__ import annotations

import argparse
import json
import os
import random
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.figures import keep, occasion
from tests.assistant import Assistant, running
from tests.faults.conditions import SETTINGS
from tests.faults.kills import kill_at_random_moments
from tests.faults.take_overs import take_over_at_random_moments

PROCESSES = ("hub", "worker", "rasa", "actions", "postgres", "keeper")
KEEPER_SHARE = 10  # one kill of the keeper, which loads the model again, for so many of another process


def main() -> int:
    """Kill, take over, print, write `benchmarks/results/faults.json` after each part; 1 if a promise was broken."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=200, help="kills of each process")
    parser.add_argument("--take-overs", type=int, default=2000, help="take-overs at random moments of a turn")
    parser.add_argument("--only", nargs="*", default=[*PROCESSES, "take-overs"], help="parts to run")
    options = parser.parse_args()
    seed = random.SystemRandom().randrange(2**32)
    report: dict[str, Any] = {
        **occasion(),
        "seed": seed,
        "parts": {},
    }
    with (
        tempfile.TemporaryDirectory(prefix="assistant-faults-") as folder,
        running(Path(folder) / "var", SETTINGS) as assistant,
    ):
        for name in options.only:
            if name == "take-overs":
                part = _measured(_take_overs, assistant, options.take_overs, seed)
            else:
                times = max(1, options.kills // KEEPER_SHARE) if name == "keeper" else options.kills
                part = _measured(_kills(name), assistant, times, seed)
            report["parts"][name] = part
            keep("faults", report)
            print(f"{name}: {json.dumps(part, ensure_ascii=False)}", flush=True)
    return int(any("broken" in part for part in report["parts"].values()))


def _measured(act: Callable[[Assistant, int, int], dict[str, Any]], *arguments: Any) -> dict[str, Any]:
    """The figures of one part; a broken promise is a result, too."""
    began, load = time.monotonic(), os.getloadavg()[0]
    try:
        figures = act(*arguments)
    except Exception as error:
        figures = {"broken": f"{type(error).__name__}: {error}"}
    return {**figures, "minutes": round((time.monotonic() - began) / 60, 1), "load at the beginning": round(load, 1)}


def _kills(name: str) -> Callable[[Assistant, int, int], dict[str, Any]]:
    return lambda assistant, times, seed: kill_at_random_moments(
        assistant, name, times, random.Random(f"{seed} {name}")
    ).figures()


def _take_overs(assistant: Assistant, times: int, seed: int) -> dict[str, Any]:
    met = take_over_at_random_moments(assistant, times, f"{seed}")
    return {"take-overs": sum(met.values()), **dict(met)}


if __name__ == "__main__":
    raise SystemExit(main())
