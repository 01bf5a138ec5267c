"""What came of a step and short answers, read in the light of what was asked."""

from __future__ import annotations

import pytest

from tests.actions.conversation import Conversation

STORY = (("writer", "parent"), ("platforms", "instagram"), ("harm_types", "insults"), ("harasser", "known"))


@pytest.fixture
def conversation():
    conversation = Conversation()
    conversation.tells(*STORY)
    return conversation


@pytest.mark.parametrize(
    ("intent", "result"),
    [
        ("step_done", "pending"),
        ("step_pending", "pending"),
        ("step_failed", "failed"),
        ("step_refused", "refused"),
        ("step_worked", "worked"),
    ],
)
def test_a_result_in_words_is_of_the_step_last_advised(conversation, intent, result):
    assert conversation.says(intent).situation["step_results"] == {"report_platform": result}


def test_a_result_of_the_step_that_the_message_names(conversation):
    reply = conversation.says("step_refused", ("steps_done", "inform_school"))
    assert reply.situation["step_results"] == {"inform_school": "refused"}


def test_a_result_told_by_the_tagger_stands(conversation):
    reply = conversation.says("step_failed", ("step_results", "contact_parents:refused"))
    assert reply.situation["step_results"] == {"contact_parents": "refused"}
    assert "Un refus" in reply.text


def test_a_step_that_nobody_reacts_to_is_done(conversation):
    reply = conversation.sends('/report_outcome{"step": "keep_evidence", "result": "done"}')
    assert "keep_evidence" in reply.situation["steps_done"]
    assert "C’est noté : les preuves" in reply.text


def test_a_result_of_no_known_step_asks_which():
    reply = Conversation().says("step_failed")
    assert "De quoi parlez-vous" in reply.text and "L’école" in reply.titles


def test_a_refusal_is_not_of_the_talk_with_the_child(conversation):
    conversation.tells(("steps_asked", "inform_school"))
    conversation.tells(("steps_asked", "talk_child"))
    assert conversation.says("step_refused").situation["step_results"] == {"inform_school": "refused"}


def test_not_yet_asks_what_is_in_the_way(conversation):
    reply = conversation.says("not_yet")
    assert "Qu’est-ce qui vous freine" in reply.text and "Comment faire ?" in reply.titles


def test_yes_to_how_it_went_means_done(conversation):
    conversation.asks("law")
    assert "report_platform" in conversation.says("affirm").situation["steps_done"]


def test_yes_to_nothing_goes_on():
    assert Conversation().says("affirm").bubbles


def test_a_short_answer_with_facts_is_a_story():
    assert "sur TikTok" in Conversation().says("deny", ("platforms", "tiktok"), ("writer", "parent")).text


def test_a_pending_step_is_awaited_and_then_over(conversation):
    conversation.says("step_done")
    reply = conversation.presses("Toujours en ligne")
    assert reply.situation["step_results"]["report_platform"] == "failed"
    assert "demander à l’auteur" in reply.text


def test_another_step_that_waits_has_words_of_its_own(conversation):
    conversation.says("step_failed")
    assert "la réponse n’est pas encore là" in conversation.presses("C’est envoyé").text


def test_i_do_not_know_what_came_of_it(conversation):
    conversation.tells(("steps_done", "inform_school"))
    assert conversation.says("dont_know").bubbles


def test_an_unknown_result_changes_nothing(conversation):
    reply = conversation.sends('/report_outcome{"step": "report_platform", "result": "magic"}')
    assert reply.situation["step_results"] == {}


@pytest.mark.parametrize(("failing", "waiting", "result"), [(0.24, 0.02, "failed"), (0.2, 0.4, "pending")])
def test_still_there_is_a_failure_where_that_is_likelier_than_waiting(failing, waiting, result):
    conversation = Conversation()
    conversation.tells(("writer", "parent"), ("platforms", "facebook"), ("harm_types", "insults"))
    conversation.presses("C’est signalé")
    ranking = [{"name": "step_failed", "confidence": failing}, {"name": "step_pending", "confidence": waiting}]
    told = {"facts": [{"field": "content_online", "value": True, "confidence": 0.99}]}
    reply = conversation.reads("tell_situation", told, "ça n'a rien donné, c'est toujours là", ranking=ranking)
    assert reply.situation["step_results"] == {"report_platform": result}
