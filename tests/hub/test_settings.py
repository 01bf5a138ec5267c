"""Settings: read from the environment, and refused in plain lines."""

import os
import stat
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from sqlalchemy.engine import make_url
from typer.testing import CliRunner

from hub.cli import app
from hub.settings import REPOSITORY, Settings, SettingsError, load

DATABASE = "postgresql://postgres:hush@/postgres?host=/run/postgres"


@pytest.fixture(autouse=True)
def no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in list(os.environ):
        if name.startswith("HUB_") or name == "DATABASE_URL":
            monkeypatch.delenv(name)


def test_the_environment_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {
        "HUB_PORT": "9000",
        "HUB_SITE_KEYS": "a, b,",
        "DATABASE_URL": DATABASE,
        "HUB_QUIET_SECONDS": "0.5",
    }.items():
        monkeypatch.setenv(name, value)
    settings = load()
    assert (settings.port, settings.site_keys, settings.quiet_seconds) == (9000, ("a", "b"), 0.5)
    assert settings.sqlalchemy_url.drivername == "postgresql+psycopg"
    assert make_url(settings.dsn) == make_url(DATABASE)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("HUB_PORT", "many"),
        ("HUB_PORT", "0"),
        ("HUB_QUIET_SECONDS", "-1"),
        ("HUB_SECRET", "too short"),
        ("HUB_LIMIT_MESSAGES", "often"),
        ("HUB_LOG_LEVEL", "loud"),
        ("DATABASE_URL", "mysql://hush@host/db"),
        ("DATABASE_URL", "no address"),
    ],
)
def test_a_fault_is_one_line_that_names_the_setting_and_hides_its_value(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError) as refused:
        load()
    assert len(refused.value.lines) == 1
    assert refused.value.lines[0].startswith(f"{name}: ")
    assert value not in refused.value.lines[0].removeprefix(name) or value == "0"


def test_a_missing_database_is_said_when_it_is_needed() -> None:
    with pytest.raises(SettingsError, match="DATABASE_URL: missing"):
        assert load().dsn


@pytest.mark.parametrize("command", ["serve", "work", "migrate"])
def test_a_command_ends_with_the_faults_and_nothing_else(monkeypatch: pytest.MonkeyPatch, command: str) -> None:
    monkeypatch.setenv("HUB_PORT", "x")
    monkeypatch.setenv("HUB_RASA_PORT", "y")
    ended = CliRunner().invoke(app, [command])
    assert ended.exit_code == 2
    assert [line.split(":")[0] for line in ended.stderr.splitlines()] == ["HUB_PORT", "HUB_RASA_PORT"]


def test_a_command_says_when_the_database_does_not_answer(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DATABASE_URL", f"postgresql://postgres@/postgres?host={tmp_path}")
    ended = CliRunner().invoke(app, ["migrate"])
    assert ended.exit_code == 1
    assert ended.stderr == "DATABASE_URL: the database does not answer\n"


def test_the_command_line_leaves_the_counting_to_be_set_up() -> None:
    """prometheus_client decides at import how it counts across processes."""
    code = "import sys, hub.cli; sys.exit('prometheus_client' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], env={"PYTHONPATH": str(REPOSITORY)}).returncode == 0


def test_secrets_are_made_once_and_kept_private(tmp_path: Path) -> None:
    found: list[str] = []
    threads = [
        threading.Thread(target=lambda: found.append(Settings(var=tmp_path / "var").signing_secret())) for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(found)) == 1
    assert len(found[0]) >= 32
    assert Settings(var=tmp_path / "var").rasa_secret() != found[0]
    assert stat.S_IMODE((tmp_path / "var" / "secret").stat().st_mode) == 0o600
    assert Settings(var=tmp_path / "var", secret="x" * 32).signing_secret() == "x" * 32
