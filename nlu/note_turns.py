"""Turns that the note reader learns from: a message, the notes that stood, and what it says of them (data/notes/)."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nlu.notes import NOT_SO, NOTES, NOTHING, SO, VERDICTS

WRITTEN = Path("data/notes")
MOST_DRAWN = 4  # notes of which a message says nothing, drawn for it


@dataclass(frozen=True)
class Turn:
    """A turn as a writer labelled it. `tempting`: notes that its words suggest and that it does not say."""

    text: str
    noted: tuple[str, ...]
    proposed: str
    said: dict[str, str]  # note -> verdict, where there is one
    tempting: tuple[str, ...]

    @classmethod
    def of(cls, row: dict[str, Any]) -> Turn:
        """Raises: ValueError: a note or a verdict that there is not."""
        said = {note: SO for note in row["so"]} | {note: NOT_SO for note in row["not_so"]}
        said |= {f"step:{step}": result for step, result in row["results"].items()}
        strange = ({*row["noted"], *said, *row["tempting"]} - NOTES) | (set(said.values()) - set(VERDICTS))
        if strange:
            raise ValueError(f"unknown: {sorted(strange)} in {row['text']!r}")
        return cls(row["text"], tuple(row["noted"]), row["proposed"], said, tuple(row["tempting"]))

    def verdict(self, note: str) -> str:
        """A result that is noted is wrong, too, where the step was never taken; another one takes its place."""
        return self.said.get(note) or self.said.get(note.partition("=")[0]) or NOTHING

    def held(self) -> list[str]:
        """All that stood; a step with what came of it is two notes."""
        return list(dict.fromkeys([*self.noted, *(note.partition("=")[0] for note in self.noted if "=" in note)]))

    def notes(self) -> list[str]:
        """All that stood, that is said, and that tempts."""
        proposed = [f"step:{self.proposed}"] if self.proposed else []
        return list(dict.fromkeys([*self.held(), *proposed, *self.said, *self.tempting]))

    def with_others(self, dice: random.Random) -> list[str]:
        """Its notes and a few of which it says nothing."""
        notes = self.notes()
        others = [note for note in _SIMPLE if note not in notes]
        return notes + dice.sample(others, dice.randrange(MOST_DRAWN))


_SIMPLE = tuple(sorted(note for note in NOTES if "=" not in note and note != "safe"))


def written(folder: Path = WRITTEN) -> list[Turn]:
    return [turn for path in sorted(folder.glob("*.jsonl")) for turn in of_file(path)]


def of_file(path: Path) -> Iterator[Turn]:
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.strip():
            yield Turn.of(json.loads(line))
