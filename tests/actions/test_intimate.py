"""Intimate images or a sexual danger: no text, question, step or draft tells to make, print or bring captures."""

from __future__ import annotations

import re

import pytest

from actions.known_questions import QUESTIONS
from actions.texts import Texts
from advice.vocabulary import STEPS, WRITERS
from tests.actions.conversation import Conversation, domain

COPIES = re.compile(r"captur|imprimez-le", re.IGNORECASE)
PLACE = re.compile(r"\{(\w+)\}")
EMPTY_ITEM = re.compile(r"^(?:-|\d\.)\s*$", re.MULTILINE)
SEXUAL = (("danger", "sexual"),), (("harm_types", "intimate_images"),), (("harm_types", "grooming"),)


@pytest.mark.parametrize("writer", WRITERS)
def test_no_text_speaks_of_copies(writer):
    responses = domain()["responses"]
    texts = Texts(responses, writer, sexual=True)
    for name in responses:
        places = dict.fromkeys(PLACE.findall("".join(each["text"] for each in responses[texts.variant(name)])), "…")
        for words in texts.wordings(name, **places):
            assert words and not COPIES.search(words), name
            assert not EMPTY_ITEM.search(words) and "\n\n\n" not in words, name


@pytest.mark.parametrize("story", SEXUAL)
@pytest.mark.parametrize("writer", ["parent", "teen", "school"])
def test_no_answer_speaks_of_copies(story, writer):
    for question in QUESTIONS:
        conversation = Conversation()
        conversation.tells(("writer", writer), ("platforms", "instagram"), *story)
        conversation.says("safe_now")
        assert not COPIES.search(conversation.asks(question).text), question
    for step in STEPS:
        conversation = Conversation()
        conversation.tells(("writer", writer), ("platforms", "instagram"), *story)
        conversation.says("safe_now")
        for reply in (conversation.tells(("steps_asked", step)), conversation.says("ask_how")):
            assert not COPIES.search(reply.text), step


def test_what_is_left_of_a_list_is_a_list():
    conversation = Conversation()
    conversation.tells(("harm_types", "intimate_images"))
    text = conversation.asks("complaint_bring").text
    assert "- les noms des comptes" in text and "116 000" in text
    assert "3. Demandez une copie" in conversation.sends('/ask_how{"step": "police"}').text
