"""How many label sets survive careless typing: the same messages without accents, in capitals, with typing errors …

usage: python -m benchmarks.understanding.robustness [FILE.jsonl] [--model models/]
Prints, for each way of typing, the share of messages whose labels stay exactly the same, and that of single labels.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import tempfile
from collections.abc import Callable
from pathlib import Path

from benchmarks.understanding.analyse import analyse_file
from benchmarks.understanding.corpus import HELD_OUT
from benchmarks.understanding.evaluate import single_labels
from benchmarks.understanding.score import overlap, rows
from nlu.spelling import unaccented

MISTYPED = 0.1  # share of the words of four letters or more
SHORTEST_MISTYPED = 4


def mistyped(text: str) -> str:
    """Some words with two letters swapped or one left out, the same ones every time."""
    dice = random.Random(text)

    def maybe(match: re.Match[str]) -> str:
        word = match.group()
        if len(word) < SHORTEST_MISTYPED or dice.random() > MISTYPED:
            return word
        place = dice.randrange(1, len(word) - 1)
        if dice.random() < 0.5:
            return word[:place] + word[place + 1] + word[place] + word[place + 2 :]
        return word[:place] + word[place + 1 :]

    return re.sub(r"\w+", maybe, text)


WAYS: dict[str, Callable[[str], str]] = {
    "as typed": str,
    "no accents": lambda text: "".join(plain if letter.islower() else letter for letter, plain in _letters(text)),
    "lower case": str.lower,
    "capitals": str.upper,
    "no punctuation": lambda text: re.sub(r"[^\w\s'’]", " ", text),
    "typing errors": mistyped,
}


def _letters(text: str) -> list[tuple[str, str]]:
    return list(zip(text, unaccented(text), strict=True))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("messages", type=Path, nargs="?", default=HELD_OUT)
    parser.add_argument("--model", type=Path, default=Path("models"))
    options = parser.parse_args()
    written = rows(options.messages)
    with tempfile.TemporaryDirectory() as folder:
        typed, read = Path(folder) / "typed.jsonl", Path(folder) / "read.jsonl"
        lines = [
            json.dumps({"id": f"{way}/{key}", "text": change(row["text"])})
            for way, change in WAYS.items()
            for key, row in written.items()
        ]
        typed.write_text("\n".join(lines), encoding="utf-8")
        analyse_file(typed, read, options.model)
        labels = {key: row["labels"] for key, row in rows(read).items()}
    for way in list(WAYS)[1:]:
        pairs = [(single_labels(labels[f"as typed/{key}"]), single_labels(labels[f"{way}/{key}"])) for key in written]
        same = sum(before == after for before, after in pairs) / len(pairs)
        print(f"{way:16} same labels {same:.3f}  single labels F1 {overlap(pairs)['f1']:.3f}")


if __name__ == "__main__":
    main()
