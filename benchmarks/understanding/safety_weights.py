"""`make safety-weights`: learns safety/weights.json from the labelled messages, and measures it by cross-validation.

Folds are whole files of the corpus: each has one hand, so no message is judged by weights that its writer formed.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from benchmarks.understanding.corpus import Example, examples, folds_by_file, held_out
from safety import check
from safety.features import features
from safety.learned import WEIGHTS
from safety.net import SHORT, phrases_in
from safety.words import words_of

DANGERS = ("sexual", "threat", "self_harm")
SEEN = 3  # messages in which a feature must stand
KEPT = 15_000  # features in the file, the heaviest
STRENGTH = 10.0
FALSE_ALARMS = 0.03  # share of harmless messages that the alarm alone may raise
BELIEVED = 0.03  # share of harmless messages with a pattern in which the pattern may still raise it
FOLDS = 4
RESULTS = Path("benchmarks/results/safety.json")


def found_in(text: str) -> set[str]:
    words = words_of(text)
    return set(features(words, [(hit.danger, place) for hit, place in phrases_in(words, text)]))


def matrix(found: Sequence[set[str]], columns: dict[str, int]) -> Any:
    rows = [sorted(columns[name] for name in names if name in columns) for names in found]
    values = np.concatenate([np.full(len(row), max(len(row), 1) ** -0.5) for row in rows])
    pointers = np.cumsum([0, *map(len, rows)])
    return csr_matrix((values, np.concatenate(rows).astype(int), pointers), shape=(len(rows), len(columns)))


def fit(design: Any, truth: NDArray[np.bool_]) -> list[LogisticRegression]:
    return [
        LogisticRegression(C=STRENGTH, solver="liblinear", class_weight="balanced").fit(design, column)
        for column in truth.T
    ]


def scores(regressions: Sequence[LogisticRegression], design: Any) -> NDArray[np.float64]:
    return np.stack([regression.decision_function(design) for regression in regressions], axis=1)


def bars(
    unseen: NDArray[np.float64], heard: NDArray[np.bool_], harmless: NDArray[np.bool_]
) -> tuple[list[float], list[float]]:
    """Alarm and doubt of each danger, so that harmless messages raise at most the shares named above, all together.

    `harmless` are messages long enough for the weights.
    """
    columns = range(unseen.shape[1])

    def share(alarm: NDArray[np.float64]) -> float:
        return float((unseen[harmless] > alarm).any(axis=1).mean())

    levels = np.quantile(unseen[harmless], np.linspace(0.9, 0.9999, 200), axis=0)
    alarm = next((level for level in levels if share(level) <= FALSE_ALARMS), levels[-1])
    doubts = np.quantile(unseen[harmless], np.linspace(0, 0.9999, 400), axis=0)
    doubt = next(
        level for level in doubts if ((unseen[harmless] > level) & heard[harmless]).any(axis=1).mean() <= BELIEVED
    )
    return [float(alarm[column]) for column in columns], [
        float(min(doubt[column], alarm[column])) for column in columns
    ]


def raised(
    given: NDArray[np.float64],
    heard: NDArray[np.bool_],
    short: NDArray[np.bool_],
    alarm: Sequence[float],
    doubt: Sequence[float],
) -> NDArray[np.bool_]:
    """The decisions of `safety.check`, but for its harmless phrases, on scores that others gave."""
    weighed = (given > np.asarray(alarm)) | (heard & (given > np.asarray(doubt)))
    result: NDArray[np.bool_] = np.where(short[:, None], heard, weighed).any(axis=1)
    return result


def short(texts: Sequence[str]) -> NDArray[np.bool_]:
    return np.asarray([words_of(text).text.count(" ") <= SHORT for text in texts])


def figures(raised_by: NDArray[np.bool_], grave: NDArray[np.bool_]) -> dict[str, float]:
    return {
        "recall": round(float(raised_by[grave].mean()), 3),
        "false alarms": round(float(raised_by[~grave].mean()), 3),
        "grave messages": int(grave.sum()),
        "others": int((~grave).sum()),
    }


def main() -> None:
    known: list[Example] = examples()
    measured = held_out()
    found = [found_in(example.text) for example in known]
    truth = np.asarray([[example.labels.get("danger") == danger for danger in DANGERS] for example in known])
    heard = np.asarray([[f"!{danger}" in names for danger in DANGERS] for names in found])
    grave = truth.any(axis=1)
    seen = Counter(name for names in found for name in names)
    columns = {name: place for place, name in enumerate(sorted(name for name in seen if seen[name] >= SEEN))}

    design = matrix(found, columns)
    folds = folds_by_file(known, FOLDS)
    unseen = np.zeros(truth.shape)
    for fold in range(FOLDS):
        unseen[folds == fold] = scores(fit(design[folds != fold], truth[folds != fold]), design[folds == fold])
    brief = short([example.text for example in known])
    alarm, doubt = bars(unseen, heard, ~grave & ~brief)

    weight = np.abs(np.stack([one.coef_[0] for one in fit(design, truth)])).max(axis=0)
    heaviest = set(np.argsort(-weight)[:KEPT].tolist())
    columns = {name: place for place, name in enumerate(name for name, column in columns.items() if column in heaviest)}
    final = fit(matrix(found, columns), truth)
    WEIGHTS.write_text(
        json.dumps(
            {
                "dangers": DANGERS,
                "alarm": [round(level, 2) for level in alarm],
                "doubt": [round(level, 2) for level in doubt],
                "constant": [round(float(one.intercept_[0]), 2) for one in final],
                "features": {
                    name: [round(float(one.coef_[0][column]), 2) for one in final] for name, column in columns.items()
                },
            },
            ensure_ascii=False,
            separators=(",", ":"),
        ),
        encoding="utf-8",
    )
    told = [found_in(example.text) for example in measured]
    told_heard = np.asarray([[f"!{danger}" in names for danger in DANGERS] for names in told])
    told_grave = np.asarray([example.labels.get("danger") in DANGERS for example in measured])
    result = {
        "cross-validated by file": figures(raised(unseen, heard, brief, alarm, doubt), grave),
        "held out": figures(np.asarray([bool(check(one.text)) for one in measured]), told_grave),
        "patterns alone, corpus": figures(heard.any(axis=1), grave),
        "patterns alone, held out": figures(told_heard.any(axis=1), told_grave),
    }
    RESULTS.write_text(json.dumps(result, indent=2) + "\n", encoding="utf-8")
    for name, values in result.items():
        print(f"{name:28}", "  ".join(f"{key} {value}" for key, value in values.items()))


if __name__ == "__main__":
    main()
