"""Which intent a reading has: logistic regressions whose scores are calibrated to probabilities."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from nlu import stored
from nlu.linear import Linear
from nlu.model import Features, encoded, vector
from nlu.ngrams import Vocabulary
from nlu.reading import Reading


@dataclass(frozen=True)
class IntentModel:
    """One-vs-rest scores, with those of the encoder, made probabilities by a softmax.

    How much the encoder counts, and the temperature, are found on unseen examples.
    """

    features: Features
    linear: Linear
    encoder: float
    temperature: float

    def ranking(self, reading: Reading) -> list[tuple[str, float]]:
        """Every intent with its probability, the likeliest first."""
        scores = self.linear.scores(self.features.row(reading), vector(reading))
        scores = (scores + self.encoder * of_encoder(reading, self.linear.names)) / self.temperature
        shares = np.exp(scores - scores.max())
        shares /= shares.sum()
        order = np.argsort(-shares)
        return [(self.linear.names[place], float(shares[place])) for place in order]

    def save(self, folder: Path) -> None:
        names = {
            "intents": list(self.linear.names),
            "ngrams": list(self.features.ngrams.columns),
            "cues": list(self.features.cues.columns),
            "encoder": self.encoder,
            "temperature": self.temperature,
        }
        rarities = {"ngrams": self.features.ngrams.rarity, "cues": self.features.cues.rarity}
        stored.write(folder, names, {**rarities, **self.linear.arrays("linear")})

    @classmethod
    def load(cls, folder: Path) -> IntentModel:
        names, arrays = stored.read(folder)
        features = Features(*(Vocabulary.restore(names[name], arrays[name]) for name in ("ngrams", "cues")))
        linear = Linear.restore(names["intents"], arrays, "linear")
        return cls(features, linear, float(names["encoder"]), float(names["temperature"]))


def of_encoder(reading: Reading, names: Sequence[str]) -> NDArray[np.float64]:
    """The encoder's log-odds of each intent, 0 for one that it does not know."""
    found = encoded(reading)
    return np.asarray([found.get(f"intent:{name}", 0.0) for name in names])
