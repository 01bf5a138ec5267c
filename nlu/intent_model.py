"""Which intent a reading has: logistic regressions whose scores are calibrated to probabilities."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from nlu import stored
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
        rarities = {"ngrams": self.features.ngrams.rarity, "cues": self.features.cues.rarity}
        stored.write(folder, names, {**rarities, **self.linear.arrays("linear")})

    @classmethod
    def load(cls, folder: Path) -> IntentModel:
        names, arrays = stored.read(folder)
        features = Features(*(Vocabulary.restore(names[name], arrays[name]) for name in ("ngrams", "cues")))
        return cls(features, Linear.restore(names["intents"], arrays, "linear"), float(names["temperature"]))
