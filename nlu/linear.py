"""Logistic regressions over sparse and dense features, kept and asked as plain numpy arrays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nlu.ngrams import Sparse

Matrix = NDArray[np.float32]


@dataclass(frozen=True)
class Linear:
    """One regression for each name: `sparse` is (columns, names), `dense` (names, dimensions), `bias` (names)."""

    names: tuple[str, ...]
    sparse: Matrix
    dense: Matrix
    bias: Matrix

    def scores(self, row: Sparse, vector: Matrix) -> Matrix:
        """Log-odds of each name for one example."""
        scores: Matrix = row.values @ self.sparse[row.columns] + self.dense @ vector + self.bias
        return scores

    def arrays(self, prefix: str) -> dict[str, NDArray[np.float32]]:
        return {
            f"{prefix}.sparse": self.sparse.astype(np.float32),
            f"{prefix}.dense": self.dense.astype(np.float32),
            f"{prefix}.bias": self.bias.astype(np.float32),
        }

    @classmethod
    def restore(cls, names: Sequence[str], arrays: dict[str, NDArray[np.float32]], prefix: str) -> Linear:
        return cls(tuple(names), *(arrays[f"{prefix}.{part}"] for part in ("sparse", "dense", "bias")))


def probability(score: float) -> float:
    """The logistic function, safe for any score."""
    return float(1 / (1 + np.exp(-np.clip(score, -30, 30))))
