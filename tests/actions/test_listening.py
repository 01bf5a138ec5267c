"""A message of which no step follows is heard; no stock step follows a feeling or an unknown question."""

from __future__ import annotations

import pytest

from tests.actions.conversation import Conversation

STORY = (("writer", "parent"), ("platforms", "instagram"), ("harm_types", "insults"), ("harasser", "pupil"))
STOCK = ("dangers d’Internet", "étape que je vous propose reste", "pas d’autre étape", "étape proposée reste")


def waiting():
    """Everything that is due was said, and the answer of the network is awaited."""
    conversation = Conversation()
    conversation.tells(*STORY, ("steps_done", "keep_evidence"), ("step_results", "report_platform:pending"))
    conversation.sends("/ask_next_step")
    return conversation


@pytest.mark.parametrize(
    "text",
    [
        "je suis épuisée, je dors plus",
        "mon fils est dans son lit, il ne parle pas",
        "ça fait du bien d'en parler, merci",
        "mais c'est pas ce que je demandais",
    ],
)
def test_no_stock_step_after_a_feeling(text):
    reply = waiting().says("tell_situation", text=text)
    assert reply.text and not any(stock in reply.text for stock in STOCK)
    assert "La prochaine étape" in reply.titles


def test_sad_and_warm_words_are_heard_differently():
    sad = waiting().says("tell_situation", text="je suis à bout").text
    warm = waiting().says("tell_situation", text="ouf, je respire un peu").text
    assert sad != warm and "touche" in sad and "bien à lire" in warm


def test_an_unknown_question_is_answered_honestly():
    reply = waiting().says("tell_situation", text="est-ce que BeReal montre qui regarde ?")
    assert "pas de réponse sûre" in reply.text and not any(stock in reply.text for stock in STOCK)


def test_no_adviser_is_offered_to_who_wants_none():
    conversation = waiting()
    conversation.says("decline_adviser", ("adviser_refused", True))
    reply = conversation.says("tell_situation", text="est-ce que BeReal montre qui regarde ?")
    assert "conseiller" not in reply.text and "Un conseiller" not in reply.titles


def test_the_open_step_is_named_once_after_a_question():
    conversation = Conversation()
    conversation.tells(*STORY)
    first, second = conversation.asks("phone"), conversation.asks("monitor")
    assert "signaler les messages" in first.text and "signaler les messages" not in second.text
    assert "C’est signalé" in second.titles


def test_who_asks_what_comes_next_gets_it():
    conversation = waiting()
    assert any("enfant" in conversation.says("ask_next_step", text="et maintenant ?").text for _ in range(3))
