"""The normaliser mends spelling and never loses its way back to the original text."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlu.clauses import clauses
from nlu.spelling import MAX_CHARACTERS, normalise


@pytest.mark.parametrize(
    ("typed", "proper"),
    [
        ("j’ai signalé", "j'ai signalé"),
        ("jai signalé", "j'ai signalé"),
        ("quil vienne", "qu'il vienne"),
        ("Nooooon", "Non"),
        ("MA FILLE EST HARCELÉE", "ma fille est harcelée"),
        ("sur tik tok et snap chat", "sur tiktok et snapchat"),
        ("what's app", "whatsapp"),
        ("insta/snap", "insta / snap"),
        ("pcq bcp", "parce que beaucoup"),
        ("e\u0301cole", "école"),
        ("un PV", "un PV"),
        ("en 1000 euros", "en 1000 euros"),
    ],
)
def test_spelling_is_mended(typed: str, proper: str) -> None:
    assert normalise(typed).text == proper


def test_a_word_leads_back_to_what_was_typed() -> None:
    typed = "c sur tik tok, jai prevenu l’école"
    normalised = normalise(typed)
    start = normalised.text.index("tiktok")
    left, right = normalised.span(start, start + len("tiktok"))
    assert typed[left:right] == "tik tok"


def test_a_long_message_is_read_up_to_the_limit() -> None:
    assert len(normalise("a b " * MAX_CHARACTERS).text) <= MAX_CHARACTERS


@given(st.text() | st.text("ae'’ ./tikokjs\ud800\u0301İœ", max_size=60))
def test_the_map_is_monotone_and_within_bounds(text: str) -> None:
    normalised = normalise(text)
    assert len(normalised.starts) == len(normalised.ends) == len(normalised.text)
    assert list(normalised.starts) == sorted(normalised.starts)
    assert list(normalised.ends) == sorted(normalised.ends)
    assert all(0 <= start < end <= len(text) for start, end in zip(normalised.starts, normalised.ends, strict=True))
    normalised.text.encode("utf-8")
    assert len(normalised.text.lower()) == len(normalised.text)


@given(st.text() | st.text("ab ,.!?et\n", max_size=400))
def test_clauses_are_ordered_disjoint_and_not_blank(text: str) -> None:
    found = clauses(text)
    for clause in found:
        assert text[clause.start : clause.end].strip() == text[clause.start : clause.end] != ""
    for left, right in pairwise(found):
        assert left.end <= right.start


def test_clauses_part_at_punctuation_and_conjunctions() -> None:
    text = "On a bloqué le compte, mais ça continue. Que faire ?"
    assert [text[clause.start : clause.end] for clause in clauses(text)] == [
        "On a bloqué le compte,",
        "mais ça continue.",
        "Que faire ?",
    ]
