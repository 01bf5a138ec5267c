"""Resuming the thread: a step that waits, a question still open, rage that is no danger, danger told twice."""

from __future__ import annotations

import pytest

from tests.actions.conversation import Conversation

STORY = (("writer", "parent"), ("platforms", "snapchat"), ("harm_types", "insults"), ("harasser", "pupil"))


def test_a_question_while_the_network_is_awaited_does_not_send_back_to_the_report():
    conversation = Conversation()
    conversation.tells(*STORY)
    conversation.presses("C’est signalé")
    reply = conversation.asks("free_service")
    assert "l’étape proposée reste" not in reply.text and "C’est supprimé" in reply.titles


def test_what_happens_is_told_before_where_so_where_is_asked_again():
    conversation = Conversation()
    assert "Snapchat" in conversation.tells(("writer", "parent")).titles
    assert "Snapchat" in conversation.tells(("harm_types", "insults")).titles


@pytest.mark.parametrize("words", ["je vais le massacrer", "je lui casse la gueule"])
def test_a_parents_rage_is_no_danger(words):
    text = f"Un garçon l’insulte sur Snap, {words} !"
    conversation = Conversation()
    start = text.index(words)
    threat = {"field": "danger", "value": "threat", "words": words, "start": start, "end": start + len(words)}
    situation = {"facts": [threat], "labels": {"danger": "threat", "harm_types": ["insults", "threats"]}}
    reply = conversation._turn({"text": text, "intent": {"name": "tell_situation"}, "situation": situation}, None)
    assert "colère" in reply.text and reply.situation["dangers"] == [] and reply.handoff is None
    assert reply.situation["harm_types"] == ["insults"]


def test_a_threat_beside_the_rage_is_one():
    text = "il va la tuer demain, je vais le massacrer"
    threat = {"field": "danger", "value": "threat", "words": "il va la tuer", "start": 0, "end": 13}
    reply = Conversation()._turn(
        {"text": text, "intent": {"name": "tell_situation"}, "situation": {"facts": [threat]}}, None
    )
    assert "101" in reply.text


def test_the_same_danger_told_twice_still_shows_its_numbers():
    conversation = Conversation()
    conversation.tells(("writer", "teen"), ("danger", "sexual"))
    reply = conversation.tells(("danger", "sexual"), ("harm_types", "blackmail"))
    assert "116 000" in reply.text.replace("\u00a0", " ").replace("\u202f", " ")


def test_safe_without_any_danger_is_no_end_of_one():
    conversation = Conversation()
    conversation.tells(*STORY)
    reply = conversation.says("safe_now", ("danger", "distress"), text="je suis seule avec lui, je ne dors plus")
    assert "Gardez ces numéros" not in reply.text and "103" in reply.text


def test_the_step_just_advised_said_to_be_taken_is_awaited():
    conversation = Conversation()
    conversation.tells(*STORY)
    reply = conversation.tells(("steps_done", "report_platform"))
    assert reply.situation["step_results"] == {"report_platform": "pending"} and "vrai pas" in reply.text


def test_the_authors_parent_may_talk_to_the_other_parents():
    conversation = Conversation()
    conversation.tells(("writer", "author_parent"), ("harm_types", "insults"))
    reply = conversation.sends('/ask_step{"step": "contact_parents"}')
    assert "ne contactez pas" not in reply.text and "calmement" in reply.text


def test_rage_is_calmed_before_a_question_in_it_is_answered():
    conversation = Conversation()
    conversation.tells(*STORY)
    reply = conversation.says("ask_question", text="si je vois son père je lui casse la gueule", questions=["cost"])
    assert "colère" in reply.text and "conseiller vérifie" not in reply.text


def test_good_news_is_told_at_once():
    conversation = Conversation()
    conversation.tells(*STORY)
    reply = conversation.tells(("step_results", "report_platform:worked"), ("content_online", False))
    assert reply.bubbles[0].startswith("Bonne nouvelle") and "J’ajoute" not in reply.text
