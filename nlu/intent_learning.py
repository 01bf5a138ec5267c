"""Learns the intents: one multinomial logistic regression, its confidence calibrated on unseen examples."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nlu.intent_model import IntentModel
from nlu.learning import DENSE_SCALE, design_of
from nlu.linear import Linear
from nlu.model import Features, cues, document, vector
from nlu.ngrams import Vocabulary
from nlu.reading import Reading

FOLDS = 4
STRENGTH = 8.0  # inverse of the regularisation
TEMPERATURES = (0.25, 0.35, 0.5, 0.7, 0.85, 1.0, 1.2, 1.5, 2.0)


def learn(readings: Sequence[Reading], intents: Sequence[str]) -> IntentModel:
    """A model of these examples; at least two intents."""
    features = Features(
        Vocabulary.learn(document(reading) for reading in readings), Vocabulary.learn(cues(reading) for reading in readings)
    )
    vectors = np.stack([vector(reading) for reading in readings]) * DENSE_SCALE
    design = design_of([features.row(reading) for reading in readings], vectors, features.width)
    names = sorted(set(intents))
    truth = np.asarray([names.index(intent) for intent in intents])
    weights, bias = _fit(design, truth, len(names))
    linear = Linear(
        tuple(names),
        np.ascontiguousarray(weights[:, : features.width]),
        np.ascontiguousarray(weights[:, features.width :]) * DENSE_SCALE,
        bias,
    )
    return IntentModel(features, linear, _temperature(design, truth, len(names)))


def _fit(design: Any, truth: NDArray[np.int64], classes: int) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    from sklearn.linear_model import LogisticRegression

    regression = LogisticRegression(C=STRENGTH, max_iter=60, class_weight=None, random_state=0)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        regression.fit(design, truth)
    weights = np.zeros((classes, design.shape[1]), dtype=np.float32)
    bias = np.full(classes, -30.0, dtype=np.float32)
    if len(regression.classes_) == 2:
        weights[regression.classes_] = np.vstack([-regression.coef_, regression.coef_]) / 2
        bias[regression.classes_] = np.concatenate([-regression.intercept_, regression.intercept_]) / 2
    else:
        weights[regression.classes_] = regression.coef_
        bias[regression.classes_] = regression.intercept_
    return weights, bias


def _temperature(design: Any, truth: NDArray[np.int64], classes: int) -> float:
    """The temperature under which unseen examples are the least surprising."""
    folds = np.random.default_rng(0).permutation(len(truth)) % FOLDS
    scores = np.zeros((len(truth), classes))
    for fold in range(FOLDS):
        learnt, asked = folds != fold, folds == fold
        if len(set(truth[learnt])) < 2 or not asked.any():
            return 1.0
        weights, bias = _fit(design[learnt], truth[learnt], classes)
        scores[asked] = design[asked] @ weights.T + bias

    def surprise(temperature: float) -> float:
        scaled = scores / temperature
        scaled -= scaled.max(axis=1, keepdims=True)
        likelihood = scaled[np.arange(len(truth)), truth] - np.log(np.exp(scaled).sum(axis=1))
        return -float(likelihood.mean())

    return min(TEMPERATURES, key=surprise)
