"""A danger that words only may tell is asked about, with the numbers, and takes nothing else away."""

import pytest

from actions.alarm import CLEAR, HEARD_TOO, doubtful
from safety import check
from tests.actions.conversation import Conversation

STORY = (("platforms", "instagram"), ("harm_types", "insults"), ("writer", "parent"))
NUMBERS = {"self_harm": "0800 32 123", "threat": "101", "sexual": "116 000"}


def guessed(conversation, danger, *facts, intent="tell_situation", text="…"):
    """A message of these facts and a danger that is not sure."""
    told = [{"field": field, "value": value} for field, value in facts]
    told.append({"field": "danger", "value": danger, "confidence": CLEAR - 0.1})
    return conversation.reads(intent, {"facts": told, "retractions": []}, text)


@pytest.mark.parametrize("danger", NUMBERS)
def test_the_question_comes_first_with_the_numbers_and_the_answer_follows(danger):
    reply = guessed(Conversation(), danger, *STORY)
    assert "une question" in reply.bubbles[0] and NUMBERS[danger] in reply.bubbles[0]
    assert "Signalez" in reply.text and reply.situation["danger_state"] is None
    assert reply.handoff is None


@pytest.mark.parametrize("danger", NUMBERS)
@pytest.mark.parametrize("typed", [True, False])
def test_yes_opens_the_danger(danger, typed):
    conversation = Conversation()
    guessed(conversation, danger, *STORY)
    reply = conversation.says("affirm", text="oui") if typed else conversation.presses("Oui, c’est le cas")
    assert reply.situation["danger_state"] == "open" and reply.situation["dangers"] == [danger]
    assert reply.handoff is not None and reply.handoff["urgency"] == "urgent"


@pytest.mark.parametrize("danger", NUMBERS)
def test_no_takes_the_thread_up(danger):
    conversation = Conversation()
    guessed(conversation, danger, ("harm_types", "insults"), ("writer", "parent"))
    reply = conversation.presses("Non")
    assert reply.situation["danger_state"] is None and "112" not in reply.text
    assert conversation.slots["asked"]["question"] == "platform"


def test_it_is_asked_once():
    conversation = Conversation()
    guessed(conversation, "self_harm", *STORY)
    conversation.presses("Non")
    assert "une question" not in guessed(conversation, "self_harm", ("harasser", "pupil")).text


def test_other_words_than_yes_or_no_are_answered():
    conversation = Conversation()
    guessed(conversation, "threat", *STORY)
    reply = conversation.tells(("step_results", "report_platform:failed"))
    assert reply.situation["step_results"] == {"report_platform": "failed"} and reply.situation["dangers"] == []


def test_what_the_net_hears_and_the_model_hardly_is_asked_about():
    told = {"facts": [{"field": "danger", "value": "sexual", "confidence": HEARD_TOO - 0.05}]}
    text = "elle est tombée dans les vestiaires, elle est habillée, ils ont filmé"
    assert check(text)
    assert doubtful(told, text)[1] == ("sexual",)


@pytest.mark.parametrize(
    "text",
    [
        "Ils lui écrivent « va crever » tous les jours sur Snap, lui il en rit",
        "ils ont mis suicide-toi sous sa photo",
        "un gars lui a dit d'aller au diable, kys et tout",
        "il reçoit des « va te pendre », « crève »",
    ],
)
def test_whether_a_child_who_is_told_to_die_thinks_of_it_is_asked(text):
    told = {"facts": [{"field": "danger", "value": "self_harm", "confidence": 0.97}]}
    assert doubtful(told, text)[1] == ("self_harm",)


@pytest.mark.parametrize(
    "text",
    [
        "ils lui écrivent va crever et elle dit qu'elle veut mourir",
        "« suicide-toi » : elle s'est coupé les bras hier soir",
        "elle a écrit qu'elle veut en finir",
    ],
)
def test_a_child_who_thinks_of_dying_is_no_question(text):
    told = {"facts": [{"field": "danger", "value": "self_harm", "confidence": 0.97}]}
    assert doubtful(told, text) == (told, ())


def test_what_the_net_hears_is_not_doubted():
    told = {"facts": [{"field": "danger", "value": "self_harm", "confidence": CLEAR - 0.1}]}
    assert doubtful(told, "elle ne veut plus vivre")[1] == ()
    assert doubtful(told, "elle est au bout du rouleau avec ça")[1] == ("self_harm",)


def test_beside_a_clear_danger_nothing_is_asked():
    told = {
        "facts": [
            {"field": "danger", "value": "threat", "confidence": 1.0},
            {"field": "danger", "value": "sexual", "confidence": CLEAR - 0.1},
        ]
    }
    left, maybe = doubtful(told, "…")
    assert maybe == () and [fact["value"] for fact in left["facts"]] == ["threat"]


def test_what_is_graver_than_the_clear_danger_counts_as_told():
    told = {
        "facts": [
            {"field": "danger", "value": "threat", "confidence": 1.0},
            {"field": "danger", "value": "self_harm", "confidence": CLEAR - 0.1},
        ]
    }
    assert doubtful(told, "…") == (told, ())


def test_not_knowing_is_no_no():
    conversation = Conversation()
    guessed(conversation, "self_harm", *STORY)
    assert conversation.says("dont_know").situation["danger_state"] == "open"
