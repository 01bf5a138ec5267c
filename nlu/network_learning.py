"""Trains the small network by gradient descent, on examples given by their coordinates."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float32]

HIDDEN = 256  # units
EPOCHS = 20
BATCH = 64
RATE = 2e-3  # of Adam, after the warm-up; falls in a straight line
WARM_UP = 0.1  # share of the steps
UNSEEN_INPUTS, UNSEEN_UNITS = 0.2, 0.4  # shares dropped at random, against learning by heart
DECAY = 5e-3
SHY = -3.0  # the first bias: most labels are rare
SPREAD = 1 / 6  # of a coordinate before the first layer, where rows have length 1


@dataclass(frozen=True)
class Layers:
    """What was learnt, for points of length 1 in the coordinates."""

    hidden: Matrix  # (coordinates, units)
    hidden_bias: Matrix
    output: Matrix  # (units, names)
    direct: Matrix  # (coordinates, names)
    bias: Matrix

    def scores(self, points: Matrix) -> Matrix:
        units = np.maximum(points @ self.hidden + self.hidden_bias, 0)
        scores: Matrix = units @ self.output + points @ self.direct + self.bias
        return scores


def train(points: Matrix, truth: NDArray[np.bool_], known: NDArray[np.bool_], seed: int = 0) -> Layers:
    """Learns each column of `truth` from the rows where `known`."""
    random = np.random.default_rng(seed)
    examples, width = points.shape
    names = truth.shape[1]
    scale = np.float32(np.sqrt(width) * SPREAD)
    hidden = random.normal(0, np.sqrt(2 / width), (width, HIDDEN)).astype(np.float32)
    output = random.normal(0, 0.05, (HIDDEN, names)).astype(np.float32)
    layers = [
        hidden,
        np.zeros(HIDDEN, dtype=np.float32),
        output,
        np.zeros((width, names), dtype=np.float32),
        np.full(names, SHY, dtype=np.float32),
    ]
    wanted, counted = truth.astype(np.float32), known.astype(np.float32)
    adam = _Adam(layers, EPOCHS * -(-examples // BATCH))
    for _ in range(EPOCHS):
        order = random.permutation(examples)
        for start in range(0, examples, BATCH):
            rows = order[start : start + BATCH]
            inputs = points[rows] * scale
            inputs *= (random.random(inputs.shape, dtype=np.float32) > UNSEEN_INPUTS) / np.float32(1 - UNSEEN_INPUTS)
            before = inputs @ layers[0] + layers[1]
            kept = (random.random(before.shape, dtype=np.float32) > UNSEEN_UNITS) / np.float32(1 - UNSEEN_UNITS)
            units = np.maximum(before, 0) * kept
            scores = units @ layers[2] + inputs @ layers[3] + layers[4]
            slope = counted[rows] * (1 / (1 + np.exp(-np.clip(scores, -30, 30))) - wanted[rows]) / len(rows)
            back = (slope @ layers[2].T) * kept * (before > 0)
            adam.step([inputs.T @ back, back.sum(0), units.T @ slope, inputs.T @ slope, slope.sum(0)])
    return Layers(layers[0] * scale, layers[1], layers[2], layers[3] * scale, layers[4])


class _Adam:
    """Gradient descent with a step for each weight (Kingma and Ba, 2015), weights decaying apart from it."""

    def __init__(self, layers: list[Matrix], steps: int) -> None:
        self._layers, self._steps, self._taken = layers, steps, 0
        self._means = [np.zeros_like(layer) for layer in layers]
        self._squares = [np.zeros_like(layer) for layer in layers]

    def step(self, gradients: list[Matrix]) -> None:
        self._taken += 1
        share = self._taken / self._steps
        rate = RATE * (min(1.0, share / WARM_UP) * (1 - share) + 0.01)
        for layer, gradient, mean, square in zip(self._layers, gradients, self._means, self._squares, strict=True):
            mean *= 0.9
            mean += 0.1 * gradient
            square *= 0.98
            square += 0.02 * gradient * gradient
            change = mean / (1 - 0.9**self._taken) / (np.sqrt(square / (1 - 0.98**self._taken)) + 1e-6)
            if layer.ndim > 1:
                change += DECAY * layer
            layer -= np.float32(rate) * change
