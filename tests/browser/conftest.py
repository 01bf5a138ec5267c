"""What the browser's tests share: one running assistant, one Chromium, windows of parents and of an adviser."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.assistant import ROOT, UNLIMITED, Assistant, running
from tests.ports import free_port
from tests.scenarios.messenger_door import MetaThread, meta_running, settings_for

SHOTS = ROOT / "test-artefacts"
QUIET_BROWSER = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
SITE_KEY = "site-assureur"
ANSWER_WITHIN = 20_000  # milliseconds
DESKTOP: dict[str, Any] = {"viewport": {"width": 1280, "height": 860}}
PHONE: dict[str, Any] = {
    "viewport": {"width": 390, "height": 780},
    "is_mobile": True,
    "has_touch": True,
    "device_scale_factor": 2,
}
ENLARGED: dict[str, Any] = {"viewport": {"width": 320, "height": 256}}
"""What is left of a 1280 by 1024 screen when the page is enlarged four times."""


@pytest.fixture(scope="session")
def site_port() -> int:
    """Where an insurer's own website will be: its origin is the one that the site key allows."""
    return free_port()


@pytest.fixture(scope="session")
def meta() -> Iterator[MetaThread]:
    """Where the assistant's Messenger page is, for the tests of the desk beside it."""
    with meta_running() as thread:
        yield thread


@pytest.fixture(scope="session")
def assistant(tmp_path_factory: pytest.TempPathFactory, site_port: int, meta: MetaThread) -> Iterator[Assistant]:
    site = {"HUB_SITE_KEYS": f"{SITE_KEY}=http://127.0.0.1:{site_port}"}
    settings = UNLIMITED | site | settings_for(meta.fake)
    with running(tmp_path_factory.mktemp("browser") / "var", settings) as started:
        yield started


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    chromium = shutil.which("chromium")
    assert chromium, "chromium is not installed: run `make chromium`"
    SHOTS.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=QUIET_BROWSER)
        yield started
        started.close()


@dataclass
class Windows:
    """Browser windows of one test; what their consoles complain about fails it, unless it is allowed for."""

    browser: Browser
    allowed: list[str] = field(default_factory=list)
    """Parts of complaints that the test brings about on purpose."""
    problems: list[str] = field(default_factory=list)
    contexts: list[BrowserContext] = field(default_factory=list)

    def context(self, **options: Any) -> BrowserContext:
        made = self.browser.new_context(locale="fr-BE", timezone_id="Europe/Brussels", **options)
        self.contexts.append(made)
        return made

    def open(self, address: str, context: BrowserContext | None = None, **options: Any) -> Page:
        """A page, in a window of its own unless it is given one."""
        page = (context or self.context(**(options or DESKTOP))).new_page()
        page.on("pageerror", lambda error: self.problems.append(str(error)))
        page.on("console", lambda line: self.problems.append(line.text) if line.type == "error" else None)
        page.goto(address)
        return page


@pytest.fixture
def windows(browser: Browser) -> Iterator[Windows]:
    made = Windows(browser)
    yield made
    for context in made.contexts:
        context.close()
    unexpected = [line for line in made.problems if not any(part in line for part in made.allowed)]
    assert unexpected == []


OpenParent = Callable[..., Page]


@pytest.fixture
def open_parent(windows: Windows, assistant: Assistant) -> OpenParent:
    """Opens the demo page and the chat on it; takes the options of a browser context."""

    def opened(context: BrowserContext | None = None, **options: Any) -> Page:
        page = windows.open(assistant.url, context, **options)
        open_chat(page)
        return page

    return opened


@pytest.fixture
def parent(open_parent: OpenParent) -> Page:
    return open_parent()


@pytest.fixture
def empty_desk(assistant: Assistant) -> None:
    """The assistant is shared, and the desk's list shows everybody's case."""
    with psycopg.connect(assistant.database_url, autocommit=True) as connection:
        connection.execute("DELETE FROM conversation")


@pytest.fixture
def desk(windows: Windows, assistant: Assistant) -> Page:
    """The desk, with the first adviser logged in."""
    page = windows.open(f"{assistant.url}/desk", viewport={"width": 1440, "height": 900})
    email, password = first_adviser(assistant.var)
    page.get_by_label("Adresse e-mail").fill(email)
    page.get_by_label("Mot de passe").fill(password)
    page.keyboard.press("Enter")
    expect(page.get_by_role("switch", name="Disponible")).to_be_visible()
    return page


def first_adviser(var: Path) -> tuple[str, str]:
    """The account that the first start made: e-mail and password."""
    email, password = (var / "first-adviser.txt").read_text().split()
    return email, password


def open_chat(page: Page) -> None:
    """Opens the window and waits for the greeting."""
    page.locator("legal-chat .launcher").click()
    expect(page.locator("article.assistant").nth(1)).to_be_visible(timeout=ANSWER_WITHIN)


def say(page: Page, text: str) -> None:
    page.get_by_label("Votre message").fill(text)
    page.get_by_role("button", name="Envoyer").click()


def answer_to(page: Page, text: str) -> None:
    """Says it and waits for the assistant's first bubble after it."""
    before = page.locator("article.assistant").count()
    say(page, text)
    expect(page.locator("article.assistant").nth(before)).to_be_visible(timeout=ANSWER_WITHIN)
    expect(page.locator(".typing")).to_have_count(0, timeout=ANSWER_WITHIN)


def wait_until(page: Page, expression: str) -> None:
    """Waits for what the page can tell of itself; Playwright's own way needs `eval`, which our policy forbids."""
    deadline = time.monotonic() + ANSWER_WITHIN / 1000
    while not page.evaluate(expression):
        assert time.monotonic() < deadline, expression
        page.evaluate("new Promise(requestAnimationFrame)")


def shot(page: Page, name: str) -> None:
    """Keeps what the window looks like, for people to look at."""
    page.screenshot(path=SHOTS / f"chat-{name}.png")
