"""A text as plain words for the danger patterns: lower case, no accents, one space between words, places kept."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

LONGEST = 8000  # characters read of one message; the channels accept less
_WORD = re.compile(r"[a-z0-9]+|[.!?;:\n]+")
_LONG_LETTER = re.compile(r"([a-z])\1{2,}")

# Spoken and shortened forms, so that one pattern reads them all. Keys without accents, as typed in one word.
_SAME: dict[str, str] = {
    "jveux": "je veux", "jve": "je veux", "jveu": "je veux", "veu": "veut", "jvais": "je vais",
    "jvai": "je vais", "chui": "je suis", "chuis": "je suis", "jsuis": "je suis", "jai": "j ai", "jen": "j en",
    "jme": "je me", "jte": "je te", "vivr": "vivre", "mourrir": "mourir", "mourire": "mourir",
    "suissid": "suicide", "suisside": "suicide", "suiside": "suicide", "suissider": "suicider",
    "suisider": "suicider", "sucider": "suicider", "suicder": "suicider", "suicid": "suicide",
    "sucide": "suicide", "foto": "photo", "fotos": "photos", "tof": "photo", "tofs": "photos", "pic": "photo",
    "pics": "photos", "vid": "video", "vids": "videos", "nudes": "nude", "noodes": "nude", "tt": "tout",
    "tte": "toute", "tjs": "toujours", "ke": "que", "ki": "qui", "pr": "pour", "ds": "dans", "ns": "nous",
    "vs": "vous", "plu": "plus", "pu": "plus", "jms": "jamais", "frape": "frappe", "fraper": "frapper",
    "menasse": "menace", "menasser": "menacer", "lekole": "l ecole", "lecole": "l ecole", "cest": "c est",
    "sest": "s est", "nen": "n en", "jetai": "j etais", "jetais": "j etais", "mor": "mort",
}  # fmt: skip


@dataclass(frozen=True)
class Words:
    """`text` is made of words and of " . " where a sentence ends; character i stands for the original's `places[i]`."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The original's span of `text[start:end]`, which must hold a word."""
        return self.starts[start], self.ends[end - 1]


def _letter(letter: str) -> str:
    if letter < "\x80":
        return letter.lower()
    if letter in "œŒ":
        return "o"
    plain = unicodedata.normalize("NFD", letter)[0].lower()
    return plain if len(plain) == 1 else " "


def plain(text: str) -> str:
    """Lower case without accents, one character for one."""
    return "".join(map(_letter, text))


def words_of(original: str) -> Words:
    """Never raises; a combining accent or any other sign counts as a gap only where no letter stands."""
    folded = plain(original[:LONGEST])
    texts: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for match in _joined_words(folded):
        begin, end, word = match
        word = _LONG_LETTER.sub(r"\1", word)
        word = _SAME.get(word, word)
        piece = f" {word}"
        texts.append(piece)
        starts += [begin] * len(piece)
        ends += [end] * len(piece)
    return Words("".join(texts) + " ", (*starts, len(folded)), (*ends, len(folded)))


def _joined_words(folded: str) -> list[tuple[int, int, str]]:
    """Words with their places; letters parted only by combining accents are one word."""
    if any("\u0300" <= letter <= "\u036f" for letter in folded):
        kept = [(place, letter) for place, letter in enumerate(folded) if not "\u0300" <= letter <= "\u036f"]
        text = "".join(letter for _, letter in kept)
        places = [place for place, _ in kept]
    else:
        text, places = folded, None
    found = []
    for match in _WORD.finditer(text):
        begin, end = match.span()
        word = match.group() if match.group()[0].isalnum() else "."
        if places is None:
            found.append((begin, end, word))
        else:
            found.append((places[begin], places[end - 1] + 1, word))
    return found
