"""Normalises the French of a chat message and keeps, for every character of the result, its place in the original."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from nlu.shorthand import ELIDED, ELIDED_HEADS, ELIDED_RESTS, PLATFORMS, WORDS

MAX_CHARACTERS = 4000  # longer messages are read up to here: a limit of time, far above any message of a parent


@dataclass(frozen=True)
class Normalised:
    """A normalised text; character i stands for `original[starts[i]:ends[i]]`. Both lists never decrease."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The original's span for `text[start:end]`; an empty span where nothing is covered."""
        start, end = max(0, start), min(end, len(self.text))
        if start >= end:
            place = self.ends[start - 1] if 0 < start <= len(self.ends) else 0
            return place, place
        return self.starts[start], self.ends[end - 1]


class _Draft:
    """A text under change, with the map back to where each character came from."""

    def __init__(self, original: str) -> None:
        self.text = original
        self.starts = list(range(len(original)))
        self.ends = list(range(1, len(original) + 1))

    def replace(self, pattern: re.Pattern[str], new: Callable[[re.Match[str]], str | None]) -> None:
        """Replaces each match by what `new` returns (None leaves it); the new characters stand for the whole match."""
        texts: list[str] = []
        starts: list[int] = []
        ends: list[int] = []
        done = 0
        for match in pattern.finditer(self.text):
            begin, end = match.span()
            replacement = new(match)
            if begin == end or replacement is None or replacement == match.group():
                continue
            texts += (self.text[done:begin], replacement)
            first, last = self.starts[begin], self.ends[end - 1]
            starts += self.starts[done:begin]
            ends += self.ends[done:begin]
            if len(replacement) == end - begin:
                starts += self.starts[begin:end]
                ends += self.ends[begin:end]
            else:
                starts += [first] * len(replacement)
                ends += [last] * len(replacement)
            done = end
        if done:
            texts.append(self.text[done:])
            starts += self.starts[done:]
            ends += self.ends[done:]
            self.text, self.starts, self.ends = "".join(texts), starts, ends


_BROKEN = re.compile(
    "[\ud800-\udfff\x00-\x08\x0b-\x1f\x7f-\x9f\u0130\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff0-\uffff]"
)
_SPACES = re.compile(r"[\t\v\f\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_CLUSTER = re.compile("[^\u0300-\u036f][\u0300-\u036f]+")
_LIGATURE = re.compile("[œŒæÆﬁﬂ…]")
_LIGATURES = {"œ": "oe", "Œ": "OE", "æ": "ae", "Æ": "AE", "ﬁ": "fi", "ﬂ": "fl", "…": "..."}
_APOSTROPHE = re.compile("[’‘ʼ′´`‛＇]")
_QUOTE = re.compile("[“”„«»‹›〝〞]")
_DASH = re.compile("[‐‑‒–—―]")
_SHOUTED = re.compile(r"[^\W\d_]+")
_LONG_LETTER = re.compile(r"([^\W\d_])\1{2,}", re.IGNORECASE)
_LONG_MARK = re.compile(r"([!?.,;:])\1{2,}")
_SLASH = re.compile(r"(?<=[^\W\d_])\s?/\s?(?=[^\W\d_])")
_ELISION_GAP = re.compile(r"\b([cdjlmnst]|qu)(?: '|' | ' )(?=[aeiouyhéèêà])", re.IGNORECASE)
_LOST_APOSTROPHE = re.compile(
    r"\b([cdjlmnst]) (?=(?:ai|avais|aurai|aurais|est|etait|était|école|ecole|avocat|insulte)\b)", re.IGNORECASE
)
_WORD = re.compile(r"(?<![\w'@#./-])[^\W_][\w]*(?![\w'@]|[./-]\w)")
_PLATFORM = tuple((re.compile(rf"(?<![\w@])(?:{forms})(?!\w)", re.IGNORECASE), name) for forms, name in PLATFORMS)
_LINK = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)

_SHOUTING_LETTERS = 12  # shorter shouts ("SVP", "PMS") are left alone
_SHOUTING_SHARE = 0.6


def unaccented(text: str) -> str:
    """Lower case without diacritics, one character for one: offsets stay."""
    return text.translate(_PLAIN)


class _PlainLetters(dict[int, str]):
    """Each letter without its diacritic, worked out when it is met first."""

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        plain = unicodedata.normalize("NFD", letter)[0].lower() if code >= 0x80 else letter.lower()
        self[code] = plain if len(plain) == 1 else letter
        return self[code]


_PLAIN = _PlainLetters()


def _proper_word(match: re.Match[str]) -> str | None:
    word = match.group()
    plain = unaccented(word)
    if plain in WORDS:
        if word.isupper() and 1 < len(word) < 4:  # initials, "PV", "FF": not shorthand
            return None
        return WORDS[plain]
    if plain in ELIDED:
        head = next((head for head in ELIDED_HEADS if plain.startswith(head)), plain[0])
        rest = word[len(head) :]
        if head == "parcequ":
            return f"parce qu'{rest}"
        return f"{word[: len(head)]}'{ELIDED_RESTS.get(unaccented(rest), rest)}"
    return None


def normalise(original: str) -> Normalised:
    """The text as a careful writer would have typed it, as far as tables and letters go. Never raises."""
    draft = _Draft(original[:MAX_CHARACTERS])
    draft.replace(_BROKEN, lambda match: "I" if match.group() == "\u0130" else " ")
    draft.replace(_SPACES, lambda match: " ")
    if not unicodedata.is_normalized("NFC", draft.text):
        draft.replace(_CLUSTER, lambda match: unicodedata.normalize("NFC", match.group()))
    draft.replace(_LIGATURE, lambda match: _LIGATURES[match.group()])
    draft.replace(_APOSTROPHE, lambda match: "'")
    draft.replace(_QUOTE, lambda match: '"')
    draft.replace(_DASH, lambda match: "-")
    letters = [letter for letter in draft.text if letter.isalpha()]
    if len(letters) >= _SHOUTING_LETTERS and sum(map(str.isupper, letters)) > _SHOUTING_SHARE * len(letters):
        draft.replace(_SHOUTED, lambda match: match.group().lower())
    draft.replace(_LINK, lambda match: re.sub(r"[?#].*", "", match.group()))
    draft.replace(_LONG_LETTER, lambda match: None if match.group(1) in "wWxXiIvV" else match.group(1))
    draft.replace(_LONG_MARK, lambda match: match.group(1) * (3 if match.group(1) == "." else 1))
    draft.replace(_SLASH, lambda match: " / ")
    draft.replace(_ELISION_GAP, lambda match: match.group(1) + "'")
    draft.replace(_LOST_APOSTROPHE, lambda match: match.group(1) + "'")
    for pattern, name in _PLATFORM:
        draft.replace(pattern, lambda match, name=name: name)  # type: ignore[misc]
    draft.replace(_WORD, _proper_word)
    return Normalised(draft.text, tuple(draft.starts), tuple(draft.ends))
