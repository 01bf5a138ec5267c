"""The same question or button twice in a row: the second answer says something else, and something useful."""

from __future__ import annotations

import pytest

from actions.known_questions import QUESTIONS
from tests.actions.conversation import Conversation

STORY = (("writer", "parent"), ("platforms", "instagram"), ("harm_types", "insults"))
PLAIN = [name for name, question in QUESTIONS.items() if not question.draft]


@pytest.mark.parametrize("question", PLAIN)
def test_a_question_asked_twice_gets_more_or_a_way_on(question):
    conversation = Conversation()
    conversation.tells(*STORY)
    first = conversation.asks(question)
    second = conversation.asks(question)
    assert not set(first.bubbles) & set(second.bubbles) and second.buttons
    assert "ne réponds pas à ce que vous demandez" not in second.text


def test_a_question_about_a_step_is_answered_by_how_it_is_done():
    conversation = Conversation()
    conversation.tells(*STORY)
    conversation.asks("school_who")
    assert "Pour prévenir l’école" in conversation.asks("school_who").text


def test_nobody_is_told_how_to_reach_an_author_who_may_not_be_contacted():
    conversation = Conversation()
    conversation.tells(*STORY, ("harasser", "adult"))
    for _ in range(2):
        assert "Choisissez un moment calme" not in conversation.asks("contact_parents").text


@pytest.mark.parametrize("payload", ['/ask_step{"step": "inform_school"}', '/ask_how{"step": "inform_school"}'])
def test_a_button_pressed_twice(payload):
    conversation = Conversation()
    conversation.tells(*STORY)
    first, second = (conversation.sends(payload) for _ in range(2))
    assert not set(first.bubbles) & set(second.bubbles)
    assert "ne réponds pas" not in second.text and "Vous en étiez" not in second.text


def test_a_text_asked_for_twice_is_said_to_stand_above():
    conversation = Conversation()
    conversation.tells(*STORY)
    conversation.asks("draft_school")
    assert "juste au-dessus" in conversation.asks("draft_school").text
