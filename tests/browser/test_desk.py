"""Parent's page and advisers' desk side by side: a request, answers both ways, and back to the assistant."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.assistant import Assistant
from tests.browser.conftest import ANSWER_WITHIN, SHOTS, OpenParent, Windows, say

TOLD = "401"
"""The browser reports a refused login as an error; anything else in its console fails the test."""


@pytest.fixture(autouse=True)
def login_is_refused_before_it_is_made(empty_desk: None, windows: Windows) -> None:
    windows.allowed.append(TOLD)


def answers(page: Page) -> int:
    return page.locator("article.assistant").count()


def test_a_parent_talks_with_an_adviser_and_comes_back_to_the_assistant(parent: Page, desk: Page) -> None:
    say(parent, "Ma fille est insultée sur Instagram par des élèves de sa classe. Je veux parler à un conseiller.")
    choices = parent.get_by_role("group", name="Réponses proposées")
    choices.get_by_role("button", name=re.compile("conseiller|Oui", re.I)).first.click(timeout=ANSWER_WITHIN)
    waiting = desk.get_by_role("button", name="Demande un conseiller")
    expect(waiting).to_be_visible(timeout=ANSWER_WITHIN)
    waiting.click()
    expect(desk.locator("desk-situation")).to_contain_text("Instagram")
    desk.screenshot(path=SHOTS / "desk-case.png")

    desk.get_by_role("button", name="Prendre la conversation").click()
    expect(parent.locator("article.system").last).to_contain_text("vous parlez maintenant à une personne")
    silent = answers(parent)
    box = desk.get_by_label("Votre réponse au parent")
    expect(box).to_be_focused()
    box.fill("Bonjour, je regarde cela avec vous. Depuis quand cela dure-t-il ?")
    box.press("Enter")
    expect(parent.locator("article.advisor")).to_contain_text("Depuis quand cela dure-t-il ?")
    say(parent, "Depuis la rentrée, tous les soirs.")
    expect(desk.locator("article.parent").last).to_contain_text("Depuis la rentrée")
    expect(desk.locator("desk-list")).to_contain_text("Le parent attend votre réponse")
    box.fill("Merci. Je vous rends à l'assistant pour le signalement.")
    box.press("Enter")
    expect(parent.locator("article.advisor")).to_have_count(2)
    desk.screenshot(path=SHOTS / "desk-talk.png")
    parent.screenshot(path=SHOTS / "desk-parent.png")
    assert answers(parent) == silent

    desk.get_by_role("button", name="Rendre à l’assistant").click()
    expect(parent.locator("article.system").last).to_contain_text("de nouveau l’assistant automatique")
    expect(desk.get_by_role("button", name="Reprendre la conversation")).to_be_visible()
    say(parent, "Comment signaler les messages ?")
    expect(parent.locator("article.assistant").nth(silent)).to_be_visible(timeout=ANSWER_WITHIN)
    parent.screenshot(path=SHOTS / "desk-parent-back.png")


def test_danger_stands_on_top_and_is_announced(parent: Page, desk: Page) -> None:
    say(parent, "Mon fils dit qu'il veut mourir")
    first = desk.locator("desk-list button", has_text="Urgent").first
    expect(first).to_be_visible(timeout=ANSWER_WITHIN)
    expect(desk.get_by_role("status").filter(has_text="urgent")).to_be_attached()
    first.click()
    expect(desk.locator("article.parent")).to_contain_text("veut mourir")
    desk.screenshot(path=SHOTS / "desk-danger.png")


def test_the_keyboard_alone_is_enough(parent: Page, open_parent: OpenParent, desk: Page) -> None:
    say(parent, "Mon fils dit qu'il veut mourir")
    say(open_parent(), "Ma fille dit qu'elle veut mourir")
    lines = desk.locator("desk-list button")
    expect(lines.nth(1)).to_be_visible(timeout=ANSWER_WITHIN)
    lines.first.focus()
    desk.keyboard.press("ArrowDown")
    expect(lines.nth(1)).to_be_focused()
    desk.keyboard.press("Enter")
    expect(lines.nth(1)).to_have_attribute("aria-current", "true")


def test_a_wrong_password_is_told(windows: Windows, assistant: Assistant) -> None:
    page = windows.open(f"{assistant.url}/desk", viewport={"width": 1024, "height": 900})
    page.get_by_label("Adresse e-mail").fill("personne@example.org")
    page.get_by_label("Mot de passe").fill("pas le bon")
    page.get_by_role("button", name="Se connecter").click()
    expect(page.get_by_role("alert")).to_have_text("Adresse ou mot de passe incorrect.")
    page.screenshot(path=SHOTS / "desk-login.png")
