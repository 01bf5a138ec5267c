"""Learns how the readers' scores join and from where a label holds, on examples that none of them has learnt from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from nlu.labels import targets
from nlu.model import GRAVELY, Evidence, Heard, Joins
from nlu.vocabulary import DANGERS, GRAVE, STEPS, Labels

GRAVE_RECALL = 0.82  # of held-back messages with a grave danger, harder than most; the safety net finds more of them
FIRM = 25  # examples of a label that weigh as much for its threshold as all labels of its group
NEVER = 30.0  # a threshold that is not reached
ALONE: Evidence = (0.5, 0.5, 0.5, 0.0, 0.0)  # where all examples say the same
Rows = NDArray[np.float64]


class Unseen:
    """What the readers say of examples that they have not learnt from, by label, beside the labels' answers."""

    def __init__(self, heard: Sequence[Heard], labels: Sequence[Labels], texts: Sequence[str]) -> None:
        answers = {target.name: (target.truth, target.known) for target in targets(labels, texts)}
        rows: dict[str, list[Evidence]] = defaultdict(list)
        self.group: dict[str, str] = {}
        for one in heard:
            for name, group, evidence in one.evidence():
                rows[name].append(evidence)
                self.group[name] = group
        self.rows: dict[str, Rows] = {}
        self.truth: dict[str, NDArray[np.bool_]] = {}
        self.grave = [np.asarray(rows[f"danger:{danger}"]) for danger in DANGERS if danger in GRAVE]
        self.grave_truth = np.asarray([label.get("danger") in GRAVE for label in labels])
        for name, found in rows.items():
            truth, known = answers[name] if name in answers else _of_result(name, labels)
            self.rows[name], self.truth[name] = np.asarray(found)[known], truth[known]

    def of_group(self, group: str) -> tuple[Rows, NDArray[np.bool_]]:
        names = [name for name, other in self.group.items() if other == group]
        return np.concatenate([self.rows[name] for name in names]), np.concatenate([self.truth[name] for name in names])


def _of_result(name: str, labels: Sequence[Labels]) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """What came of a step is known of steps that are done."""
    _, step, result = name.split(":")
    assert step in STEPS
    truth = [label.get("step_results", {}).get(step) == result for label in labels]
    return np.asarray(truth), np.asarray([step in label.get("steps_done", []) for label in labels])


def learn_joins(unseen: Unseen) -> Joins:
    """One small regression for each group of labels."""
    return Joins({group: _weights(*unseen.of_group(group)) for group in sorted(set(unseen.group.values()))})


def _weights(rows: Rows, truth: NDArray[np.bool_]) -> Evidence:
    if len(set(truth.tolist())) < 2:
        return ALONE
    from sklearn.linear_model import LogisticRegression

    regression = LogisticRegression(fit_intercept=False, max_iter=1000)
    first, second, third, fourth, fifth = regression.fit(rows, truth).coef_[0].tolist()
    return first, second, third, fourth, fifth


def learn_thresholds(unseen: Unseen, joins: Joins) -> dict[str, float]:
    """The log-odds from which each label holds: the label's own best, drawn to its group's where examples are few.

    Results share one threshold over all steps.
    """
    thresholds: dict[str, float] = {}
    for group in sorted(set(unseen.group.values())):
        rows, truth = unseen.of_group(group)
        weights = np.asarray(joins.weights[group])
        shared = best_threshold(rows @ weights, truth)
        if group == GRAVELY:
            shared = _grave_threshold(unseen, weights)
        for name in (name for name, other in unseen.group.items() if other == group):
            if group == GRAVELY or name.startswith("step_results:"):
                thresholds[name if group == GRAVELY else f"result:{group}"] = shared
                continue
            own, found = unseen.rows[name] @ weights, unseen.truth[name]
            sure = int(found.sum()) / (int(found.sum()) + FIRM)
            thresholds[name] = sure * best_threshold(own, found) + (1 - sure) * shared if found.any() else shared
    return thresholds


def _grave_threshold(unseen: Unseen, weights: Rows) -> float:
    """One for all grave dangers: what is missed is a message in danger, whichever danger was read."""
    surest = np.max([rows @ weights for rows in unseen.grave], axis=0)
    return threshold_of_recall(surest, unseen.grave_truth, GRAVE_RECALL)


def threshold_of_recall(scores: NDArray[np.float64], truth: NDArray[np.bool_], recall: float) -> float:
    """The highest threshold that finds so large a share."""
    if not truth.any():
        return NEVER
    right = np.sort(scores[truth])
    lost = int(np.floor((1 - recall) * len(right) + 1e-9))
    below = scores[scores < right[lost]]
    return float((right[lost] + (below.max() if len(below) else right[lost] - 1)) / 2)


def best_threshold(scores: NDArray[np.float64], truth: NDArray[np.bool_]) -> float:
    """The best F-measure, between two examples."""
    if not truth.any():
        return NEVER
    order = np.argsort(-scores, kind="stable")
    right = np.cumsum(truth[order])
    measure = 2 * right / (truth.sum() + np.arange(1, len(order) + 1))
    best = int(np.argmax(measure))
    following = scores[order[best + 1]] if best + 1 < len(order) else scores[order[best]] - 1
    return float((scores[order[best]] + following) / 2)
