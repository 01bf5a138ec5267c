"""Labels of examples as yes/no targets to learn, named `field:value`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nlu.vocabulary import DANGERS, HARASSERS, HARM_TYPES, PLATFORMS, RESULTS, STEPS, WRITERS, Labels


@dataclass(frozen=True)
class Target:
    """One question about every example. `known` says where the labels answer it."""

    field: str
    value: str
    truth: NDArray[np.bool_]
    known: NDArray[np.bool_]

    @property
    def name(self) -> str:
        return f"{self.field}:{self.value}"


def targets(labels: Sequence[Labels]) -> list[Target]:
    """Every label of the vocabulary, and `result`: what came of any step."""
    result = []

    def add(field: str, value: str, truth: list[bool], known: list[bool] | None = None) -> None:
        everywhere = np.ones(len(truth), dtype=bool)
        result.append(Target(field, value, np.asarray(truth), everywhere if known is None else np.asarray(known)))

    for field, values in (
        ("platforms", PLATFORMS),
        ("harm_types", HARM_TYPES),
        ("steps_done", STEPS),
        ("steps_asked", STEPS),
    ):
        for value in values:
            add(field, value, [value in label.get(field, []) for label in labels])
    for field, people in (("harasser", HARASSERS), ("writer", WRITERS)):
        for value in people:
            add(field, value, [label.get(field) == value for label in labels])
    for rank, danger in enumerate(DANGERS):
        ranks = [DANGERS.index(label["danger"]) if label.get("danger", "none") != "none" else -1 for label in labels]
        add("danger", danger, [other == rank for other in ranks], [other <= rank for other in ranks])
    for field, answer in (
        ("in_scope", False), ("asks_human", True), ("school_involved", True), ("school_involved", False),
        ("content_online", True), ("content_online", False), ("getting_worse", True),
    ):  # fmt: skip
        add(field, str(answer).lower(), [label.get(field) is answer for label in labels])
    for result_word in RESULTS:
        add("result", result_word, [result_word in label.get("step_results", {}).values() for label in labels])
    return result
