"""First words, coming back, other languages, small talk, another matter, not understood."""

from __future__ import annotations

import pytest

from tests.actions.conversation import Conversation

STORY = (("writer", "parent"), ("platforms", "instagram"), ("harm_types", "insults"))
YESTERDAY = "2026-11-19T20:00:00Z"
JUST_NOW = "2026-11-20T20:10:00+01:00"


def test_the_first_words_say_what_it_is_and_what_it_can_do():
    reply = Conversation().says("greet")
    for words in ("assistant automatique (IA)", "Aucun nom d’enfant", "Un conseiller", "112", "101"):
        assert words in reply.text
    assert reply.titles == ("Insultes, moqueries", "Photo ou vidéo", "Menaces", "Un conseiller")


@pytest.mark.parametrize("title", ["Insultes, moqueries", "Photo ou vidéo"])
def test_a_quick_start_begins_the_ladder(title):
    conversation = Conversation()
    conversation.says("greet")
    assert "Sur quel réseau" in conversation.presses(title).text


def test_the_quick_start_for_threats_gives_the_numbers():
    conversation = Conversation()
    conversation.says("greet")
    assert "101" in conversation.presses("Menaces").bubbles[0]


def test_a_greeting_with_a_story_is_a_story():
    assert "sur Instagram" in Conversation().says("greet", *STORY).text


def test_somebody_who_comes_back_is_asked_how_it_went():
    conversation = Conversation()
    conversation.tells(*STORY)
    reply = conversation.says("greet", last_seen=YESTERDAY)
    assert "vous alliez signaler les messages au réseau" in reply.text and "C’est signalé" in reply.titles


def test_somebody_who_comes_back_while_an_answer_is_awaited():
    conversation = Conversation()
    conversation.tells(*STORY)
    conversation.presses("C’est signalé")
    conversation.tells(("steps_done", "talk_child"))
    conversation.sends('/ask_step{"step": "report_platform"}')
    reply = conversation.says("greet", last_seen=YESTERDAY)
    assert "nous attendions la suite" in reply.text and "Toujours en ligne" in reply.titles


def test_somebody_who_comes_back_after_an_end():
    conversation = Conversation()
    conversation.tells(*STORY, ("writer", "teen"))
    conversation.says("restart")
    conversation.tells(("harasser", "unknown"), ("step_results", "report_platform:failed"))
    assert "merci de revenir" in conversation.says("greet", last_seen=YESTERDAY).text


def test_a_second_hello_takes_up_the_thread():
    conversation = Conversation()
    conversation.tells(*STORY)
    reply = conversation.says("greet", last_seen=JUST_NOW)
    assert "toujours là" in reply.text and "signaler les messages" in reply.text


def test_another_language_gets_one_sentence_of_each():
    reply = Conversation().says("other_language", ("in_scope", False))
    assert "Nederlands" in reply.text and "English" in reply.text and "112" in reply.text


@pytest.mark.parametrize("intent", ["thank", "goodbye", "chitchat", "insult_bot"])
def test_small_talk_is_answered_and_a_story_in_it_heard(intent):
    assert Conversation().says(intent).bubbles
    assert "sur Instagram" in Conversation().says(intent, *STORY).text


def test_an_insult_is_met_calmly():
    reply = Conversation().says("insult_bot")
    assert "calmement" in reply.text and "Un conseiller" in reply.titles


@pytest.mark.parametrize("intent", ["out_of_scope", "tell_situation"])
def test_another_matter_is_told_what_this_is_for_and_offered_a_person(intent):
    reply = Conversation().says(intent, ("in_scope", False))
    assert "harcelé en ligne" in reply.text and reply.handoff["reason"] == "out_of_scope"
    assert "Oui, un conseiller" in reply.titles


def test_another_matter_while_a_person_is_on_the_way():
    conversation = Conversation()
    conversation.says("out_of_scope", ("in_scope", False))
    conversation.says("affirm")
    assert "harcelé en ligne" in conversation.says("out_of_scope", ("in_scope", False)).text


def test_out_of_scope_with_a_story_is_a_story():
    assert "sur Instagram" in Conversation().says("out_of_scope", *STORY).text


def test_a_story_without_facts_is_asked_for():
    assert "Racontez-moi" in Conversation().says("tell_situation").text


def test_not_understood_says_so_with_buttons_of_the_situation():
    assert "Menaces" in Conversation().says("nlu_fallback").titles
    conversation = Conversation()
    conversation.tells(*STORY)
    reply = conversation.says("nlu_fallback")
    assert "pas bien compris" in reply.text and "C’est signalé" in reply.titles


def test_not_understood_twice_in_a_row_offers_a_person():
    conversation = Conversation()
    conversation.says("nlu_fallback")
    reply = conversation.says("nlu_fallback")
    assert "Oui, un conseiller" in reply.titles and reply.handoff["reason"] == "not_understood"


def test_not_understood_with_facts_is_a_story():
    assert "sur Instagram" in Conversation().says("nlu_fallback", *STORY).text
