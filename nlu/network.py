"""A small network over a message's features: one hidden layer beside a direct path, asked as plain numpy arrays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nlu.ngrams import Sparse

Matrix = NDArray[np.float32]


@dataclass(frozen=True)
class Network:
    """Scores every name at once. Columns of `sparse` and rows of `dense`: the hidden units, then the names."""

    names: tuple[str, ...]
    sparse: Matrix  # (columns of features, hidden units + names)
    dense: Matrix  # (hidden units + names, dimensions)
    hidden_bias: Matrix
    output: Matrix  # (hidden units, names)
    bias: Matrix

    def scores(self, row: Sparse, vector: Matrix) -> Matrix:
        """Log-odds of each name for one example."""
        length = float(np.sqrt(row.values @ row.values + vector @ vector)) or 1.0
        both = (row.values @ self.sparse[row.columns] + self.dense @ vector) / length
        units = len(self.hidden_bias)
        hidden = np.maximum(both[:units] + self.hidden_bias, 0)
        scores: Matrix = hidden @ self.output + both[units:] + self.bias
        return scores

    def arrays(self, prefix: str) -> dict[str, NDArray[np.generic]]:
        """Half precision for the large tables: it changes no decision and halves the file."""
        return {
            f"{prefix}.sparse": self.sparse.astype(np.float16),
            f"{prefix}.dense": self.dense.astype(np.float16),
            f"{prefix}.hidden_bias": self.hidden_bias,
            f"{prefix}.output": self.output,
            f"{prefix}.bias": self.bias,
        }

    @classmethod
    def restore(cls, names: Sequence[str], arrays: dict[str, NDArray[np.float32]], prefix: str) -> Network:
        parts = ("sparse", "dense", "hidden_bias", "output", "bias")
        return cls(tuple(names), *(arrays[f"{prefix}.{part}"].astype(np.float32) for part in parts))
