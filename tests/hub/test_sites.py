"""Which websites may use the chat: keys, exact origins, and no other page."""

import contextlib
from collections.abc import AsyncIterator

import httpx
import pytest

from hub.application import create_app
from hub.settings import Settings, SettingsError, load
from tests.hub.conftest import served

SITE = "https://www.assureur.be"
SECOND = "https://assureur.be"
OTHER = "https://autre.be"
ASKED = {"Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "authorization,content-type"}


@contextlib.asynccontextmanager
async def hub(settings: Settings, **changed: object) -> AsyncIterator[httpx.AsyncClient]:
    app = create_app(settings.model_copy(update=changed))
    async with served(app) as port, httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", trust_env=False) as web:
        yield web


async def opened(web: httpx.AsyncClient, origin: str | None, **body: str) -> httpx.Response:
    headers = {"Origin": origin} if origin else {}
    return await web.post("/api/chat/conversations", json=body, headers=headers)


async def test_a_key_opens_a_conversation_from_its_own_sites_only(settings: Settings) -> None:
    keys = (f"a={SITE} {SECOND}", f"b={OTHER}")
    async with hub(settings, site_keys=keys) as web:
        for origin in (SITE, SECOND, None):
            assert (await opened(web, origin, site_key="a")).status_code == 201
        refused = await opened(web, OTHER, site_key="a")  # allowed for the other key
        assert (refused.status_code, refused.json()["error"]["code"]) == (403, "site_unknown")


async def test_a_key_without_sites_uses_those_that_hold_for_all(settings: Settings) -> None:
    async with hub(settings, site_keys=("a",), allowed_origins=(SITE,)) as web:
        assert (await opened(web, SITE, site_key="a")).status_code == 201
        assert (await opened(web, OTHER, site_key="a")).status_code == 403


@pytest.mark.parametrize(
    "origin",
    [OTHER, "null", f"{SITE}.evil.example", f"{SITE}:8443", "http://www.assureur.be", f"{SITE}/", SITE.upper()],
)
async def test_no_other_origin_hears_an_answer(settings: Settings, origin: str) -> None:
    async with hub(settings, site_keys=(f"a={SITE}",)) as web:
        for answer in (
            await opened(web, origin, site_key="a"),
            await opened(web, origin),
            await web.options("/api/chat/messages", headers={"Origin": origin, **ASKED}),
        ):
            assert (answer.status_code, answer.json()["error"]["code"]) == (403, "origin_unknown")
            assert "access-control-allow-origin" not in answer.headers


async def test_an_allowed_page_may_ask_and_read_also_refusals(settings: Settings) -> None:
    async with hub(settings, site_keys=(f"a={SITE}",), limit_conversations="1/minute") as web:
        asked = await web.options("/api/chat/messages", headers={"Origin": SITE, **ASKED})
        assert asked.status_code == 204
        assert asked.headers["access-control-allow-origin"] == SITE
        assert "Authorization" in asked.headers["access-control-allow-headers"]
        assert "access-control-allow-credentials" not in asked.headers
        for answer in (await opened(web, SITE, site_key="a"), await opened(web, SITE, site_key="a")):
            assert answer.headers["access-control-allow-origin"] == SITE
            assert "Origin" in answer.headers["vary"]
        assert answer.status_code == 429
        assert answer.headers["access-control-expose-headers"] == "Retry-After"
        huge = await web.post("/api/chat/messages", content=b"x" * 70000, headers={"Origin": SITE})
        assert (huge.status_code, huge.headers["access-control-allow-origin"]) == (413, SITE)


async def test_the_hubs_own_page_needs_no_leave(settings: Settings) -> None:
    async with hub(settings) as web:
        own = str(web.base_url).rstrip("/")
        assert (await opened(web, own)).status_code == 201


async def test_other_paths_are_for_our_own_pages(settings: Settings) -> None:
    async with hub(settings, site_keys=(f"a={SITE}",)) as web:
        answer = await web.get("/health/live", headers={"Origin": SITE})
        assert "access-control-allow-origin" not in answer.headers


@pytest.mark.parametrize("value", ["a=www.assureur.be", "a=https://assureur.be/", "a=*", "a=https://x.be/page"])
def test_an_origin_that_no_browser_would_send_is_refused_at_the_start(
    monkeypatch: pytest.MonkeyPatch, value: str
) -> None:
    monkeypatch.setenv("HUB_SITE_KEYS", value)
    with pytest.raises(SettingsError, match="HUB_SITE_KEYS: write an origin"):
        load()
