"""Splits a text into the subwords that the fine-tuned encoder knows (unigram model, likeliest split)."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field

from nlu.clauses import clauses

START, PAD, END, UNKNOWN = 0, 1, 2, 3  # ids, as in the published model
SPACE = "▁"  # stands before the first subword of a word
LONGEST = 16  # characters of a subword
UNKNOWN_SCORE = -30.0  # log-probability of a character that is in no subword: less than any other
WINDOW = 126  # subwords that the encoder reads together, beside the marks of start and end


@dataclass(frozen=True)
class Subwords:
    """The pieces in the order of their ids, and how likely each is."""

    pieces: Sequence[str]
    scores: Sequence[float]  # log-probabilities
    _ids: dict[str, int] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        known = {piece: number for number, piece in enumerate(self.pieces) if number > UNKNOWN and piece}
        object.__setattr__(self, "_ids", known)

    def split(self, text: str) -> list[int]:
        """Ids of the subwords of a text. Time grows with its length."""
        found: dict[str, list[int]] = {}
        ids: list[int] = []
        for word in plain(text).split():
            if word not in found:
                found[word] = self._likeliest(SPACE + word)
            ids += found[word]
        return ids

    def windows(self, text: str) -> list[list[int]]:
        """Whole clauses, as many together as fit into a window; at least one window, maybe an empty one."""
        windows: list[list[int]] = [[]]
        for clause in clauses(text):
            ids = self.split(text[clause.start : clause.end])
            for start in range(0, len(ids), WINDOW):
                part = ids[start : start + WINDOW]
                if len(windows[-1]) + len(part) > WINDOW:
                    windows.append([])
                windows[-1] += part
        return [[START, *window, END] for window in windows]

    def _likeliest(self, word: str) -> list[int]:
        ends = len(word)
        best = [0.0] + [-1e30] * ends
        came: list[tuple[int, int]] = [(0, UNKNOWN)] * (ends + 1)
        for start in range(ends):
            before = best[start]
            if before + UNKNOWN_SCORE > best[start + 1]:
                best[start + 1], came[start + 1] = before + UNKNOWN_SCORE, (start, UNKNOWN)
            for end in range(start + 1, min(ends, start + LONGEST) + 1):
                number = self._ids.get(word[start:end])
                if number is not None and before + self.scores[number] > best[end]:
                    best[end], came[end] = before + self.scores[number], (start, number)
        ids: list[int] = []
        place = ends
        while place:
            place, number = came[place]
            ids.append(number)
        return ids[::-1]


def plain(text: str) -> str:
    """As the subwords are written: compatibility forms resolved, lower case."""
    return unicodedata.normalize("NFKC", text).lower()
