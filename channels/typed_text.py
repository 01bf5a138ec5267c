"""Keeps what a parent types from being read as a command: Rasa takes a leading "/" for an intent."""

from __future__ import annotations

import re
import unicodedata

NOTHING_LEFT = "?"
# "/restart", "/handoff{"x": 1}": no parent writes so, and the words of a command must not act as that command.
COMMAND = re.compile(r"\s*[/\u2044\u2215\uff0f]+[A-Za-z_]+(?:@[0-9.]+)?\s*(?:\{[^{}]*\}?)?\s*")


def as_plain_words(text: str) -> str:
    """`text` with every slash before its first letter or digit blanked; the length stays, so do all offsets.

    Blanked rather than replaced by a look-alike: no later normalisation can make a command of it again, and the NLU
    reads the words that follow ("  et puis ?" for "//et puis ?"). A command, and a text of nothing but slashes, becomes
    question marks.
    """
    if COMMAND.fullmatch(text):
        return NOTHING_LEFT * len(text)
    head = next((place for place, character in enumerate(text) if character.isalnum()), len(text))
    opening = "".join(" " if _is_slash(character) else character for character in text[:head])
    plain = opening + text[head:]
    return plain if plain.strip() else NOTHING_LEFT * len(text)


def _is_slash(character: str) -> bool:
    return "/" in unicodedata.normalize("NFKC", character)
