"""French typography: the no-break spaces that French signs want, set where a text leaves us; its faults in a source.

Sources, trackers and searches keep plain spaces: nobody has to type a no-break space, and "116 000" is found as it is
typed. Phone numbers stay plain in what is sent too; the page keeps each on one line.
"""

from __future__ import annotations

import re

# One sign for all: U+202F, the narrow one, is missing in some fonts of old phones.
NO_BREAK = "\u00a0"

_BEFORE_SIGN = re.compile(r"(?<=\S) (?=[:;?!»])")
_AFTER_QUOTE = re.compile(r"(?<=«) ")
_BEFORE_UNIT = re.compile(r"(?<=\d) (?=(?:ans|min|h|%)\b)")
_NO_BREAKS = re.compile(r"[\u00a0\u202f]")


def typeset(text: str) -> str:
    """`text` with no-break spaces before ; : ! ? » and after «, and before a unit.

    Its length does not change.
    """
    for place in (_BEFORE_SIGN, _AFTER_QUOTE, _BEFORE_UNIT):
        text = place.sub(NO_BREAK, text)
    return text


def plain(text: str) -> str:
    """`text` with plain spaces, as it is written and searched."""
    return _NO_BREAKS.sub(" ", text)


_FAULTS: tuple[tuple[str, str], ...] = (
    (r"'", "apostrophe droite ' : écrivez ’"),
    (r'"', 'guillemets droits " : écrivez « … »'),
    (r"[“”„]", "guillemets étrangers : écrivez « … »"),
    (r"\.\.\.", "trois points ... : écrivez …"),
    (
        r"(?<=\S)(?<![\s:;?!(«/])[;!?](?=\s|$)|(?<=[^\W\d])(?<!https)(?<!http):(?=\s|$)",
        "il manque une espace avant « ; : ! ? »",
    ),
    (r"«(?=[^\s\u00a0\u202f])|(?<=[^\s\u00a0\u202f])»", "il manque une espace dans les guillemets « … »"),
    (r"(?<=\S) +[,.](?=\s|$)", "espace de trop devant une virgule ou un point"),
    (r"(?<=\S)  +(?=\S)", "deux espaces de suite"),
    (r"[ \t]+$", "espace de trop en fin de ligne"),
    (r"(?<=[a-zà-ÿ])[,;](?=[a-zà-ÿ])", "il manque une espace après la virgule"),
    (
        r"\b116[.\-/]?000\b|\b0800[.\-/]?\d{2}[.\-/]?\d{3}\b|\b0800[.\-/]\s?\d",
        "numéro à écrire avec des espaces : 116 000, 0800 32 123",
    ),
)
_COMPILED = tuple((re.compile(pattern, re.MULTILINE), words) for pattern, words in _FAULTS)
_EQUAL_QUOTES = "guillemets : autant de « que de »"
_BEGINNING = re.compile(r"^(?:\d{1,2}\. |- )?[A-ZÀÂÇÉÈÊÎÔŒ0-9«{…]")
NO_BEGINNING = "un texte commence par une majuscule"


def faults(text: str, begins: bool = True) -> list[str]:
    """What is not French typography in a text's source, in French, each kind once; no-break spaces are welcome.

    begins: it is a text, and not a part that stands within a sentence.
    """
    read = plain(text)
    found = [f"{words} (« {_around(read, match)} »)" for pattern, words in _COMPILED if (match := pattern.search(read))]
    if read.count("«") != read.count("»"):
        found.append(_EQUAL_QUOTES)
    if begins and not _BEGINNING.match(read):
        found.append(NO_BEGINNING)
    return found


def _around(text: str, match: re.Match[str]) -> str:
    return text[max(0, match.start() - 12) : match.end() + 8].replace("\n", " ").strip()
