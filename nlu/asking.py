"""Whether a piece of a message asks anything at all: by how it is built and where it stands, not by its matter."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from nlu.linear import Linear, probability
from nlu.ngrams import Sparse, Vocabulary, words_of
from nlu.pieces import asks
from nlu.spelling import unaccented

WEIGHT = 4.0  # of all marks of a piece together; n-grams' rows have 1
SIZE = 3  # words; lengths are told apart in steps of so many
LONGEST = 6  # such steps; more says nothing new
# The words that sentences are built with; all others become « _ », or their ending where it may be a verb's.
BUILDING = frozenset(
    words_of(
        """
    je tu il elle on nous vous ils elles me te se le la les l lui leur y en ne pas plus rien jamais que qu qui quoi
    ou quand comment pourquoi combien quel quelle quels quelles est ce c ca cela ai as a avons avez ont suis es
    sommes etes sont etait avait dois doit doivent devrais devrait faut peut peux puis peuvent pouvez pourrais
    pourrait veut veux voudrais vais va vont et mais si donc car parce de du des un une au aux dans sur avec sans
    pour par mon ma mes ton son sa ses notre nos leurs fait faire dit dire oui non merci ok deja encore toujours
    depuis hier demain matin soir apres avant quelqu quelque chose moi toi eux bien mal vrai svp
    """
    )
)
_ENDINGS = ("e", "ee", "es", "ees", "u", "i")  # of participles without their accents


def place(start: int, end: int, length: int) -> str:
    """Where a piece stands in its message: all of it, its first part, its last, or one between."""
    return {(True, True): "all", (True, False): "first", (False, True): "last"}.get(
        (start == 0, end == length), "between"
    )


def marks(text: str, where: str) -> Counter[str]:
    """The words, how they are put together, how the piece begins and ends, and where it stands."""
    words = words_of(unaccented(text))
    built = [_building(word) for word in words]
    found = {f"word:{word}" for word in words}
    found.update(f"words:{one} {two}" for one, two in pairwise(words))
    found.update(f"built:{word}" for word in built)
    found.update(f"built:{one} {two}" for one, two in pairwise(built))
    found.update(f"built:{' '.join(three)}" for three in zip(built, built[1:], built[2:], strict=False))
    for count in (1, 2, 3):
        found.update(
            (
                f"begins:{' '.join(words[:count])}",
                f"begins built:{' '.join(built[:count])}",
                f"ends:{' '.join(words[-count:])}",
                f"ends built:{' '.join(built[-count:])}",
            )
        )
    length = min(len(words) // SIZE, LONGEST)
    form = "asks" if asks(text) else "tells"
    found.update(("question mark" if "?" in text else "no question mark", form, where, f"{where} {form}"))
    found.update((f"length {length}", f"length {length} {where}", *(("full stop",) if text.endswith(".") else ())))
    return Counter(dict.fromkeys(found, 1))


def _building(word: str) -> str:
    if word in BUILDING:
        return word
    if word.endswith("er"):
        return "-er"
    return "-é" if len(word) > 4 and word.endswith(_ENDINGS) else "_"


@dataclass(frozen=True)
class Asking:
    """One regression over the marks."""

    marks: Vocabulary
    linear: Linear

    def shares(self, pieces: Sequence[tuple[str, str]]) -> NDArray[np.float32]:
        """How likely it is of each piece (its text, where it stands) that it asks something."""
        nothing = np.zeros(0, dtype=np.float32)
        scores = [self.linear.scores(row(self.marks, marks(text, where)), nothing)[0] for text, where in pieces]
        return np.asarray([probability(float(score)) for score in scores], dtype=np.float32)


def row(vocabulary: Vocabulary, found: Counter[str]) -> Sparse:
    """The marks that are known, long pieces no stronger than short ones."""
    columns: NDArray[np.int64] = vocabulary.present(found)
    return Sparse(columns, np.full(len(columns), WEIGHT / max(len(columns), 1) ** 0.5, dtype=np.float32))
