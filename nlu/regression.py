"""Many logistic regressions on the same examples at once: fast because examples are fewer than features."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nlu.linear import Linear
from nlu.network import Network
from nlu.network_learning import Layers

Matrix = NDArray[np.float32]
STRENGTH = 4.0  # inverse of the regularisation
_STEPS = 45  # of L-BFGS; more change no third decimal
_DIRECTIONS = 1200  # the largest of the span are kept: the rest is noise and costs time
_SPARE, _PASSES = 50, 3  # random directions beyond those, and rounds that turn them towards the largest


class Basis:
    """Examples turned into the coordinates of their own span, in which each regression has one weight an example.

    `sparse` is a (examples, features) matrix of scipy, `dense` a numpy one. The regularised solution always lies in
    that span, so nothing is lost but the smallest directions.
    """

    def __init__(self, sparse: Any, dense: Matrix) -> None:
        self._sparse, self._dense = sparse, dense
        products = (sparse @ sparse.T).toarray().astype(np.float32) + dense @ dense.T
        sizes, directions = _largest(products, min(_DIRECTIONS, len(products)))
        self.lengths: Matrix = np.sqrt(np.maximum(np.diagonal(products), 1e-12))
        self._sizes = np.sqrt(sizes)
        self._directions = directions
        self.points: Matrix = (self._directions * self._sizes).astype(np.float32)

    @property
    def unit_points(self) -> Matrix:
        """The points of examples whose features were brought to length 1."""
        points: Matrix = self.points / self.lengths[:, None]
        return points

    def fit(self, truth: NDArray[np.bool_], known: NDArray[np.bool_], strength: float = STRENGTH) -> Fitted:
        """Learns each column of `truth` from the rows where `known`; both sides of a question weigh the same."""
        from scipy.optimize import minimize

        rows = known.any(axis=1)
        points = self.points[rows]
        truth, known = truth[rows], known[rows]
        signs = np.where(truth, 1.0, -1.0).astype(np.float32)
        yes = np.maximum((truth & known).sum(axis=0), 1)
        no = np.maximum((~truth & known).sum(axis=0), 1)
        total = known.sum(axis=0)
        importance = (np.where(truth, total / (2 * yes), total / (2 * no)) * known * strength).astype(np.float32)
        shape = (points.shape[1] + 1, truth.shape[1])

        def loss(flat: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
            weights = flat.reshape(shape).astype(np.float32)
            margins = signs * (points @ weights[:-1] + weights[-1])
            slope = -signs * importance / (1 + np.exp(np.clip(margins, -30, 30)))
            gradient = np.empty(shape, dtype=np.float64)
            gradient[:-1] = points.T @ slope + weights[:-1]
            gradient[-1] = slope.sum(axis=0) + 0.01 * weights[-1]
            value = float(
                (importance * np.logaddexp(0, -margins)).sum()
                + 0.5 * (weights[:-1] ** 2).sum()
                + 0.005 * (weights[-1] ** 2).sum()
            )
            return value, gradient.ravel()

        found = minimize(
            loss, np.zeros(shape[0] * shape[1]), jac=True, method="L-BFGS-B", options={"maxiter": _STEPS, "maxcor": 8}
        )
        return Fitted(self, found.x.reshape(shape).astype(np.float32))

    def network(self, names: Sequence[str], layers: Layers) -> Network:
        """What was learnt on the unit points, on the features themselves."""
        sparse, dense = self.features(np.concatenate([layers.hidden, layers.direct], axis=1))
        return Network(
            tuple(names), sparse, np.ascontiguousarray(dense), layers.hidden_bias, layers.output, layers.bias
        )

    def features(self, weights: Matrix) -> tuple[Matrix, Matrix]:
        """The coordinates' weights as the features': sparse (features, names), dense (names, dimensions)."""
        examples = (self._directions @ (weights / self._sizes[:, None])).astype(np.float32)
        return np.ascontiguousarray(self._sparse.T @ examples, dtype=np.float32), (self._dense.T @ examples).T


@dataclass(frozen=True)
class Fitted:
    """Regressions in the coordinates of a basis; the last row of `coordinates` is the bias."""

    basis: Basis
    coordinates: Matrix

    def scores(self, rows: NDArray[np.bool_]) -> Matrix:
        scores: Matrix = self.basis.points[rows] @ self.coordinates[:-1] + self.coordinates[-1]
        return scores

    def linear(self, names: Sequence[str]) -> Linear:
        """The regressions on the features themselves."""
        sparse, dense = self.basis.features(self.coordinates[:-1])
        return Linear(tuple(names), sparse, np.ascontiguousarray(dense), self.coordinates[-1])


def _largest(products: Matrix, count: int) -> tuple[Matrix, Matrix]:
    """The largest eigenvalues, and their directions: by random projection, as the whole spectrum takes minutes."""
    random = np.random.default_rng(0)
    span = random.normal(size=(len(products), min(count + _SPARE, len(products)))).astype(np.float32)
    for _ in range(_PASSES):
        span, _triangle = np.linalg.qr(products @ span)
    sizes, turned = np.linalg.eigh((span.T @ (products @ span)).astype(np.float64))
    kept = (sizes > sizes.max(initial=0.0) * 1e-7) & (np.arange(len(sizes)) >= len(sizes) - count)
    return sizes[kept].astype(np.float32), span @ turned[:, kept].astype(np.float32)


def fit_sparse(design: Any, truth: NDArray[np.bool_], strength: float) -> tuple[Matrix, float]:
    """One regression on sparse yes/no features; a constant where all examples say the same."""
    if not len(truth) or truth.all() or not truth.any():
        return np.zeros(design.shape[1], dtype=np.float32), 10.0 if len(truth) and truth.any() else -10.0
    from sklearn.linear_model import LogisticRegression

    regression = LogisticRegression(C=strength, solver="liblinear", class_weight="balanced", random_state=0)
    regression.fit(design, truth)
    return regression.coef_[0].astype(np.float32), float(regression.intercept_[0])
