"""Learns the questions: which piece of an example asks, one softmax, and a threshold from examples not learnt from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nlu.linear import Linear
from nlu.ngrams import Vocabulary, ngrams
from nlu.question_model import DENSE_WEIGHT, NONE, QuestionFeatures, QuestionModel, Vectors, concept_counts, softmax

FOLDS = 4
STRENGTH = 10.0  # inverse of the regularisation
NONE_WEIGHT = 0.35  # of a piece that asks nothing: there are many more of them
FALSE_ALARM = 1.0  # a wrong answer costs as much as a right one gains
TEMPERATURES = (0.4, 0.5, 0.6, 0.7, 0.85, 1.0)
THRESHOLDS = tuple(round(0.1 + 0.025 * step, 3) for step in range(25))
_STEPS = 50  # of L-BFGS; more change no third decimal


@dataclass(frozen=True)
class Example:
    """The pieces of a message, their vectors, and what it asks ("" where nothing that is known)."""

    question: str
    texts: tuple[str, ...]
    vectors: Vectors


def learn(examples: Sequence[Example]) -> QuestionModel:
    """A model of these examples; every piece of one that asks nothing is a piece that asks nothing."""
    rows = _Rows.of(examples)
    names = (*sorted({example.question for example in examples} - {NONE}), NONE)
    truth = np.asarray([names.index(examples[owner].question) for owner in rows.owners])
    chosen = rows.alone()
    weights = rows.fit(chosen, truth, len(names))
    chosen = rows.askers(weights, truth)

    folds = np.random.default_rng(0).permutation(len(examples)) % FOLDS
    unseen: Vectors = np.zeros((len(truth), len(names)), dtype=np.float32)
    for fold in range(FOLDS):
        apart = folds[rows.owners] == fold
        unseen[apart] = rows.scores(rows.fit(chosen & ~apart, truth, len(names)))[apart]
    temperature = min(TEMPERATURES, key=lambda value: _surprise(unseen[chosen] / value, truth[chosen]))
    threshold = _threshold(softmax(unseen / temperature), truth, rows.owners, names.index(NONE))
    linear = rows.linear(rows.fit(chosen, truth, len(names)), names)
    return QuestionModel(rows.features, linear, temperature, threshold)


@dataclass(frozen=True)
class _Rows:
    """All pieces of all examples in the coordinates of their own span."""

    features: QuestionFeatures
    sparse: Any
    dense: Vectors
    root: Vectors
    owners: NDArray[np.int64]

    @classmethod
    def of(cls, examples: Sequence[Example]) -> _Rows:
        from scipy.sparse import csr_matrix

        texts = [text for example in examples for text in example.texts]
        owners = np.repeat(np.arange(len(examples)), [len(example.texts) for example in examples])
        features = QuestionFeatures(
            Vocabulary.learn(ngrams(text) for text in texts), Vocabulary.learn(concept_counts(text) for text in texts)
        )
        found = [features.row(text) for text in texts]
        pointers = np.cumsum([0, *(len(row.columns) for row in found)])
        values, columns = np.concatenate([row.values for row in found]), np.concatenate([row.columns for row in found])
        sparse = csr_matrix((values, columns, pointers), shape=(len(texts), features.width))
        dense = np.concatenate([example.vectors for example in examples]) * np.float32(DENSE_WEIGHT)
        products = (sparse @ sparse.T).toarray() + dense @ dense.T
        root = np.linalg.cholesky(products.astype(np.float64) + 1e-3 * np.eye(len(texts)))
        return cls(features, sparse, dense, root.astype(np.float32), owners)

    def alone(self) -> NDArray[np.bool_]:
        """The pieces of which there is no doubt: an example's only one, or its last."""
        last = np.r_[self.owners[1:] != self.owners[:-1], True]
        counts = np.bincount(self.owners)
        alone: NDArray[np.bool_] = last | (counts[self.owners] == 1)
        return alone

    def askers(self, weights: Vectors, truth: NDArray[np.int64]) -> NDArray[np.bool_]:
        """The likeliest piece of each example that asks, and every piece of the others."""
        scores = self.scores(weights)
        own = softmax(scores)[np.arange(len(truth)), truth]
        chosen: NDArray[np.bool_] = truth == scores.shape[1] - 1
        for owner in np.unique(self.owners[~chosen]):
            places = np.flatnonzero(self.owners == owner)
            chosen[places[np.argmax(own[places])]] = True
        return chosen

    def fit(self, rows: NDArray[np.bool_], truth: NDArray[np.int64], names: int) -> Vectors:
        from scipy.optimize import minimize

        points, wanted = self.root[rows], truth[rows]
        target = np.zeros((len(wanted), names), dtype=np.float32)
        target[np.arange(len(wanted)), wanted] = 1
        importance = np.where(wanted == names - 1, NONE_WEIGHT, 1.0).astype(np.float32)[:, None] * STRENGTH
        shape = (points.shape[1] + 1, names)

        def loss(flat: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
            weights = flat.reshape(shape).astype(np.float32)
            shares = softmax(points @ weights[:-1] + weights[-1])
            slope = (shares - target) * importance
            gradient = np.empty(shape, dtype=np.float64)
            gradient[:-1] = points.T @ slope + weights[:-1]
            gradient[-1] = slope.sum(axis=0)
            right = np.maximum((shares * target).sum(axis=1, keepdims=True), 1e-12)
            return float(-(importance * np.log(right)).sum() + 0.5 * (weights[:-1] ** 2).sum()), gradient.ravel()

        start = np.zeros(shape[0] * shape[1])
        found = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": _STEPS, "maxcor": 6})
        weights: Vectors = found.x.reshape(shape).astype(np.float32)
        return weights

    def scores(self, weights: Vectors) -> Vectors:
        scores: Vectors = self.root @ weights[:-1] + weights[-1]
        return scores

    def linear(self, weights: Vectors, names: Sequence[str]) -> Linear:
        """The weights of the span's coordinates as those of the features."""
        from scipy.linalg import solve_triangular

        pieces = solve_triangular(self.root, weights[:-1], lower=True, trans="T").astype(np.float32)
        return Linear(
            tuple(names),
            np.ascontiguousarray(self.sparse.T @ pieces, dtype=np.float32),
            np.ascontiguousarray((self.dense.T @ pieces).T * np.float32(DENSE_WEIGHT)),
            weights[-1],
        )


def _surprise(scores: Vectors, truth: NDArray[np.int64]) -> float:
    return -float(np.log(np.maximum(softmax(scores)[np.arange(len(truth)), truth], 1e-12)).mean())


def _threshold(shares: Vectors, truth: NDArray[np.int64], owners: NDArray[np.int64], none: int) -> float:
    """Where right answers less wrong ones, those to messages that ask nothing included, are the most."""
    best = []
    for owner in np.unique(owners):
        own = shares[owners == owner][:, :none]
        place = int(np.argmax(own))
        best.append((float(own.flat[place]), place % none == truth[owners == owner][0]))
    gain = {
        threshold: sum((1.0 if right else -FALSE_ALARM) for share, right in best if share >= threshold)
        for threshold in THRESHOLDS
    }
    return max(THRESHOLDS, key=lambda threshold: gain[threshold])
