"""Drafts: whole and harmless in every situation, from the right person, and none where nobody should write."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from actions.draft_texts import TEXTS
from actions.known_questions import QUESTIONS
from advice import Situation
from advice.standing import contact_forbidden
from advice.vocabulary import GRAVE
from tests.actions.conversation import Conversation, Reply
from tests.advice.situations import SITUATIONS
from wording import content
from wording.typography import faults, typeset

KINDS = tuple(TEXTS)
KIND = st.sampled_from(KINDS)
# What one message of Messenger holds (hub/src/hub/messenger/limits.py).
LONGEST = 1900
# A day is filled in; in the words themselves no number stands but those of help lines.
DAY = re.compile(r"\b\d{1,2}(?:er)? [a-zéû]+ 20\d\d\b")
GAP = re.compile(r"\[[^\]]*\]")
THREATS = re.compile(
    r"\bsinon\b|\btribunal|(?<!démarche avec un )\bavocat|poursuiv|porter(ai|ons)? plainte|sanction|"
    r"exclu(re|sion)|dernière fois|conséquences|\bfaute\b|coupable|harceleur|méchant|honte|scandale|exige",
    re.IGNORECASE,
)
STORY = (("writer", "parent"), ("platforms", "instagram"), ("harm_types", "insults"), ("harasser", "pupil"))


def asked(kind: str, situation: Situation | None = None, *facts: tuple[str, Any], text: str = "…") -> Reply:
    conversation = Conversation()
    if situation:
        conversation.slots["situation"] = situation.as_dict()
    if facts:
        conversation.tells(*facts)
    return conversation.says("ask_question", text=text, questions=[f"draft_{kind}"])


def drafts(reply: Reply) -> list[Any]:
    return [block for block in reply.blocks if block["type"] == "draft"]


def test_every_kind_can_be_asked_for():
    assert {question.draft for question in QUESTIONS.values()} == {None, "dossier", *KINDS}


def test_an_adult_for_itself_gets_no_letter_of_a_parent():
    assert drafts(asked("school", Situation(writer="other"))) == []


@settings(max_examples=60, deadline=timedelta(seconds=5), suppress_health_check=[HealthCheck.too_slow])
@given(KIND, SITUATIONS)
def test_a_draft_is_whole_in_every_situation(kind: str, situation: Situation):
    reply = asked(kind, situation)
    assert 1 <= len(reply.bubbles) <= 3
    for draft in drafts(reply):
        check(draft)
        assert f"{draft['title']}\n\n{draft['text']}" in reply.bubbles


def check(draft: dict[str, Any]) -> None:
    text = draft["text"]
    assert 100 < len(text) <= LONGEST
    assert not re.search(r"[{}]|\bNone\b|\bTrue\b|\bFalse\b|_|\(\)|\n\n\n| {2}", text)
    assert GAP.findall(text) and all(len(gap) > len("[x]") for gap in GAP.findall(text))
    assert text.count("[") == text.count("]") == len(GAP.findall(text))
    assert draft["gaps"] == list(dict.fromkeys(GAP.findall(text)))
    assert not THREATS.search(text)
    assert list(content.faults("utter_draft", DAY.sub("", text))) == []
    assert faults(text, begins=False) == []
    assert not re.search(r"\S [:;?!»]|« ", typeset(text))


@settings(max_examples=60, deadline=timedelta(seconds=5), suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(["author", "parents"]), SITUATIONS)
def test_nobody_writes_to_a_dangerous_or_unknown_author(kind: str, situation: Situation):
    if contact_forbidden(situation) or situation.harasser in ("adult", "unknown", "unstated"):
        assert drafts(asked(kind, situation)) == []


@settings(max_examples=40, deadline=timedelta(seconds=5), suppress_health_check=[HealthCheck.too_slow])
@given(KIND, SITUATIONS, st.sampled_from(sorted(GRAVE)))
def test_nothing_is_drafted_before_the_child_is_safe(kind: str, situation: Situation, danger: str):
    open_ = Situation(**{**vars(situation), "dangers": (danger,), "danger_state": "open"})
    assert drafts(asked(kind, open_)) == []


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_drafted_in_rage(kind: str):
    reply = asked(kind, None, *STORY, text="Je vais le massacrer. Écrivez-moi un message.")
    assert drafts(reply) == [] and "colère" in reply.text.lower()


@pytest.mark.parametrize("kind", KINDS)
def test_a_draft_says_what_was_told(kind: str):
    (draft,) = drafts(asked(kind, None, *STORY))
    assert "insultants ou moqueurs" in draft["text"]
    assert "Instagram" in draft["text"]


def test_steps_stand_with_what_came_of_them():
    (draft,) = drafts(asked("school", None, *STORY, ("step_results", "report_platform:failed")))
    assert "Le [date] : signalement au réseau (sans effet)." in draft["text"]


def test_the_day_on_which_it_was_told_stands_in_the_evidence_log():
    conversation = Conversation()
    conversation.tells(*STORY)
    metadata = {"turn_id": "turn-1", "now": "2026-11-18T09:00:00Z"}
    conversation.events[0] |= {"metadata": metadata}
    (draft,) = drafts(conversation.sends('/ask_question{"value": "draft_evidence"}'))
    assert "Raconté ici le 18 novembre 2026." in draft["text"]


@pytest.mark.parametrize(
    ("writer", "words"),
    [
        ("parent", "Je suis le parent de"),
        ("unstated", "Je suis le parent de"),
        ("relative", "Je suis un proche de"),
        ("witness", "J’ai été témoin"),
        ("school", "Je vous signale une situation"),
        ("teen", "J’ai besoin d’en parler à un adulte"),
    ],
)
def test_everybody_writes_to_the_school_in_his_own_position(writer: str, words: str):
    (draft,) = drafts(asked("school", Situation(writer=writer, harm_types=("insults",))))
    assert words in draft["text"]
    assert ("mon enfant" in draft["text"]) is (writer in ("parent", "unstated"))


@pytest.mark.parametrize("writer", ["teen", "witness", "school", "author_parent"])
def test_only_the_family_writes_to_the_author(writer: str):
    for kind in ("author", "parents"):
        reply = asked(kind, Situation(writer=writer, harasser="pupil", platforms=("instagram",)))
        assert drafts(reply) == [] and reply.text


def test_the_author_is_asked_once():
    reply = asked("author", None, *STORY, ("step_results", "ask_harasser:failed"))
    assert drafts(reply) == [] and "une seule fois suffit" in reply.text


def test_the_family_does_not_write_once_the_police_know():
    reply = asked("parents", None, *STORY, ("steps_done", "police"))
    assert drafts(reply) == [] and "La police est prévenue" in reply.text


def test_intimate_images_are_neither_copied_nor_joined():
    facts = (("writer", "parent"), ("harm_types", "intimate_images"), ("harasser", "pupil"))
    for kind in ("school", "evidence", "summary", "report"):
        (draft,) = drafts(asked(kind, None, *facts))
        assert not re.search(r"captur", draft["text"], re.IGNORECASE), kind


def test_no_network_no_report():
    reply = asked("report", None, ("platforms", "sms"), ("harm_types", "insults"))
    assert drafts(reply) == []


def test_what_else_is_told_is_answered_after_the_text():
    conversation = Conversation()
    reply = conversation.says("tell_situation", *STORY, questions=["draft_school"])
    assert len(drafts(reply)) == 1 and "Signaler" in reply.text and len(reply.bubbles) <= 3


@pytest.mark.parametrize(
    ("facts", "title"),
    [
        ([], "Texte du signalement"),
        ([("step_results", "report_platform:failed")], "Modèle pour l’auteur"),
        ([("step_results", "ask_harasser:refused")], "Modèle aux parents"),
        ([("steps_asked", "police")], "Résumé à emporter"),
    ],
)
def test_the_fitting_row_offers_its_draft(facts: list[tuple[str, Any]], title: str):
    conversation = Conversation()
    reply = conversation.tells(*STORY, *facts)
    assert title in reply.titles
    assert len(drafts(conversation.presses(title))) == 1


def test_the_dossier_is_a_file_for_the_hub_to_make():
    conversation = Conversation()
    conversation.tells(*STORY)
    reply = conversation.asks("dossier")
    assert [block["type"] for block in reply.blocks] == ["paragraph", "file"]
    assert reply.blocks[1]["id"] == "dossier"


def test_a_text_that_waits_for_who_it_is_comes_with_the_answer():
    conversation = Conversation()
    conversation.tells(("writer", "parent"), ("platforms", "snapchat"), ("harm_types", "insults"))
    conversation.asks("draft_parents")
    reply = conversation.presses("Un élève")
    assert reply.blocks and "Bonjour" in reply.text
    assert not conversation.presses("La prochaine étape").blocks


def test_no_text_comes_for_an_adult():
    conversation = Conversation()
    conversation.tells(("writer", "parent"), ("platforms", "snapchat"), ("harm_types", "insults"))
    conversation.asks("draft_parents")
    assert not conversation.presses("Un adulte").blocks


@pytest.mark.parametrize(
    "text", ["ajoutez les trois appels dans la lettre", "et ma lettre ??", "dans la lettre il manque qu'on l'a filmée"]
)
def test_a_wish_for_a_text_is_answered_and_not_passed_over(text):
    conversation = Conversation()
    conversation.tells(
        ("writer", "parent"), ("platforms", "messenger"), ("harm_types", "insults"), ("harasser", "pupil")
    )
    conversation.asks("draft_school")
    reply = conversation.says("tell_situation", text=text)
    assert "avec vos mots" in reply.text and "Lettre à l’école" in reply.titles
    again = conversation.says("tell_situation", text="je parle de la lettre")
    assert again.text != reply.text and "signaler" not in again.text
