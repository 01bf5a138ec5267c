"""Labels of examples as yes/no targets to learn, named `field:value`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from nlu.vocabulary import (
    DANGERS,
    DENIALS_LABELLED,
    GRAVE,
    HARASSERS,
    HARM_TYPES,
    NOT_DONE,
    PLATFORMS,
    RESULTS,
    STEPS,
    WRITERS,
    Labels,
)

_DENIES = re.compile(
    r"\b(?:n['’]|ne|pas|ps|rien|ri1|jamais|aucune?s?|personne|sans|ni|non|nan|nn|plus|enlev|retir|annul|zero|zéro)",
    re.IGNORECASE,
)


def denies(text: str) -> bool:
    """Whether a word of denial stands in it."""
    return _DENIES.search(text) is not None


TOLD = "tell_situation"
ASKING = "ask_question"
NO_QUESTION = ""


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


def targets(labels: Sequence[Labels], texts: Sequence[str]) -> list[Target]:
    """Every label of the vocabulary, `result`: what came of any step, and what is denied.

    Labels that leave out what is denied answer that only for texts without a word of denial.
    """
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
    complete = [bool(label.get(DENIALS_LABELLED)) for label in labels]
    plain = [full or not denies(text) for full, text in zip(complete, texts, strict=True)]
    for value in NOT_DONE:
        taken = [value in label.get("steps_done", []) for label in labels]
        told = [a or b for a, b in zip(plain, taken, strict=True)]
        add("steps_not_done", value, [value in label.get("steps_not_done", []) for label in labels], told)
    for danger in DANGERS:
        if danger in GRAVE:
            told = [full or label.get("danger") == danger for full, label in zip(plain, labels, strict=True)]
            add("danger_denied", danger, [danger in label.get("danger_denied", []) for label in labels], told)
    add("harms_denied", "some", [bool(label.get("harms_denied")) for label in labels], plain)
    add("adviser_refused", "true", [label.get("adviser_refused") is True for label in labels], plain)
    for answer in (True, False):
        add("over", str(answer).lower(), [label.get("over") is answer for label in labels], complete)
    return result


def sure_intent(intent: str | None, labels: Labels) -> str | None:
    """The intent of an example, None where a story without one fact leaves it open."""
    told = {name for name, value in labels.items() if value not in (None, [], {}, "unstated", "none")}
    return None if intent == TOLD and not told - {DENIALS_LABELLED} else intent


def sure_question(question: str | None, intent: str | None, text: str, labels: Labels) -> str | None:
    """The known question that an example asks, `NO_QUESTION` where it surely asks none, None where nobody said."""
    if question:
        return question
    open_to_doubt = intent == ASKING or "?" in text or labels.get(DENIALS_LABELLED)
    return None if open_to_doubt else NO_QUESTION


class Meant(NamedTuple):
    """The intent of an example and the known question that it asks; None where either is left open."""

    intent: str | None
    question: str | None


def meant_targets(meant: Sequence[Meant], names: Sequence[Meant]) -> list[Target]:
    """One target for each intent, then for each question among `names`, answered by the examples that are sure."""
    found = []
    for place, field in enumerate(Meant._fields):
        given = [one[place] for one in meant]
        known = np.asarray([value is not None for value in given])
        for value in sorted({value for name in names if (value := name[place])}):
            found.append(Target(field, value, np.asarray([one == value for one in given]), known))
    return found
