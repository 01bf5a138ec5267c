"""WCAG 2.2 AA as far as a machine can tell, in every state of the window, light and dark, phone and enlarged."""

from __future__ import annotations

import json
import time
import uuid

import psycopg
import pytest
from playwright.sync_api import Page, expect

from tests.assistant import ROOT, Assistant
from tests.browser.conftest import ANSWER_WITHIN, ENLARGED, PHONE, OpenParent, Windows, answer_to, open_chat, say, shot
from tests.browser.test_network import eventually
from tests.faults.people import Adviser

AXE = (ROOT / "web/node_modules/axe-core/axe.min.js").read_text(encoding="utf-8")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
RUN = """async (tags) => { const found = await axe.run(document, {runOnly: {type: "tag", values: tags},
resultTypes: ["violations"]}); return found.violations.map((rule) =>
[rule.id, ...rule.nodes.map((node) => node.target.flat().join(" ") + ": " + node.failureSummary)]) }"""
SPACED = """() => { const sheet = new CSSStyleSheet(); sheet.replaceSync(`* { line-height: 1.5 !important;
letter-spacing: 0.12em !important; word-spacing: 0.16em !important } p { margin-bottom: 2em !important }`);
const root = document.querySelector("legal-chat").shadowRoot;
root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet]; }"""
SMALL = """(least) => [...document.querySelector("legal-chat").shadowRoot
.querySelectorAll("button, a, input, textarea")]
.filter((part) => !part.closest("article p, article li, .intro") && !part.matches("input[type=file]"))
.map((part) => [part.textContent.trim() || part.ariaLabel, part.getBoundingClientRect()])
.filter(([, box]) => box.width > 0 && (box.width < least || box.height < least)).map(([name]) => name)"""
TARGET = 24  # CSS pixels, WCAG 2.5.8
DRAFT = "Bonjour,\n\nMon enfant [prénom] reçoit des messages blessants de votre enfant depuis le [date].\n\nMerci."


def check(page: Page, name: str, *, both: bool = True) -> None:
    """Nothing is found in this state; keeps a picture of it."""
    page.evaluate(AXE)
    for scheme in ("light", "dark") if both else ("light",):
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light", reduced_motion="reduce")
        found = page.evaluate(RUN, TAGS)
        assert found == [], f"{name} ({scheme}): {json.dumps(found, indent=1, ensure_ascii=False)}"
        shot(page, f"{name}-{scheme}")
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    assert page.evaluate(SMALL, TARGET) == [], name


def test_no_state_of_the_window_shuts_anybody_out(windows: Windows, assistant: Assistant) -> None:
    windows.allowed += ["Failed to load resource", "net::ERR"]
    page = windows.open(assistant.url)
    check(page, "state-page")
    open_chat(page)
    check(page, "state-greeting")
    answer_to(page, "Ma fille de 12 ans est insultée sur Instagram par des élèves de sa classe.")
    check(page, "state-answer")
    page.get_by_role("button", name="Menu", exact=True).click()
    check(page, "state-menu")
    page.get_by_role("button", name="Supprimer ma conversation").click()
    check(page, "state-erase")
    page.get_by_role("button", name="Non, garder").click()
    page.get_by_role("button", name="Joindre une preuve").click()
    check(page, "state-attach")
    page.get_by_role("button", name="Annuler").click()
    page.get_by_label("Votre message").fill("a" * 4010)
    check(page, "state-too-long")
    page.get_by_label("Votre message").fill("")
    page.context.set_offline(True)
    say(page, "Toujours là ?")
    expect(page.locator(".condition.lost")).to_be_visible(timeout=ANSWER_WITHIN)
    check(page, "state-offline")
    page.context.set_offline(False)
    expect(page.locator(".condition")).to_have_count(0, timeout=ANSWER_WITHIN)
    answer = '{"error": {"code": "invalid", "message": "La demande ne convient pas."}}'
    page.route("**/api/chat/messages", lambda route: route.fulfill(status=422, body=answer))
    say(page, "Refusé")
    expect(page.get_by_role("alert").filter(has_text="La demande ne convient pas.")).to_be_visible()
    check(page, "state-not-sent")
    page.evaluate(SPACED)
    check(page, "state-spaced", both=False)


