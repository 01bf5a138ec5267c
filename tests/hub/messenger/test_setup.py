"""`hub messenger check`: says what is wrong with a page, repairs what it can, and what half a configuration is told."""

import os

import pytest

from hub.messenger import setup
from hub.messenger.graph import Graph
from hub.messenger.page import page_of
from hub.settings import Settings, SettingsError, load
from tests.messenger.fake_meta import FakeMeta

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
