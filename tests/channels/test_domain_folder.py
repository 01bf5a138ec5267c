"""The importer: `domain.yml` and `domain/*.yml` are one domain."""

from __future__ import annotations

from pathlib import Path

import pytest
from rasa.shared.core.domain import InvalidDomain
from rasa.shared.exceptions import YamlException
from rasa.shared.importers.importer import TrainingDataImporter

from channels.domain_folder import DomainFolderImporter

DOMAIN = """
intents: [greet]
session_config: {session_expiration_time: 77, carry_over_slots_to_new_session: true}
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "domain.yml").write_text(DOMAIN)
    (tmp_path / "domain").mkdir()
    for topic in ("mediation", "police"):
        (tmp_path / "domain" / f"{topic}.yml").write_text(f"responses:\n  utter_{topic}:\n    - text: {topic}\n")
    return tmp_path


def test_topics_complete_the_domain(project: Path) -> None:
    domain = DomainFolderImporter(domain_path=str(project / "domain.yml")).get_domain()
    assert set(domain.responses) == {"utter_mediation", "utter_police"}
    assert "greet" in domain.intents


def test_session_settings_stay_those_of_domain_yml(project: Path) -> None:
    domain = DomainFolderImporter(domain_path=str(project / "domain.yml")).get_domain()
    assert domain.session_config.session_expiration_time == 77
    assert domain.session_config.carry_over_slots


def test_project_without_folder_works(tmp_path: Path) -> None:
    (tmp_path / "domain.yml").write_text(DOMAIN)
    assert "greet" in DomainFolderImporter(domain_path=str(tmp_path / "domain.yml")).get_domain().intents


def test_broken_topic_is_an_error_and_not_an_empty_domain(project: Path) -> None:
    (project / "domain" / "police.yml").write_text("responses: [")
    with pytest.raises((InvalidDomain, YamlException)):
        DomainFolderImporter(domain_path=str(project / "domain.yml")).get_domain()


def test_rasa_finds_it_by_the_name_in_config(project: Path) -> None:
    (project / "config.yml").write_text("importers:\n  - name: channels.domain_folder.DomainFolderImporter\n")
    importer = TrainingDataImporter.load_from_config(str(project / "config.yml"), str(project / "domain.yml"), [])
    assert set(importer.get_domain().responses) == {"utter_mediation", "utter_police"}
