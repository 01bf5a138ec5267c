"""Learns the intents: one regression for each, joined with the encoder and calibrated on examples new to both."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import product

import numpy as np
from numpy.typing import NDArray

from nlu.intent_model import IntentModel, of_encoder
from nlu.learning import prepare, unseen_examples
from nlu.reading import Reading
from nlu.regression import Basis

FOLDS = 4
MOST = 1500
"""Examples of one intent that are learnt from, drawn at random: time grows with the square of their number."""
ENCODER_WEIGHTS = (0.0, 0.25, 0.5, 0.75, 1.0, 1.5, 2.0, 3.0)
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
    unseen = unseen_examples(readings)
    encoder = np.stack([of_encoder(readings[place], names) for place in np.flatnonzero(unseen)])
    weight, temperature = _calibrated(_unlearnt(basis, truth)[unseen], encoder, truth[unseen])
    return IntentModel(features, linear, weight, temperature)


def _at_most(intents: Sequence[str], most: int) -> list[int]:
    """Places of the examples, at most so many of each intent, in their order."""
    left: Counter[str] = Counter({intent: most for intent in intents})
    kept = []
    for place in np.random.default_rng(0).permutation(len(intents)).tolist():
        if left[intents[place]]:
            left[intents[place]] -= 1
            kept.append(place)
    return sorted(kept)


def _unlearnt(basis: Basis, truth: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Scores of every example by regressions that have not learnt from it."""
    folds = np.random.default_rng(0).permutation(len(truth)) % FOLDS
    scores = np.zeros(truth.shape)
    for fold in range(FOLDS):
        learnt = np.repeat((folds != fold)[:, None], truth.shape[1], axis=1)
        scores[folds == fold] = basis.fit(truth, learnt).scores(folds == fold)
    return scores


def _calibrated(
    scores: NDArray[np.float64], encoder: NDArray[np.float64], truth: NDArray[np.bool_]
) -> tuple[float, float]:
    """How much the encoder counts, and the temperature, under which unseen examples are the least surprising."""

    def surprise(weight: float, temperature: float) -> float:
        scaled = (scores + weight * encoder) / temperature
        scaled -= scaled.max(axis=1, keepdims=True)
        likelihood = scaled[truth] - np.log(np.exp(scaled).sum(axis=1))
        return -float(likelihood.mean())

    return min(product(ENCODER_WEIGHTS, TEMPERATURES), key=lambda both: surprise(*both))
