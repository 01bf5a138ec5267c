"""How messages in the middle of a talk are read: intents, and what they deny, beside the figures of every message.

usage: python -m benchmarks.understanding.talk [--file heldout_talk.jsonl] [--model models/] [--errors N]
Gold lines also have "intent" and, where they hold, the labels steps_not_done, danger_denied, over, adviser_refused.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks.understanding.analyse import analyse_file
from benchmarks.understanding.score import compare, line, overlap, rows, share, yes_or_no
from nlu.vocabulary import NOTHING_DONE, STEPS

FILE = Path(__file__).with_name("heldout_talk.jsonl")
Row = dict[str, Any]


def not_done(labels: Row) -> set[str]:
    told = set(labels.get("steps_not_done", []))
    return set(STEPS) if NOTHING_DONE in told else told


def denied(row: Row, field: str) -> set[str]:
    return {fact["value"] for fact in row["denied"] if fact["field"] == field}


def stated(row: Row, field: str) -> list[Any]:
    return [fact["value"] for fact in row["why"] if fact["field"] == field]


def figures(gold: dict[str, Row], predicted: dict[str, Row]) -> dict[str, Any]:
    """By name, in the order in which they are printed."""
    pairs = [(row, predicted[key]) for key, row in gold.items()]
    labels = [(row["labels"], found) for row, found in pairs]
    found: dict[str, Any] = compare(gold, predicted)
    found["intent"] = {"accuracy": share([row["intent"] == other["intent"] for row, other in pairs])}
    found["steps_not_done"] = overlap((not_done(wanted), denied(other, "steps_done")) for wanted, other in labels)
    found["danger_denied"] = overlap(
        (set(wanted.get("danger_denied", [])), denied(other, "danger")) for wanted, other in labels
    )
    for answer in (True, False):
        found[f"over {str(answer).lower()}"] = yes_or_no(
            (wanted.get("over") is answer, answer in stated(other, "over")) for wanted, other in labels
        )
    found["adviser_refused"] = yes_or_no(
        (bool(wanted.get("adviser_refused")), bool(stated(other, "adviser_refused"))) for wanted, other in labels
    )
    return found


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--file", type=Path, default=FILE)
    parser.add_argument("--model", type=Path, default=Path("models"))
    parser.add_argument("--errors", type=int, default=0, metavar="N", help="print the first N misread intents")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "predicted.jsonl"
        analyse_file(options.file, out, options.model)
        gold, predicted = rows(options.file), rows(out)
    for name, value in figures(gold, predicted).items():
        print(line(name, value))
    wrong = [(row, predicted[key]) for key, row in gold.items() if row["intent"] != predicted[key]["intent"]]
    for row, other in wrong[: options.errors]:
        print(f"{row['intent']} read as {other['intent']} ({other['confidence']}): {row['text']}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
