"""Splits a message into clauses by punctuation, conjunctions and length, without a parser; offsets are kept."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True)
class Clause:
    """A piece of a text: `text[start:end]`, trimmed and never empty."""

    start: int
    end: int


# Strong ends first: full stops, question marks, line ends; then commas, colons, brackets, dashes; then conjunctions.
_SENTENCE_END = re.compile(r"(?<!\b[A-ZÀ-Ý])(?:[.!?]+(?=\s|$|\"|\))|[\n\r]+)")
_PAUSE = re.compile(r"[,;:()\[\]]+(?=\s|$|\"|\D)|\s-+\s|\s/\s")
_CONJUNCTION = re.compile(
    r"\s(?=(?:et|mais|donc|car|puis|alors|or|sauf que|parce que|parce qu'|depuis que|depuis qu'|quand|du coup|"
    r"sinon|pourtant|et puis|alors que|alors qu'|tandis que|après|maintenant|même si|même s'|ou bien)\s)",
    re.IGNORECASE,
)
_LONGEST = 160  # characters; a longer clause is cut at a space, dictated messages have no punctuation
_SHORTEST = 12  # characters; a shorter piece joins its neighbour within the sentence


def _pieces(text: str, start: int, end: int, pattern: re.Pattern[str]) -> list[tuple[int, int]]:
    cuts = [match.end() for match in pattern.finditer(text, start, end)]
    edges = [start, *(cut for cut in cuts if start < cut < end), end]
    return [(left, right) for left, right in pairwise(edges) if text[left:right].strip()]


def _joined(pieces: list[tuple[int, int]]) -> list[tuple[int, int]]:
    result: list[tuple[int, int]] = []
    for start, end in pieces:
        if result and (end - start < _SHORTEST or result[-1][1] - result[-1][0] < _SHORTEST):
            result[-1] = (result[-1][0], end)
        else:
            result.append((start, end))
    return result


def _cut(text: str, start: int, end: int) -> list[tuple[int, int]]:
    result = []
    while end - start > _LONGEST:
        space = text.rfind(" ", start + 1, start + _LONGEST)
        place = space if space > start else start + _LONGEST
        result.append((start, place))
        start = place
    result.append((start, end))
    return result


def sentences(text: str) -> list[Clause]:
    """The sentences of a text, in order, disjoint."""
    return _trimmed(text, _pieces(text, 0, len(text), _SENTENCE_END))


def clauses(text: str) -> list[Clause]:
    """The clauses of a text, in order, disjoint; none for a blank text."""
    result: list[tuple[int, int]] = []
    for start, end in _pieces(text, 0, len(text), _SENTENCE_END):
        parts = [
            smaller for part in _pieces(text, start, end, _PAUSE) for smaller in _pieces(text, *part, _CONJUNCTION)
        ]
        for part in _joined(parts):
            result += _cut(text, *part)
    return _trimmed(text, result)


def _trimmed(text: str, pieces: list[tuple[int, int]]) -> list[Clause]:
    result = []
    for start, end in pieces:
        piece = text[start:end]
        left = len(piece) - len(piece.lstrip())
        right = len(piece.rstrip())
        if right > left:
            result.append(Clause(start + left, start + right))
    return result
