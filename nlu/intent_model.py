"""Which intent a reading has: logistic regressions whose scores are calibrated to probabilities."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from nlu.linear import Linear
from nlu.model import Features, vector
from nlu.ngrams import Vocabulary
from nlu.reading import Reading


@dataclass(frozen=True)
class IntentModel:
    """One-vs-rest scores, made probabilities by a softmax at a temperature found on unseen examples."""

    features: Features
    linear: Linear
    temperature: float

    def ranking(self, reading: Reading) -> list[tuple[str, float]]:
        """Every intent with its probability, the likeliest first."""
        scores = self.linear.scores(self.features.row(reading), vector(reading)) / self.temperature
        shares = np.exp(scores - scores.max())
        shares /= shares.sum()
        order = np.argsort(-shares)
        return [(self.linear.names[place], float(shares[place])) for place in order]

    def save(self, folder: Path) -> None:
        names = {
            "intents": list(self.linear.names),
            "ngrams": list(self.features.ngrams.columns),
            "cues": list(self.features.cues.columns),
            "temperature": self.temperature,
        }
        (folder / "names.json").write_text(json.dumps(names, ensure_ascii=False), encoding="utf-8")
        np.savez(
            folder / "weights.npz",
            ngrams=self.features.ngrams.rarity,
            cues=self.features.cues.rarity,
            **self.linear.arrays("linear"),
        )

    @classmethod
    def load(cls, folder: Path) -> IntentModel:
        names = json.loads((folder / "names.json").read_text(encoding="utf-8"))
        with np.load(folder / "weights.npz", allow_pickle=False) as stored:
            arrays = {name: stored[name] for name in stored.files}
        features = Features(
            Vocabulary.restore(names["ngrams"], arrays["ngrams"]), Vocabulary.restore(names["cues"], arrays["cues"])
        )
        return cls(features, Linear.restore(names["intents"], arrays, "linear"), float(names["temperature"]))
