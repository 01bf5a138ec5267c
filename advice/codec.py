"""A situation as plain data and back: what is written is trusted by nobody, so reading drops what it does not know."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from advice.remembered import Evidence, Given
from advice.vocabulary import (
    CHILDREN,
    DANGER_STATES,
    DANGERS,
    HANDOFFS,
    HARASSERS,
    HARM_TYPES,
    PLATFORMS,
    RESULTS,
    STEPS,
    WRITERS,
)

if TYPE_CHECKING:
    from advice.situation import Situation

Reader = Callable[[Any], Any]


class _Dropped(Exception):
    """A value that is none of the field's."""


def as_dict(situation: Situation) -> dict[str, Any]:
    """The situation in dicts, lists, strings, booleans and None only."""
    plain = vars(situation) | {
        "advised": [asdict(given) for given in situation.advised],
        "evidence": [asdict(evidence) for evidence in situation.evidence],
        "step_results": dict(situation.step_results),
        "settled": {key: list(facts) for key, facts in situation.settled.items()},
    }
    return {name: list(value) if isinstance(value, tuple) else value for name, value in plain.items()}


def read(data: object) -> dict[str, Any]:
    """The fields of a situation found in `data`; missing, unknown and impossible ones are left out."""
    fields = {}
    for name, reader in _READERS.items():
        if isinstance(data, Mapping) and name in data:
            try:
                fields[name] = reader(data[name])
            except _Dropped:
                continue
    return fields


def _one_of(words: tuple[str, ...], *others: object) -> Reader:
    def reader(value: Any) -> Any:
        if isinstance(value, str) and value in words:
            return value
        if any(value is other for other in others):
            return value
        raise _Dropped

    return reader


def _items(value: Any) -> Iterable[Any]:
    if not isinstance(value, list | tuple):
        raise _Dropped
    return value


def _words(words: tuple[str, ...]) -> Reader:
    def reader(value: Any) -> tuple[str, ...]:
        return tuple(dict.fromkeys(item for item in _items(value) if isinstance(item, str) and item in words))

    return reader


def _pairs(value: Any) -> Iterable[tuple[Any, Any]]:
    if not isinstance(value, Mapping):
        raise _Dropped
    return value.items()


def _results(value: Any) -> dict[str, str]:
    return {
        step: result
        for step, result in _pairs(value)
        if isinstance(step, str) and isinstance(result, str) and step in STEPS and result in RESULTS
    }


def _settled(value: Any) -> dict[str, tuple[str, ...]]:
    return {
        key: tuple(facts)
        for key, facts in _pairs(value)
        if isinstance(key, str) and isinstance(facts, list | tuple) and all(isinstance(fact, str) for fact in facts)
    }


def _records(kind: type, types: Mapping[str, tuple[type, ...]]) -> Reader:
    def reader(value: Any) -> tuple[Any, ...]:
        return tuple(
            kind(**{name: item[name] for name in types})
            for item in _items(value)
            if isinstance(item, Mapping)
            and all(name in item and type(item[name]) in allowed for name, allowed in types.items())
        )

    return reader


def _aside(value: Any) -> dict[str, Any] | None:
    """Another situation as it was written; it is read when the talk comes to it."""
    if value is not None and not isinstance(value, Mapping):
        raise _Dropped
    return None if value is None else dict(value)


_NOTHING = type(None)
_TRUTH = _one_of((), True, False)
_PERHAPS = _one_of((), True, False, None)
_READERS: Mapping[str, Reader] = {
    "in_scope": _PERHAPS,
    "platforms": _words(PLATFORMS),
    "harm_types": _words(HARM_TYPES),
    "harasser": _one_of(HARASSERS),
    "other_authors": _words(HARASSERS[2:]),
    "child": _one_of(CHILDREN),
    "aside": _aside,
    "school_involved": _PERHAPS,
    "steps_done": _words(STEPS),
    "step_results": _results,
    "steps_asked": _words(STEPS),
    "declined": _words(STEPS),
    "behind": _words((*STEPS, *PLATFORMS)),
    "writer": _one_of(WRITERS),
    "dangers": _words(DANGERS[1:]),
    "danger_state": _one_of(DANGER_STATES, None),
    "asks_human": _TRUTH,
    "content_online": _PERHAPS,
    "getting_worse": _TRUTH,
    "handoff": _one_of(HANDOFFS),
    "advised": _records(Given, {"row": (str,), "step": (str, _NOTHING), "turn": (str,), "at": (str,)}),
    "evidence": _records(
        Evidence,
        {"field": (str,), "value": (str, bool), "words": (str,), "start": (int,), "end": (int,), "turn": (str,)},
    ),
    "settled": _settled,
}
