"""Reads a labelled file with the trained model and prints the figures, by field and by single label.

usage: python -m benchmarks.understanding.evaluate FILE.jsonl [--model models/] [--json] [--errors N] [--out P.jsonl]
Without a file: the project's own held-out messages.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

from benchmarks.understanding.analyse import NoModel, analyse_file
from benchmarks.understanding.intervals import confusion, intervals
from benchmarks.understanding.score import LISTS, Labels, UnusableInput, compare, line, print_errors, rows

SHOWN = (
    "facts.f1", "harm_types.f1", "steps_done.f1", "steps_asked.f1", "step_results.f1", "harasser.accuracy",
    "school_involved.accuracy", "writer.accuracy", "stage.accuracy", "stage.with_steps", "in_scope.accuracy",
    "danger.grave.recall", "danger.grave.precision", "danger.distress.f1", "asks_human.f1", "handoff.recall",
    "handoff.precision",
)  # fmt: skip
JUDGED = (*LISTS, "step_results", "harasser", "writer", "danger", "school_involved", "asks_human")
CONFIDENCES = (0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99, 1.01)
HELD_OUT = Path(__file__).with_name("heldout.jsonl")


def single_labels(labels: Labels) -> set[str]:
    """Every value of a message as `field:value`."""
    found = {f"{field}:{value}" for field in LISTS for value in labels[field]}
    found |= {f"step_results:{step}:{result}" for step, result in labels["step_results"].items()}
    found |= {
        f"{field}:{labels[field]}"
        for field in ("harasser", "writer", "danger")
        if labels[field] not in ("unstated", "none")
    }
    found |= {f"{field}:{labels[field]}".lower() for field in ("school_involved",) if labels[field] is not None}
    return (
        found
        | ({"asks_human:true"} if labels["asks_human"] else set())
        | (set() if labels["in_scope"] else {"in_scope:false"})
    )


def by_label(gold: dict[str, dict[str, Any]], predicted: dict[str, dict[str, Any]]) -> list[tuple[str, int, int, int]]:
    """(label, right, missed, false) for each single value, the most errors first."""
    right, missed, false = Counter[str](), Counter[str](), Counter[str]()
    for key, row in gold.items():
        wanted, found = single_labels(row["labels"]), single_labels(predicted[key]["labels"])
        right.update(wanted & found)
        missed.update(wanted - found)
        false.update(found - wanted)
    names = {*right, *missed, *false}
    return sorted(
        ((name, right[name], missed[name], false[name]) for name in names), key=lambda row: -(row[2] + row[3])
    )


def by_confidence(
    gold: dict[str, dict[str, Any]], predicted: dict[str, dict[str, Any]]
) -> list[tuple[float, float, int, int]]:
    """(from, to, facts read with such a confidence, right ones): how far a confidence can be believed."""
    table = []
    for start, end in pairwise(CONFIDENCES):
        right = [
            f"{fact['field']}:{fact['value']}".lower() in {name.lower() for name in single_labels(gold[key]["labels"])}
            for key in gold
            for fact in predicted[key]["why"]
            if fact["field"] in JUDGED and start <= fact["confidence"] < end
        ]
        table.append((start, min(end, 1.0), len(right), sum(right)))
    return table


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path, nargs="?", default=HELD_OUT)
    parser.add_argument("--model", type=Path, default=Path("models"))
    parser.add_argument("--out", type=Path, help="keep the predictions here")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--labels", action="store_true", help="also print each label's errors")
    parser.add_argument("--errors", type=int, default=0, metavar="N")
    options = parser.parse_args(arguments)
    try:
        with tempfile.TemporaryDirectory() as folder:
            out = options.out or Path(folder) / "predicted.jsonl"
            analyse_file(options.gold, out, options.model)
            gold, predicted = rows(options.gold), rows(out)
        figures = compare(gold, predicted)
    except (NoModel, UnusableInput, FileNotFoundError) as problem:
        print(problem, file=sys.stderr)
        return 2
    labels = ({key: row["labels"] for key, row in gold.items()}, {key: predicted[key]["labels"] for key in gold})
    ends = intervals(*labels)
    if options.json:
        print(json.dumps({"figures": figures, "intervals": ends}))
        return 0
    for name, value in figures.items():
        print(line(name, value))
    print("\n95 % intervals")
    for name in SHOWN:
        print(f"{name:28} {ends[name][0]:.3f} to {ends[name][1]:.3f}")
    print("\ndanger, gold and read")
    for (wanted, found), count in confusion(*labels, "danger").items():
        print(f"{wanted:10} {found:10} {count}")
    print("\nconfidence   facts  right")
    for start, end, facts, right in by_confidence(gold, predicted):
        print(f"{start:.2f}-{end:.2f} {facts:7} {right / facts if facts else 0.0:6.3f}")
    if options.labels:
        print("\nlabel                                    right missed false")
        for name, right, missed, false in by_label(gold, predicted):
            print(f"{name:40} {right:5} {missed:6} {false:5}")
    print_errors(gold, predicted, options.errors)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
