"""The chat window in a real browser: a conversation, a reload, another tab, the keyboard alone, danger on a phone."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.assistant import Assistant
from tests.browser.conftest import (
    ANSWER_WITHIN,
    DESKTOP,
    ENLARGED,
    PHONE,
    OpenParent,
    Windows,
    answer_to,
    open_chat,
    say,
    shot,
)

STORY = "Bonsoir, ma fille de 12 ans est insultée sur Instagram par des filles de sa classe."


def test_a_parent_gets_an_answer_and_presses_a_button(parent: Page) -> None:
    expect(parent.locator("article.assistant").first).to_contain_text("automatique")
    shot(parent, "desktop-greeting")
    answer_to(parent, STORY)
    expect(parent.locator("article.parent")).to_contain_text("ma fille de 12 ans")
    shot(parent, "desktop-answer")
    choices = parent.get_by_role("group", name="Réponses proposées")
    expect(choices).to_be_visible(timeout=ANSWER_WITHIN)
    before = parent.locator("article.assistant").count()
    chosen = choices.get_by_role("button").first.inner_text()
    choices.get_by_role("button").first.click()
    expect(parent.locator("article.parent").last).to_contain_text(chosen)
    expect(parent.locator("article.assistant").nth(before)).to_be_visible(timeout=ANSWER_WITHIN)
    expect(parent.locator("article.parent").last).to_contain_text("Lu")
    shot(parent, "desktop-button")


def test_nothing_is_asked_of_the_hub_and_nothing_kept_before_the_chat_is_opened(
    windows: Windows, assistant: Assistant
) -> None:
    context = windows.context(**DESKTOP)
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    page = windows.open(assistant.url, context)
    expect(page.locator("legal-chat .launcher")).to_be_visible()
    shot(page, "desktop-page")
    assert not [url for url in asked if "/api/" in url or "chat-" in url]
    before = set(page.evaluate("Object.getOwnPropertyNames(window)"))
    open_chat(page)
    answer_to(page, "Bonjour")
    assert set(page.evaluate("Object.getOwnPropertyNames(window)")) - before == set()
    assert page.evaluate("localStorage.length") == 0
    assert context.cookies() == []


def test_a_reload_shows_the_same_conversation(parent: Page) -> None:
    answer_to(parent, "Mon fils reçoit des moqueries sur TikTok")
    parent.get_by_label("Votre message").fill("pas encore envoyé")
    before = parent.locator("article").all_inner_texts()
    parent.reload()
    expect(parent.locator("article")).to_have_count(len(before), timeout=ANSWER_WITHIN)
    assert parent.locator("article").all_inner_texts() == before
    expect(parent.get_by_label("Votre message")).to_have_value("pas encore envoyé")


def test_a_second_tab_is_in_the_same_conversation(parent: Page, open_parent: OpenParent) -> None:
    answer_to(parent, "Bonjour")
    other = open_parent(parent.context)
    expect(other.locator("article.parent")).to_contain_text("Bonjour")
    answer_to(other, "Je vous écris de l'autre onglet")
    expect(parent.locator("article.parent").last).to_contain_text("autre onglet")
    expect(parent.locator("article")).to_have_count(other.locator("article").count())


def test_the_window_is_made_small_and_tells_what_is_new(parent: Page) -> None:
    say(parent, "Que faire si mon fils reçoit des insultes sur Snapchat ?")
    parent.get_by_role("button", name="Réduire la fenêtre").click()
    launcher = parent.locator("legal-chat .launcher")
    expect(launcher).to_be_focused()
    expect(launcher).to_have_accessible_name(re.compile(r"\(\d+ nouveau"), timeout=ANSWER_WITHIN)
    shot(parent, "desktop-unread")
    launcher.click()
    expect(parent.get_by_label("Votre message")).to_be_focused()
    expect(parent.locator("legal-chat .badge")).to_have_text("0")


def test_the_page_knows_that_something_happened_and_not_what(windows: Windows, assistant: Assistant) -> None:
    page = windows.open(assistant.url)
    page.evaluate(
        """() => { window.heard = []; for (const name of ["open", "close", "unread", "owner"])
        addEventListener(`legal-chat-${name}`, (event) => heard.push([name, event.detail])) }"""
    )
    open_chat(page)
    answer_to(page, "Mon fils dit qu'il veut mourir")
    page.keyboard.press("Escape")
    heard = page.evaluate("heard")
    assert heard[0] == ["open", {}]
    assert heard[-1] == ["close", {}]
    assert ["owner", {"owner": "queue"}] in heard
    assert "mourir" not in str(heard)


def test_the_keyboard_alone_is_enough(windows: Windows, assistant: Assistant) -> None:
    page = windows.open(assistant.url)
    launcher = page.locator("legal-chat .launcher")
    for _ in range(30):
        if launcher.evaluate("button => button.getRootNode().activeElement === button"):
            break
        page.keyboard.press("Tab")
    expect(launcher).to_be_focused()
    page.keyboard.press("Enter")
    field = page.get_by_label("Votre message")
    expect(field).to_be_focused()
    expect(page.locator("article.assistant").nth(1)).to_be_visible(timeout=ANSWER_WITHIN)
    page.keyboard.type("Ma fille est insultée sur Instagram")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("par des élèves de sa classe.")
    expect(field).to_have_value("Ma fille est insultée sur Instagram\npar des élèves de sa classe.")
    page.keyboard.press("Enter")
    choices = page.get_by_role("group", name="Réponses proposées")
    expect(page.locator("article.assistant").nth(2)).to_be_visible(timeout=ANSWER_WITHIN)
    expect(choices.get_by_role("button").first).to_be_visible(timeout=ANSWER_WITHIN)
    last = choices.get_by_role("button").last
    for _ in range(12):
        page.keyboard.press("Shift+Tab")
        if last.evaluate("button => button.getRootNode().activeElement === button"):
            break
    expect(last).to_be_focused()
    page.keyboard.press("Space")
    expect(field).to_be_focused()
    expect(page.locator("article.parent")).to_have_count(2)

    reached = []
    for _ in range(12):
        page.keyboard.press("Shift+Tab")
        reached.append(focused_name(page))
    assert [name for name in reached if name in ("Conversation", "Réduire la fenêtre", "Menu", "Sortie rapide")] == [
        "Conversation",
        "Réduire la fenêtre",
        "Menu",
        "Sortie rapide",
    ]
    page.get_by_role("button", name="Menu", exact=True).focus()
    page.keyboard.press("Enter")
    expect(page.get_by_label("Reprendre plus tard")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Menu", exact=True)).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(launcher).to_be_focused()


def focused_name(page: Page) -> str:
    """What a screen reader would call the focused part of the window."""
    name: str = page.evaluate(
        """() => { const at = document.querySelector("legal-chat").shadowRoot.activeElement;
        return at ? (at.getAttribute("aria-label") ?? at.textContent.trim()) : "" }"""
    )
    return name


def test_a_phone_is_filled_and_shows_the_numbers_in_danger(open_parent: OpenParent) -> None:
    phone = open_parent(**PHONE)
    shot(phone, "phone-greeting")
    say(phone, "ma fille dit qu'elle veut mourir")
    expect(phone.locator("article.parent")).to_be_visible()
    expect(phone.locator(".line:has(article.parent) ~ .line article").first).to_contain_text(
        "112", timeout=ANSWER_WITHIN
    )
    box = phone.get_by_role("dialog").bounding_box()
    assert box == {"x": 0, "y": 0, "width": 390, "height": 780}
    assert phone.locator("article a[href='tel:112']").count() > 0
    shot(phone, "phone-danger")
    phone.get_by_role("button", name="Réduire la fenêtre").click()
    shot(phone, "phone-page")


def test_nothing_is_cut_off_when_the_page_is_enlarged_four_times(open_parent: OpenParent) -> None:
    page = open_parent(**ENLARGED)
    shot(page, "enlarged-greeting")
    answer_to(page, STORY)
    too_wide = page.evaluate(
        """() => [...document.querySelector("legal-chat").shadowRoot.querySelectorAll("dialog *")].filter((part) =>
        !part.closest(".unseen") && part.getBoundingClientRect().right > innerWidth + 1).map((part) => part.tagName)"""
    )
    assert too_wide == []
    page.get_by_role("button", name="Envoyer").scroll_into_view_if_needed()
    shot(page, "enlarged-field")
    expect(page.get_by_label("Votre message")).to_be_in_viewport()


def test_a_long_message_is_counted_and_stopped(parent: Page) -> None:
    field = parent.get_by_label("Votre message")
    field.fill("a" * 3600)
    expect(parent.locator(".counter")).to_have_text("Encore 400 caractères")
    field.fill("é" * 4001)
    expect(parent.locator(".counter")).to_have_text("1 caractère de trop")
    expect(parent.get_by_role("button", name="Envoyer")).to_be_disabled()
    shot(parent, "desktop-too-long")
    field.fill("👧" * 4000)
    expect(parent.get_by_role("button", name="Envoyer")).to_be_enabled()
