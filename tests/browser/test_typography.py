"""Numbers and signs in the chat window: a number is found by a search and stays on one line, French signs too."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.conftest import ANSWER_WITHIN, OpenParent, Windows, say

# The narrowest phone that is still in use; there a line breaks at every chance.
NARROW = {"viewport": {"width": 320, "height": 640}}
IN_ONE_LINE = "links => links.every((link) => link.getClientRects().length === 1)"


def test_numbers_are_found_as_they_are_typed_and_do_not_break(windows: Windows, open_parent: OpenParent) -> None:
    page = open_parent(windows.context(**NARROW))
    say(page, "Mon fils veut mourir, il me l'a écrit ce soir.")
    answers = page.locator("article.assistant, article.system")
    expect(answers.filter(has_text="0800").first).to_be_visible(timeout=ANSWER_WITHIN)
    numbers = answers.locator("a.tel")
    found = numbers.all_text_contents()
    assert {"112", "0800 32 123", "116 000"} <= set(found)
    assert numbers.evaluate_all(IN_ONE_LINE)
    shown = "\n".join(answers.all_text_contents())
    assert "116 000" in shown and "0800 32 123" in shown
    for sign in ":;?!»":
        assert f" {sign}" not in shown
    assert "« " not in shown and "\u00a0:" in shown
