"""The pieces of a message in which a question may stand: sentences, pairs of them, clauses, ends of clauses."""

from __future__ import annotations

import re
from itertools import pairwise

from nlu.clauses import Clause, clauses, sentences

# How a question begins when no punctuation stands before it: "… sur insta est-ce que je dois …".
_OPENING = re.compile(
    r"(?<=\s)(?=(?:est[- ]ce qu|c'est quoi|dois[- ]je|puis[- ]je|peut[- ]on|faut[- ]il|doit[- ]on|comment\s|pourquoi\s|"
    r"combien\s|à qui\s|qui peut\s|où\s|je (?:ne )?sais pas si\s|je me demande\s|qu'est[- ]ce qu|que faire|"
    r"que risque|vous pouvez me dire\s|je voudrais savoir\s|j'aimerais savoir\s)\S*)",
    re.IGNORECASE,
)
_SHORT_MESSAGE = 300  # characters; « … c'est une bonne idée ? » is understood only with what stands before it
_SHORTEST = 8  # characters; less asks nothing
_MOST = 24  # pieces of a message; a letter has its question in one of the first or last


def pieces(text: str) -> list[Clause]:
    """Every piece once, in order of its beginning, the longer one first. They overlap."""
    whole = sentences(text)
    found = {(before.start, after.end) for before, after in pairwise(whole)}
    if whole and whole[-1].end - whole[0].start <= _SHORT_MESSAGE:
        found.add((whole[0].start, whole[-1].end))
    for sentence in whole:
        parts = [
            (sentence.start + part.start, sentence.start + part.end)
            for part in clauses(text[sentence.start : sentence.end])
        ]
        found.add((sentence.start, sentence.end))
        found.update(parts)
        found.update((start, sentence.end) for start, _ in parts)
        openings = _OPENING.finditer(text, sentence.start, sentence.end)
        found.update((opening.start(), sentence.end) for opening in openings)
        for start, end in parts:
            found.update((opening.start(), end) for opening in _OPENING.finditer(text, start, end))
    long = sorted(
        ((start, end) for start, end in found if end - start >= _SHORTEST or len(text.strip()) < _SHORTEST),
        key=lambda span: (span[0], -span[1]),
    )
    kept = long if len(long) <= _MOST else long[: _MOST // 2] + long[-_MOST // 2 :]
    return [Clause(start, end) for start, end in kept]


def asks(text: str) -> bool:
    """Whether a piece looks like a question at all."""
    return "?" in text or _OPENING.search(f" {text}") is not None
