"""How sure the figures are: 95 % bootstrap intervals over the messages."""

from __future__ import annotations

from typing import Any

import numpy as np

from benchmarks.understanding.score import Figures, Labels, score

RESAMPLES = 500
ENDS = (2.5, 97.5)  # percentiles of a 95 % interval


def flat(figures: Figures, prefix: str = "") -> dict[str, float]:
    """Every figure by its dotted name."""
    found: dict[str, float] = {}
    for name, value in figures.items():
        if isinstance(value, dict):
            found |= flat(value, f"{prefix}{name}.")
        else:
            found[f"{prefix}{name}"] = float(value)
    return found


def intervals(
    gold: dict[str, Labels], predicted: dict[str, Labels], resamples: int = RESAMPLES
) -> dict[str, tuple[float, float]]:
    """The interval of every figure, from as many messages drawn again and again with replacement."""
    random = np.random.default_rng(0)
    keys = sorted(gold)
    drawn: dict[str, list[float]] = {}
    for _ in range(resamples):
        chosen = [keys[place] for place in random.integers(len(keys), size=len(keys))]
        renamed = {str(number): key for number, key in enumerate(chosen)}
        figures = score(
            {number: gold[key] for number, key in renamed.items()},
            {number: predicted[key] for number, key in renamed.items()},
        )
        for name, value in flat(figures).items():
            drawn.setdefault(name, []).append(value)
    return {name: _ends(values) for name, values in drawn.items()}


def _ends(values: list[float]) -> tuple[float, float]:
    low, high = np.percentile(values, ENDS)
    return round(float(low), 3), round(float(high), 3)


def confusion(gold: dict[str, Labels], predicted: dict[str, Labels], field: str) -> dict[tuple[str, str], int]:
    """How often a field's value was read as another, (gold, predicted)."""
    counts: dict[tuple[str, str], int] = {}
    for key, labels in gold.items():
        pair: tuple[Any, Any] = (labels[field], predicted[key][field])
        counts[pair] = counts.get(pair, 0) + 1
    return dict(sorted(counts.items()))
