"""Who writes stays who wrote, unless the message itself says otherwise."""

from __future__ import annotations

import pytest

from actions.who import steady


def fact(value: str, words: str) -> dict[str, object]:
    return {"field": "writer", "value": value, "words": words, "start": 0, "end": len(words)}


@pytest.mark.parametrize(
    ("known", "value", "words"),
    [
        ("parent", "teen", "attendez il vient de me dire qu'il n'a plus envie de vivre"),
        ("parent", "author_parent", "On a découvert que c'est une fille de sa classe"),
        ("relative", "parent", "la directrice a été prévenue par ma fille"),
        ("school", "other", "j'ai averti la direction"),
    ],
)
def test_a_message_that_does_not_say_who_writes_changes_nothing(known, value, words):
    told = {"facts": [fact(value, words), {"field": "danger", "value": "threat"}], "labels": {"writer": value}}
    after = steady(told, known)
    assert after["facts"] == [{"field": "danger", "value": "threat"}] and after["labels"]["writer"] == "unstated"


@pytest.mark.parametrize(
    ("known", "value", "words"),
    [
        ("parent", "teen", "c'est moi, j'ai 14 ans"),
        ("parent", "relative", "je suis sa tante en fait"),
        ("parent", "author_parent", "en fait c'est mon fils qui a commencé"),
        ("unstated", "teen", "on se moque"),
        ("other", "parent", "ma fille aussi"),
    ],
)
def test_who_says_so_is_believed(known, value, words):
    told = {"facts": [fact(value, words)], "labels": {"writer": value}}
    assert steady(told, known) == told


def test_a_correction_is_believed():
    told = {"facts": [fact("teen", "non")], "retractions": [fact("parent", "non")], "labels": {}}
    assert steady(told, "parent") == told