def test_a_person_joins_and_is_announced(open_parent: OpenParent, assistant: Assistant) -> None:
    page = open_parent()
    begin = f"Mon fils dit qu'il veut mourir. Dossier {time.time_ns()}"
    say(page, begin)
    adviser = Adviser.first(assistant)
    case = eventually(lambda: adviser.case_of(begin))
    expect(page.locator(".speaks")).to_contain_text("conseiller prévenu", timeout=ANSWER_WITHIN)
    check(page, "state-queue")
    epoch = adviser.take(case)
    expect(page.get_by_role("status").filter(has_text="a rejoint la conversation")).to_be_attached(
        timeout=ANSWER_WITHIN
    )
    adviser.client.post(
        f"/api/desk/cases/{case['id']}/typing", json={"epoch": epoch, "typing": True}
    ).raise_for_status()
    expect(page.get_by_role("status").filter(has_text="écrit…")).to_be_attached(timeout=ANSWER_WITHIN)
    check(page, "state-adviser-types")
    adviser.answer(case["id"], epoch, "Bonjour, je suis là. Est-ce que votre fils est près de vous ?")
    expect(page.locator("article.advisor")).to_be_visible(timeout=ANSWER_WITHIN)
    say(page, "Oui, il est à côté de moi.")
    expect(page.locator("article.pending")).to_have_count(0, timeout=ANSWER_WITHIN)
    check(page, "state-adviser")
    log = page.get_by_role("log", name="Conversation")
    expect(log).to_have_attribute("aria-live", "polite")


def test_a_draft_is_copied_and_printed_alone(windows: Windows, open_parent: OpenParent, assistant: Assistant) -> None:
    page = open_parent()
    answer_to(page, "Bonjour")
    conversation = page.evaluate("JSON.parse(sessionStorage.getItem('legal-chat')).session.conversation_id")
    blocks = [
        {"type": "paragraph", "text": "Voici de quoi commencer :"},
        {"type": "draft", "title": "Message aux parents", "text": DRAFT},
        {"type": "summary", "title": "Ce que j’ai compris", "items": [{"label": "Réseau", "value": "Instagram"}]},
        {"type": "steps", "ordered": True, "items": ["Ouvrez le message.", "Choisissez « Signaler »."]},
        {"type": "link", "url": "https://www.childfocus.be", "title": "Child Focus"},
        {"type": "link", "url": "javascript:window.ran=1", "title": "Pas une adresse"},
    ]
    with psycopg.connect(assistant.database_url, autocommit=True) as connection:
        connection.execute(
            "UPDATE message SET blocks = %s WHERE conversation_id = %s AND seq = 2",
            (json.dumps(blocks), uuid.UUID(conversation)),
        )
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.reload()
    copy = page.get_by_role("button", name="Copier : Message aux parents")
    copy.click(timeout=ANSWER_WITHIN)
    expect(page.get_by_role("status").filter(has_text="Copié")).to_be_attached()
    assert page.evaluate("navigator.clipboard.readText()") == DRAFT
    check(page, "state-draft")
    expect(page.get_by_role("link", name="Child Focus")).to_have_attribute("target", "_blank")
    expect(page.get_by_role("link", name="Pas une adresse")).to_have_count(0)
    page.evaluate("""() => { const root = document.querySelector("legal-chat").shadowRoot;
        const append = root.append.bind(root);
        root.append = (frame) => { append(frame); if (frame.localName === "iframe")
        frame.contentWindow.print = () => { window.printed = frame.contentDocument.body.innerText } } }""")
    page.get_by_role("button", name="Imprimer : Message aux parents").click()
    printed = page.evaluate("printed")
    assert printed.startswith("Message aux parents")
    assert "Mon enfant [prénom]" in printed


@pytest.mark.parametrize(("name", "options"), [("phone", PHONE), ("enlarged", ENLARGED)])
def test_a_small_screen_shuts_nobody_out(
    name: str, options: dict[str, object], open_parent: OpenParent, assistant: Assistant
) -> None:
    page = open_parent(**options)
    check(page, f"state-{name}-greeting")
    answer_to(page, "Mon fils dit qu'il veut mourir")
    check(page, f"state-{name}-danger")
    page.get_by_role("button", name="Menu", exact=True).click()
    check(page, f"state-{name}-menu")
    assert page.evaluate("document.scrollingElement.scrollWidth <= innerWidth")
