"""Coming back after days, what is still there then, and going on with the step that is still to be taken."""

from __future__ import annotations

import pytest

from tests.actions.conversation import NOW, Conversation

STORY = (("writer", "parent"), ("platforms", "instagram"), ("harm_types", "insults"), ("harasser", "pupil"))
DAYS_AGO, JUST_NOW = "2026-11-17T20:00:00Z", "2026-11-20T20:10:00+01:00"


def reported(at: str = NOW) -> Conversation:
    conversation = Conversation(now=at)
    conversation.tells(*STORY)
    conversation.presses("C’est signalé")
    conversation.now = NOW
    return conversation


def test_still_there_after_days_makes_the_report_a_failure():
    reply = reported("2026-11-17T21:00:00+01:00").tells(("content_online", True))
    assert reply.situation["step_results"] == {"report_platform": "failed"} and "pas réglé la chose" in reply.text


def test_still_there_after_minutes_does_not():
    reply = reported().tells(("content_online", True))
    assert reply.situation["step_results"] == {"report_platform": "pending"}


def test_the_operator_says_how_long_is_waited(monkeypatch):
    monkeypatch.setenv("HUB_PENDING_HOURS", "240")
    reply = reported("2026-11-17T21:00:00+01:00").tells(("content_online", True))
    assert reply.situation["step_results"] == {"report_platform": "pending"}


@pytest.mark.parametrize("intent", ["greet", "nlu_fallback", "chitchat"])
def test_whoever_comes_back_is_asked_how_it_went_however_it_is_said(intent):
    assert "nous attendions la suite" in reported().says(intent, last_seen=DAYS_AGO).text
    assert "nous attendions la suite" not in reported().says(intent, last_seen=JUST_NOW).text


def test_the_step_that_was_advised_is_asked_after_and_not_what_was_said_meanwhile():
    conversation = Conversation()
    conversation.tells(*STORY)
    conversation.says("ask_next_step")
    conversation.says("ask_next_step")
    assert "vous alliez signaler" in conversation.says("greet", last_seen=DAYS_AGO).text


@pytest.mark.parametrize("intent", ["tell_situation", "step_done"])
def test_evidence_kept_leads_back_to_the_report(intent):
    conversation = Conversation()
    conversation.tells(*STORY)
    reply = conversation.says(intent, ("steps_done", "keep_evidence"))
    assert "signaler les messages" in reply.text and "direction de l’école" not in reply.text


def test_an_answer_that_came_is_no_correction():
    reply = reported().tells(("step_results", "report_platform:failed"))
    assert "C’est corrigé" not in reply.text


def test_what_comes_back_is_no_correction():
    conversation = reported()
    conversation.tells(("step_results", "report_platform:worked"), ("content_online", False))
    assert "C’est corrigé" not in conversation.presses("Ça recommence").text


def test_a_step_whose_outcome_is_told_is_not_asked_about():
    conversation = Conversation()
    failures = ("report_platform:failed", "contact_parents:failed", "mediation:failed")
    reply = conversation.tells(*STORY, *(("step_results", one) for one in failures), ("steps_asked", "mediation"))
    assert reply.situation["advised"][0]["row"] == "10"
