"""Stands in for the safety package where it is not there: three patterns, the same interface."""

import re
from dataclasses import dataclass
from typing import Literal

Danger = Literal["sexual", "threat", "self_harm"]
PATTERNS: dict[Danger, str] = {
    "self_harm": r"mourir|suicid",
    "threat": r"menac\w+ de mort|te tuer",
    "sexual": r"photos? nue",
}


@dataclass(frozen=True)
class Hit:
    danger: Danger
    words: str
    start: int
    end: int


def check(text: str) -> tuple[Hit, ...]:
    return tuple(
        Hit(danger, found.group(), *found.span())
        for danger, pattern in PATTERNS.items()
        for found in re.finditer(pattern, text, re.IGNORECASE)
    )


def numbers(danger: Danger) -> str:
    return "En danger immédiat : 112 ou 101. 0800 32 123, 24 h sur 24."
