"""Counts the n-grams of characters and words of a text, weighted by rarity (TF-IDF); learns its vocabulary."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nlu.spelling import unaccented

SHORTEST, LONGEST = 2, 5  # characters of an n-gram within a word


def character_ngrams(plain: str) -> Iterator[str]:
    """N-grams inside words, each word between two spaces, as scikit-learn's `char_wb`."""
    for word in plain.split():
        padded = f" {word} "
        for size in range(SHORTEST, LONGEST + 1):
            if size >= len(padded):
                yield padded
                break
            for start in range(len(padded) - size + 1):
                yield padded[start : start + size]


def word_ngrams(words: list[str]) -> Iterator[str]:
    """Words and pairs of neighbours, marked so that they never meet an n-gram of characters."""
    for index, word in enumerate(words):
        yield f"w:{word}"
        if index:
            yield f"w:{words[index - 1]}_{word}"


def words_of(plain: str) -> list[str]:
    letters = [letter if letter.isalnum() else " " for letter in plain]
    return "".join(letters).split()


def ngrams(text: str) -> Counter[str]:
    plain = unaccented(text)
    counts = Counter(character_ngrams(plain))
    counts.update(word_ngrams(words_of(plain)))
    return counts


@dataclass(frozen=True)
class Sparse:
    """A row: columns in order, values of the same length."""

    columns: NDArray[np.int64]
    values: NDArray[np.float32]


@dataclass(frozen=True)
class Vocabulary:
    """Columns of the n-grams and their weights."""

    columns: dict[str, int]
    rarity: NDArray[np.float32]

    @classmethod
    def learn(cls, documents: Iterable[Counter[str]], least: int = 2) -> Vocabulary:
        """Keeps what occurs in at least `least` documents."""
        seen: Counter[str] = Counter()
        total = 0
        for document in documents:
            seen.update(document.keys())
            total += 1
        kept = sorted(ngram for ngram, count in seen.items() if count >= least)
        rarity = [math.log((1 + total) / (1 + seen[ngram])) + 1 for ngram in kept]
        return cls({ngram: column for column, ngram in enumerate(kept)}, np.asarray(rarity, dtype=np.float32))

    def row(self, counts: Counter[str]) -> Sparse:
        """The text's row, of length 1 (or 0 where nothing is known)."""
        known = sorted(
            (column, count) for ngram, count in counts.items() if (column := self.columns.get(ngram)) is not None
        )
        columns = np.fromiter((column for column, _ in known), dtype=np.int64, count=len(known))
        values = np.fromiter((1 + math.log(count) for _, count in known), dtype=np.float32, count=len(known))
        values *= self.rarity[columns]
        length = float(np.linalg.norm(values))
        return Sparse(columns, values / length if length else values)

    def present(self, counts: Counter[str]) -> NDArray[np.int64]:
        """The columns of what occurs, in order, without weights."""
        known = sorted(column for name in counts if (column := self.columns.get(name)) is not None)
        return np.asarray(known, dtype=np.int64)

    def __len__(self) -> int:
        return len(self.columns)

    @classmethod
    def restore(cls, ngrams: list[str], rarity: NDArray[np.float32]) -> Vocabulary:
        return cls({ngram: column for column, ngram in enumerate(ngrams)}, rarity)
