"""`hub messenger check`: says what is wrong with a page, repairs what it can, and what half a configuration is told."""

import asyncio
import os
import sys
from asyncio.subprocess import PIPE, STDOUT
from pathlib import Path

import pytest

from hub.messenger import setup
from hub.messenger.graph import Graph
from hub.messenger.page import page_of
from hub.settings import Settings, SettingsError, load
from tests.messenger.fake_meta import FakeMeta
from tests.scenarios.messenger_door import settings_for

PUBLIC = "https://hub.example.org"


async def look(settings: Settings, *, repair: bool = False) -> dict[str, setup.Finding]:
    page = page_of(settings)
    assert page is not None
    async with Graph(page, 2.0) as graph:
        found = await setup.check(graph, PUBLIC, repair=repair)
    return {finding.name: finding for finding in found}


async def test_a_new_page_lacks_everything_and_a_repair_sets_it(settings: Settings, meta: FakeMeta) -> None:
    before = await look(settings)
    assert [name for name, finding in before.items() if not finding.good] == [
        "webhook",
        "subscriptions",
        "get_started",
        "greeting",
        "menu",
    ]
    repaired = await look(settings, repair=True)
    assert all(finding.good for finding in repaired.values()), repaired
    assert repaired["menu"].repaired
    after = await look(settings)
    assert all(finding.good and not finding.repaired for finding in after.values())
    assert meta.profile["greeting"][1]["locale"] == "fr_FR"
    assert "standby" in meta.subscribed
    assert "look by hand" in after["default_app"].hint


async def test_a_token_that_is_over_ends_the_check(settings: Settings, meta: FakeMeta) -> None:
    meta.token_valid = False
    found = await look(settings, repair=True)
    assert list(found) == ["token"]
    assert "HUB_MESSENGER_PAGE_TOKEN" in found["token"].hint


async def test_a_missing_permission_is_named(settings: Settings, meta: FakeMeta) -> None:
    meta.scopes = ["pages_messaging"]
    assert "pages_manage_metadata" in (await look(settings))["token"].hint


async def test_a_wrong_app_secret_is_named(settings: Settings, meta: FakeMeta) -> None:
    wrong = settings.model_copy(update={"messenger_app_secret": "another"})
    assert "HUB_MESSENGER_APP_SECRET" in (await look(wrong))["token"].hint


async def test_the_command_ends_with_1_until_the_page_is_repaired(
    meta: FakeMeta, database_url: str, tmp_path: Path
) -> None:
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("HUB_")},
        "HUB_VAR": str(tmp_path),
        "DATABASE_URL": database_url,
        "HUB_MESSENGER_PUBLIC_URL": PUBLIC,
        **settings_for(meta),
    }

    async def ends_with(*arguments: str, without: str = "") -> tuple[int | None, str]:
        env = {name: value for name, value in environment.items() if name != without}
        command = [sys.executable, "-m", "hub.cli", "messenger", "check", *arguments]
        ran = await asyncio.create_subprocess_exec(*command, env=env, stdout=PIPE, stderr=STDOUT)
        said, _ = await ran.communicate()
        return ran.returncode, said.decode()

    code, said = await ends_with()
    assert code == 1 and "WRONG" in said and meta.token not in said
    code, said = await ends_with("--repair")
    assert code == 0 and "repaired" in said
    assert (await ends_with())[0] == 0
    code, said = await ends_with(without="HUB_MESSENGER_APP_SECRET")
    assert code == 2 and "HUB_MESSENGER_APP_SECRET" in said


async def test_the_version_of_the_graph_api_is_a_setting(settings: Settings, meta: FakeMeta) -> None:
    newer = page_of(settings.model_copy(update={"messenger_graph_version": "v26.0"}))
    assert newer is not None and newer.base == f"{meta.url}/v26.0"


def test_half_a_configuration_stops_the_start_with_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in list(os.environ):
        if name.startswith("HUB_"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("HUB_MESSENGER_PAGE_ID", "123")
    monkeypatch.setenv("HUB_MESSENGER_PAGE_TOKEN", "hush")
    with pytest.raises(SettingsError) as refused:
        load()
    (line,) = refused.value.lines
    assert "HUB_MESSENGER_APP_SECRET" in line
    assert "hush" not in line


def test_secrets_do_not_show(settings: Settings) -> None:
    page = page_of(settings)
    assert settings.messenger_page_token is not None
    assert settings.messenger_page_token not in repr(page)
