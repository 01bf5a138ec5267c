"""`check`: where a message speaks of a sexual danger, a threat or self-harm. Wide, fast and without any state."""

from __future__ import annotations

import re
from dataclasses import dataclass

from safety.patterns import HARMLESS, SELF_HARM, SEXUAL, THREAT
from safety.words import words_of


@dataclass(frozen=True)
class Hit:
    """A danger, and the words `text[start:end]` that speak of it."""

    danger: str  # "sexual", "threat" or "self_harm"
    words: str
    start: int
    end: int


def _compiled(patterns: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(rf"(?<= )(?:{pattern})(?= |$)") for pattern in patterns)


_DANGERS = (("sexual", _compiled(SEXUAL)), ("threat", _compiled(THREAT)), ("self_harm", _compiled(SELF_HARM)))
_HARMLESS = _compiled(HARMLESS)
_DENIED = re.compile(
    r"(?<= )(?:aucune?|aucun signe de|sans|jamais eu|ni|pas de|pas d|pas question de|rien de) (?:vraiment |trop )?$"
)
_DENIED_REACH = 24  # characters before a hit in which a denial may stand


def check(text: str) -> tuple[Hit, ...]:
    """Every danger found, in the text's order, at most one hit for the same danger at the same place."""
    words = words_of(text)
    harmless = [match.span() for pattern in _HARMLESS for match in pattern.finditer(words.text)]
    hits = []
    for danger, patterns in _DANGERS:
        spans = sorted(match.span() for pattern in patterns for match in pattern.finditer(words.text))
        for start, end in _merged([span for span in spans if not _inside(span, harmless)]):
            if _DENIED.search(words.text[max(0, start - _DENIED_REACH) : start]):
                continue
            first, last = words.span(start, end)
            hits.append(Hit(danger, text[first:last], first, last))
    return tuple(sorted(hits, key=lambda hit: (hit.start, hit.end)))


def _inside(span: tuple[int, int], harmless: list[tuple[int, int]]) -> bool:
    """A hit that a harmless phrase covers, or that shares its first word with one."""
    return any(start <= span[0] < end and (span[1] <= end or span[0] == start) for start, end in harmless)


def _merged(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in spans:
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
