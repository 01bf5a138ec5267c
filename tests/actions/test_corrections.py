"""Corrections, starting again, going back: in words and by buttons."""

from __future__ import annotations

from tests.actions.conversation import Conversation

STORY = (("writer", "parent"), ("platforms", "instagram"), ("harm_types", "insults"), ("harasser", "pupil"))


def told():
    conversation = Conversation()
    conversation.tells(*STORY)
    return conversation


def test_a_correction_in_words_replaces():
    reply = told().says("correct", ("platforms", "snapchat"), not_=[("platforms", "instagram")])
    assert reply.situation["platforms"] == ["snapchat"]
    assert "Je retire : Instagram" in reply.text and "J’ajoute : Snapchat" in reply.text
    assert "sur Snapchat" in reply.text


def test_a_bare_correction_asks_what_is_wrong():
    reply = told().says("correct")
    assert reply.titles == ("Pas un élève", "Pas Instagram", "Pas d’insultes", "Recommencer")


def test_a_fact_is_taken_back_by_a_button():
    conversation = told()
    conversation.says("correct")
    reply = conversation.presses("Pas un élève")
    assert reply.situation["harasser"] == "unstated" and "C’est corrigé" in reply.text


def test_nothing_to_correct():
    assert "encore rien retenu" in Conversation().says("correct").text


def test_start_again_forgets_everything():
    reply = told().says("restart")
    assert reply.situation["platforms"] == [] and reply.slots["step"] is None
    assert "zéro" in reply.text


def test_start_again_keeps_the_request_with_the_advisers():
    conversation = told()
    conversation.sends("/accept_adviser")
    reply = conversation.says("restart")
    assert reply.situation["handoff"] == "queued" and "reste chez les conseillers" in reply.text


def test_back_to_the_step_before():
    conversation = told()
    conversation.says("step_failed")
    reply = conversation.says("back")
    assert "Signaler les messages au réseau" in reply.text and "C’est supprimé" in reply.titles


def test_back_at_the_start():
    assert "Nous sommes au début" in Conversation().says("back").text


def test_a_step_said_not_to_be_taken_is_no_longer_done():
    conversation = told()
    conversation.says("step_done")
    reply = conversation.says("correct", not_=[("steps_done", "report_platform")])
    assert "report_platform" not in reply.situation["steps_done"] and "Je retire" in reply.text
