"""Learns the tagger's model: logistic regressions and thresholds tuned on predictions for examples not learnt from."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nlu.labels import Target, targets
from nlu.linear import Linear
from nlu.model import Features, Model, cues, document, vector
from nlu.ngrams import Sparse, Vocabulary
from nlu.reading import Reading
from nlu.vocabulary import GRAVE, Labels

FOLDS = 5
STRENGTH = 4.0  # inverse of the regularisation
DENSE_SCALE = 2.0  # sentence vectors have length 1 like the n-grams' rows; their weight was compared by cross-validation
GRAVE_RECALL_WEIGHT = 2.0  # a grave danger missed costs more than a false alarm: thresholds by F2
Matrix = NDArray[np.float32]


def learn(readings: Sequence[Reading], labels: Sequence[Labels]) -> Model:
    """A model of these examples. Needs at least two examples for each fold."""
    documents = [document(reading) for reading in readings]
    found = [cues(reading) for reading in readings]
    features = Features(Vocabulary.learn(documents), Vocabulary.learn(found))
    rows = [features.row(reading) for reading in readings]
    vectors = np.stack([vector(reading) for reading in readings]) * DENSE_SCALE
    design = design_of(rows, vectors, features.width)
    wanted = targets(labels)
    folds = np.random.default_rng(0).permutation(len(readings)) % FOLDS
    weights, biases, thresholds = [], [], []
    for target in wanted:
        unseen = np.full(len(readings), -30.0)
        for fold in range(FOLDS):
            learnt, asked = (folds != fold) & target.known, folds == fold
            unseen[asked] = _log_odds(_fit(design[learnt], target.truth[learnt]), design[asked])
        weight, bias = _fit(design[target.known], target.truth[target.known])
        weights.append(weight)
        biases.append(bias)
        thresholds.append(_threshold(unseen[target.known], target))
    stacked = np.asarray(weights, dtype=np.float32)
    linear = Linear(
        tuple(target.name for target in wanted),
        np.ascontiguousarray(stacked[:, : features.width]),
        np.ascontiguousarray(stacked[:, features.width :]) * DENSE_SCALE,
        np.asarray(biases, dtype=np.float32),
    )
    return Model(features, linear, np.asarray(thresholds, dtype=np.float32))


def design_of(rows: Sequence[Sparse], vectors: Matrix, width: int) -> Any:
    from scipy.sparse import csr_matrix, hstack

    pointers = np.cumsum([0, *(len(row.columns) for row in rows)])
    sparse = csr_matrix(
        (np.concatenate([row.values for row in rows]), np.concatenate([row.columns for row in rows]), pointers),
        shape=(len(rows), width),
    )
    return hstack([sparse, csr_matrix(vectors)], format="csr")


def _fit(design: Any, truth: NDArray[np.bool_]) -> tuple[Matrix, float]:
    """Weights and bias; a constant answer where all examples say the same."""
    from sklearn.linear_model import LogisticRegression

    if truth.all() or not truth.any():
        return np.zeros(design.shape[1], dtype=np.float32), 10.0 if truth.any() else -10.0
    regression = LogisticRegression(C=STRENGTH, solver="liblinear", class_weight="balanced", max_iter=200, random_state=0)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        regression.fit(design, truth)
    return regression.coef_[0].astype(np.float32), float(regression.intercept_[0])


def _log_odds(fitted: tuple[Matrix, float], design: Any) -> Matrix:
    weight, bias = fitted
    scores: Matrix = design @ weight + bias
    return scores


def _threshold(scores: Matrix, target: Target) -> float:
    """The log-odds from which the label holds: the best F-measure on unseen examples, between two of them."""
    truth = target.truth[target.known]
    if not truth.any():
        return 30.0
    weight = GRAVE_RECALL_WEIGHT if target.value in GRAVE else 1.0
    order = np.argsort(-scores)
    right = np.cumsum(truth[order])
    predicted = np.arange(1, len(order) + 1)
    measure = (1 + weight**2) * right / (weight**2 * truth.sum() + predicted)
    best = int(np.argmax(measure))
    following = scores[order[best + 1]] if best + 1 < len(order) else scores[order[best]] - 1
    return float((scores[order[best]] + following) / 2)
