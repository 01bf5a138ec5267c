"""The chat on an insurer's own site: another origin, a strict policy with a nonce, rules and sizes of its own."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import Page, expect

from tests.assistant import Assistant
from tests.browser.conftest import ANSWER_WITHIN, SITE_KEY, Windows, answer_to, open_chat, shot

POLICY = (
    "default-src 'none'; img-src 'self'; script-src 'nonce-only-this-one'; style-src 'nonce-only-this-one'; "
    "connect-src {hub}; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types lit-html"
)
PAGE = """<!doctype html><html lang="fr"><head><title>Un assureur</title>
<style nonce="only-this-one">html {{ font-size: 62.5%; }} * {{ color: #a00 !important; letter-spacing: 3px; }}
button {{ display: none; }} dialog {{ display: none !important; }}
legal-chat {{ --legal-chat-accent: #6a1b5d; }} legal-chat::part(launcher) {{ text-transform: uppercase; }}</style>
<script nonce="only-this-one" src="{hub}/widget.js"></script></head>
<body><h1>Un assureur</h1><legal-chat site-key="{key}" heading="Aide en ligne"
exit-url="javascript:window.ran=1"></legal-chat></body></html>"""
"""What an insurer's site may do to everything on its pages; the chat must look and work as elsewhere."""


class Site(ThreadingHTTPServer):
    """A website on a port of its own: for a browser, another origin."""

    daemon_threads = True

    def __init__(self, hub: str, port: int = 0) -> None:
        self.hub = hub
        super().__init__(("127.0.0.1", port), SitePage)

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class SitePage(BaseHTTPRequestHandler):
    server: Site

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Security-Policy", POLICY.format(hub=self.server.hub))
        self.end_headers()
        self.wfile.write(PAGE.format(hub=self.server.hub, key=SITE_KEY).encode())

    def log_message(self, format: str, *args: object) -> None:
        """Nothing: the test says what it saw."""


@pytest.fixture(scope="module")
def site(assistant: Assistant, site_port: int) -> Iterator[Site]:
    with Site(assistant.url, site_port) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


def test_the_chat_works_under_a_strict_policy_from_another_origin(windows: Windows, site: Site) -> None:
    page = windows.open(site.origin)
    open_chat(page)
    answer_to(page, "Bonjour")
    expect(page.get_by_role("dialog", name="Aide en ligne")).to_be_visible()
    shot(page, "host-page")


def test_the_pages_own_rules_do_not_reach_the_window(windows: Windows, site: Site) -> None:
    page = windows.open(site.origin)
    launcher = page.locator("legal-chat .launcher")
    expect(launcher).to_be_visible()
    assert style(page, ".launcher", "textTransform") == "uppercase"  # asked for by its part
    assert style(page, ".launcher", "backgroundColor") == "rgb(106, 27, 93)"  # asked for by its property
    launcher.click()
    expect(page.locator("article.assistant").first).to_be_visible(timeout=ANSWER_WITHIN)
    assert style(page, "article.assistant .text", "fontSize") == "16px"
    assert style(page, "article.assistant .text", "letterSpacing") == "normal"
    assert style(page, "article.assistant .text", "color") == "rgb(23, 34, 43)"


def test_an_exit_address_that_is_code_is_not_used(windows: Windows, site: Site) -> None:
    page = windows.open(site.origin)
    page.route("https://www.meteo.be/**", lambda route: route.fulfill(body="<title>La météo</title>"))
    open_chat(page)
    page.get_by_role("button", name="Sortie rapide").click()
    page.wait_for_url("https://www.meteo.be/fr")


def test_a_site_that_was_not_allowed_gets_no_conversation(windows: Windows, assistant: Assistant) -> None:
    windows.allowed += ["CORS", "Failed to load resource"]
    with Site(assistant.url) as other:
        threading.Thread(target=other.serve_forever, daemon=True).start()
        page = windows.open(other.origin)
        page.locator("legal-chat .launcher").click()
        expect(page.get_by_text("L’assistant n’est pas joignable")).to_be_visible(timeout=ANSWER_WITHIN)
        expect(page.locator("article")).to_have_count(0)
        other.shutdown()


def style(page: Page, selector: str, name: str) -> str:
    value: str = page.locator(f"legal-chat {selector}").first.evaluate(f"part => getComputedStyle(part).{name}")
    return value
