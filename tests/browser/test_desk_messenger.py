"""The desk beside Messenger: what became of each of the adviser's messages, and why one was held."""

from __future__ import annotations

import re

import psycopg
import pytest
from playwright.sync_api import Locator, Page, expect

from tests.assistant import Assistant
from tests.browser.conftest import ANSWER_WITHIN, SHOTS, Windows
from tests.browser.test_desk import TOLD
from tests.messenger.meta_rules import Refusal
from tests.scenarios.messenger_door import MessengerPlayer, MetaThread

BOX = "Votre réponse au parent"


@pytest.fixture
def parent(empty_desk: None, windows: Windows, assistant: Assistant, meta: MetaThread) -> MessengerPlayer:
    """A parent who has asked for an adviser on Messenger."""
    windows.allowed.append(TOLD)
    player = MessengerPlayer(meta, assistant.url, assistant.database_url)
    asked = player.play({"parent": "Je voudrais parler à un conseiller", "buttons": ["Oui, un conseiller"]})
    taken = player.play({"button": "Oui, un conseiller", "case": "queued"})
    assert asked.differences + taken.differences == []
    return player


def writes(desk: Page, text: str) -> Locator:
    """The adviser's message as the desk shows it."""
    box = desk.get_by_label(BOX)
    box.fill(text)
    box.press("Enter")
    message = desk.locator("article.advisor").filter(has_text=text)
    expect(message).to_be_visible(timeout=ANSWER_WITHIN)
    return message


def test_the_adviser_sees_what_became_of_each_message(
    parent: MessengerPlayer, desk: Page, meta: MetaThread, assistant: Assistant
) -> None:
    person, fake = parent.person, meta.fake
    desk.locator("desk-list button").first.click(timeout=ANSWER_WITHIN)
    desk.get_by_role("button", name="Prendre la conversation").click()

    read = writes(desk, "Bonjour, je suis là.")
    expect(read).to_contain_text("Envoyé", timeout=ANSWER_WITHIN)
    sent = person.messages[-1]
    delivery = fake.event(person, delivery={"mids": [sent["mid"]], "watermark": 1})
    meta.run(fake.deliver([delivery]))
    expect(read).to_contain_text("Reçu", timeout=ANSWER_WITHIN)
    meta.run(fake.deliver([fake.event(person, read={"watermark": delivery["timestamp"] + 60_000})]))
    expect(read).to_contain_text("Lu", timeout=ANSWER_WITHIN)

    arrived = writes(desk, "Depuis quand cela dure-t-il ?")
    expect(arrived).to_contain_text("Envoyé", timeout=ANSWER_WITHIN)
    meta.run(fake.deliver([fake.event(person, delivery={"mids": [person.messages[-1]["mid"]], "watermark": 1})]))
    expect(arrived).to_contain_text("Reçu", timeout=ANSWER_WITHIN)

    fake.faults.append(Refusal(551, "This person isn't available right now."))
    held = writes(desk, "Je peux vous appeler ce soir.")
    expect(held).to_contain_text("Retenu : Facebook dit que cette personne n’est pas joignable.", timeout=ANSWER_WITHIN)

    with psycopg.connect(assistant.database_url, autocommit=True) as connection:
        connection.execute(
            "UPDATE messenger_thread SET acted_at = acted_at - interval '2 days' WHERE person = %s", (parent.id,)
        )
    late = writes(desk, "Avez-vous des nouvelles ?")
    expect(late).to_contain_text(re.compile("Retenu : Facebook n’accepte plus de message 24 h"), timeout=ANSWER_WITHIN)
    expect(late).to_be_in_viewport()
    expect(desk.locator("desk-case")).to_contain_text("le vôtre partira quand il écrira de nouveau")
    expect(read).to_contain_text("Lu")
    desk.screenshot(path=SHOTS / "desk-messenger.png")

    meta.run(fake.says(person, "Me revoilà"))
    expect(late).to_contain_text("Envoyé", timeout=ANSWER_WITHIN)
    expect(held).to_contain_text("Envoyé")
