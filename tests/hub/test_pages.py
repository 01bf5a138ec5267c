"""The built files: names, caches and compression as the browser is told, and scripts that other sites may load."""

import contextlib
import gzip
from collections.abc import AsyncIterator

import httpx
import pytest

from hub.application import create_app
from hub.settings import Settings
from tests.hub.conftest import served

SCRIPT = b"(()=>{})();"


@pytest.fixture
async def pages(settings: Settings) -> AsyncIterator[httpx.AsyncClient]:
    built = settings.web
    (built / "assets").mkdir(parents=True)
    (built / "index.html").write_text("<!doctype html>")
    for name in ("widget.js", "assets/chat-window-Ab12.js"):
        (built / name).write_bytes(SCRIPT)
        (built / f"{name}.gz").write_bytes(gzip.compress(SCRIPT))
    async with contextlib.AsyncExitStack() as stack:
        port = await stack.enter_async_context(served(create_app(settings)))
        yield await stack.enter_async_context(httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}"))


async def test_the_script_of_host_pages_is_asked_for_again_soon(pages: httpx.AsyncClient) -> None:
    first = await pages.get("/widget.js")
    assert first.content == SCRIPT
    assert "max-age=300" in first.headers["cache-control"]
    again = await pages.get("/widget.js", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


async def test_what_has_its_content_in_its_name_is_kept_for_ever(pages: httpx.AsyncClient) -> None:
    answer = await pages.get("/assets/chat-window-Ab12.js")
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert (await pages.get("/")).headers["cache-control"] == "no-cache"


async def test_other_sites_may_load_the_scripts_and_nothing_else(pages: httpx.AsyncClient) -> None:
    for path in ("/widget.js", "/assets/chat-window-Ab12.js"):
        answer = await pages.get(path, headers={"Origin": "https://www.assureur.be"})
        assert answer.headers["access-control-allow-origin"] == "*"
        assert answer.headers["cross-origin-resource-policy"] == "cross-origin"
    assert "access-control-allow-origin" not in (await pages.get("/")).headers


async def test_the_compressed_file_is_sent_to_those_who_can_read_it(pages: httpx.AsyncClient) -> None:
    packed = await pages.get("/widget.js", headers={"Accept-Encoding": "gzip, deflate"})
    assert packed.headers["content-encoding"] == "gzip"
    assert packed.headers["content-type"].startswith("text/javascript")
    assert packed.content == SCRIPT  # unpacked by the client
    plain = await pages.get("/widget.js", headers={"Accept-Encoding": "identity"})
    assert "content-encoding" not in plain.headers
    assert plain.headers["etag"] != packed.headers["etag"]
    assert plain.headers["vary"] == packed.headers["vary"] == "Accept-Encoding"
