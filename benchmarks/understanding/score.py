"""The measure of understanding: predicted labels against gold ones, as figures by field.

Sets are scored by micro-averaged precision, recall and F1, single values by accuracy. Facts are counted on messages
that are in scope by the gold labels; in_scope, danger, asks_human and handoff on all. `handoff` and `stage` are not
labelled: they follow from the labels, on both sides.

usage: python -m benchmarks.understanding.score GOLD.jsonl PREDICTED.jsonl [--json] [--errors N]
Each line is {"id": …, "labels": {…}}; every gold id must be predicted.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

Labels = dict[str, Any]
Pair = tuple[Labels, Labels]  # gold, predicted
Figures = dict[str, Any]

LISTS = ("platforms", "harm_types", "steps_done", "steps_asked")
GRAVE_DANGERS = ("sexual", "threat", "self_harm")
LADDER = ("report_platform", "ask_harasser", "inform_school", "contact_parents", "mediation", "police", "civil")
UNSAID: Labels = {
    "in_scope": False,
    "platforms": [],
    "harm_types": [],
    "harasser": "unstated",
    "school_involved": None,
    "steps_done": [],
    "step_results": {},
    "steps_asked": [],
    "writer": "unstated",
    "danger": "none",
    "asks_human": False,
}


class UnusableInput(Exception):
    """The files cannot be compared; the message says why."""


def needs_person(labels: Labels) -> bool:
    """Whether a person must be proposed now."""
    steps = {*labels["steps_done"], *labels["steps_asked"]}
    return bool(labels["asks_human"]) or not steps.isdisjoint(("police", "civil")) or labels["danger"] in GRAVE_DANGERS


def stage(labels: Labels) -> str:
    """The highest step of the ladder that was taken."""
    taken = [step for step in LADDER if step in labels["steps_done"]]
    return taken[-1] if taken else "discovery"


def facts(labels: Labels) -> set[tuple[str, str]]:
    found = {(field, value) for field in LISTS for value in labels[field]}
    if labels["harasser"] != "unstated":
        found.add(("harasser", labels["harasser"]))
    return found


def overlap(pairs: Iterable[tuple[set[Any], set[Any]]]) -> Figures:
    """Precision, recall and F1 over all elements together, and how many gold elements there are."""
    both = list(pairs)
    right = sum(len(gold & predicted) for gold, predicted in both)
    expected = sum(len(gold) for gold, _ in both)
    claimed = sum(len(predicted) for _, predicted in both)
    precision = right / claimed if claimed else 1.0
    recall = right / expected if expected else 1.0
    f1 = 2 * precision * recall / (precision + recall) if right else 0.0
    if not (expected or claimed):
        f1 = 1.0
    return {"precision": precision, "recall": recall, "f1": f1, "gold": expected}


def yes_or_no(answers: Iterable[tuple[bool, bool]]) -> Figures:
    """The same of a yes/no question: how well yes is found."""
    return overlap(({True} if gold else set(), {True} if predicted else set()) for gold, predicted in answers)


def share(hits: Sequence[bool]) -> float:
    return sum(hits) / len(hits) if hits else 1.0


def score(gold: dict[str, Labels], predicted: dict[str, Labels]) -> Figures:
    """All figures, in the order in which they are printed."""
    pairs = [({**UNSAID, **labels}, {**UNSAID, **predicted[key]}) for key, labels in gold.items()]
    inside = [pair for pair in pairs if pair[0]["in_scope"]]
    figures: Figures = {"messages": len(pairs), "in_scope_messages": len(inside)}
    for field in LISTS:
        figures[field] = overlap((set(g[field]), set(p[field])) for g, p in inside)
    figures["facts"] = overlap((facts(g), facts(p)) for g, p in inside)
    figures["step_results"] = overlap(
        (set(g["step_results"].items()), set(p["step_results"].items())) for g, p in inside
    )
    for field in ("harasser", "school_involved", "writer"):
        figures[field] = {"accuracy": share([g[field] == p[field] for g, p in inside])}
    stages = [(stage(g), stage(p)) for g, p in inside]
    figures["stage"] = {
        "accuracy": share([g == p for g, p in stages]),
        "with_steps": share([g == p for g, p in stages if g != "discovery"]),
    }
    figures["in_scope"] = {
        "accuracy": share([g["in_scope"] == p["in_scope"] for g, p in pairs]),
        **yes_or_no((not g["in_scope"], not p["in_scope"]) for g, p in pairs),  # of out of scope
    }
    figures["danger"] = _dangers(pairs)
    figures["asks_human"] = yes_or_no((bool(g["asks_human"]), bool(p["asks_human"])) for g, p in pairs)
    figures["handoff"] = yes_or_no((needs_person(g), needs_person(p)) for g, p in pairs)
    return figures


def _dangers(pairs: list[Pair]) -> Figures:
    figures: Figures = {
        "accuracy": share([g["danger"] == p["danger"] for g, p in pairs]),
        "grave": yes_or_no((g["danger"] in GRAVE_DANGERS, p["danger"] in GRAVE_DANGERS) for g, p in pairs),
    }
    for danger in ("self_harm", "threat", "sexual", "distress"):
        figures[danger] = yes_or_no((g["danger"] == danger, p["danger"] == danger) for g, p in pairs)
    return figures


def differences(gold: Labels, predicted: Labels) -> list[str]:
    """Each field in which two labellings differ, as a line."""
    lines = []
    for field, nothing in UNSAID.items():
        left, right = gold.get(field, nothing), predicted.get(field, nothing)
        same = sorted(left) == sorted(right or []) if isinstance(left, list) else left == right
        if not same:
            lines.append(f"{field}: {left!r} predicted {right!r}")
    return lines


def line(name: str, figures: Any) -> str:
    """One printed line."""
    if not isinstance(figures, dict):
        return f"{name:18} {figures}"
    parts = []
    for key, value in figures.items():
        inner = value.items() if isinstance(value, dict) else [(None, value)]
        for below, number in inner:
            shown = f"{number:.3f}" if isinstance(number, float) else str(number)
            parts.append(f"{key if below is None else f'{key}.{below}'} {shown}")
    return f"{name:18} {'  '.join(parts)}"


def rows(path: Path) -> dict[str, dict[str, Any]]:
    """The lines of a file by id."""
    written = [text for text in path.read_text(encoding="utf-8").splitlines() if text.strip()]
    return {row["id"]: row for row in map(json.loads, written)}


def compare(gold: dict[str, dict[str, Any]], predicted: dict[str, dict[str, Any]]) -> Figures:
    """Scores two files' rows. Raises UnusableInput where a row or a field is missing."""
    bare = [key for key, row in gold.items() if not UNSAID.keys() <= row["labels"].keys()]
    if bare:
        raise UnusableInput(f"{len(bare)} gold messages lack a label field, first: {bare[0]}")
    missing = sorted(gold.keys() - predicted.keys())
    if missing:
        raise UnusableInput(f"{len(missing)} gold messages have no prediction, first: {missing[0]}")
    return score({key: row["labels"] for key, row in gold.items()}, {key: predicted[key]["labels"] for key in gold})


def print_errors(gold: dict[str, dict[str, Any]], predicted: dict[str, dict[str, Any]], most: int) -> None:
    wrong = (
        (key, found) for key, row in gold.items() if (found := differences(row["labels"], predicted[key]["labels"]))
    )
    for _, (key, found) in zip(range(most), wrong, strict=False):
        print(f"\n{key} {gold[key].get('text', '')}\n   " + "\n   ".join(found))


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("predicted", type=Path)
    parser.add_argument("--json", action="store_true", help="print the figures as one JSON object")
    parser.add_argument("--errors", type=int, default=0, metavar="N", help="print the first N messages that differ")
    options = parser.parse_args(arguments)
    gold, predicted = rows(options.gold), rows(options.predicted)
    try:
        figures = compare(gold, predicted)
    except UnusableInput as problem:
        print(problem, file=sys.stderr)
        return 2
    if options.json:
        print(json.dumps(figures))
        return 0
    for name, value in figures.items():
        print(line(name, value))
    print_errors(gold, predicted, options.errors)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
