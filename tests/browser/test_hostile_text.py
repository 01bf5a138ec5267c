"""A hundred strings that try to run, from a parent and from an adviser: shown as text in both windows."""

from __future__ import annotations

import time
import uuid
from pathlib import Path

import httpx
from playwright.sync_api import Page, expect

from tests.assistant import Assistant
from tests.browser.conftest import ANSWER_WITHIN, Windows, say
from tests.browser.test_network import eventually
from tests.faults.people import Adviser

STRINGS = Path(__file__).with_name("hostile.txt").read_text(encoding="utf-8").splitlines()
MADE_OF_TEXT = """(host) => { const root = document.querySelector(host).shadowRoot;
const found = [...root.querySelectorAll("article:is(.parent, .advisor) *")].map((part) => part.localName);
return [...new Set(found)].filter((name) => !["p", "time", "a", "span", "header"].includes(name)) }"""


def test_nothing_that_is_written_runs_in_either_window(
    empty_desk: None, parent: Page, desk: Page, windows: Windows, assistant: Assistant
) -> None:
    windows.allowed.append("401")  # the desk asks who is logged in before anybody is
    assert len(STRINGS) >= 100
    strangers: list[str] = []
    for page in (parent, desk):
        page.on("request", lambda request: strangers.append(request.url) if "evil" in request.url else None)
        page.on("dialog", lambda dialog: strangers.append(dialog.message))
    begin = f"Mon fils dit qu'il veut mourir. Dossier {time.time_ns()}"
    say(parent, begin)
    expect(parent.locator("article.pending")).to_have_count(0, timeout=ANSWER_WITHIN)
    adviser = Adviser.first(assistant)
    case = eventually(lambda: adviser.case_of(begin))
    epoch = adviser.take(case)
    token = parent.evaluate("JSON.parse(sessionStorage.getItem('legal-chat')).session.token")
    with httpx.Client(base_url=assistant.url, headers={"Authorization": f"Bearer {token}"}, trust_env=False) as web:
        for text in STRINGS:
            body = {"client_message_id": str(uuid.uuid4()), "text": text}
            assert web.post("/api/chat/messages", json=body).status_code == 202, text
    for text in STRINGS:
        adviser.answer(case["id"], epoch, text)

    expect(parent.locator("article.advisor")).to_have_count(len(STRINGS), timeout=ANSWER_WITHIN)
    assert parent.locator("article.parent .text").all_text_contents() == [begin, *STRINGS]
    shown = parent.locator("article.advisor .text").all_text_contents()
    assert [plain(text) for text in shown] == [plain(text) for text in STRINGS]
    addresses = parent.locator("article a").evaluate_all("links => links.map((link) => link.protocol)")
    assert set(addresses) <= {"https:", "http:", "tel:"}

    desk.locator("desk-list button").click()
    expect(desk.locator("article.parent").last).to_contain_text("112", timeout=ANSWER_WITHIN)
    in_desk = desk.locator("article.parent p").all_text_contents()
    assert in_desk == [begin, *STRINGS]

    assert parent.evaluate(MADE_OF_TEXT, "legal-chat") == []
    for page in (parent, desk):
        assert page.evaluate("[window.ran, 'ran' in Object.prototype]") == [None, False]
    assert strangers == []


def plain(text: str) -> str:
    """As the window may show an adviser's words: signs kept with their word, links told that they open apart."""
    return text.replace(" (s’ouvre à part)", "").replace("\u00a0", " ").replace("\n", "").strip()
