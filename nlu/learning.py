"""Learns the tagger's model: logistic regressions and thresholds tuned on predictions for examples not learnt from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nlu.labels import Target, targets
from nlu.linear import Linear
from nlu.regression import Basis
from nlu.model import Features, Model, cues, document, vector
from nlu.ngrams import Sparse, Vocabulary
from nlu.reading import Reading
from nlu.vocabulary import GRAVE, Labels

FOLDS = 5
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
    truth = np.stack([target.truth for target in wanted], axis=1)
    known = np.stack([target.known for target in wanted], axis=1)
    basis = Basis(design)
    folds = np.random.default_rng(0).permutation(len(readings)) % FOLDS
    unseen = np.zeros(truth.shape)
    for fold in range(FOLDS):
        unseen[folds == fold] = basis.fit(truth, known & (folds != fold)[:, None]).scores(folds == fold)
    thresholds = [
        _threshold(unseen[target.known, place], target) for place, target in enumerate(wanted)
    ]
    weights, biases = basis.fit(truth, known).weights()
    linear = Linear(
        tuple(target.name for target in wanted),
        np.ascontiguousarray(weights[:, : features.width]),
        np.ascontiguousarray(weights[:, features.width :]) * DENSE_SCALE,
        biases,
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
