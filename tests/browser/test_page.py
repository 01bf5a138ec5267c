"""The parent's page in a real browser: a conversation, a reload, a second window, nothing run that a parent typed."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.assistant import ROOT, Assistant, running

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
ANSWER_WITHIN = 15_000  # milliseconds


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with running(tmp_path_factory.mktemp("assistant") / "var") as started:
        yield started


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    chromium = shutil.which("chromium")
    assert chromium, "chromium is not installed: run `make chromium`"
    SHOTS.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=QUIET_BROWSER)
        yield started
        started.close()


@pytest.fixture
def page(browser: Browser, assistant: Assistant) -> Iterator[Page]:
    context = browser.new_context(locale="fr-BE", viewport={"width": 1024, "height": 900})
    opened = context.new_page()
    problems: list[str] = []
    opened.on("pageerror", lambda error: problems.append(str(error)))
    opened.on("console", lambda line: problems.append(line.text) if line.type == "error" else None)
    opened.goto(assistant.url)
    yield opened
    context.close()
    assert not problems


def say(page: Page, text: str) -> None:
    page.get_by_label("Votre message").fill(text)
    page.get_by_role("button", name="Envoyer").click()


def test_a_parent_gets_an_answer_and_presses_a_button(page: Page) -> None:
    expect(page.locator("article.assistant").first).to_contain_text("automatique")
    say(page, "Bonsoir, ma fille de 12 ans est insultée tous les soirs sur Instagram par des filles de sa classe.")
    expect(page.locator("article.parent")).to_contain_text("ma fille de 12 ans")
    answers = page.locator("article.parent ~ article.assistant")
    expect(answers.first).to_be_visible(timeout=ANSWER_WITHIN)
    page.screenshot(path=SHOTS / "page-answer.png", full_page=True)
    before = page.locator("article").count()
    page.locator("article.assistant").last.get_by_role("button").first.click()
    expect(page.locator("article").nth(before + 1)).to_be_visible(timeout=ANSWER_WITHIN)
    page.screenshot(path=SHOTS / "page-button.png", full_page=True)


def test_a_reload_shows_the_same_conversation(page: Page) -> None:
    say(page, "Mon fils reçoit des moqueries sur TikTok")
    expect(page.locator("article.parent ~ article.assistant").first).to_be_visible(timeout=ANSWER_WITHIN)
    before = page.locator("article").all_inner_texts()
    page.reload()
    expect(page.locator("article")).to_have_count(len(before), timeout=ANSWER_WITHIN)
    assert page.locator("article").all_inner_texts() == before


def test_what_a_parent_types_is_shown_and_never_run(page: Page) -> None:
    page.evaluate("window.pwned = false")
    say(page, "<img src=x onerror='window.pwned=true'><script>window.pwned=true</script>")
    expect(page.locator("article.parent")).to_contain_text("<script>")
    expect(page.locator("article.parent ~ article.assistant").first).to_be_visible(timeout=ANSWER_WITHIN)
    assert page.evaluate("window.pwned") is False
    assert page.locator("article img").count() == 0


def test_the_page_fits_a_phone(browser: Browser, assistant: Assistant) -> None:
    context = browser.new_context(locale="fr-BE", viewport={"width": 360, "height": 740}, is_mobile=True)
    phone = context.new_page()
    phone.goto(assistant.url)
    expect(phone.locator("article.assistant").first).to_be_visible(timeout=ANSWER_WITHIN)
    say(phone, "ma fille dit qu'elle veut mourir")
    expect(phone.locator("article.parent ~ article").first).to_contain_text("112", timeout=ANSWER_WITHIN)
    assert phone.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    phone.screenshot(path=SHOTS / "page-phone-danger.png", full_page=True)
    context.close()
