"""Learns whether a piece asks, from pieces that do and pieces that do not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nlu.asking import Asking, marks, row
from nlu.linear import Linear
from nlu.ngrams import Vocabulary

STRENGTH = 1.0  # inverse of the regularisation


@dataclass(frozen=True)
class Marked:
    """Pieces as rows of their marks."""

    vocabulary: Vocabulary
    rows: Any

    @classmethod
    def of(cls, pieces: Sequence[tuple[str, str]]) -> Marked:
        """`pieces` are (text, where it stands)."""
        from scipy.sparse import csr_matrix

        found = [marks(text, where) for text, where in pieces]
        vocabulary = Vocabulary.learn(found)
        rows = [row(vocabulary, counts) for counts in found]
        pointers = np.cumsum([0, *(len(one.columns) for one in rows)])
        values, columns = np.concatenate([one.values for one in rows]), np.concatenate([one.columns for one in rows])
        return cls(vocabulary, csr_matrix((values, columns, pointers), shape=(len(rows), len(vocabulary))))

    def learn(self, chosen: NDArray[np.bool_], asks: NDArray[np.bool_]) -> Asking:
        from sklearn.linear_model import LogisticRegression

        regression = LogisticRegression(C=STRENGTH, solver="liblinear", random_state=0)
        regression.fit(self.rows[chosen], asks[chosen])
        return Asking(
            self.vocabulary,
            Linear(
                ("asks",),
                np.ascontiguousarray(regression.coef_.T, dtype=np.float32),
                np.zeros((1, 0), dtype=np.float32),
                regression.intercept_.astype(np.float32),
            ),
        )

    def shares(self, model: Asking, rows: NDArray[np.bool_]) -> NDArray[np.float64]:
        scores = self.rows[rows] @ model.linear.sparse[:, 0] + model.linear.bias[0]
        shares: NDArray[np.float64] = 1 / (1 + np.exp(-np.clip(scores, -30, 30)))
        return shares
