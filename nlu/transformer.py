"""The fine-tuned encoder in numpy: some layers of attention over the subwords of a message, asked without TensorFlow.

Source of the layers below the heads: multilingual-e5-small (MIT), cut to its lowest layers and trained on
(`nlu/fine_tuning/`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float32]
HEADS = 12  # of attention, in every layer
NARROW = np.float32(1e-12)  # added to a variance
_CURVE, _BEND = np.float32(2 * 0.7978845608), np.float32(0.044715)  # of the activation (GELU by its tanh form)


@dataclass(frozen=True)
class Layer:
    """Matrices are (inputs, outputs); `asking` holds queries, keys and values side by side."""

    asking: Matrix
    asking_bias: Matrix
    joining: Matrix
    joining_bias: Matrix
    joined: tuple[Matrix, Matrix]  # weight and bias of the normalisation after it
    inner: Matrix
    inner_bias: Matrix
    outer: Matrix
    outer_bias: Matrix
    out: tuple[Matrix, Matrix]

    @classmethod
    def of(cls, arrays: Mapping[str, Matrix], number: int) -> Layer:
        def part(name: str) -> Matrix:
            return arrays[f"{number}.{name}"]

        return cls(
            np.ascontiguousarray(np.concatenate([part(f"{name}.w") for name in "qkv"], axis=1)),
            np.concatenate([part(f"{name}.b") for name in "qkv"]),
            part("ao.w"),
            part("ao.b"),
            (part("aln.w"), part("aln.b")),
            part("fi.w"),
            part("fi.b"),
            part("fo.w"),
            part("fo.b"),
            (part("oln.w"), part("oln.b")),
        )

    def read(self, x: Matrix) -> Matrix:
        """One row for each subword of one window."""
        length, width = x.shape
        asked = x @ self.asking
        asked += self.asking_bias
        queries, keys, values = asked.reshape(length, 3, HEADS, -1).transpose(1, 2, 0, 3)
        weights = queries @ keys.transpose(0, 2, 1)
        weights *= np.float32((width // HEADS) ** -0.5)
        seen = (_shares(weights, axis=2) @ values).transpose(1, 0, 2).reshape(length, width)
        change = seen @ self.joining
        change += self.joining_bias
        change += x
        x = _normalised(change, *self.joined)
        inner = x @ self.inner
        inner += self.inner_bias
        change = _bent(inner) @ self.outer
        change += self.outer_bias
        change += x
        return _normalised(change, *self.out)


@dataclass(frozen=True)
class Transformer:
    """Words are kept in whole numbers with a scale for each row, and decoded when they are read."""

    words: NDArray[np.int8]
    scales: Matrix
    places: Matrix
    norm: tuple[Matrix, Matrix]
    layers: tuple[Layer, ...]

    def read(self, window: Sequence[int]) -> Matrix:
        """(subwords, width) for one window."""
        ids = np.asarray(window)
        x = self.words[ids] * self.scales[ids, None] + self.places[: len(ids)]
        x = _normalised(x, *self.norm)
        for layer in self.layers:
            x = layer.read(x)
        return x


@dataclass(frozen=True)
class Heads:
    """What each label looks for among the subwords, and what it finds there; the same for what came of each step."""

    look: Matrix  # (width, labels)
    find: Matrix  # (width, labels)
    whole: Matrix  # (width, labels)
    bias: Matrix
    step_look: Matrix  # (width, steps)
    step_find: Matrix  # (width, results)
    step_bias: Matrix  # (steps, results)

    def labels(self, found: Matrix) -> Matrix:
        """Log-odds of each label, from the rows of all windows."""
        attention = _shares(found @ self.look, axis=0)
        scores: Matrix = (attention * (found @ self.find)).sum(axis=0) + found.mean(axis=0) @ self.whole + self.bias
        return scores

    def results(self, found: Matrix) -> Matrix:
        """(steps, results): scores, the first for nothing said."""
        seen = _shares(found @ self.step_look, axis=0).T @ found
        scores: Matrix = seen @ self.step_find + self.step_bias
        return scores


def _shares(scores: Matrix, axis: int) -> Matrix:
    """The softmax, in place."""
    scores -= scores.max(axis=axis, keepdims=True)
    np.exp(scores, out=scores)
    scores /= scores.sum(axis=axis, keepdims=True)
    return scores


def _normalised(x: Matrix, weight: Matrix, bias: Matrix) -> Matrix:
    """Each row with mean 0 and variance 1, then scaled; in place."""
    x -= x.mean(axis=1, keepdims=True)
    variance = np.einsum("ij,ij->i", x, x) / np.float32(x.shape[1])
    x *= (1 / np.sqrt(variance + NARROW))[:, None]
    x *= weight
    x += bias
    return x


def _bent(x: Matrix) -> Matrix:
    """GELU: x / (1 + exp(-2u)) with u = 0.798 (x + 0.0447 x³), which is its tanh form."""
    power = x * x
    power *= -_CURVE * _BEND
    power -= _CURVE
    power *= x
    np.minimum(power, 80, out=power)  # exp stays finite
    np.exp(power, out=power)
    power += 1
    np.divide(x, power, out=power)
    return power
