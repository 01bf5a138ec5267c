"""What components that learn have in common: how Rasa makes them, and how what they learnt is kept and found again."""

from __future__ import annotations

import logging
from abc import abstractmethod
from pathlib import Path
from typing import Any, Protocol

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import METADATA, METADATA_EXAMPLE
from rasa.shared.nlu.training_data.message import Message
from typing_extensions import Self

from nlu.sources import digest

logger = logging.getLogger(__name__)


class Savable(Protocol):
    """A model that writes itself into a folder."""

    def save(self, folder: Path) -> None: ...


class Learnt(GraphComponent):
    """A component with one model, None until it was learnt; `restore` reads it from its folder."""

    def __init__(self, model_storage: ModelStorage, resource: Resource, model: Any = None) -> None:
        self._model_storage = model_storage
        self._resource = resource
        self._model = model

    @staticmethod
    @abstractmethod
    def restore(folder: Path) -> Savable: ...

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {"sources": digest()}

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> Self:
        return cls(model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> Self:
        try:
            with model_storage.read_from(resource) as folder:
                return cls(model_storage, resource, cls.restore(folder))
        except (ValueError, FileNotFoundError):
            logger.warning("%s learnt nothing", cls.__name__)
            return cls(model_storage, resource)

    def keep(self, model: Savable) -> None:
        self._model = model
        with self._model_storage.write_to(self._resource) as folder:
            model.save(folder)


def about(example: Message) -> dict[str, Any]:
    """What the training data say of an example, its `metadata`."""
    written = (example.get(METADATA) or {}).get(METADATA_EXAMPLE)
    return written if isinstance(written, dict) else {}
