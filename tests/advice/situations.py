"""Any situation, any message, any answer of a parent: what hypothesis plays with."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from advice import Evidence, Given, Situation
from advice.reasons import ROWS
from advice.vocabulary import (
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

TURNS = st.sampled_from(["t1", "t2", "t3"])


def some(words: tuple[str, ...], most: int = 4) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(words), unique=True, max_size=most).map(tuple)


RESULT_OF_STEPS = st.dictionaries(st.sampled_from(STEPS), st.sampled_from(RESULTS), max_size=4)

SITUATIONS = st.builds(
    Situation,
    in_scope=st.sampled_from([None, True, True, False]),
    platforms=some(PLATFORMS, 2),
    harm_types=some(HARM_TYPES, 2),
    harasser=st.sampled_from(HARASSERS),
    school_involved=st.sampled_from([None, True, False]),
    steps_done=some(STEPS),
    step_results=RESULT_OF_STEPS,
    steps_asked=some(STEPS, 2),
    writer=st.sampled_from(WRITERS),
    dangers=some(DANGERS[1:], 2),
    danger_state=st.sampled_from([None, *DANGER_STATES]),
    asks_human=st.booleans(),
    content_online=st.sampled_from([None, True, False]),
    getting_worse=st.booleans(),
    handoff=st.sampled_from(HANDOFFS),
)
"""Anything that the fields can hold, consistent or not, before any advice was given."""

REMEMBERING = st.builds(
    lambda situation, advised, evidence, settled: Situation(
        **{**vars(situation), "advised": advised, "evidence": evidence, "settled": settled}
    ),
    SITUATIONS,
    st.lists(
        st.builds(
            Given,
            row=st.sampled_from(tuple(ROWS)),
            step=st.none() | st.sampled_from(STEPS),
            turn=TURNS,
            at=st.text(max_size=5),
        ),
        max_size=3,
    ).map(tuple),
    st.lists(
        st.builds(
            Evidence,
            field=st.text(max_size=5),
            value=st.text(max_size=5) | st.booleans(),
            words=st.text(max_size=5),
            start=st.integers(0, 99),
            end=st.integers(0, 99),
            turn=TURNS,
        ),
        max_size=3,
    ).map(tuple),
    st.dictionaries(st.text(max_size=5), st.lists(st.text(max_size=5), max_size=2).map(tuple), max_size=3),
)
"""With any memory of advice given, words and settled rows."""

FACTS = st.one_of(
    st.tuples(st.just("platforms"), st.sampled_from(PLATFORMS)),
    st.tuples(st.just("harm_types"), st.sampled_from(HARM_TYPES)),
    st.tuples(st.just("harasser"), st.sampled_from(HARASSERS)),
    st.tuples(st.just("school_involved"), st.booleans()),
    st.tuples(st.just("steps_done"), st.sampled_from(STEPS)),
    st.tuples(st.just("steps_asked"), st.sampled_from(STEPS)),
    st.tuples(
        st.just("step_results"),
        st.builds("{}:{}".format, st.sampled_from(STEPS), st.sampled_from(RESULTS)),
    ),
    st.tuples(st.just("writer"), st.sampled_from(WRITERS)),
    st.tuples(st.just("danger"), st.sampled_from(DANGERS)),
    st.tuples(st.just("asks_human"), st.just(True)),
    st.tuples(st.just("in_scope"), st.just(False)),
    st.tuples(st.just("content_online"), st.booleans()),
    st.tuples(st.just("getting_worse"), st.just(True)),
)


def placed(fact: tuple[str, object], start: int) -> dict[str, Any]:
    return {"field": fact[0], "value": fact[1], "words": "…", "start": start, "end": start + 1}


def told(facts: list[dict[str, Any]], retractions: list[dict[str, Any]]) -> dict[str, Any]:
    return {"facts": facts, "retractions": retractions, "labels": {}}


PLACED = st.builds(placed, FACTS, st.integers(0, 3))
MESSAGES = st.builds(told, st.lists(PLACED, max_size=5), st.lists(PLACED, max_size=2))
PLAIN_MESSAGES = st.builds(told, st.lists(PLACED, max_size=5), st.just([]))
"""Messages that take nothing back."""

JUNK: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=4),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=6,
)
