"""The training messages keep to the vocabulary and do not contradict each other."""

from __future__ import annotations

from collections import Counter

import pytest

from benchmarks.understanding.corpus import Example, examples
from nlu.ngrams import words_of
from nlu.spelling import unaccented
from nlu.vocabulary import (
    DANGERS,
    DENIALS_LABELLED,
    GRAVE,
    HARASSERS,
    HARM_TYPES,
    NOT_DONE,
    NOTHING_DONE,
    PLATFORMS,
    RESULTS,
    STEPS,
    WRITERS,
)

LISTS = {
    "platforms": PLATFORMS,
    "harm_types": HARM_TYPES,
    "steps_done": STEPS,
    "steps_asked": STEPS,
    "steps_not_done": NOT_DONE,
    "danger_denied": tuple(danger for danger in DANGERS if danger in GRAVE),
    "harms_denied": HARM_TYPES,
}
SINGLE = {"harasser": (*HARASSERS, "unstated"), "writer": (*WRITERS, "unstated"), "danger": (*DANGERS, "none")}
ANSWERS = (
    "in_scope",
    "school_involved",
    "asks_human",
    "content_online",
    "getting_worse",
    "over",
    "adviser_refused",
    DENIALS_LABELLED,
)


@pytest.fixture(scope="module")
def corpus() -> list[Example]:
    return examples()


def test_every_label_is_of_the_vocabulary(corpus: list[Example]) -> None:
    wrong = []
    for example in corpus:
        labels = example.labels
        wrong += [(example.text, name) for name in labels.keys() - {*LISTS, *SINGLE, *ANSWERS, "step_results"}]
        wrong += [(example.text, name) for name, known in LISTS.items() if not set(labels.get(name, [])) <= set(known)]
        wrong += [(example.text, name) for name, known in SINGLE.items() if labels.get(name, known[-1]) not in known]
        wrong += [(example.text, name) for name in ANSWERS if labels.get(name) not in (True, False, None)]
    assert wrong == []


def test_results_are_of_steps_that_are_done(corpus: list[Example]) -> None:
    for example in corpus:
        results = example.labels.get("step_results", {})
        assert set(results) <= set(example.labels.get("steps_done", [])), example.text
        assert set(results.values()) <= set(RESULTS), example.text


def test_nothing_is_stated_and_denied_in_one_message(corpus: list[Example]) -> None:
    for example in corpus:
        labels = example.labels
        denied = set(labels.get("steps_not_done", []))
        assert not denied.intersection(labels.get("steps_done", [])), example.text
        assert NOTHING_DONE not in denied or denied == {NOTHING_DONE}, example.text
        assert labels.get("danger") not in labels.get("danger_denied", []), example.text
        assert not set(labels.get("harms_denied", [])).intersection(labels.get("harm_types", [])), example.text
        assert not (labels.get("asks_human") and labels.get("adviser_refused")), example.text


def test_the_same_message_has_the_same_labels(corpus: list[Example]) -> None:
    labels_of: dict[str, list[Example]] = {}
    for example in corpus:
        labels_of.setdefault(" ".join(words_of(unaccented(example.text))), []).append(example)
    told = {
        key: same
        for key, same in labels_of.items()
        if key and any(other.labels != same[0].labels for other in same[1:])
    }
    assert told == {}


def test_every_label_has_examples(corpus: list[Example]) -> None:
    seen: Counter[str] = Counter()
    for example in corpus:
        seen.update(f"{name}:{value}" for name in LISTS for value in example.labels.get(name, []))
        seen.update(f"{name}:{example.labels[name]}" for name in SINGLE if name in example.labels)
    missing = [
        f"{name}:{value}"
        for name, known in LISTS.items()
        for value in known
        if name != "harms_denied" and not seen[f"{name}:{value}"]  # learnt as one label, whichever harm it is
    ]
    assert missing == []
