"""No training message is nearly a message that is held out for measuring."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from nlu.ngrams import words_of
from nlu.spelling import unaccented

ROOT = Path(__file__).resolve().parents[2]
MEASURED = ROOT / "benchmarks" / "understanding"
# Of the known questions the newest file: the short wordings of the older ones share stock phrases with every parent.
HELD_OUT = [*sorted(MEASURED.glob("heldout*.jsonl")), *sorted(MEASURED.glob("questions*.jsonl"))]
ALIKE = 0.6  # share of common runs of words above which two messages are nearly the same
RUN = 3  # words
FEWEST_RUNS = 6  # shorter messages ("un conseiller svp") are bound to meet


def runs(text: str) -> frozenset[tuple[str, ...]]:
    words = words_of(unaccented(text))
    return frozenset(tuple(words[place : place + RUN]) for place in range(len(words) - RUN + 1))


def training_messages() -> Iterator[str]:
    for path in sorted((ROOT / "data" / "nlu").rglob("*.yml")):
        for block in (yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader) or {}).get("nlu", []):
            examples = block.get("examples", [])
            if isinstance(examples, str):
                yield from (line.lstrip()[2:] for line in examples.splitlines() if line.lstrip().startswith("- "))
            else:
                yield from (example["text"] for example in examples)
    for path in sorted((ROOT / "data" / "notes").glob("*.jsonl")):
        yield from (json.loads(line)["text"] for line in path.read_text(encoding="utf-8").splitlines())


def near_duplicates(measured: list[str]) -> list[tuple[str, str]]:
    where: dict[tuple[str, ...], set[int]] = {}
    written = [(text, runs(text)) for text in training_messages()]
    for number, (_, found) in enumerate(written):
        for run in found:
            where.setdefault(run, set()).add(number)
    pairs = []
    for text in measured:
        own = runs(text)
        for number in {number for run in own for number in where.get(run, ())}:
            other, found = written[number]
            fewest = min(len(own), len(found))
            if fewest >= FEWEST_RUNS and len(own & found) > ALIKE * fewest:
                pairs.append((text, other))
    return pairs


def labelled_files() -> list[Path]:
    """The project's own and, where LABELLED_MESSAGES names them (parted by ":"), others'."""
    named = [Path(name) for name in os.environ.get("LABELLED_MESSAGES", "").split(os.pathsep) if name]
    return [path for path in (*HELD_OUT, *named) if path.exists()]


@pytest.mark.parametrize("path", labelled_files(), ids=str)
def test_no_training_message_is_nearly_a_measured_one(path: Path) -> None:
    measured = [json.loads(line)["text"] for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    assert near_duplicates(measured) == []
