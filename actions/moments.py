"""When a parent can be called: the moments that the advisers' hours leave to choose from, and those said in words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time

WEEKDAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
MONTHS = (
    *("janvier", "février", "mars", "avril", "mai", "juin"),
    *("juillet", "août", "septembre", "octobre", "novembre", "décembre"),
)
NOON = time(12)
# School is out and many parents can talk.
LATE = time(16)
SOON = "dès que possible"
MOST_MOMENTS = 2
# A service that closes by then is not there in the evening.
EVENING_HOUR = 18

# A moment that means another day tomorrow, when an adviser reads it.
_RELATIVE = re.compile(r"\b(?:demain|aujourd|ce\s+(?:soir|matin|midi)|cet(?:te)?\s|tantôt|tout à l)", re.IGNORECASE)
_EVENING = re.compile(r"\b(?:soir|soirée|nuit)s?\b", re.IGNORECASE)
_WEEKEND = re.compile(r"\b(?:week-?\s?end|samedi|dimanche)s?\b", re.IGNORECASE)
_HOUR = re.compile(r"\b(\d{1,2})\s*(?:h|heures?|:\d\d)", re.IGNORECASE)


@dataclass(frozen=True)
class Stretch:
    """Hours of one day in which advisers are there, on Brussels' clock."""

    begin: datetime
    end: datetime

    @classmethod
    def read(cls, data: Sequence[str]) -> Stretch:
        begin, end = (datetime.fromisoformat(moment) for moment in data)
        return cls(begin, end)


@dataclass(frozen=True)
class Moment:
    """One moment to choose: what the button says, and what an adviser reads days later."""

    title: str
    words: str


def choices(now: datetime, stretches: Sequence[Stretch]) -> list[Moment]:
    """The next morning or afternoon, and the next time after school, soonest first."""
    halves = [half for stretch in stretches for half in _halves(stretch)]
    lates = [
        (stretch.begin.replace(hour=LATE.hour, minute=0), "late")
        for stretch in stretches
        if stretch.begin.time() <= LATE < stretch.end.time()
    ]
    ahead = [[one for one in sorted(kind) if one[0] > now][:1] for kind in (halves, lates)]
    soonest = sorted({begin: (begin, part) for begin, part in (*ahead[0], *ahead[1])}.values())
    return [_moment(now, begin, part) for begin, part in soonest[:MOST_MOMENTS]]


def opening(now: datetime, begin: datetime) -> str:
    """When the service opens again: "demain à 9 h", "lundi à 13 h 30"."""
    minutes = f" {begin.minute:02}" if begin.minute else ""
    return f"{_day(now, begin)} à {begin.hour} h{minutes}"


def dated(now: datetime, words: str) -> str:
    """The parent's own words for a moment; relative ones with the day on which they were said."""
    return f"{words} (dit le {_date(now)})" if _RELATIVE.search(words) else words


def is_out_of_hours(words: str, stretches: Sequence[Stretch]) -> bool:
    """Whether a moment said in words plainly lies where nobody works in the coming days."""
    if not stretches:
        return False
    if _WEEKEND.search(words):
        return not any(stretch.begin.weekday() >= WEEKDAYS.index("samedi") for stretch in stretches)
    last = max(_closing_hour(stretch) for stretch in stretches)
    late = any(int(hour) >= last for hour in _HOUR.findall(words))
    return late or bool(_EVENING.search(words) and last <= EVENING_HOUR)


def _closing_hour(stretch: Stretch) -> int:
    """The first full hour at which nobody is there any more; 24 for a stretch that ends at midnight."""
    return 24 if stretch.end.date() > stretch.begin.date() else stretch.end.hour + (stretch.end.minute > 0)


def _halves(stretch: Stretch) -> list[tuple[datetime, str]]:
    """The morning and the afternoon of a stretch, where it has them."""
    noon = stretch.begin.replace(hour=NOON.hour, minute=0)
    morning = [(stretch.begin, "matin")] if stretch.begin < noon else []
    return [*morning, *([(max(stretch.begin, noon), "après-midi")] if stretch.end > noon else [])]


def _this(part: str) -> str:
    return "cet" if part.startswith("a") else "ce"


def _moment(now: datetime, begin: datetime, part: str) -> Moment:
    if part == "late":
        spoken = f"après {LATE.hour} h" if begin.date() == now.date() else f"{_day(now, begin)} après {LATE.hour} h"
        exact = f"{_date(begin)}, après {LATE.hour} h"
    else:
        today = begin.date() == now.date()
        spoken = f"{_this(part)} {part}" if today else f"{_day(now, begin)} {part}"
        exact = f"{_date(begin)}, {'le matin' if part == 'matin' else 'l’après-midi'}"
    return Moment(spoken[0].upper() + spoken[1:], exact)


def _day(now: datetime, moment: datetime) -> str:
    days = (moment.date() - now.date()).days
    return {0: "aujourd’hui", 1: "demain"}.get(days, WEEKDAYS[moment.weekday()])


def _date(moment: datetime) -> str:
    day = "1er" if moment.day == 1 else str(moment.day)
    return f"{WEEKDAYS[moment.weekday()]} {day} {MONTHS[moment.month - 1]}"
