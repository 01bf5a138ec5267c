"""Rasa component: puts on every message the object `situation` with the facts it states."""

from __future__ import annotations

import logging
from pathlib import Path

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu.encoder import READING
from nlu.facts import Understanding, understand
from nlu.learnt import Learnt, about
from nlu.model import Model
from nlu.reading import Reading
from nlu.vocabulary import Labels, empty

SITUATION = "situation"
FEWEST_EXAMPLES = 10  # below this nothing can be learnt, and nothing is claimed

logger = logging.getLogger(__name__)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=True)
class SituationTagger(Learnt):
    """Learns from the examples' `metadata: {labels: …}`; examples without labels are left out."""

    @staticmethod
    def restore(folder: Path) -> Model:
        return Model.load(folder)

    @staticmethod
    def required_packages() -> list[str]:
        return ["sklearn"]

    def train(self, training_data: TrainingData) -> Resource:
        from nlu.learning import learn  # scikit-learn is needed only here

        examples = labelled(training_data)
        if len(examples) < FEWEST_EXAMPLES:
            logger.warning("only %d labelled examples: the tagger learns nothing", len(examples))
            return self._resource
        self.keep(learn([reading for reading, _ in examples], [labels for _, labels in examples]))
        return self._resource

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
    return [
        (message.get(READING), about(message)["labels"])
        for message in training_data.training_examples
        if message.get(READING) is not None and "labels" in about(message)
    ]
