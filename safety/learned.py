"""How a message sounds as a whole: weights of its features for each danger, learnt from labelled messages.

`weights.json` is made by `make safety-weights`; it holds, for each feature, its weight for every danger in `dangers`.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from safety.features import features
from safety.words import Words

WEIGHTS = Path(__file__).with_name("weights.json")


@dataclass(frozen=True)
class Weights:
    """`alarm`: the score from which a danger is heard; `doubt`: that below which its patterns are not believed."""

    dangers: Sequence[str]
    alarm: Sequence[float]
    doubt: Sequence[float]
    constant: Sequence[float]
    features: Mapping[str, Sequence[float]]


@dataclass(frozen=True)
class Heard:
    """A danger's score above its alarm and above its doubt, and the sentence that speaks for it the most."""

    danger: str
    alarm: float
    doubt: float
    start: int
    end: int


@functools.cache
def weights() -> Weights:
    return Weights(**json.loads(WEIGHTS.read_text(encoding="utf-8")))


def listen(words: Words, phrases: Iterable[tuple[str, int]]) -> tuple[Heard, ...]:
    """Every danger with its score; none for a text without a word. Linear in the length of the text."""
    found = {name: place for name, place in features(words, phrases).items() if name in weights().features}
    sentences = _sentences(words.text)
    if not sentences:
        return ()
    scale = max(len(found), 1) ** -0.5
    heard = []
    for index, danger in enumerate(weights().dangers):
        parts = [0.0] * len(sentences)
        current = 0
        for name, place in sorted(found.items(), key=lambda item: item[1]):
            while current + 1 < len(sentences) and sentences[current + 1][0] <= place:
                current += 1
            parts[current] += weights().features[name][index] * scale
        score = sum(parts) + weights().constant[index]
        start, end = sentences[parts.index(max(parts))]
        heard.append(Heard(danger, score - weights().alarm[index], score - weights().doubt[index], start, end))
    return tuple(heard)


def _sentences(text: str) -> list[tuple[int, int]]:
    """Where the sentences with a word begin and end."""
    found = []
    start = 0
    for piece in text.split(" . "):
        stripped = piece.strip(" .")
        if stripped:
            begin = text.index(stripped, start)
            found.append((begin, begin + len(stripped)))
        start += len(piece) + len(" . ") - 1
    return found
