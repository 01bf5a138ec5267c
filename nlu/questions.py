"""Rasa component: which known questions a message asks, and which it may ask; they may stand inside a story."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import INTENT, METADATA, METADATA_EXAMPLE
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu import sentences
from nlu.clauses import Clause
from nlu.encoder import READING
from nlu.pieces import asks, pieces
from nlu.question_model import NONE, QuestionModel, Vectors
from nlu.reading import Reading
from nlu.sources import digest

QUESTIONS = "questions"
RANKING = "question_ranking"
MOST_NONE = 1500  # pieces that ask nothing to learn from: more make learning slow and change little

logger = logging.getLogger(__name__)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=True)
class KnownQuestions(GraphComponent):
    """Learns from the examples' `metadata: {question: …}`; all others ask nothing that is known."""

    def __init__(self, model_storage: ModelStorage, resource: Resource, model: QuestionModel | None = None) -> None:
        self._model_storage = model_storage
        self._resource = resource
        self._model = model

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> KnownQuestions:
        return cls(model_storage, resource)

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {"sources": digest()}

    def train(self, training_data: TrainingData) -> Resource:
        from nlu.question_learning import learn

        read = [
            (message.get(READING), _question(message), message.get(INTENT))
            for message in training_data.training_examples
            if message.get(READING) is not None
        ]
        asking = [(reading, question) for reading, question, _ in read if question]
        if len({question for _, question in asking}) < 2:
            logger.warning("fewer than two questions with examples: none will be known")
            return self._resource
        telling = [(reading, intent) for reading, question, intent in read if not question]
        self._model = learn([*_asking(asking), *_telling(telling)])
        with self._model_storage.write_to(self._resource) as folder:
            self._model.save(folder)
        return self._resource

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> KnownQuestions:
        try:
            with model_storage.read_from(resource) as folder:
                return cls(model_storage, resource, QuestionModel.load(folder))
        except (ValueError, FileNotFoundError):
            logger.warning("no question was learnt")
            return cls(model_storage, resource)

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
        shares = self._model.shares(texts, vectors_of(reading, parts, sentences.encode))
        asked = []
        for found in self._model.asked([(part.start, part.end) for part in parts], shares):
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
    known = {(0, len(reading.text)): reading.vectors[0]}
    known |= {(clause.start, clause.end): row for clause, row in zip(reading.clauses, reading.vectors[1:], strict=True)}
    new = [part for part in parts if (part.start, part.end) not in known]
    rows = encode([reading.text[part.start : part.end] for part in new]) if new else ()
    known |= {(part.start, part.end): row for part, row in zip(new, rows, strict=True)}
    return np.stack([known[part.start, part.end] for part in parts])


def _question(message: Message) -> str | None:
    metadata = (message.get(METADATA) or {}).get(METADATA_EXAMPLE) or {}
    question = metadata.get("question") if isinstance(metadata, dict) else None
    return str(question) if question else None


def _asking(read: Sequence[tuple[Reading, str]]) -> list[Any]:
    from nlu.question_learning import Example

    split = [(reading, question, pieces(reading.text)) for reading, question in read]
    encode = sentences.all_at_once(reading.text[part.start : part.end] for reading, _, parts in split for part in parts)
    return [
        Example(
            question,
            tuple(reading.text[part.start : part.end] for part in parts),
            vectors_of(reading, parts, encode),
        )
        for reading, question, parts in split
        if parts
    ]


def _telling(read: Sequence[tuple[Reading, str]]) -> list[Any]:
    """Clauses of what asks nothing that is known; a story's own questions are left out, nobody said which they are."""
    from nlu.question_learning import Example

    found = [
        Example(NONE, (reading.text[clause.start : clause.end],), row[None, :])
        for reading, intent in read
        if intent != "ask_question"
        for clause, row in zip(reading.clauses, reading.vectors[1:], strict=True)
        if intent != "tell_situation" or not asks(reading.text[clause.start : clause.end])
    ]
    order = np.random.default_rng(0).permutation(len(found))[:MOST_NONE]
    return [found[place] for place in sorted(order)]
