"""Reads the project for Rasa: one domain file a topic, thousands of examples in seconds; config.yml names it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from rasa.shared.core.domain import Domain
from rasa.shared.exceptions import YamlException
from rasa.shared.importers.rasa import RasaFileImporter
from rasa.shared.nlu.training_data.formats.rasa_yaml import RasaYAMLReader
from rasa.shared.nlu.training_data.training_data import TrainingData


class DomainFolderImporter(RasaFileImporter):
    """Rasa's own importer, but the domain is `domain.yml` and every file of `domain/` beside it, folders in it too.

    Rasa knows either a file or a folder. Plain `rasa train`, `rasa shell` and `rasa test` use this one.
    """

    def __init__(
        self,
        config_file: str | None = None,
        domain_path: str | None = None,
        training_data_paths: list[str] | str | None = None,
        **_unused: Any,
    ) -> None:
        super().__init__(config_file, domain_path, training_data_paths)

    def get_nlu_data(self, language: str | None = "en") -> TrainingData:
        """The examples of all files; Rasa's own reader spends half a minute on checking them against a schema."""
        return TrainingData().merge(*(_Examples().read(path, language=language) for path in self._nlu_files))

    def get_domain(self) -> Domain:
        """The merged domain.

        Raises:
            InvalidDomain: a file is not a domain; Rasa's importer would train with an empty one.
        """
        if not self._domain_path:
            return Domain.empty()
        return Domain.load([self._domain_path, *_topics(Path(self._domain_path))])


class _Examples(RasaYAMLReader):
    """Rasa's reader with a check of its own: every block names its intent, every example has a text."""

    def validate(self, string: str) -> None:
        """Checked in `_parse_nlu`, on what was read, and not on the text once more."""

    def _parse_nlu(self, nlu_data: list[dict[str, Any]] | None) -> None:
        for block in nlu_data or []:
            examples = block.get("examples")
            whole = isinstance(examples, str) or all(isinstance(example.get("text"), str) for example in examples or ())
            if not isinstance(block.get("intent"), str) or not examples or not whole:
                raise YamlException(self.filename)
        super()._parse_nlu(nlu_data)


def _topics(domain_file: Path) -> list[str]:
    folder = domain_file.with_suffix("")
    if not domain_file.is_file() or not folder.is_dir():
        return []
    return [str(path) for path in sorted(folder.rglob("*.yml"))]
