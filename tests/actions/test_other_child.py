"""Danger to the child whom the writer's child bullied: who is to be warned, and never "votre enfant va mal"."""

from __future__ import annotations

import pytest

from tests.actions.conversation import Conversation

FEARS = (
    "l'autre garçon ne vient plus en classe, j'ai peur qu'il fasse une bêtise",
    "la fille dont ma fille s'est moquée a écrit qu'elle voulait mourir",
    "la victime va très mal, sa maman me l'a dit",
)


def author(*facts):
    conversation = Conversation()
    conversation.tells(("writer", "author_parent"), ("harm_types", "insults"), ("harasser", "pupil"), *facts)
    return conversation


@pytest.mark.parametrize("text", FEARS)
@pytest.mark.parametrize("danger", ["distress", "self_harm"])
def test_its_parents_and_the_school_are_to_be_warned(danger, text):
    reply = author().says("tell_situation", ("danger", danger), ("writer", "parent"), text=text)
    assert "112" in reply.bubbles[0] and "ses parents" in reply.bubbles[0] and "116 000" in reply.bubbles[0]
    assert "votre enfant va mal" not in reply.text and reply.situation["dangers"] == []
    assert reply.handoff is not None and reply.handoff["urgency"] == "urgent"


def test_what_was_noted_of_the_own_child_is_taken_back():
    conversation = author(("danger", "distress"))
    text = "non c'est l'autre garçon qui va mal, mon fils ça va"
    reply = conversation.says("correct", ("writer", "parent"), text=text)
    assert reply.situation["dangers"] == [] and reply.situation["writer"] == "author_parent"
    again = conversation.says("correct", text="je vous dis que c'est l'autre garçon qui va mal")
    assert "pas le vôtre" in again.text and "112" in again.text


def test_the_own_child_stays_the_own_child():
    reply = author().says("tell_situation", ("danger", "self_harm"), text="mon fils dit qu'il veut mourir de honte")
    assert reply.situation["dangers"] == ["self_harm"] and reply.situation["danger_state"] == "open"


def test_the_parent_of_the_bullied_child_is_never_read_so():
    text = "l'autre garçon lui a dit d'aller se pendre, elle veut mourir"
    reply = Conversation().says("tell_situation", ("writer", "parent"), ("danger", "self_harm"), text=text)
    assert reply.situation["danger_state"] == "open"
