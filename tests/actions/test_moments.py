"""The moments to choose from, and those said in words."""

from __future__ import annotations

from datetime import datetime

import pytest

from actions import moments
from actions.moments import Stretch


def at(written: str) -> datetime:
    return datetime.fromisoformat(f"{written}+01:00")


def work(*days: int, begin: str = "09:00", end: str = "17:00") -> list[Stretch]:
    return [Stretch(at(f"2026-11-{day} {begin}"), at(f"2026-11-{day} {end}")) for day in days]


WEEK = work(23, 24, 25)  # Monday to Wednesday


@pytest.mark.parametrize(
    ("now", "titles"),
    [
        ("2026-11-22 21:00", ["Demain matin", "Demain après 16 h"]),
        ("2026-11-20 21:00", ["Lundi matin", "Lundi après 16 h"]),
        ("2026-11-23 10:00", ["Cet après-midi", "Après 16 h"]),
        ("2026-11-23 16:30", ["Demain matin", "Demain après 16 h"]),
        ("2026-11-25 16:30", []),
    ],
)
def test_the_next_half_day_and_the_next_time_after_school(now, titles):
    assert [one.title for one in moments.choices(at(now), WEEK)] == titles


def test_an_adviser_reads_the_day_and_not_tomorrow():
    first, second = moments.choices(at("2026-11-22 21:00"), WEEK)
    assert first.words == "lundi 23 novembre, le matin"
    assert second.words == "lundi 23 novembre, après 16 h"


def test_an_afternoon_alone_and_no_time_after_school():
    (only,) = moments.choices(at("2026-11-30 08:00"), [Stretch(at("2026-12-01 13:30"), at("2026-12-01 16:00"))])
    assert (only.title, only.words) == ("Demain après-midi", "mardi 1er décembre, l’après-midi")


def test_no_title_is_longer_than_a_button():
    stretches = [Stretch(at(f"2026-11-{day} 09:00"), at(f"2026-11-{day} 17:00")) for day in range(10, 30)]
    for day in range(10, 28):
        for hour in (8, 10, 13, 18):
            now = at(f"2026-11-{day} {hour:02}:00")
            ahead = [one for one in stretches if one.end > now]
            assert all(len(one.title) <= 20 for one in moments.choices(now, ahead))


@pytest.mark.parametrize(
    ("begin", "said"),
    [
        ("2026-11-22 13:00", "aujourd’hui à 13 h"),
        ("2026-11-23 09:00", "demain à 9 h"),
        ("2026-11-24 13:30", "mardi à 13 h 30"),
    ],
)
def test_when_the_service_opens(begin, said):
    assert moments.opening(at("2026-11-22 08:00"), at(begin)) == said


def test_a_relative_moment_keeps_the_day_on_which_it_was_said():
    now = at("2026-11-22 21:00")
    assert moments.dated(now, "demain matin") == "demain matin (dit le dimanche 22 novembre)"
    assert moments.dated(now, "le matin") == "le matin"


@pytest.mark.parametrize(
    ("words", "stretches", "outside"),
    [
        ("le soir après 18h", WEEK, True),
        ("vers 20 heures", WEEK, True),
        ("le week-end", WEEK, True),
        ("samedi matin", work(27, 28), False),
        ("demain matin", WEEK, False),
        ("après 16 h", WEEK, False),
        ("le soir", work(23, end="21:00"), False),
        ("à 17h", work(23, end="17:30"), False),
        ("le soir", [], False),
        ("à 23h", [Stretch(at("2026-11-23 00:00"), at("2026-11-24 00:00"))], False),
    ],
)
def test_a_moment_out_of_hours(words, stretches, outside):
    assert moments.is_out_of_hours(words, stretches) is outside
