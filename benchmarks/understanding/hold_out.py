"""Moves a part of the training messages to `heldout.jsonl`, the same part for the same corpus: nobody trains on it.

usage: python -m benchmarks.understanding.hold_out [--share 0.1] [--write]
Chooses by a digest of each text within its file, so that every topic gives its share. Without --write it only counts.
Run it once, when the corpus is complete: messages that are held out already stay.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from nlu.vocabulary import Labels, empty

ROOT = Path(__file__).resolve().parents[2]
HELD_OUT = Path(__file__).with_name("heldout.jsonl")
_EXAMPLE = re.compile(r"^  - text: ")
_NEXT = re.compile(r"^(?:  - |- |\S)")


@dataclass(frozen=True)
class Example:
    """A labelled message: its lines `start` to `end` in its file."""

    text: str
    labels: dict[str, Any]
    start: int
    end: int


def examples(path: Path) -> list[Example]:
    """The labelled messages of a training file written with one `- text:` for each."""
    lines = path.read_text(encoding="utf-8").splitlines()
    found = []
    for start, line in enumerate(lines):
        if not _EXAMPLE.match(line):
            continue
        end = next((place for place in range(start + 1, len(lines)) if _NEXT.match(lines[place])), len(lines))
        (entry,) = yaml.safe_load("\n".join(lines[start:end]))
        labels = (entry.get("metadata") or {}).get("labels")
        if labels is not None:
            found.append(Example(entry["text"], labels, start, end))
    return found


def complete(labels: dict[str, Any]) -> Labels:
    """All fields of a measured label, defaults filled in."""
    full = empty()
    full.update({field: value for field, value in labels.items() if field in full})
    if full["harasser"] == "pupil" and full["school_involved"] is None:
        full["school_involved"] = True
    return full


def chosen(found: Sequence[Example], share: float) -> list[Example]:
    """The part of a file that is held out: the messages whose digests are the lowest."""
    ranked = sorted(found, key=lambda example: hashlib.sha256(example.text.encode()).hexdigest())
    return ranked[: round(share * len(ranked))]


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--share", type=float, default=0.1)
    parser.add_argument("--write", action="store_true", help="move them; without it only count")
    options = parser.parse_args(arguments)
    if HELD_OUT.exists():
        print(f"{HELD_OUT} exists: messages are held out already", file=sys.stderr)
        return 2
    rows = []
    for path in sorted((ROOT / "data" / "nlu").rglob("*.yml")):
        moved = chosen(examples(path), options.share)
        for example in sorted(moved, key=lambda example: example.start):
            name = f"{path.stem}-{len(rows) + 1:04}"
            rows.append({"id": name, "text": example.text, "labels": complete(example.labels)})
        if options.write and moved:
            gone = {number for example in moved for number in range(example.start, example.end)}
            lines = path.read_text(encoding="utf-8").splitlines()
            kept = [line for number, line in enumerate(lines) if number not in gone]
            path.write_text("\n".join(kept) + "\n", encoding="utf-8")
    if options.write:
        HELD_OUT.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    print(f"{len(rows)} messages {'moved' if options.write else 'would move'} to {HELD_OUT.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
