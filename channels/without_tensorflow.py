"""Keeps TensorFlow out of a process whose model does not use it: half the memory, and seconds less to start.

Two ways lead to it. `rasa.utils.train_utils`, which every policy imports, takes two modules that train networks; and
each model names its training graph's validator, which imports every component that Rasa has. Where the model has no
neural component, empty modules stand in for those three, and nothing else asks for TensorFlow.
"""

from __future__ import annotations

import json
import sys
import tarfile
from pathlib import Path
from types import ModuleType
from typing import Any

# All components of Rasa 3.6.21 (frozen) that import TensorFlow, by their modules.
NEURAL_COMPONENTS = (
    "rasa.nlu.classifiers.diet_classifier.",
    "rasa.nlu.featurizers.dense_featurizer.convert_featurizer.",
    "rasa.nlu.featurizers.dense_featurizer.lm_featurizer.",
    "rasa.nlu.selectors.response_selector.",
    "rasa.core.policies.ted_policy.",
    "rasa.core.policies.unexpected_intent_policy.",
)
STAND_INS = {
    "rasa.utils.tensorflow.callback": ("RasaTrainingLogger", "RasaModelCheckpoint"),
    "rasa.utils.tensorflow.data_generator": ("RasaDataGenerator", "RasaBatchDataGenerator"),
    "rasa.graph_components.validators.default_recipe_validator": ("DefaultV1RecipeValidator",),
}


def keep_out_tensorflow(model: Path) -> bool:
    """Call before the first import of Rasa; returns False, and does nothing, if `model` needs TensorFlow."""
    if any(used.startswith(NEURAL_COMPONENTS) for used in _components(model)):
        return False
    for name, classes in STAND_INS.items():
        module = ModuleType(name)
        for class_name in classes:
            setattr(module, class_name, type(class_name, (_OnlyForTraining,), {}))
        sys.modules[name] = module
    return True


class _OnlyForTraining:
    def __init__(self, *_arguments: Any, **_options: Any) -> None:
        raise RuntimeError("this process serves a model without TensorFlow; it cannot train one")


def _components(model: Path) -> list[str]:
    with tarfile.open(model) as archive:
        for member in archive:
            if member.name.lstrip("./") == "metadata.json":
                file = archive.extractfile(member)
                metadata = json.load(file) if file is not None else {}
                return [str(node["uses"]) for node in metadata["predict_schema"]["nodes"].values()]
    raise ValueError(f"{model} holds no metadata.json")
