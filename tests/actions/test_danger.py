"""An open danger comes before anything else, in every state and whatever the intent."""

from __future__ import annotations

from itertools import pairwise

import pytest

from tests.actions.conversation import Conversation, rules

INTENTS = sorted(set(rules()) - {"safe_now", "affirm"})
NUMBERS = {"self_harm": ("112", "0800 32 123"), "threat": ("101", "112"), "sexual": ("116 000", "101")}


@pytest.mark.parametrize("danger", NUMBERS)
@pytest.mark.parametrize("intent", INTENTS)
def test_the_numbers_come_at_once_whatever_the_intent(danger, intent):
    reply = Conversation().says(intent, ("danger", danger), ("platforms", "snapchat"))
    assert all(number in reply.bubbles[0] for number in NUMBERS[danger])
    assert "signaler" not in reply.text.lower()
    assert reply.handoff == {"reason": danger, "urgency": "urgent"}
    assert reply.situation["handoff"] == "queued"
    assert "J’ai prévenu un conseiller" in reply.text
    assert reply.titles[:2] == ("En sécurité", "Pas encore")


@pytest.mark.parametrize("intent", INTENTS)
def test_self_harm_keeps_everything_else_back(intent):
    conversation = Conversation()
    conversation.tells(("danger", "self_harm"), ("platforms", "snapchat"))
    reply = conversation.says(intent, ("steps_asked", "mediation"))
    assert "112" in reply.text
    assert "médiateur" not in reply.text and "Signaler" not in reply.text
    assert reply.situation["danger_state"] == "open"


def test_the_reminders_change_their_words():
    conversation = Conversation()
    conversation.tells(("danger", "self_harm"))
    texts = [conversation.asks("law").text for _ in range(5)]
    assert all(before != after for before, after in pairwise(texts))


@pytest.mark.parametrize("answer", ["safe_now", "affirm"])
def test_safe_lets_the_ladder_go_on_without_the_author(answer):
    conversation = Conversation()
    conversation.tells(("danger", "self_harm"), ("platforms", "snapchat"), ("harasser", "known"))
    reply = conversation.says(answer)
    assert reply.situation["danger_state"] == "safe"
    assert "sur Snapchat" in reply.text
    reply = conversation.says("step_failed")
    assert "demander à l’auteur" not in reply.text and "Parlez à ses parents" not in reply.text


@pytest.mark.parametrize("danger", NUMBERS)
def test_not_yet_says_to_call_now(danger):
    conversation = Conversation()
    conversation.tells(("danger", danger))
    assert "maintenant" in conversation.says("not_yet").text


@pytest.mark.parametrize("danger", ["threat", "sexual"])
def test_after_the_numbers_a_question_is_answered_and_safety_asked_again(danger):
    conversation = Conversation()
    conversation.tells(("danger", danger))
    reply = conversation.asks("phone")
    assert "GSM" in reply.text and "En sécurité" in reply.titles


@pytest.mark.parametrize("danger", ["threat", "sexual"])
def test_a_grave_danger_is_asked_about_before_the_next_step(danger):
    conversation = Conversation()
    conversation.tells(("danger", danger), ("platforms", "snapchat"))
    reply = conversation.says("ask_next_step")
    assert "sur Snapchat" not in reply.text and "En sécurité" in reply.titles


def test_threat_and_images_together():
    reply = Conversation().tells(("danger", "threat"), ("danger", "sexual"))
    assert "101" in reply.text and "116 000" in reply.text


def test_a_new_danger_opens_it_again():
    conversation = Conversation()
    conversation.tells(("danger", "threat"))
    conversation.says("safe_now")
    reply = conversation.tells(("danger", "threat"))
    assert reply.situation["danger_state"] == "open" and "101" in reply.text
    assert reply.handoff == {"reason": "threat", "urgency": "urgent"}


@pytest.mark.parametrize(
    ("advisers", "words"),
    [
        ({"open": True, "online": 1, "wait_minutes": 3}, "3 min"),
        ({"open": True, "online": 1, "wait_minutes": None}, "Quelqu’un est là"),
        ({"open": True, "online": 0, "wait_minutes": None}, "Personne n’est libre"),
        ({"open": False, "online": 0, "wait_minutes": None}, "fermé"),
        ({}, "transmise"),
    ],
)
def test_it_is_said_honestly_whether_somebody_is_there(advisers, words):
    reply = Conversation(advisers=advisers).tells(("danger", "self_harm"))
    assert words in reply.text


def test_a_person_asked_for_in_danger_is_said_to_be_told():
    conversation = Conversation()
    conversation.tells(("danger", "self_harm"))
    assert "chez les conseillers" in conversation.says("request_adviser", ("asks_human", True)).text


def test_blackmail_without_open_danger_offers_a_person():
    reply = Conversation().tells(("harm_types", "blackmail"), ("platforms", "roblox"))
    assert "Ne payez rien" in reply.text and "Oui, un conseiller" in reply.titles
    assert reply.handoff["urgency"] == "normal"


def test_an_adult_is_not_contacted():
    reply = Conversation().tells(("harasser", "adult"), ("platforms", "discord"))
    assert "ne le contactez" in reply.text and "police" in reply.text and "Oui, un conseiller" in reply.titles


def test_a_teen_is_spoken_to_itself():
    reply = Conversation().tells(("writer", "teen"), ("danger", "self_harm"))
    assert "Ce n’est pas votre faute" in reply.text and "adulte de confiance" in reply.text and "103" in reply.text
