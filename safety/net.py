"""`check`: where a message speaks of sexual danger, threats or self-harm; patterns, and learned weights beside them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from safety.learned import listen
from safety.patterns import HARMLESS, SELF_HARM, SEXUAL, THREAT
from safety.words import Words, words_of


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
    r"(?<= )(?:aucune?|aucun signe de|sans|jamais eu|ni|pas de|pas d|pas question de|rien de?) (?:vraiment |trop )?$"
)
SHORT = 12  # words; as many say too little for the weights to judge by
_DENIED_REACH = 24  # characters before a hit in which a denial may stand


def check(text: str) -> tuple[Hit, ...]:
    """Every danger found, in the text's order.

    A short message is judged by its patterns. In a longer one the whole can make a pattern doubtful; and without a
    pattern it can sound like a danger, the hit is then the sentence that does the most.
    """
    words = words_of(text)
    found = phrases_in(words, text)
    if words.text.count(" ") <= SHORT:
        return tuple(sorted((hit for hit, _ in found), key=lambda hit: (hit.start, hit.end)))
    heard = {one.danger: one for one in listen(words, [(hit.danger, place) for hit, place in found])}
    hits = [hit for hit, _ in found if hit.danger not in heard or heard[hit.danger].doubt > 0]
    harmless = _harmless(words)
    for danger, one in heard.items():
        if any(one.start <= start < one.end for start, _ in harmless):
            continue
        if one.alarm > 0 and danger not in {hit.danger for hit in hits}:
            first, last = words.span(one.start, one.end)
            hits.append(Hit(danger, text[first:last], first, last))
    return tuple(sorted(hits, key=lambda hit: (hit.start, hit.end)))


def phrases(text: str) -> tuple[Hit, ...]:
    """What the patterns alone find, in the text's order, at most one hit for the same danger at the same place."""
    return tuple(sorted((hit for hit, _ in phrases_in(words_of(text), text)), key=lambda hit: (hit.start, hit.end)))


def phrases_in(words: Words, text: str) -> list[tuple[Hit, int]]:
    """Hits of the patterns, with their places in `words.text`."""
    harmless = _harmless(words)
    hits = []
    for danger, patterns in _DANGERS:
        spans = sorted(match.span() for pattern in patterns for match in pattern.finditer(words.text))
        for start, end in _merged([span for span in spans if not _inside(span, harmless)]):
            if _DENIED.search(words.text[max(0, start - _DENIED_REACH) : start]):
                continue
            first, last = words.span(start, end)
            hits.append((Hit(danger, text[first:last], first, last), start))
    return hits


def _harmless(words: Words) -> list[tuple[int, int]]:
    return [match.span() for pattern in _HARMLESS for match in pattern.finditer(words.text)]


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
