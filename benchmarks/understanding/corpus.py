"""Reads the labelled training messages and the held-out ones, and parts the former by file."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import yaml
from numpy.typing import NDArray

CORPUS = Path("data/nlu")
HELD_OUT = Path(__file__).with_name("heldout.jsonl")


@dataclass(frozen=True)
class Example:
    """A labelled message and where it stands: a file of the corpus, or the id of a measured message."""

    text: str
    labels: dict[str, Any]
    source: str
    intent: str | None = None
    question: str | None = None


def examples() -> list[Example]:
    """Every labelled training message, file by file."""
    return [example for path in sorted(CORPUS.rglob("*.yml")) for example in _in(path)]


def _in(path: Path) -> Iterator[Example]:
    written = yaml.load(path.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    for block in (written or {}).get("nlu") or []:
        for example in block["examples"] if isinstance(block["examples"], list) else []:
            about = example.get("metadata") or {}
            if about.get("labels") is not None:
                yield Example(example["text"], about["labels"], str(path), block.get("intent"), about.get("question"))


def measured(path: Path) -> list[Example]:
    """The messages of a labelled file, one JSON object a line."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    return [Example(row["text"], row["labels"], row["id"], row.get("intent")) for row in rows]


def held_out() -> list[Example]:
    return measured(HELD_OUT)


def folds_by_file(known: list[Example], folds: int) -> NDArray[np.int64]:
    """The fold of each example: whole files, in folds of about the same size."""
    sizes: dict[str, int] = {}
    for example in known:
        sizes[example.source] = sizes.get(example.source, 0) + 1
    filled = [0] * folds
    fold_of = {}
    for source in sorted(sizes, key=lambda name: (-sizes[name], name)):
        fold_of[source] = filled.index(min(filled))
        filled[fold_of[source]] += sizes[source]
    return np.asarray([fold_of[example.source] for example in known])
