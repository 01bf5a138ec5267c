"""Learns the intents: one regression for each, their confidence calibrated on examples not learnt from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from nlu.intent_model import IntentModel
from nlu.learning import prepare
from nlu.reading import Reading
from nlu.regression import Basis

FOLDS = 4
MOST = 1500
"""Examples of one intent that are learnt from, drawn at random: time grows with the square of their number."""
TEMPERATURES = (0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.85, 1.0, 1.2, 1.5, 2.0)


def learn(readings: Sequence[Reading], intents: Sequence[str]) -> IntentModel:
    """A model of these examples; at least two intents."""
    kept = _at_most(intents, MOST)
    readings, intents = [readings[place] for place in kept], [intents[place] for place in kept]
    features, basis = prepare(readings)
    names = sorted(set(intents))
    truth = np.asarray(intents)[:, None] == np.asarray(names)[None, :]
    everywhere = np.ones(truth.shape, dtype=bool)
    linear = basis.fit(truth, everywhere).linear(names)
    return IntentModel(features, linear, _temperature(basis, truth))


def _at_most(intents: Sequence[str], most: int) -> list[int]:
    """Places of the examples, at most so many of each intent, in their order."""
    left: Counter[str] = Counter({intent: most for intent in intents})
    kept = []
    for place in np.random.default_rng(0).permutation(len(intents)).tolist():
        if left[intents[place]]:
            left[intents[place]] -= 1
            kept.append(place)
    return sorted(kept)


def _temperature(basis: Basis, truth: NDArray[np.bool_]) -> float:
    """The temperature under which unseen examples are the least surprising."""
    folds = np.random.default_rng(0).permutation(len(truth)) % FOLDS
    scores = np.zeros(truth.shape)
    for fold in range(FOLDS):
        learnt = np.repeat((folds != fold)[:, None], truth.shape[1], axis=1)
        scores[folds == fold] = basis.fit(truth, learnt).scores(folds == fold)

    def surprise(temperature: float) -> float:
        scaled = scores / temperature
        scaled -= scaled.max(axis=1, keepdims=True)
        likelihood = scaled[truth] - np.log(np.exp(scaled).sum(axis=1))
        return -float(likelihood.mean())

    return min(TEMPERATURES, key=surprise)
