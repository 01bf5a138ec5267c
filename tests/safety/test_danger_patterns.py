"""The net finds dangers however they are written, and leaves figures of speech alone."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safety import check, numbers

FOLDER = Path(__file__).parent / "sentences"
DANGERS = ("self_harm", "threat", "sexual")
FALSE_ALARMS = 0.05  # share of harmless sentences that may still raise a hit


def sentences(name: str) -> list[str]:
    written = (FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return [line for line in written if line.strip() and not line.startswith("#")]


@pytest.mark.parametrize(("danger", "text"), [(danger, text) for danger in DANGERS for text in sentences(danger)])
def test_danger_is_found(danger: str, text: str) -> None:
    assert danger in {hit.danger for hit in check(text)}


@pytest.mark.parametrize("danger", DANGERS)
def test_danger_is_found_without_accents_in_capitals_and_with_curly_apostrophes(danger: str) -> None:
    for text in sentences(danger):
        plain = text.translate(str.maketrans("éèêëàâîïôûùç", "eeeeaaiiouuc"))
        for variant in (text.upper(), plain, text.replace("'", "’"), text.replace(" ", "  ")):
            assert danger in {hit.danger for hit in check(variant)}, variant


def test_figures_of_speech_rarely_raise_an_alarm() -> None:
    harmless = sentences("harmless")
    raised = [text for text in harmless if check(text)]
    assert len(raised) <= FALSE_ALARMS * len(harmless), raised


def test_offsets_are_of_the_original_text() -> None:
    text = "Bonsoir… Elle a dit qu’elle veut MOURIR 😢 ce soir"
    (hit,) = check(text)
    assert hit.danger == "self_harm"
    assert text[hit.start : hit.end] == hit.words
    assert "MOURIR" in hit.words


@given(st.text())
def test_any_text_is_read_without_an_error(text: str) -> None:
    for hit in check(text):
        assert 0 <= hit.start < hit.end <= len(text)
        assert text[hit.start : hit.end] == hit.words


@settings(max_examples=20, deadline=None)
@given(st.sampled_from(["a", "veut ", "je vais te ", "photo ", "si ", ". ", "menace de ", "é", "\ud800", "coups "]))
def test_a_wall_of_text_is_read_in_linear_time(piece: str) -> None:
    check(piece)  # compiles nothing, warms nothing: the measure below is of the text alone

    def seconds(length: int) -> float:
        wall = (piece * length)[:length]
        best = float("inf")
        for _ in range(3):
            start = time.process_time()
            check(wall)
            best = min(best, time.process_time() - start)
        return best

    assert seconds(4000) < 1.0
    assert seconds(8000) < 10 * max(seconds(2000), 0.002)  # four times the text; squared it would be sixteen


@pytest.mark.parametrize("danger", DANGERS)
def test_numbers_are_belgian(danger: str) -> None:
    said = numbers(danger)
    assert "112" in said
    assert not any(foreign in said for foreign in ("3018", "3020", "119", "1712", " 17 "))


def test_numbers_for_self_harm_name_the_helplines() -> None:
    assert all(number in numbers("self_harm") for number in ("0800 32 123", "103", "101", "116 000"))


def test_numbers_for_an_unknown_danger_are_refused() -> None:
    with pytest.raises(KeyError):
        numbers("distress")


def test_a_father_who_says_his_age_is_no_stranger():
    assert not check(
        "Je ne vais pas écrire à trois gamines de 14 ans, moi un homme de 52 ans, on me prendrait pour quoi ?"
    )
    assert {hit.danger for hit in check("Un homme de 52 ans écrit à ma fille tous les soirs")} == {"sexual"}
