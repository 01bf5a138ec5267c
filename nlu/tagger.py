"""Rasa component: puts on every message the object `situation` with the facts it states."""

from __future__ import annotations

import logging
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import METADATA, METADATA_EXAMPLE
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu.encoder import READING
from nlu.facts import Understanding, understand
from nlu.model import Model
from nlu.reading import Reading
from nlu.sources import digest
from nlu.vocabulary import Labels, empty

SITUATION = "situation"
FEWEST_EXAMPLES = 10  # below this nothing can be learnt, and nothing is claimed

logger = logging.getLogger(__name__)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=True)
class SituationTagger(GraphComponent):
    """Learns from the examples' `metadata: {labels: …}`; examples without labels are left out."""

    def __init__(self, model_storage: ModelStorage, resource: Resource, model: Model | None = None) -> None:
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
    ) -> SituationTagger:
        return cls(model_storage, resource)

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {"sources": digest()}

    @staticmethod
    def required_packages() -> list[str]:
        return ["sklearn"]

    def train(self, training_data: TrainingData) -> Resource:
        from nlu.learning import learn  # scikit-learn is needed only here

        examples = labelled(training_data)
        if len(examples) < FEWEST_EXAMPLES:
            logger.warning("only %d labelled examples: the tagger learns nothing", len(examples))
            return self._resource
        self._model = learn([reading for reading, _ in examples], [labels for _, labels in examples])
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
    ) -> SituationTagger:
        try:
            with model_storage.read_from(resource) as folder:
                return cls(model_storage, resource, Model.load(folder))
        except (ValueError, FileNotFoundError):
            logger.warning("the tagger has learnt nothing: no facts will be read")
            return cls(model_storage, resource)

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            reading = message.get(READING)
            if reading is not None:
                message.set(SITUATION, self._understand(reading).as_dict(), add_to_output=True)
        return messages

    def _understand(self, reading: Reading) -> Understanding:
        return understand(self._model, reading) if self._model else Understanding((), (), empty())


def labelled(training_data: TrainingData) -> list[tuple[Reading, Labels]]:
    """The readings that carry labels."""
    examples = []
    for message in training_data.training_examples:
        metadata = (message.get(METADATA) or {}).get(METADATA_EXAMPLE) or {}
        if message.get(READING) is not None and isinstance(metadata, dict) and "labels" in metadata:
            examples.append((message.get(READING), metadata["labels"]))
    return examples
