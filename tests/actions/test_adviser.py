"""A person: offered, accepted, declined, already on the way."""

from __future__ import annotations

import pytest

from tests.actions.conversation import Conversation

STORY = (("writer", "parent"), ("platforms", "instagram"), ("harm_types", "insults"))


def test_a_wish_for_a_person_is_offered_with_what_is_passed_on():
    reply = Conversation().says("request_adviser", ("asks_human", True))
    assert "notre échange" in reply.text and reply.titles == ("Oui, un conseiller", "Pas maintenant")
    assert reply.handoff == {"reason": "asks_human", "urgency": "normal"}
    assert reply.situation["handoff"] == "offered"


def test_a_wish_for_a_person_within_a_story_gets_both():
    reply = Conversation().tells(*STORY, ("asks_human", True))
    assert "sur Instagram" in reply.text and "Un conseiller peut prendre le relais" in reply.text


@pytest.mark.parametrize("intent", ["accept_adviser", "affirm"])
def test_accepted_the_request_is_queued_and_the_bot_goes_on(intent):
    conversation = Conversation()
    conversation.tells(*STORY, ("steps_asked", "police"))
    reply = conversation.sends("/accept_adviser") if intent == "accept_adviser" else conversation.says(intent)
    assert "Je reste avec vous en attendant" in reply.text and "5 min" in reply.text
    assert reply.situation["handoff"] == "queued"
    assert reply.handoff == {"reason": "police_asked", "urgency": "normal"}


def test_asked_for_twice_is_accepted():
    conversation = Conversation()
    conversation.says("request_adviser", ("asks_human", True))
    assert conversation.says("request_adviser", ("asks_human", True)).situation["handoff"] == "queued"


@pytest.mark.parametrize("intent", ["decline_adviser", "deny"])
def test_declined_is_not_asked_again_before_a_new_fact(intent):
    conversation = Conversation()
    conversation.tells(*STORY, ("steps_asked", "police"))
    reply = conversation.says(intent)
    assert reply.situation["handoff"] == "declined" and "Écrivez « conseiller »" in reply.text
    assert "Oui, un conseiller" not in conversation.says("ask_next_step").titles


def test_who_waits_already_is_told_so_and_not_offered_again():
    conversation = Conversation()
    conversation.tells(*STORY)
    conversation.sends("/accept_adviser")
    reply = conversation.says("request_adviser", ("asks_human", True))
    assert "chez les conseillers" in reply.text
    assert not {"Oui, un conseiller", "Un conseiller"} & set(reply.titles)
    assert "rien ne se perd" in conversation.sends("/accept_adviser").text


def test_police_asked_while_waiting_is_answered_and_the_request_is_no_aside():
    conversation = Conversation()
    conversation.tells(*STORY)
    conversation.sends("/accept_adviser")
    reply = conversation.tells(("steps_asked", "police"))
    assert "punissable" in reply.text and "chez les conseillers" not in reply.text


def test_a_wish_for_a_person_with_a_story_that_waits_already():
    conversation = Conversation()
    conversation.sends("/accept_adviser")
    reply = conversation.says("request_adviser", *STORY, ("asks_human", True))
    assert "sur Instagram" in reply.text


def test_the_thread_is_taken_up_after_an_answer_to_an_offer():
    conversation = Conversation()
    conversation.tells(*STORY, ("step_results", "report_platform:failed"))
    conversation.asks("cover")
    reply = conversation.says("deny")
    assert "qui" in reply.text and "Je ne sais pas" in reply.titles


@pytest.mark.parametrize("step", ["mediation", "cleanup"])
def test_a_wish_for_a_mediator_or_a_firm_offers_a_person(step):
    reply = Conversation().tells(*STORY, ("steps_asked", step))
    assert "Oui, un conseiller" in reply.titles and "selon votre contrat" in reply.text
