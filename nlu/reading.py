"""A message as the components read it: normalised text, tokens, clauses and sentence vectors, made once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nlu.clauses import Clause, clauses
from nlu.sentences import Encode
from nlu.spelling import Normalised, normalise, unaccented

Vectors = NDArray[np.float32]


@dataclass(frozen=True)
class Token:
    """A word of the normalised text; `plain` is lower case without accents."""

    plain: str
    start: int
    end: int
    lemma: str
    pos: str  # spaCy's coarse part of speech, "" where nobody said
    morph: str  # spaCy's features, "Mood=Cnd|Person=1"


@dataclass(frozen=True, eq=False)
class Reading:
    """One message read; equal only to itself, so that what is found in it can be kept for the next component.

    Offsets of tokens and clauses count in `text`; `span` leads back to the original.
    """

    original: str
    normalised: Normalised
    tokens: tuple[Token, ...]
    clauses: tuple[Clause, ...]
    vectors: Vectors  # one row for the message, then one for each clause

    @property
    def text(self) -> str:
        return self.normalised.text

    @property
    def plain(self) -> str:
        return unaccented(self.normalised.text)

    def span(self, start: int, end: int) -> tuple[int, int]:
        return self.normalised.span(start, end)

    def tokens_in(self, start: int, end: int) -> list[Token]:
        return [token for token in self.tokens if start <= token.start < end]

    def fingerprint(self) -> str:
        """For Rasa's cache of training data: the text says all, the rest follows from it."""
        return self.normalised.text

    def __repr__(self) -> str:
        return f"Reading({len(self.original)} characters)"


def tokens_of(doc: Sequence[Any]) -> tuple[Token, ...]:
    """Tokens of a spaCy document of the normalised text."""
    return tuple(
        Token(
            plain=unaccented(word.text),
            start=word.idx,
            end=word.idx + len(word.text),
            lemma=unaccented(word.lemma_),
            pos=word.pos_,
            morph=str(word.morph),
        )
        for word in doc
        if not word.is_space
    )


def read(original: str, tokenise: Callable[[str], Sequence[Any]], encode: Encode) -> Reading:
    """Reads a message without Rasa; `tokenise` gives a spaCy document for the normalised text in lower case."""
    normalised = normalise(original)
    return assemble(normalised, original, tokenise(normalised.text.lower()), encode)


def assemble(normalised: Normalised, original: str, doc: Sequence[Any], encode: Encode) -> Reading:
    parts = tuple(clauses(normalised.text))
    return Reading(original, normalised, tokens_of(doc), parts, encode(encoded_texts(normalised)))


def encoded_texts(normalised: Normalised) -> list[str]:
    """The texts that get a vector: the whole message, then its clauses."""
    whole = normalised.text
    return [whole, *(whole[part.start : part.end] for part in clauses(whole))]
