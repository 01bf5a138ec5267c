"""When advisers are at work: the wall clock of Brussels, public holidays, the change of the clocks."""

from datetime import datetime, timezone

import pytest

from hub.availability import wait_minutes
from hub.opening import ZONE, HoursFault, read_hours

WEEK = read_hours("Mo-Fr 09:00-12:30,13:30-17:00; Sa 10:00-12:00", ["2026-12-24"])


def brussels(written: str) -> datetime:
    return datetime.fromisoformat(written).replace(tzinfo=ZONE)


@pytest.mark.parametrize(
    ("moment", "is_open"),
    [
        ("2026-11-23 08:59", False),
        ("2026-11-23 09:00", True),
        ("2026-11-23 12:30", False),
        ("2026-11-23 13:30", True),
        ("2026-11-23 17:00", False),
        ("2026-11-28 11:00", True),
        ("2026-11-28 13:00", False),
        ("2026-11-29 11:00", False),
    ],
)
def test_hours_of_the_week(moment: str, is_open: bool) -> None:
    assert WEEK.is_open(brussels(moment)) is is_open


@pytest.mark.parametrize("day", ["2026-11-11", "2026-07-21", "2026-05-25", "2026-04-06", "2026-12-25", "2026-12-24"])
def test_nobody_works_on_a_belgian_holiday_or_a_closed_day(day: str) -> None:
    assert not WEEK.is_open(brussels(f"{day} 10:00"))


@pytest.mark.parametrize(
    ("utc", "is_open"),
    [
        ("2026-03-27 08:00", True),  # winter time: 09:00
        ("2026-03-27 07:59", False),
        ("2026-03-30 07:00", True),  # summer time since the 29th: 09:00
        ("2026-03-30 06:59", False),
        ("2026-10-23 07:00", True),  # still summer time
        ("2026-10-26 07:00", False),  # winter time since the 25th: 08:00
        ("2026-10-26 08:00", True),
    ],
)
def test_the_clocks_change(utc: str, is_open: bool) -> None:
    assert WEEK.is_open(datetime.fromisoformat(utc).replace(tzinfo=timezone.utc)) is is_open


def test_the_hours_of_the_night_of_the_change_count_by_the_wall_clock() -> None:
    night = read_hours("Su 02:00-03:00")
    twice = [datetime(2026, 10, 25, hour, 30, tzinfo=timezone.utc) for hour in (0, 1)]
    assert [night.is_open(moment) for moment in twice] == [True, True]
    missing = [datetime(2026, 3, 29, hour, 30, tzinfo=timezone.utc) for hour in (0, 1)]
    assert [night.is_open(moment) for moment in missing] == [False, False]


@pytest.mark.parametrize(
    ("now", "opens"),
    [
        ("2026-11-23 12:45", "2026-11-23 13:30"),
        ("2026-11-20 17:00", "2026-11-21 10:00"),
        ("2026-12-23 18:00", "2026-12-26 10:00"),
    ],
)
def test_the_next_opening_passes_over_closed_days(now: str, opens: str) -> None:
    assert WEEK.next_opening(brussels(now)) == brussels(opens)


def test_nobody_ever_at_work_has_no_next_opening() -> None:
    assert read_hours("").next_opening(brussels("2026-11-23 10:00")) is None


@pytest.mark.parametrize("written", ["9-17", "Lu 09:00-17:00", "Mo 17:00-09:00", "Mo 09:00-24:30", "Mo 09:75-17:00"])
def test_hours_that_cannot_be_read_are_refused(written: str) -> None:
    with pytest.raises(HoursFault):
        read_hours(written)


def test_a_week_may_run_over_its_end() -> None:
    assert read_hours("Sa-Mo 10:00-11:00").is_open(brussels("2026-11-23 10:30"))


@pytest.mark.parametrize(
    ("queued", "taken", "places", "minutes"),
    [(0, 0, 0, None), (4, 0, 0, None), (0, 0, 3, 0), (2, 0, 3, 0), (3, 0, 3, 5), (0, 3, 3, 5), (2, 3, 3, 15)],
)
def test_the_wait_follows_from_queue_and_places(queued: int, taken: int, places: int, minutes: int | None) -> None:
    assert wait_minutes(queued, taken, places, 15) == minutes


def test_the_coming_stretches_begin_with_the_one_under_way() -> None:
    stretches = WEEK.stretches(brussels("2026-11-27 14:00"), 3)
    assert [(begin.isoformat(), end.isoformat()) for begin, end in stretches] == [
        ("2026-11-27T13:30:00+01:00", "2026-11-27T17:00:00+01:00"),
        ("2026-11-28T10:00:00+01:00", "2026-11-28T12:00:00+01:00"),
    ]


def test_a_stretch_keeps_its_wall_clock_over_the_change_of_the_clocks() -> None:
    ((begin, end),) = read_hours("Su 09:00-24:00").stretches(brussels("2026-10-25 00:30"), 1)
    assert (begin.isoformat(), end.isoformat()) == ("2026-10-25T09:00:00+01:00", "2026-10-26T00:00:00+01:00")


def test_a_service_may_work_on_holidays() -> None:
    assert read_hours("Mo-Su 00:00-24:00", on_holidays=True).is_open(brussels("2026-12-25 10:00"))
