"""Which subwords of the published model stay: those of the corpus and the likeliest that French text may use."""

from __future__ import annotations

import re
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from nlu.fine_tuning.published import Published
from nlu.subwords import LONGEST, UNKNOWN, Subwords, plain

KEPT = 20_000  # subwords; the rest of 250,000 is other scripts, capitals and rare pieces of words
_LETTERS = r"a-z0-9àâäáçéèêëîïíôöóùûüúÿœæñ"
_SIGNS = r"'’.,;:!?()\"/&%€@#*+=_~<>|\[\]{}$^°-"
_PICTURES = r"\u2190-\u2bff\U0001f300-\U0001faff"
_FRENCH = re.compile(rf"▁?[{_LETTERS}{_SIGNS}]*|▁?[{_PICTURES}]")


def chosen(published: Published, texts: Iterable[str]) -> NDArray[np.int64]:
    """Ids of the published subwords that stay, in order; the first four are the marks."""
    usable = [
        number
        for number, piece in enumerate(published.pieces)
        if number > UNKNOWN and piece and len(piece) <= LONGEST and piece == plain(piece)
    ]
    whole = Subwords(
        ["", "", "", "", *(published.pieces[number] for number in usable)],
        [0.0] * 4 + [float(published.scores[number]) for number in usable],
    )
    numbers = [*range(4), *usable]
    seen = {numbers[number] for text in texts for number in whole.split(text)} - set(range(4))
    french = [number for number in usable if _FRENCH.fullmatch(published.pieces[number])]
    alone = {number for number in french if len(published.pieces[number]) == 1}
    kept = seen | alone
    for number in sorted(french, key=lambda number: -float(published.scores[number])):
        if len(kept) >= KEPT:
            break
        kept.add(number)
    return np.asarray([*range(4), *sorted(kept)], dtype=np.int64)


def subwords(published: Published, kept: NDArray[np.int64]) -> Subwords:
    pieces = [published.pieces[number] if place > UNKNOWN else "" for place, number in enumerate(kept.tolist())]
    return Subwords(pieces, [float(score) for score in published.scores[kept]])
