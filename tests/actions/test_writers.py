"""Who writes changes what can be done, and how it is said."""

from __future__ import annotations

import pytest

from tests.actions.conversation import Conversation

STORY = (("platforms", "instagram"), ("harm_types", "insults"))


@pytest.mark.parametrize(
    ("writer", "words"),
    [("relative", "Comme proche"), ("school", "À l’école, vous pouvez"), ("witness", "Comme témoin")],
)
def test_others_than_the_parent_hear_what_they_can_do(writer, words):
    reply = Conversation().tells(("writer", writer), *STORY)
    assert words in reply.text and "sur Instagram" in reply.text and "votre enfant" not in reply.text


@pytest.mark.parametrize("writer", ["relative", "witness"])
def test_what_only_the_parents_can_do_is_said_as_such(writer):
    reply = Conversation().tells(
        ("writer", writer), *STORY, ("harasser", "known"), ("step_results", "report_platform:failed")
    )
    assert "c’est aux parents" in reply.text


def test_a_teen_hears_the_103_and_that_an_adult_helps():
    reply = Conversation().tells(("writer", "teen"), *STORY)
    for words in ("103", "116 000", "adulte", "pas votre faute", "sur Instagram"):
        assert words in reply.text


def test_a_teen_is_not_sent_to_the_author():
    conversation = Conversation()
    conversation.tells(("writer", "teen"), *STORY, ("harasser", "known"), ("step_results", "report_platform:failed"))
    for _ in range(4):
        text = conversation.says("ask_next_step").text
        assert "à recopier" not in text and "Vous pouvez maintenant demander" not in text


def test_the_parent_of_the_author_is_not_blamed():
    conversation = Conversation()
    reply = conversation.tells(("writer", "author_parent"), *STORY, ("school_involved", True))
    for words in ("Demandez-lui d’arrêter", "retirez les messages", "excuses", "parents de l’autre enfant"):
        assert words in reply.text
    assert "L’école est concernée" in conversation.says("ask_next_step").text
    assert "médiateur" in conversation.says("ask_next_step").text
    assert "Imagine" in conversation.sends('/ask_how{"step": "talk_child"}').text
