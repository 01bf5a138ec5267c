"""Which known question a piece of a message asks: one softmax over them all, and whether the piece asks at all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from nlu import stored
from nlu.asking import Asking
from nlu.concepts import concepts
from nlu.linear import Linear
from nlu.ngrams import Sparse, Vocabulary, ngrams
from nlu.question_signs import signs

Vectors = NDArray[np.float32]
NONE = ""  # the name of « no such question »
CONCEPT_WEIGHT = 2.0  # of the row of concepts beside the row of n-grams of length 1
DENSE_WEIGHT = 2.0  # of the sentence vector
MOST_IN_A_MESSAGE = 3
MOST_NEAR = 3
NEAR = 0.06  # below this share a question is not even near


def concept_counts(text: str) -> Counter[str]:
    """What the text speaks of, alone and in pairs: a question is where two things meet."""
    found = sorted(concepts(text))
    return Counter([*found, *("+".join(pair) for pair in combinations(found, 2)), *signs(found)])


@dataclass(frozen=True)
class QuestionFeatures:
    """The columns of n-grams, then those of concepts."""

    ngrams: Vocabulary
    concepts: Vocabulary

    def row(self, text: str) -> Sparse:
        words, found = self.ngrams.row(ngrams(text)), self.concepts.row(concept_counts(text))
        return Sparse(
            np.concatenate([words.columns, found.columns + len(self.ngrams)]),
            np.concatenate([words.values, found.values * np.float32(CONCEPT_WEIGHT)]),
        )

    @property
    def width(self) -> int:
        return len(self.ngrams) + len(self.concepts)


@dataclass(frozen=True)
class Asked:
    """A question and the piece that asks it: `piece` is the place in the list that was given."""

    question: str
    piece: int
    confidence: float


@dataclass(frozen=True)
class QuestionModel:
    """`threshold` is the least confidence of a question that is answered; below it the likeliest are only near.

    How much the encoder counts, what it gives to « no such question », and the temperature are found on examples that
    it has not learnt from.
    """

    features: QuestionFeatures
    linear: Linear
    encoder: float
    none: float
    temperature: float
    asking: Asking
    threshold: float

    def shares(self, texts: Sequence[str], vectors: Vectors, heard: Mapping[str, float]) -> Vectors:
        """Each piece's share for each name of `linear`; `heard` is what the encoder says of the whole message."""
        scores = np.stack(
            [self.linear.scores(self.features.row(text), vector) for text, vector in zip(texts, vectors, strict=True)]
        )
        return softmax((scores + self.encoder * of_encoder(heard, self.linear.names, self.none)) / self.temperature)

    def confidences(self, shares: Vectors, pieces: Sequence[tuple[str, str]]) -> Vectors:
        """The shares where a piece surely asks something, less where it may only tell; `pieces` as for Asking."""
        confidences: Vectors = shares * self.asking.shares(pieces)[:, None]
        return confidences

    def asked(self, spans: Sequence[tuple[int, int]], confidences: Vectors) -> list[Asked]:
        """The questions asked, each once, the surest first; no two of them in the same words."""
        found: list[Asked] = []
        for asked in self._likeliest(confidences):
            apart = all(
                spans[asked.piece][1] <= spans[other.piece][0] or spans[other.piece][1] <= spans[asked.piece][0]
                for other in found
            )
            known = asked.question in {other.question for other in found}
            if asked.confidence >= self.threshold and apart and not known and len(found) < MOST_IN_A_MESSAGE:
                found.append(asked)
        return found

    def near(self, shares: Vectors) -> list[Asked]:
        """The questions that may be meant, the likeliest first, whether sure or not."""
        best: dict[str, Asked] = {}
        for asked in self._likeliest(shares):
            best.setdefault(asked.question, asked)
        return [asked for asked in best.values() if asked.confidence >= NEAR][:MOST_NEAR]

    def _likeliest(self, shares: Vectors) -> list[Asked]:
        columns = [column for column, name in enumerate(self.linear.names) if name != NONE]
        known = shares[:, columns]
        order = np.argsort(-known, axis=None)[: len(columns)]
        return [
            Asked(
                self.linear.names[columns[place % len(columns)]], int(place // len(columns)), float(known.flat[place])
            )
            for place in order
        ]

    def save(self, folder: Path) -> None:
        vocabularies = self._vocabularies()
        stored.write(
            folder,
            {
                "questions": list(self.linear.names),
                "encoder": self.encoder,
                "none": self.none,
                "temperature": self.temperature,
                "threshold": self.threshold,
                **{name: list(vocabulary.columns) for name, vocabulary in vocabularies.items()},
            },
            {
                **{name: vocabulary.rarity for name, vocabulary in vocabularies.items()},
                **self.linear.arrays("linear"),
                **self.asking.linear.arrays("asking"),
            },
        )

    def _vocabularies(self) -> dict[str, Vocabulary]:
        return {"ngrams": self.features.ngrams, "concepts": self.features.concepts, "marks": self.asking.marks}

    @classmethod
    def load(cls, folder: Path) -> QuestionModel:
        names, arrays = stored.read(folder)
        known, concept, marks = (
            Vocabulary.restore(names[name], arrays[name]) for name in ("ngrams", "concepts", "marks")
        )
        return cls(
            QuestionFeatures(known, concept),
            Linear.restore(names["questions"], arrays, "linear"),
            float(names["encoder"]),
            float(names["none"]),
            float(names["temperature"]),
            Asking(marks, Linear.restore(("asks",), arrays, "asking")),
            float(names["threshold"]),
        )


def of_encoder(heard: Mapping[str, float], names: Sequence[str], none: float) -> Vectors:
    """The encoder's log-odds of each question, 0 for one that it does not know, and `none` for no such question."""
    return np.asarray([heard.get(f"question:{name}", 0.0) if name else none for name in names], dtype=np.float32)


def softmax(scores: Vectors) -> Vectors:
    shares: Vectors = np.exp(scores - scores.max(axis=1, keepdims=True))
    shares /= shares.sum(axis=1, keepdims=True)
    return shares
