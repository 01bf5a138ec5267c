"""Lets `domain.yml` be completed by one file a topic in `domain/`; config.yml names it under `importers:`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from rasa.shared.core.domain import Domain
from rasa.shared.importers.rasa import RasaFileImporter


class DomainFolderImporter(RasaFileImporter):
    """Rasa's own importer, but the domain is `domain.yml` and every `domain/*.yml` beside it.

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

    def get_domain(self) -> Domain:
        """The merged domain.

        Raises:
            InvalidDomain: a file is not a domain; Rasa's importer would train with an empty one.
        """
        if not self._domain_path:
            return Domain.empty()
        return Domain.load([self._domain_path, *_topics(Path(self._domain_path))])


def _topics(domain_file: Path) -> list[str]:
    folder = domain_file.with_suffix("")
    if not domain_file.is_file() or not folder.is_dir():
        return []
    return [str(path) for path in sorted(folder.glob("*.yml"))]
