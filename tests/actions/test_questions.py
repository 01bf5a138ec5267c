"""Digressions are answered, then the thread is taken up where it was."""

from __future__ import annotations

import pytest

from tests.actions.conversation import Conversation

STORY = (("writer", "parent"), ("platforms", "instagram"), ("harm_types", "insults"))
WORDS = {
    "ask_law": "punissable",
    "ask_phone": "GSM",
    "ask_reply": "ne pas répondre",
    "ask_reprisals": "anonyme",
    "ask_delay": "Je ne peux pas vous donner de délai",
    "ask_privacy": "aucun nom d’enfant",
    "ask_identity": "assistant automatique (IA)",
    "ask_cover": "Selon votre contrat",
    "ask_cost": "Selon votre contrat",
}


@pytest.mark.parametrize("intent", WORDS)
def test_a_question_is_answered_before_anything_is_known(intent):
    assert WORDS[intent] in Conversation().says(intent).text


@pytest.mark.parametrize("intent", [intent for intent in WORDS if intent not in ("ask_cover", "ask_cost")])
def test_the_thread_is_taken_up(intent):
    conversation = Conversation()
    conversation.tells(*STORY)
    reply = conversation.says(intent)
    assert WORDS[intent] in reply.text
    assert "signaler les messages au réseau" in reply.text and "C’est signalé" in reply.titles


def test_the_open_question_is_asked_again_in_other_words():
    conversation = Conversation()
    asked = conversation.tells(*STORY, ("step_results", "report_platform:failed"))
    reply = conversation.says("ask_delay")
    assert "Reste ma question" in reply.text and "Reste ma question" not in asked.text
    assert "IBPT" in conversation.says("dont_know").text


def test_the_platform_is_asked_again():
    conversation = Conversation()
    conversation.tells(("harm_types", "insults"))
    assert "sur quelle application" in conversation.says("ask_law").text


def test_a_question_with_a_story_gets_both():
    reply = Conversation().says("ask_phone", *STORY)
    assert "GSM" in reply.text and "sur Instagram" in reply.text


def test_a_question_asked_twice_is_not_answered_with_the_same_words():
    conversation = Conversation()
    first = conversation.says("ask_identity")
    assert first.bubbles[0] not in conversation.says("ask_identity").bubbles


def test_nothing_but_the_same_says_so():
    conversation = Conversation()
    conversation.says("out_of_scope", ("in_scope", False))
    conversation.says("ask_law")
    assert "reste" in conversation.says("ask_law").text


def test_cover_offers_a_person_who_checks():
    reply = Conversation().says("ask_cover")
    assert "médiateur" in reply.text and "efface ou fait reculer" in reply.text
    assert "Oui, un conseiller" in reply.titles and reply.handoff["reason"] == "cover"


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ((), "Pas tout de suite, et jamais votre enfant lui-même"),
        ((("harasser", "adult"),), "C’est un adulte"),
        ((("harasser", "unknown"),), "On ne sait pas qui se cache"),
        ((("harm_types", "blackmail"),), "peut aggraver les choses"),
        ((("harasser", "known"), ("step_results", "report_platform:failed")), "C’est vous qui écrivez"),
        ((("step_results", "report_platform:failed"),), "Cela dépend de l’auteur"),
        ((("writer", "teen"),), "ne lui écrivez pas vous-même"),
        ((("writer", "author_parent"), ("harm_types", "insults"), ("steps_done", "report_platform")), "propre enfant"),
    ],
)
def test_shall_i_contact_the_bullies(facts, words):
    assert words in Conversation().says("ask_contact_author", *facts).text
