"""Where and with whom the child is answers whether it is safe, whatever intent is read; what is retold stays open."""

from __future__ import annotations

import pytest

from tests.actions.conversation import Conversation

WITH_SOMEBODY = (
    "elle est dans la cuisine avec sa mamy, je viens de vérifier",
    "mon mari est avec lui, ils regardent un film",
    "il dort à côté de moi dans le grand lit",
    "On est chez ma sœur pour la nuit, elle nous quitte pas",
    "je suis assise près d'elle, elle boit un thé, je fais quoi pour l'école",
    "elle est à l'hôpital avec son papa depuis une heure",
    "il est couché, il dort depuis 20 minutes",
)
NOT_SAFE = (
    "elle est seule dans sa chambre",
    "il s'est enfermé dans la salle de bain et ne répond pas",
    "elle n'est pas avec moi, elle est partie à vélo",
    "il n'est pas encore rentré à la maison",
    "elle dort et je n'arrive pas à la réveiller",
    "elle est chez moi mais elle a avalé des cachets",
    "elle est chez une copine que je connais pas",
    "il dort plus depuis trois jours",
)


def in_danger(danger="self_harm", **facts):
    conversation = Conversation()
    conversation.tells(("danger", danger), ("platforms", "instagram"), *facts.items())
    return conversation


@pytest.mark.parametrize("text", WITH_SOMEBODY)
@pytest.mark.parametrize("danger", ["self_harm", "threat", "sexual"])
def test_with_somebody_trusted_is_safe(danger, text):
    reply = in_danger(danger).says("tell_situation", text=text)
    assert reply.situation["danger_state"] == "safe" and "Merci" in reply.bubbles[0]


@pytest.mark.parametrize("text", NOT_SAFE)
@pytest.mark.parametrize("danger", ["self_harm", "threat"])
def test_alone_away_or_hurt_is_not(danger, text):
    assert in_danger(danger).says("tell_situation", text=text).situation["danger_state"] == "open"


@pytest.mark.parametrize(
    "text",
    [
        "on a appelé la police, elle passe dans la soirée",
        "il est dans sa chambre, mais ils écrivent toujours qu'ils vont le frapper lundi",
        "nous sommes à la maison, portes fermées",
    ],
)
def test_at_home_or_with_the_police_called_answers_a_threat_though_it_is_told_again(text):
    conversation = in_danger("threat")
    reply = conversation.says("tell_situation", ("danger", "threat"), text=text)
    assert reply.situation["danger_state"] == "safe"


def test_they_stand_at_the_door():
    text = "on est à la maison mais ils sont devant la porte"
    assert in_danger("threat").says("tell_situation", text=text).situation["danger_state"] == "open"


def test_another_danger_is_no_answer():
    reply = in_danger("threat").says("tell_situation", ("danger", "self_harm"), text="il est avec moi, il veut mourir")
    assert reply.situation["danger_state"] == "open" and "0800 32 123" in reply.bubbles[0]


def test_somebody_beside_who_still_wants_to_die_is_heard_and_not_asked_again():
    conversation = in_danger()
    text = "elle est avec moi sur le canapé mais elle répète qu'elle veut mourir"
    reply = conversation.says("tell_situation", ("danger", "self_harm"), text=text)
    assert reply.situation["danger_state"] == "open" and "quelqu’un est auprès de votre enfant" in reply.text
    assert "112" in reply.text and "?" not in reply.text and "En sécurité" in reply.titles


def test_where_a_teen_is_itself():
    reply = in_danger("threat", writer="teen").says("tell_situation", text="je suis chez moi, ma mère est là")
    assert reply.situation["danger_state"] == "safe"


def test_after_an_answer_beside_a_question_it_is_not_asked_again():
    conversation = in_danger("threat")
    text = "il est à la maison avec moi. je l'envoie à l'école demain ?"
    reply = conversation.says("request_adviser", text=text, questions=["stay_home"])
    assert "appelez l’école" in reply.text and "à l’abri" not in reply.text and "En sécurité" not in reply.titles
