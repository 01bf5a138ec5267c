"""Leaving without a trace: « Sortie rapide », Escape twice, what the browser keeps, the conversation erased."""

from __future__ import annotations

import httpx
import pytest
from playwright.sync_api import Page, Route, expect

from tests.assistant import Assistant
from tests.browser.conftest import ANSWER_WITHIN, DESKTOP, OpenParent, Windows, answer_to, open_chat, say, shot

NEUTRAL = "https://www.meteo.be/fr"
KEPT = "JSON.stringify([{...sessionStorage}, {...localStorage}])"


@pytest.fixture(autouse=True)
def a_neutral_site_without_the_internet(windows: Windows) -> None:
    def neutral(route: Route) -> None:
        route.fulfill(body="<title>La météo</title>", content_type="text/html")

    made = windows.context

    def with_neutral_site(**options: object):  # type: ignore[no-untyped-def]
        context = made(**options)
        context.route("https://www.meteo.be/**", neutral)
        return context

    windows.context = with_neutral_site  # type: ignore[method-assign]


def token_of(page: Page) -> str:
    token: str = page.evaluate("JSON.parse(sessionStorage.getItem('legal-chat')).session.token")
    return token


def test_the_exit_leaves_at_once_and_keeps_nothing(parent: Page, open_parent: OpenParent, assistant: Assistant) -> None:
    answer_to(parent, "Mon fils est insulté sur Instagram")
    other = open_parent(parent.context)
    expect(other.locator("article.parent")).to_have_count(1)
    parent.get_by_label("Votre message").fill("pas encore envoyé")
    parent.get_by_role("button", name="Sortie rapide").click()
    parent.wait_for_url(NEUTRAL)
    expect(other.get_by_role("dialog")).to_have_count(0)
    assert other.evaluate(KEPT) == "[{},{}]"
    assert "Instagram" not in other.content()
    parent.goto(assistant.url)
    assert parent.evaluate(KEPT) == "[{},{}]"
    open_chat(parent)
    expect(parent.locator("article.parent")).to_have_count(0)
    expect(parent.get_by_label("Votre message")).to_have_value("")


def test_the_way_back_does_not_lead_to_the_conversation(parent: Page) -> None:
    answer_to(parent, "Bonjour")
    parent.get_by_role("button", name="Sortie rapide").click()
    parent.wait_for_url(NEUTRAL)
    assert parent.evaluate("history.length") == 2  # the empty page and this one: the site's entry is replaced


@pytest.mark.parametrize("where", ["Votre message", "Menu"])
def test_escape_twice_leaves_too(parent: Page, where: str) -> None:
    if where == "Menu":
        parent.get_by_role("button", name="Menu", exact=True).click()
    parent.keyboard.press("Escape")
    parent.keyboard.press("Escape")
    parent.wait_for_url(NEUTRAL)


def test_escape_once_only_makes_the_window_small(parent: Page, assistant: Assistant) -> None:
    parent.keyboard.press("Escape")
    expect(parent.get_by_role("dialog")).to_have_count(0)
    expect(parent.locator("legal-chat .launcher")).to_be_focused()
    assert parent.url.rstrip("/") == assistant.url


def test_only_a_parent_who_asks_for_it_finds_the_conversation_later(
    parent: Page, open_parent: OpenParent, windows: Windows, assistant: Assistant
) -> None:
    answer_to(parent, "Ma fille est insultée sur TikTok")
    assert parent.evaluate("localStorage.length") == 0
    parent.get_by_role("button", name="Menu", exact=True).click()
    shot(parent, "desktop-menu")
    parent.get_by_label("Reprendre plus tard").check()
    context = parent.context
    parent.close()
    later = windows.open(assistant.url, context)
    expect(later.locator("legal-chat .launcher")).to_have_text("Reprendre la conversation")
    open_chat(later)
    expect(later.locator("article.parent")).to_contain_text("TikTok")
    later.get_by_role("button", name="Menu", exact=True).click()
    later.get_by_label("Reprendre plus tard").uncheck()
    assert later.evaluate("localStorage.length") == 0


def test_the_conversation_can_be_erased(parent: Page, open_parent: OpenParent, assistant: Assistant) -> None:
    answer_to(parent, "Mon fils est insulté sur Snapchat")
    other = open_parent(parent.context)
    token = token_of(parent)
    parent.get_by_role("button", name="Menu", exact=True).click()
    parent.get_by_role("button", name="Supprimer ma conversation").click()
    shot(parent, "desktop-erase")
    expect(parent.get_by_role("button", name="Non, garder")).to_be_focused()
    parent.get_by_role("button", name="Oui, supprimer").click()
    expect(parent.get_by_text("Votre conversation est supprimée.")).to_be_visible()
    expect(other.get_by_text("Votre conversation est supprimée.")).to_be_visible()
    shot(parent, "desktop-erased")
    assert parent.evaluate(KEPT) == "[{},{}]"
    answer = httpx.get(
        f"{assistant.url}/api/chat/messages", headers={"Authorization": f"Bearer {token}"}, trust_env=False
    )
    assert answer.status_code == 401
    parent.get_by_role("button", name="Commencer une nouvelle conversation").click()
    expect(parent.locator("article.assistant").nth(1)).to_be_visible(timeout=ANSWER_WITHIN)
    expect(parent.locator("article.parent")).to_have_count(0)


def test_a_conversation_that_is_over_keeps_what_was_not_sent(
    windows: Windows, open_parent: OpenParent, assistant: Assistant
) -> None:
    windows.allowed.append("401")
    page = open_parent(windows.context(**DESKTOP))
    httpx.delete(
        f"{assistant.url}/api/chat/conversations",
        headers={"Authorization": f"Bearer {token_of(page)}"},
        trust_env=False,
    ).raise_for_status()
    say(page, "Écrit trop tard")
    expect(page.get_by_text("Cette conversation est terminée.")).to_be_visible(timeout=ANSWER_WITHIN)
    page.get_by_role("button", name="Commencer une nouvelle conversation").click()
    expect(page.get_by_label("Votre message")).to_have_value("Écrit trop tard", timeout=ANSWER_WITHIN)
