"""What the tagger has learnt: scores a reading for every label it knows."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from nlu.linear import Linear
from nlu.ngrams import Sparse, Vocabulary, ngrams
from nlu.platforms import platforms
from nlu.reading import Reading, Vectors


def document(reading: Reading) -> Counter[str]:
    """The n-grams of a reading."""
    return ngrams(reading.text)


def cues(reading: Reading) -> Counter[str]:
    """What the lexicons find."""
    return Counter({f"platforms:{mention.value}": 1 for mention in platforms(reading.plain)})


def vector(reading: Reading) -> Vectors:
    """The whole message's sentence vector beside the largest value of each dimension over its clauses."""
    peaks = reading.vectors[1:].max(axis=0) if len(reading.vectors) > 1 else reading.vectors[0]
    return np.concatenate([reading.vectors[0], peaks]).astype(np.float32)


@dataclass(frozen=True)
class Features:
    """How a reading becomes numbers: columns of n-grams, then columns of cues."""

    ngrams: Vocabulary
    cues: Vocabulary

    def row(self, reading: Reading) -> Sparse:
        words = self.ngrams.row(document(reading))
        found = self.cues.row(cues(reading))
        columns = np.concatenate([words.columns, found.columns + len(self.ngrams)])
        return Sparse(columns, np.concatenate([words.values, found.values]))

    @property
    def width(self) -> int:
        return len(self.ngrams) + len(self.cues)


@dataclass(frozen=True)
class Model:
    """Features, one logistic regression for each label (`field:value`), and the probability from which it holds."""

    features: Features
    linear: Linear
    thresholds: NDArray[np.float32]

    def log_odds(self, reading: Reading) -> dict[str, float]:
        scores = self.linear.scores(self.features.row(reading), vector(reading))
        return dict(zip(self.linear.names, scores.tolist(), strict=True))

    def save(self, folder: Path) -> None:
        names = {
            "labels": list(self.linear.names),
            "ngrams": list(self.features.ngrams.columns),
            "cues": list(self.features.cues.columns),
        }
        (folder / "names.json").write_text(json.dumps(names, ensure_ascii=False), encoding="utf-8")
        np.savez(
            folder / "weights.npz",
            thresholds=self.thresholds,
            ngrams=self.features.ngrams.rarity,
            cues=self.features.cues.rarity,
            **self.linear.arrays("linear"),
        )

    @classmethod
    def load(cls, folder: Path) -> Model:
        names = json.loads((folder / "names.json").read_text(encoding="utf-8"))
        with np.load(folder / "weights.npz", allow_pickle=False) as stored:
            arrays = {name: stored[name] for name in stored.files}
        features = Features(
            Vocabulary.restore(names["ngrams"], arrays["ngrams"]), Vocabulary.restore(names["cues"], arrays["cues"])
        )
        return cls(features, Linear.restore(names["labels"], arrays, "linear"), arrays["thresholds"])
