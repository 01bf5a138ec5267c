"""Keeps TensorFlow out of a process whose model does not use it: 3 s and 350 MB less.

`rasa.utils.train_utils`, which every policy imports, takes two modules from `rasa.utils.tensorflow` for training neural
components. Where the model has none, empty modules stand in for those two, and nothing else asks for TensorFlow.
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
}


def keep_out_tensorflow(model: Path) -> bool:
    """Call before the first import of Rasa; returns False, and does nothing, if `model` needs TensorFlow."""
    if any(used.startswith(NEURAL_COMPONENTS) for used in _components(model)):
        return False
    for name, classes in STAND_INS.items():
        module = ModuleType(name)
        for class_name in classes:
            setattr(module, class_name, type(class_name, (_TrainsNetworks,), {}))
        sys.modules[name] = module
    return True


class _TrainsNetworks:
    def __init__(self, *_arguments: Any, **_options: Any) -> None:
        raise RuntimeError("this process runs without TensorFlow")


def _components(model: Path) -> list[str]:
    with tarfile.open(model) as archive:
        for member in archive:
            if member.name.lstrip("./") == "metadata.json":
                file = archive.extractfile(member)
                metadata = json.load(file) if file is not None else {}
                return [str(node["uses"]) for node in metadata["predict_schema"]["nodes"].values()]
    raise ValueError(f"{model} holds no metadata.json")
