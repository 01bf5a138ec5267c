"""The tagger's object on a message, read without trust: what is not understood is left out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from advice.vocabulary import DANGERS, GRAVE, HARASSERS, RESULTS, SETS, STEPS, WRITERS

MATTER = frozenset(
    {
        "platforms",
        "harm_types",
        "harasser",
        "other_authors",
        "school_involved",
        "steps_done",
        "steps_asked",
        "step_results",
        "content_online",
        "getting_worse",
        "over",
    }
)
"""Fields that only a message about the bullying fills."""

_VALUES: Mapping[str, frozenset[str | bool]] = {
    **{field: frozenset(words) for field, words in SETS.items()},
    "harasser": frozenset(HARASSERS[1:]),
    "other_authors": frozenset(HARASSERS[2:]),
    "writer": frozenset(WRITERS[1:]),
    "danger": frozenset(DANGERS[1:]),
    "step_results": frozenset(f"{step}:{result}" for step in STEPS for result in RESULTS),
    "school_involved": frozenset({True, False}),
    "content_online": frozenset({True, False}),
    "asks_human": frozenset({True}),
    "getting_worse": frozenset({True}),
    "over": frozenset({True, False}),
    "adviser_refused": frozenset({True}),
    "in_scope": frozenset({False}),
}
"""What each field may say; its default is no fact."""
_BUTTON_WORDS = {"true": True, "false": False}
"""A button's payload carries strings only."""


@dataclass(frozen=True)
class Fact:
    """One thing that a message says, with its words and their place in the original text."""

    field: str
    value: str | bool
    words: str = ""
    start: int = 0
    end: int = 0


def facts(message: Mapping[str, Any]) -> list[Fact]:
    """The facts of a message, those that only its labels have included; what it takes back is none.

    A grave danger is believed all the same. Where several authors are told the first of adult, pupil, known, unknown
    comes last, so that it holds.
    """
    told = list(_listed(message, "facts"))
    named = {(fact.field, fact.value) for fact in told}
    told += [fact for fact in _labelled(message) if (fact.field, fact.value) not in named]
    withdrawn = {(fact.field, fact.value) for fact in retractions(message)}
    undone = {value for field, value in withdrawn if field == "steps_done"}
    kept = [
        fact
        for fact in told
        if fact.value in GRAVE
        or not ((fact.field, fact.value) in withdrawn or (fact.field == "step_results" and step_of(fact) in undone))
    ]
    return sorted(kept, key=lambda fact: HARASSERS.index(str(fact.value)) if fact.field == "harasser" else 0)


def retractions(message: Mapping[str, Any]) -> list[Fact]:
    """What a message takes back."""
    return list(_listed(message, "retractions"))


def off_topic(message: Mapping[str, Any]) -> bool:
    """Whether a message by itself is of another matter, or of none."""
    return any(fact.field == "in_scope" for fact in facts(message))


def on_topic(message: Mapping[str, Any]) -> bool:
    """Whether a message by itself is of the bullying of a child."""
    labels = message.get("labels")
    labelled = isinstance(labels, Mapping) and labels.get("in_scope") is True
    return labelled or (not off_topic(message) and any(fact.field in MATTER for fact in facts(message)))


def step_of(fact: Fact) -> str:
    """The step of a step_results fact ("inform_school:refused")."""
    return str(fact.value).partition(":")[0]


def _listed(message: Mapping[str, Any], name: str) -> Iterator[Fact]:
    items = message.get(name)
    for item in items if isinstance(items, list | tuple) else ():
        if isinstance(item, Mapping):
            fact = _fact(item.get("field"), item.get("value"))
            if fact:
                yield Fact(fact.field, fact.value, *_place(item))


def _place(item: Mapping[str, Any]) -> tuple[str, int, int]:
    words, start, end = (item.get(name) for name in ("words", "start", "end"))
    if isinstance(words, str) and type(start) is int and type(end) is int:
        return words, start, end
    return "", 0, 0


def _labelled(message: Mapping[str, Any]) -> Iterator[Fact]:
    labels = message.get("labels")
    for field, value in labels.items() if isinstance(labels, Mapping) else ():
        if isinstance(value, Mapping):
            values: list[Any] = [f"{step}:{result}" for step, result in value.items()]
        else:
            values = list(value) if isinstance(value, list | tuple) else [value]
        yield from (fact for one in values if (fact := _fact(field, one)))


def _fact(field: object, value: object) -> Fact | None:
    if not isinstance(field, str) or field not in _VALUES or not isinstance(value, str | bool):
        return None
    allowed = _VALUES[field]
    if isinstance(value, str) and value not in allowed:
        value = _BUTTON_WORDS.get(value, value)
    return Fact(field, value) if value in allowed else None
