"""Cuts a long text where a reader would pause: between paragraphs, lines, sentences, words."""

import re

from hub.messenger.limits import TEXT, length

PAUSES = (r"\n\s*\n", r"\n", r"(?<=[.!?…:;])[\s\u00a0\u202f]+(?=\S)", r"[ \t]+")
"""The best place first; a French sign keeps the narrow space before it, as no pause stands there."""


def split(text: str, longest: int = TEXT) -> list[str]:
    """Parts of at most `longest`, none of them empty, that together hold every character which is not a space."""
    rest = text.strip()
    parts: list[str] = []
    while length(rest) > longest:
        end = _place(rest, longest)
        part = rest[:end].rstrip()
        if part:
            parts.append(part)
        rest = rest[end:].lstrip()
    return [*parts, rest] if rest else parts


def _place(text: str, longest: int) -> int:
    """Where the first part ends: at the last good pause of its second half, else as far as it may go."""
    furthest = _characters(text, longest)
    for pause in PAUSES:
        last = max((found.start() for found in re.finditer(pause, text[: furthest + 1])), default=0)
        if last > furthest // 2:
            return last
    return furthest


def _characters(text: str, longest: int) -> int:
    """How many characters have at most that length."""
    taken = 0
    for place, character in enumerate(text):
        taken += length(character)
        if taken > longest:
            return place
    return len(text)
