"""The stand-ins for TensorFlow are used only where the model has no neural component."""

from __future__ import annotations

import io
import json
import sys
import tarfile
from pathlib import Path

import pytest

from channels.without_tensorflow import STAND_INS, keep_out_tensorflow


def model_of(folder: Path, *components: str) -> Path:
    metadata = json.dumps({"predict_schema": {"nodes": {name: {"uses": name} for name in components}}}).encode()
    with tarfile.open(folder / "model.tar.gz", "w:gz") as archive:
        entry = tarfile.TarInfo("metadata.json")
        entry.size = len(metadata)
        archive.addfile(entry, io.BytesIO(metadata))
    return folder / "model.tar.gz"


@pytest.fixture(autouse=True)
def modules(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in STAND_INS:
        monkeypatch.delitem(sys.modules, name, raising=False)


@pytest.mark.parametrize(
    "component",
    ["rasa.nlu.classifiers.diet_classifier.DIETClassifier", "rasa.core.policies.ted_policy.TEDPolicy"],
)
def test_model_with_a_network_keeps_tensorflow(tmp_path: Path, component: str) -> None:
    assert not keep_out_tensorflow(model_of(tmp_path, "nlu.tagger.SituationTagger", component))
    assert not set(STAND_INS) & set(sys.modules)


def test_model_without_a_network_gets_stand_ins(tmp_path: Path) -> None:
    assert keep_out_tensorflow(model_of(tmp_path, "nlu.tagger.SituationTagger"))
    assert set(STAND_INS) <= set(sys.modules)
    with pytest.raises(RuntimeError):
        sys.modules["rasa.utils.tensorflow.callback"].RasaTrainingLogger()


def test_file_that_is_no_model_is_an_error(tmp_path: Path) -> None:
    with tarfile.open(tmp_path / "empty.tar.gz", "w:gz"):
        pass
    with pytest.raises(ValueError, match=r"metadata\.json"):
        keep_out_tensorflow(tmp_path / "empty.tar.gz")
