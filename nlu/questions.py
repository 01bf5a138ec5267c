"""Rasa component: which known questions a message asks, and which it may ask; they may stand inside a story."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.constants import INTENT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu import sentences
from nlu.asking import place
from nlu.clauses import Clause
from nlu.encoder import READING
from nlu.labels import ASKING
from nlu.learnt import Learnt, about
from nlu.model import encoded
from nlu.pieces import asks, pieces
from nlu.question_model import NONE, QuestionModel, Vectors
from nlu.reading import Reading
from nlu.vocabulary import DENIALS_LABELLED

QUESTIONS = "questions"
RANKING = "question_ranking"
MOST_TELLING = 4000  # messages that ask nothing to learn from: more make learning slow and change little

logger = logging.getLogger(__name__)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=True)
class KnownQuestions(Learnt):
    """Learns from the examples' `metadata: {question: …}`; all others ask nothing that is known."""

    @staticmethod
    def restore(folder: Path) -> QuestionModel:
        return QuestionModel.load(folder)

    def train(self, training_data: TrainingData) -> Resource:
        from nlu.question_learning import learn

        read = [
            (message.get(READING), _question(message), message.get(INTENT), _is_of_a_talk(message))
            for message in training_data.training_examples
            if message.get(READING) is not None
        ]
        asking = [(reading, question) for reading, question, _, _ in read if question]
        if len({question for _, question in asking}) < 2:
            logger.warning("fewer than two questions with examples: none will be known")
            return self._resource
        telling = [(reading, intent, unnamed) for reading, question, intent, unnamed in read if not question]
        new = _Unseen.of([reading for reading, _, _, _ in read])
        self.keep(learn([*asking_examples(asking, new), *telling_examples(telling, new)]))
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            reading = message.get(READING)
            if reading is not None:
                asked, near = self._read(reading)
                message.set(QUESTIONS, asked, add_to_output=True)
                message.set(RANKING, near, add_to_output=True)
        return messages

    def _read(self, reading: Reading) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
        parts = pieces(reading.text) if any(map(str.isalnum, reading.text)) else []
        if self._model is None or not parts:
            return [], []
        texts = [reading.text[part.start : part.end] for part in parts]
        shares = self._model.shares(texts, vectors_of(reading, parts, sentences.encode), encoded(reading))
        confidences = self._model.confidences(shares, list(zip(texts, places(reading, parts), strict=True)))
        asked = []
        for found in self._model.asked([(part.start, part.end) for part in parts], confidences):
            start, end = reading.span(parts[found.piece].start, parts[found.piece].end)
            words = reading.original[start:end]
            place = {"words": words, "start": start, "end": end, "confidence": round(found.confidence, 4)}
            asked.append({"question": found.question, **place})
        near = [
            {"question": found.question, "confidence": round(found.confidence, 4)} for found in self._model.near(shares)
        ]
        return asked, near


def vectors_of(reading: Reading, parts: Sequence[Clause], encode: sentences.Encode) -> Vectors:
    """The pieces' vectors: those that the reading has, the others encoded."""
    known = _encoded(reading)
    new = [part for part in parts if (part.start, part.end) not in known]
    rows = encode([reading.text[part.start : part.end] for part in new]) if new else ()
    known |= {(part.start, part.end): row for part, row in zip(new, rows, strict=True)}
    return np.stack([known[part.start, part.end] for part in parts])


def _encoded(reading: Reading) -> dict[tuple[int, int], Any]:
    """What has a vector already: the message and its clauses."""
    known = {(0, len(reading.text)): reading.vectors[0]}
    known |= {(clause.start, clause.end): row for clause, row in zip(reading.clauses, reading.vectors[1:], strict=True)}
    return known


def _question(message: Message) -> str | None:
    question = about(message).get("question")
    return str(question) if question else None


def _is_of_a_talk(message: Message) -> bool:
    """Such messages ask much on the side, and not all of it has a name."""
    return bool((about(message).get("labels") or {}).get(DENIALS_LABELLED))


def places(reading: Reading, parts: Sequence[Clause]) -> tuple[str, ...]:
    """Where each piece stands in its message."""
    return tuple(place(part.start, part.end, len(reading.text)) for part in parts)


@dataclass(frozen=True)
class _Unseen:
    """The readings that the encoder has not learnt from."""

    readings: frozenset[Reading]

    @classmethod
    def of(cls, readings: Sequence[Reading]) -> _Unseen:
        from nlu.learning import unseen_examples

        return cls(frozenset(readings[place] for place in np.flatnonzero(unseen_examples(readings))))

    def heard(self, reading: Reading) -> dict[str, float] | None:
        """What the encoder says of one of them."""
        return encoded(reading) if reading in self.readings else None


def asking_examples(read: Sequence[tuple[Reading, str]], new: _Unseen) -> list[Any]:
    split = [(reading, question, pieces(reading.text)) for reading, question in read]
    encode = sentences.all_at_once(reading.text[part.start : part.end] for reading, _, parts in split for part in parts)
    return [
        _example(question, reading, parts, vectors_of(reading, parts, encode), new)
        for reading, question, parts in split
        if parts
    ]


def telling_examples(read: Sequence[tuple[Reading, str, bool]], new: _Unseen) -> list[Any]:
    """What asks nothing that is known, in the pieces that have a vector already.

    The questions within a story, or within a message whose questions have no name, are left out: nobody said which
    they are. read: the reading, its intent, and whether its questions have no name.
    """
    others = [(reading, intent == "tell_situation", unnamed) for reading, intent, unnamed in read if intent != ASKING]
    order = np.random.default_rng(0).permutation(len(others))[:MOST_TELLING]
    found = []
    for reading, story, unnamed in (others[number] for number in sorted(order)):
        parts = [part for part in pieces(reading.text) if (part.start, part.end) in _encoded(reading)]
        left_out = story or unnamed
        kept = [part for part in parts if not (left_out and asks(reading.text[part.start : part.end]))]
        if kept:
            told = story and len(kept) == len(parts)
            vectors = vectors_of(reading, kept, sentences.encode)
            found.append(_example(NONE, reading, kept, vectors, new, told))
    return found


def _example(
    question: str, reading: Reading, parts: Sequence[Clause], vectors: Vectors, new: _Unseen, told: bool = False
) -> Any:
    from nlu.question_learning import Example

    return Example(
        question,
        tuple(reading.text[part.start : part.end] for part in parts),
        places(reading, parts),
        tuple((part.start, part.end) for part in parts),
        vectors,
        told,
        new.heard(reading),
    )
