"""The chat on a bad network: cut at any byte, offline, with the hub killed; every message once and in order."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.assistant import Assistant
from tests.browser.conftest import (
    ANSWER_WITHIN,
    DESKTOP,
    OpenParent,
    Windows,
    answer_to,
    open_chat,
    say,
    shot,
    wait_until,
)
from tests.browser.cut_line import CutLine, cut_line
from tests.faults.people import Adviser
from tests.faults.processes import find, wait_until_ready

CUTS = int(os.environ.get("CHAT_CUTS", "60"))
MESSAGES = int(os.environ.get("CHAT_MESSAGES", "40"))
"""Of both sides together; the whole number (500 cuts in 200 messages) is for the bench."""
SEED = 20261122
EACH_WITHIN = 90.0  # seconds for one message on a line that breaks all the time
NETWORK = ["Failed to load resource", "net::ERR"]
"""How the browser tells of what the test does to it."""
KEEPS_COMING_BACK = """() => setInterval(() => dispatchEvent(new Event("online")), 120)"""
"""A phone in a train: the browser says again and again that there is a network."""


@pytest.fixture(autouse=True)
def network_faults_are_wanted(windows: Windows) -> None:
    windows.allowed += NETWORK


def test_every_message_comes_once_and_in_order_over_a_line_that_breaks(windows: Windows, assistant: Assistant) -> None:
    with cut_line(assistant.url, SEED) as line:
        page = windows.open(line.url)
        open_chat(page)
        begin = f"Mon fils dit qu'il veut mourir. Dossier {time.time_ns()}"
        say(page, begin)
        expect(page.locator("article.parent")).to_have_count(1)
        adviser = Adviser.first(assistant)
        case = eventually(lambda: adviser.case_of(begin))
        epoch = adviser.take(case)
        expect(page.locator(".speaks.advisor")).to_be_visible(timeout=ANSWER_WITHIN)
        page.evaluate(KEEPS_COMING_BACK)

        rounds = MESSAGES // 2
        line.cuts_left = CUTS
        line.cut_all()
        for number in range(rounds):
            say(page, f"parent {number}")
            adviser.answer(case["id"], epoch, f"conseiller {number}")
            until_cut(page, line, CUTS * (number + 1) // rounds)
        asked = [f"parent {number}" for number in range(rounds)]
        answered = [f"conseiller {number}" for number in range(rounds)]
        expect(page.locator("article.pending")).to_have_count(0, timeout=ANSWER_WITHIN * 3)
        expect(page.locator("article.advisor")).to_have_count(rounds, timeout=ANSWER_WITHIN * 3)
        assert line.cuts == CUTS
        shown = page.locator("article.parent .text").all_inner_texts()
        assert shown == [begin, *asked]
        assert page.locator("article.advisor .text").all_inner_texts() == answered
        kept = [m for m in adviser.transcript(case["id"]) if m["author"] in ("parent", "advisor")]
        assert [m["text"] for m in kept if m["author"] == "parent"] == [begin, *asked]
        assert [m["text"] for m in kept if m["author"] == "advisor"] == answered
        in_window = page.locator("article:is(.parent, .advisor) .text").all_inner_texts()
        assert in_window == [m["text"] for m in kept]


def eventually(look: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """The first answer that is not refused."""
    deadline = time.monotonic() + EACH_WITHIN
    while True:
        try:
            return look()
        except Exception:
            if time.monotonic() > deadline:
                raise


def until_cut(page: Page, line: CutLine, cuts: int) -> None:
    """Lets the page go on until the line has broken so many times."""
    deadline = time.monotonic() + EACH_WITHIN
    while line.cuts < cuts:
        assert time.monotonic() < deadline, f"{line.cuts} of {cuts} cuts"
        page.evaluate("new Promise(requestAnimationFrame)")


def test_what_is_written_offline_goes_when_the_network_is_back(parent: Page) -> None:
    parent.context.set_offline(True)
    say(parent, "Premier message hors connexion")
    say(parent, "Deuxième message hors connexion")
    expect(parent.locator(".condition.lost")).to_contain_text("vos messages partiront", timeout=ANSWER_WITHIN)
    expect(parent.locator("article.pending")).to_have_count(2)
    expect(parent.get_by_role("status").filter(has_text="Connexion perdue")).to_be_attached()
    shot(parent, "desktop-offline")
    parent.context.set_offline(False)
    expect(parent.locator("article.pending")).to_have_count(0, timeout=ANSWER_WITHIN)
    expect(parent.locator(".condition")).to_have_count(0, timeout=ANSWER_WITHIN)
    assert parent.locator("article.parent .text").all_inner_texts() == [
        "Premier message hors connexion",
        "Deuxième message hors connexion",
    ]
    expect(parent.locator(".line:has(article.parent) ~ .line article.assistant").first).to_be_visible(
        timeout=ANSWER_WITHIN
    )


def test_a_message_that_waits_for_the_network_outlives_a_reload(parent: Page, assistant: Assistant) -> None:
    parent.route("**/api/chat/messages", lambda route: route.abort())
    say(parent, "Parti trop tôt")
    expect(parent.locator("article.pending")).to_have_count(1)
    parent.unroute("**/api/chat/messages")
    parent.reload()
    expect(parent.locator("article.parent .text")).to_have_text(["Parti trop tôt"], timeout=ANSWER_WITHIN)
    expect(parent.locator("article.pending")).to_have_count(0, timeout=ANSWER_WITHIN)


def test_a_refused_message_can_be_sent_again_or_taken_back(parent: Page) -> None:
    answer = '{"error": {"code": "invalid", "message": "La demande ne convient pas."}}'
    parent.route("**/api/chat/messages", lambda route: route.fulfill(status=422, body=answer))
    say(parent, "Refusé une fois")
    expect(parent.get_by_role("alert").filter(has_text="La demande ne convient pas.")).to_be_visible()
    shot(parent, "desktop-not-sent")
    parent.unroute("**/api/chat/messages")
    parent.get_by_role("button", name="Réessayer").click()
    expect(parent.locator("article.pending")).to_have_count(0, timeout=ANSWER_WITHIN)
    expect(parent.locator("article.parent .text")).to_have_text(["Refusé une fois"])


def test_a_killed_hub_costs_nothing(parent: Page, assistant: Assistant) -> None:
    answer_to(parent, "Bonjour")
    hub = find(assistant, "hub")
    assert hub is not None
    hub.kill()
    say(parent, "Ce message part pendant que le hub est mort")
    expect(parent.locator("article.pending")).to_have_count(0, timeout=ANSWER_WITHIN * 3)
    wait_until_ready(assistant)
    expect(parent.locator("article.parent .text")).to_have_text(
        ["Bonjour", "Ce message part pendant que le hub est mort"]
    )
    expect(parent.locator(".condition")).to_have_count(0, timeout=ANSWER_WITHIN)


def test_the_token_is_renewed_long_before_it_ends(open_parent: OpenParent, windows: Windows) -> None:
    context = windows.context(**DESKTOP)
    context.clock.install()
    page = open_parent(context)
    # The token itself may be the same: the hub's clock, in seconds, is not the page's.
    renew_at = "JSON.parse(sessionStorage.getItem('legal-chat')).renewAt"
    before = page.evaluate(renew_at)
    with page.expect_response("**/api/chat/token"):
        context.clock.fast_forward(16 * 86_400_000)  # more than half of its 30 days
    wait_until(page, f"{renew_at} > {before}")
    say(page, "Toujours là")
    expect(page.locator("article.pending")).to_have_count(0, timeout=ANSWER_WITHIN)
