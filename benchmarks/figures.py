"""What benchmarks measure, as figures against a goal: printed as a table, kept as JSON with the day and the machine."""

from __future__ import annotations

import json
import os
import platform
import statistics
from collections.abc import Mapping, Sequence
from datetime import datetime, timezone
from typing import Any

from tests.assistant import ROOT

RESULTS = ROOT / "benchmarks" / "results"
DIGITS = 3  # after the point: microseconds of milliseconds, milliseconds of seconds
Figures = dict[str, float]


def against(values: Sequence[float], goal: float) -> Figures:
    """The median, the value that 95 of 100 stay under, how many there are, and what the median is to stay under."""
    ordered = sorted(values)
    p95 = ordered[round(0.95 * (len(ordered) - 1))]
    return {
        "median": round(statistics.median(ordered), DIGITS),
        "p95": round(p95, DIGITS),
        "measured": float(len(ordered)),
        "goal": goal,
    }


def occasion() -> dict[str, str]:
    """When and where something is measured."""
    return {
        "when": datetime.now(timezone.utc).isoformat(timespec="seconds"),
        "machine": f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, "
        f"Python {platform.python_version()}",
    }


def keep(name: str, report: Mapping[str, Any]) -> None:
    """Writes `benchmarks/results/<name>.json`."""
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / f"{name}.json").write_text(json.dumps(report, indent=2, ensure_ascii=False) + "\n")


def publish(name: str, figures: Mapping[str, Figures]) -> int:
    """Prints a table and keeps it; 1 if a goal is missed."""
    keep(name, {**occasion(), "figures": figures})
    width = max(map(len, figures))
    print(f"\n{'':{width}} {'median':>9} {'p95':>9} {'goal':>9}")
    for what, row in figures.items():
        print(f"{what:{width}} {row['median']:9.1f} {row['p95']:9.1f} {row['goal']:9.1f}")
    return int(any(row["median"] > row["goal"] for row in figures.values()))
