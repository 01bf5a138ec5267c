"""When advisers are at work: hours of the week in Brussels, without public holidays and other closed days."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

import holidays

ZONE = ZoneInfo("Europe/Brussels")
DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
RULE = re.compile(r"(?P<first>[A-Z][a-z])(?:-(?P<last>[A-Z][a-z]))?\s+(?P<spans>[\d:,\s-]+)")
SPAN = re.compile(r"(\d{2}):(\d{2})-(\d{2}):(\d{2})")
LOOK_AHEAD_DAYS = 60
"""Longer than any closure that an insurer would announce by closed days."""


class HoursFault(ValueError):
    """The hours cannot be read; the text says how to write them."""


@dataclass(frozen=True)
class Span:
    """A stretch of a day, in minutes after midnight; the end is no longer part of it."""

    begin: int
    end: int


@dataclass(frozen=True)
class Hours:
    """The week's spans by weekday (0 is Monday), the dates on which nobody works, and whether holidays are such."""

    week: tuple[tuple[Span, ...], ...]
    closed_days: frozenset[date] = frozenset()
    on_holidays: bool = False

    def is_open(self, now: datetime) -> bool:
        """Whether advisers are at work at this moment (any time zone; the wall clock of Brussels counts)."""
        local = now.astimezone(ZONE)
        minute = local.hour * 60 + local.minute
        return any(span.begin <= minute < span.end for span in self._spans(local.date()))

    def next_opening(self, now: datetime) -> datetime | None:
        """The next moment at which a span begins; None where there is none within two months."""
        local = now.astimezone(ZONE)
        for days in range(LOOK_AHEAD_DAYS):
            day = local.date() + timedelta(days=days)
            for span in self._spans(day):
                begin = datetime.combine(day, time(span.begin // 60, span.begin % 60), ZONE)
                if begin > local:
                    return begin
        return None

    def stretches(self, now: datetime, days: int) -> list[tuple[datetime, datetime]]:
        """Begin and end of each span of the coming days, Brussels time, the one under way included."""
        local = now.astimezone(ZONE)
        found = []
        for ahead in range(days):
            midnight = datetime.combine(local.date() + timedelta(days=ahead), time(), ZONE)
            # on the wall clock: timedelta within a zone does not count the hour that a clock change takes or gives
            both = [
                tuple(midnight + timedelta(minutes=minute) for minute in (span.begin, span.end))
                for span in self._spans(midnight.date())
            ]
            found += [(begin, end) for begin, end in both if end > local]
        return found

    def _spans(self, day: date) -> tuple[Span, ...]:
        if day in self.closed_days or (day in public_holidays(day.year) and not self.on_holidays):
            return ()
        return self.week[day.weekday()]


@lru_cache
def public_holidays(year: int) -> frozenset[date]:
    """Belgium's."""
    return frozenset(holidays.country_holidays("BE", years=year))


def read_hours(written: str, closed_days: Iterable[str] = (), *, on_holidays: bool = False) -> Hours:
    """Reads `Mo-Fr 09:00-12:30,13:30-17:00; Sa 10:00-12:00` and days as `2026-12-24`; raises HoursFault."""
    week: list[list[Span]] = [[] for _ in DAYS]
    for rule in filter(None, (part.strip() for part in written.split(";"))):
        found = RULE.fullmatch(rule)
        if found is None or found["first"] not in DAYS or (found["last"] or "Mo") not in DAYS:
            raise HoursFault("write them like Mo-Fr 09:00-12:30,13:30-17:00; Sa 10:00-12:00")
        first = DAYS.index(found["first"])
        last = DAYS.index(found["last"]) if found["last"] else first
        spans = [_span(part.strip()) for part in found["spans"].split(",")]
        for day in range(first, (last if last >= first else last + len(DAYS)) + 1):
            week[day % len(DAYS)].extend(spans)
    try:
        closed = frozenset(date.fromisoformat(day) for day in closed_days)
    except ValueError:
        raise HoursFault("write a closed day like 2026-12-24") from None
    return Hours(tuple(tuple(sorted(spans, key=lambda span: span.begin)) for spans in week), closed, on_holidays)


def _span(written: str) -> Span:
    found = SPAN.fullmatch(written)
    if found is None:
        raise HoursFault("write a stretch of a day like 09:00-17:00")
    begin_hour, begin_minute, end_hour, end_minute = (int(part) for part in found.groups())
    span = Span(begin_hour * 60 + begin_minute, end_hour * 60 + end_minute)
    if not span.begin < span.end <= 24 * 60 or begin_minute > 59 or end_minute > 59:
        raise HoursFault("a stretch of a day ends after it begins, at 24:00 at the latest")
    return span
