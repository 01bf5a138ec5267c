"""Rasa component: names the intent of a message, with a calibrated confidence and the whole ranking."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import (
    INTENT,
    INTENT_NAME_KEY,
    INTENT_RANKING_KEY,
    PREDICTED_CONFIDENCE_KEY,
)
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu.encoder import READING
from nlu.intent_model import IntentModel
from nlu.labels import sure_intent
from nlu.learnt import Learnt, about
from nlu.reading import Reading

logger = logging.getLogger(__name__)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class SituationIntents(Learnt, IntentClassifier):
    """Works on the reading; a message without a word gets no intent, FallbackClassifier then says so."""

    @staticmethod
    def restore(folder: Path) -> IntentModel:
        return IntentModel.load(folder)

    def train(self, training_data: TrainingData) -> Resource:
        from nlu.intent_learning import learn  # scikit-learn is needed only here

        examples = [
            (message.get(READING), intent)
            for message in training_data.training_examples
            if message.get(READING) is not None
            and (intent := sure_intent(message.get(INTENT), about(message).get("labels") or {}))
        ]
        if len({intent for _, intent in examples}) < 2:
            logger.warning("fewer than two intents with examples: nothing to tell apart")
            return self._resource
        self.keep(learn([reading for reading, _ in examples], [intent for _, intent in examples]))
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            reading = message.get(READING)
            if reading is None and message.get(INTENT):
                continue
            ranking = self._ranking(reading)
            top = ranking[0] if ranking else {INTENT_NAME_KEY: None, PREDICTED_CONFIDENCE_KEY: 0.0}
            message.set(INTENT, top, add_to_output=True)
            message.set(INTENT_RANKING_KEY, ranking, add_to_output=True)
        return messages

    def _ranking(self, reading: Reading | None) -> list[dict[str, Any]]:
        if self._model is None or reading is None or not any(map(str.isalnum, reading.text)):
            return []
        return [
            {INTENT_NAME_KEY: name, PREDICTED_CONFIDENCE_KEY: confidence}
            for name, confidence in self._model.ranking(reading)
        ]
