"""No person is sent for against a parent's word, and a danger that was denied does not come back."""

import pytest

from actions.alarm import denied
from actions.refusal import refuses
from tests.actions.conversation import Conversation

STORY = (("platforms", "instagram"), ("harm_types", "insults"), ("writer", "parent"))


@pytest.mark.parametrize(
    "text",
    [
        "non pas de conseiller",
        "je n'ai demandé aucun conseiller",
        "Annulez ma demande svp",
        "je ne veux pas de conseiller pour le moment",
        "annulez le rappel",
        "JE NE VEUX PAS ÊTRE RAPPELÉ",
    ],
)
def test_a_refusal_is_heard(text):
    assert refuses(text)


@pytest.mark.parametrize(
    "text",
    [
        "je voudrais un conseiller",
        "il n'y a personne ? je veux un conseiller",
        "la direction ne veut pas nous recevoir",
        "vous pouvez me rappeler ?",
        "ma fille n'a pas demandé d'aide",
    ],
)
def test_other_words_are_no_refusal(text):
    assert not refuses(text)


def test_a_refusal_does_not_send_for_a_person():
    conversation = Conversation()
    conversation.tells(*STORY, ("steps_asked", "police"))
    reply = conversation.says("request_adviser", ("asks_human", True), text="non pas de conseiller")
    assert reply.situation["handoff"] == "declined"


def test_a_request_is_taken_back():
    conversation = Conversation()
    conversation.tells(*STORY)
    conversation.says("request_adviser", ("asks_human", True))
    assert conversation.says("accept_adviser").situation["handoff"] == "queued"
    reply = conversation.says("tell_situation", text="Je n'ai pas demandé de conseiller, annulez ça")
    assert reply.situation["handoff"] == "declined" and "annulé" in reply.text


def test_a_request_in_danger_stays():
    conversation = Conversation()
    conversation.tells(*STORY, ("danger", "threat"))
    conversation.says("safe_now")
    reply = conversation.says("tell_situation", text="je ne veux pas de conseiller")
    assert reply.situation["handoff"] == "queued" and "gardent votre demande" in reply.text


@pytest.mark.parametrize(
    "text",
    [
        "MAIS NON MON FILS NE VEUT PAS MOURIR",
        "ma fille va bien elle est à côté de moi",
        "oui il est à la maison avec moi",
        "il n'y a pas de danger",
    ],
)
def test_a_danger_is_denied(text):
    assert denied(text)


@pytest.mark.parametrize(
    "text", ["elle ne va pas bien", "il n'est pas en sécurité", "elle veut mourir", "elle ne veut plus vivre"]
)
def test_a_danger_is_not_denied(text):
    assert not denied(text)


def test_a_denial_closes_the_danger():
    conversation = Conversation()
    assert conversation.tells(*STORY, ("danger", "self_harm")).situation["danger_state"] == "open"
    reply = conversation.says(
        "tell_situation", ("danger", "self_harm"), text="mais non, ma fille va bien, elle ne veut pas mourir"
    )
    assert reply.situation["danger_state"] == "safe"
