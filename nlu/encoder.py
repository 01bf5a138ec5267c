"""Rasa component: reads each message once (tokens, clauses, sentence vectors) for the tagger and the intents."""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.constants import SPACY_DOCS, TOKENS_NAMES
from rasa.nlu.utils.spacy_utils import SpacyModel
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu import sentences
from nlu.normaliser import NORMALISED, ORIGINAL
from nlu.reading import Reading, assemble, encoded_texts
from nlu.spelling import Normalised, normalise

READING = "reading"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False, model_from="SpacyNLP")
class SentenceEncoder(GraphComponent):
    """Sets `reading` on every message with a text, and gives the message its original text back.

    Stands after SpacyNLP and SpacyTokenizer; what follows works on the reading.
    """

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> SentenceEncoder:
        sentences.encode(["bonjour"])  # loads the vectors at the start, not in the first parent's message
        return cls()

    @staticmethod
    def required_packages() -> list[str]:
        return ["spacy"]

    def process(self, messages: list[Message], model: SpacyModel) -> list[Message]:
        if "ner" in model.model.pipe_names:
            model.model.disable_pipe("ner")  # two thirds of spaCy's time, and nobody asks for names
        for message in messages:
            if message.get(TEXT) is not None:
                self._read(message, sentences.encode)
        return messages

    def process_training_data(self, training_data: TrainingData, model: SpacyModel) -> TrainingData:
        messages = [message for message in training_data.training_examples if message.get(TEXT) is not None]
        encode = sentences.all_at_once(text for message in messages for text in encoded_texts(_normalised(message)))
        for message in messages:
            self._read(message, encode)
        return training_data

    def _read(self, message: Message, encode: sentences.Encode) -> None:
        original = message.get(ORIGINAL, message.get(TEXT))
        normalised = _normalised(message)
        document = message.get(SPACY_DOCS[TEXT]) or ()
        reading = assemble(normalised, original, document, encode)
        message.set(READING, reading)
        message.set(TEXT, original, add_to_output=True)
        _move_tokens(message, reading)


def _normalised(message: Message) -> Normalised:
    return message.get(NORMALISED) or normalise(message.get(ORIGINAL, message.get(TEXT)))


def _move_tokens(message: Message, reading: Reading) -> None:
    """Rasa's tokens, too, count characters of the original."""
    for token in message.get(TOKENS_NAMES[TEXT]) or ():
        token.start, token.end = reading.span(token.start, token.end)
