"""A reading's text as plain words parted by single spaces, for patterns: places kept, sentence ends as " . "."""

from __future__ import annotations

import re
from dataclasses import dataclass

from nlu.spelling import unaccented

_PIECE = re.compile(r"[a-z0-9]+|[.!?\n]+|[,;:()\"/]+|-(?= )")


@dataclass(frozen=True)
class Flat:
    """` word word , word . ` in lower case without accents; character i stands for the source's `starts[i]:ends[i]`.

    "." ends a sentence, "?" ends a question, "," is any pause.
    """

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The source's span of a piece that holds at least one word."""
        return self.starts[start], self.ends[end - 1]

    def sentence(self, place: int) -> tuple[int, int]:
        """Where the sentence around a place begins and ends, its end mark included."""
        begin = max(self.text.rfind(" . ", 0, place + 1), self.text.rfind(" ? ", 0, place + 1))
        ends = [end for end in (self.text.find(" . ", place), self.text.find(" ? ", place)) if end >= 0]
        return (begin + 2 if begin >= 0 else 0), (min(ends) + 2 if ends else len(self.text))


def flatten(text: str) -> Flat:
    texts: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for match in _PIECE.finditer(unaccented(text)):
        sign = match.group()
        word = sign if sign[0].isalnum() else "?" if "?" in sign else "." if sign[0] in ".!\n" else ","
        texts.append(f" {word}")
        starts += [match.start()] * (len(word) + 1)
        ends += [match.end()] * (len(word) + 1)
    return Flat("".join(texts) + " ", (*starts, len(text)), (*ends, len(text)))


def gap(most: int) -> str:
    """Up to so many words between, not across a pause or a sentence's end."""
    return rf"(?: [a-z0-9]+){{0,{most}}}?"


def wide(most: int) -> str:
    """The same, across pauses too."""
    return rf"(?: (?:[a-z0-9]+|,)){{0,{most}}}?"


def compiled(pattern: str) -> re.Pattern[str]:
    """A pattern that begins after a space and ends before one."""
    return re.compile(rf"(?<= )(?:{pattern})(?= )")
