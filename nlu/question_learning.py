"""Learns the questions: which piece of an example asks, what it asks, and from which confidence on it is answered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nlu.asking_learning import Marked
from nlu.linear import Linear
from nlu.ngrams import Vocabulary, ngrams
from nlu.question_model import (
    DENSE_WEIGHT,
    NONE,
    QuestionFeatures,
    QuestionModel,
    Vectors,
    concept_counts,
    of_encoder,
    softmax,
)

FOLDS = 3
STRENGTH = 10.0  # inverse of the regularisation
NONE_WEIGHT = 0.35  # of a piece that asks nothing: there are many more of them
MOST_NONE = (
    800  # pieces that ask nothing, for the softmax: more make learning slow, whether a piece asks is learnt apart
)
FALSE_ALARMS = 0.03  # share of the messages that only tell which may get an answer, most written to look like questions
FALSE_ALARM = 1.0  # and among the others a wrong answer costs as much as a right one gains
TEMPERATURES = (0.4, 0.5, 0.6, 0.7, 0.85, 1.0, 1.3, 1.7)
ENCODER_WEIGHTS = (0.0, 0.25, 0.5, 0.75, 1.0, 1.5)
NONE_ODDS = (0.0, -1.0, -2.0, -3.0, -4.0, -6.0)  # what the encoder may give to « no such question »
_STEPS = 40  # of L-BFGS; more change no third decimal
_RIDGE = 1e-3  # added to the products so that equal examples do no harm
Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class Example:
    """The pieces of a message with their vectors, and what it asks ("" where nothing that is known).

    places: where each piece stands (nlu/asking.py). told: whether the message is known to ask nothing at all.
    heard: what the encoder says of the message; None where it has learnt from it, so that nothing is tuned on it.
    """

    question: str
    texts: tuple[str, ...]
    places: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]
    vectors: Vectors
    told: bool = False
    heard: Mapping[str, float] | None = None


def learn(examples: Sequence[Example]) -> QuestionModel:
    """A model of these examples; every piece of one that asks nothing is a piece that asks nothing."""
    rows = _Rows.of(examples)
    asks, tells = rows.asking_and_telling()
    folds = (np.random.default_rng(0).permutation(len(examples)) % FOLDS)[rows.owners]

    asking = np.zeros(len(folds))
    for fold in range(FOLDS):
        apart = folds == fold
        asking[apart] = rows.marked.shares(rows.marked.learn((asks | tells) & ~apart, asks), apart)

    learnt = _Softmax.of(rows, asks, tells)
    unseen = np.zeros((len(folds), len(rows.names)), dtype=np.float32)
    for fold in range(FOLDS):
        apart = folds == fold
        unseen[apart] = learnt.scores(learnt.fit(~apart[learnt.places]), apart)
    new = np.asarray([example.heard is not None for example in examples])[rows.owners]
    truth = np.where(asks, rows.truth, len(rows.names) - 1)
    chosen = new & (asks | tells)
    importance = np.where(asks, 1.0, NONE_WEIGHT)[chosen]

    def scaled(weight: float, none: float, temperature: float, places: Mask) -> Vectors:
        scores: Vectors = (unseen[places] + weight * rows.heard(none)[places]) / temperature
        return scores

    weight, none, temperature = min(
        product(ENCODER_WEIGHTS, NONE_ODDS, TEMPERATURES),
        key=lambda way: _surprise(scaled(way[0], way[1], way[2], chosen), truth[chosen], importance),
    )
    everything = np.ones(len(folds), dtype=bool)
    confidences = softmax(scaled(weight, none, temperature, everything))[:, :-1] * asking[:, None]
    threshold = _threshold(examples, rows, confidences)
    everywhere = np.ones(len(learnt.places), dtype=bool)
    return QuestionModel(
        learnt.features,
        learnt.linear(learnt.fit(everywhere)),
        weight,
        none,
        temperature,
        rows.marked.learn(asks | tells, asks),
        threshold,
    )


@dataclass(frozen=True)
class _Rows:
    """All pieces of all examples; `truth` is the place of what the example asks among `names`, the last is NONE."""

    examples: Sequence[Example]
    names: tuple[str, ...]
    owners: NDArray[np.int64]
    truth: NDArray[np.int64]
    marked: Marked

    @classmethod
    def of(cls, examples: Sequence[Example]) -> _Rows:
        names = (*sorted({example.question for example in examples} - {NONE}), NONE)
        owners = np.repeat(np.arange(len(examples)), [len(example.texts) for example in examples])
        truth = np.asarray([names.index(examples[owner].question) for owner in owners])
        pieces = [piece for example in examples for piece in zip(example.texts, example.places, strict=True)]
        return cls(examples, names, owners, truth, Marked.of(pieces))

    def heard(self, none: float) -> Vectors:
        """What the encoder says, a row for each piece; zeros where it has learnt from the example."""
        nothing = np.zeros(len(self.names), dtype=np.float32)
        rows: Vectors = np.stack(
            [nothing if one.heard is None else of_encoder(one.heard, self.names, none) for one in self.examples]
        )
        owned: Vectors = rows[self.owners]
        return owned

    @property
    def texts(self) -> list[str]:
        return [text for example in self.examples for text in example.texts]

    def asking_and_telling(self) -> tuple[Mask, Mask]:
        """The piece of each example that asks, and the pieces that do not.

        At first an example's last piece is taken, then the one that looks the most like a question; what stands apart
        from it in the same message is its story.
        """
        none = self.truth == len(self.names) - 1
        last = np.r_[self.owners[1:] != self.owners[:-1], True]
        shares = self.marked.shares(self.marked.learn(last | none, ~none), np.ones(len(none), dtype=bool))
        asks, tells = np.zeros(len(none), dtype=bool), none.copy()
        for owner in np.unique(self.owners[~none]):
            own = np.flatnonzero(self.owners == owner)
            spans = self.examples[owner].spans
            best = int(np.argmax(shares[own]))
            asks[own[best]] = True
            for piece, (start, end) in zip(own, spans, strict=True):
                apart = end <= spans[best][0] or start >= spans[best][1]
                tells[piece] = apart and shares[piece] < shares[own[best]] / 2
        return asks, tells


@dataclass(frozen=True)
class _Softmax:
    """What is learnt from: the pieces at `places` in the coordinates of their own span."""

    rows: _Rows
    features: QuestionFeatures
    sparse: Any
    dense: Vectors
    root: Vectors
    places: NDArray[np.int64]
    truth: NDArray[np.int64]

    @classmethod
    def of(cls, rows: _Rows, asks: Mask, tells: Mask) -> _Softmax:
        from scipy.sparse import csr_matrix

        texts = rows.texts
        none = len(rows.names) - 1
        places = np.sort(
            np.r_[np.flatnonzero(asks), np.random.default_rng(0).permutation(np.flatnonzero(tells))[:MOST_NONE]]
        )
        features = QuestionFeatures(
            Vocabulary.learn(ngrams(texts[place]) for place in places),
            Vocabulary.learn(concept_counts(texts[place]) for place in places),
        )
        found = [features.row(text) for text in texts]
        pointers = np.cumsum([0, *(len(row.columns) for row in found)])
        values, columns = np.concatenate([row.values for row in found]), np.concatenate([row.columns for row in found])
        sparse = csr_matrix((values, columns, pointers), shape=(len(texts), features.width))
        dense = np.concatenate([example.vectors for example in rows.examples]) * np.float32(DENSE_WEIGHT)
        truth = np.where(asks[places], rows.truth[places], none)
        products = (sparse[places] @ sparse[places].T).toarray() + dense[places] @ dense[places].T
        root = np.linalg.cholesky(products + _RIDGE * np.eye(len(places))).astype(np.float32)
        return cls(rows, features, sparse, dense, root, places, truth)

    def fit(self, chosen: Mask) -> Vectors:
        from scipy.optimize import minimize

        points, wanted = self.root[chosen], self.truth[chosen]
        names = len(self.rows.names)
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

    def scores(self, weights: Vectors, wanted: Mask) -> Vectors:
        """Of any pieces, learnt from or not."""
        sparse, dense = self._of_features(weights)
        scores: Vectors = self.sparse[wanted] @ sparse + self.dense[wanted] @ dense + weights[-1]
        return scores

    def linear(self, weights: Vectors) -> Linear:
        sparse, dense = self._of_features(weights)
        return Linear(self.rows.names, sparse, np.ascontiguousarray(dense.T * np.float32(DENSE_WEIGHT)), weights[-1])

    def _of_features(self, weights: Vectors) -> tuple[Vectors, Vectors]:
        """The weights of the span's coordinates as those of the features: both (features, names)."""
        from scipy.linalg import solve_triangular

        pieces = solve_triangular(self.root, weights[:-1], lower=True, trans="T").astype(np.float32)
        sparse = np.ascontiguousarray(self.sparse[self.places].T @ pieces, dtype=np.float32)
        return sparse, self.dense[self.places].T @ pieces


def _surprise(scores: Vectors, truth: NDArray[np.int64], importance: NDArray[np.float64]) -> float:
    right = np.maximum(softmax(scores)[np.arange(len(truth)), truth], 1e-12)
    return -float(np.average(np.log(right), weights=importance))


def _threshold(examples: Sequence[Example], rows: _Rows, confidences: Vectors) -> float:
    """Above nearly all messages that only tell, and where right answers outweigh wrong ones, of those new to all."""
    told, asked = [], []
    for owner in (owner for owner in np.unique(rows.owners) if examples[owner].heard is not None):
        own = confidences[rows.owners == owner]
        place = int(np.argmax(own))
        if examples[owner].question != NONE:
            asked.append((float(own.flat[place]), place % own.shape[1] == rows.truth[rows.owners == owner][0]))
        elif examples[owner].told:
            told.append(float(own.flat[place]))
    told.sort(reverse=True)
    least = told[int(len(told) * FALSE_ALARMS)] if told else 0.0
    asked.sort(reverse=True)
    gains = np.cumsum([1.0 if right else -FALSE_ALARM for _, right in asked])
    best = asked[int(np.argmax(gains))][0]
    return max(least, best) + 1e-6
