"""A draft is asked for and copied; the dossier is downloaded, from the menu and where the assistant offers it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from playwright.sync_api import Page, expect

from tests.browser.conftest import ANSWER_WITHIN, DESKTOP, OpenParent, Windows, answer_to, shot

STORY = "Ma fille de 12 ans est insultée sur Instagram par deux filles de sa classe"


def press(page: Page, title: str) -> None:
    button = page.get_by_role("button", name=title, exact=True).last
    expect(button).to_be_visible(timeout=ANSWER_WITHIN)
    button.click()


def downloaded(page: Page, press_it: Any) -> bytes:
    with page.expect_download(timeout=ANSWER_WITHIN) as download:
        press_it()
    assert download.value.suggested_filename == "dossier.pdf"
    return Path(download.value.path()).read_bytes()


def test_a_draft_is_shown_and_copied_and_the_dossier_downloaded(windows: Windows, open_parent: OpenParent) -> None:
    context = windows.context(**DESKTOP)
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = open_parent(context)
    answer_to(page, STORY)
    press(page, "Texte du signalement")
    card = page.locator("legal-chat [part=draft]").last
    expect(card).to_contain_text("Compte qui publie : [nom du compte]", timeout=ANSWER_WITHIN)
    expect(card).to_contain_text("sur Instagram")
    card.scroll_into_view_if_needed()
    shot(page, "desktop-draft-report")
    card.get_by_role("button", name="Copier").click()
    expect(card.get_by_role("button", name="Copié")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == card.locator(".draft").text_content()
    assert "Je vous demande d’examiner ce contenu" in copied

    page.get_by_role("button", name="Menu").click()
    menu = page.locator("legal-chat .panel")
    shot(page, "desktop-dossier-menu")
    content = downloaded(page, menu.get_by_role("button", name="Télécharger mon dossier").click)
    assert content.startswith(b"%PDF-")
    page.get_by_role("button", name="Menu").click()

    answer_to(page, "Je veux porter plainte à la police")
    press(page, "Résumé à emporter")
    press(page, "Mon dossier (PDF)")
    offered = page.locator("article.assistant").last.get_by_role("button", name="Télécharger mon dossier")
    expect(offered).to_be_visible(timeout=ANSWER_WITHIN)
    shot(page, "desktop-dossier-offered")
    assert downloaded(page, offered.click).startswith(b"%PDF-")
