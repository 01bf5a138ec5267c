"""Somebody of the family is about to go and confront: calm first, whatever else is told; no step in that turn."""

from __future__ import annotations

import pytest

from actions.setting_out import plans
from tests.actions.conversation import Conversation

STORY = (("platforms", "tiktok"), ("harm_types", "insults"), ("writer", "parent"), ("harasser", "pupil"))
PLANS = (
    "mon compagnon veut aller trouver le père du gamin, j'arrive pas à le raisonner",
    "son grand frère va les attendre à la sortie avec ses potes",
    "mon père veut aller sonner chez les parents du gosse",
    "je vais aller les attendre moi même à la grille ces petits cons",
    "ma femme veut débarquer chez eux ce soir",
    "papa veut aller voir le père du harceleur tout de suite",
    "je peux lui mettre la pression à la récré ?",
)
NO_PLANS = (
    "ils ont écrit qu'ils vont l'attendre à la sortie",
    "je vais attendre mon fils à la grille lundi",
    "je voudrais parler calmement à ses parents",
    "l'éducateur va l'attendre à la grille",
    "je n'irai pas les trouver, promis",
    "mon mari voulait aller les trouver mais il s'est calmé",
    "il veut aller chez son père ce week-end",
)


@pytest.mark.parametrize("text", PLANS)
def test_a_plan_is_held_back(text):
    conversation = Conversation()
    conversation.tells(*STORY)
    reply = conversation.says("tell_situation", ("steps_asked", "contact_parents"), text=text)
    assert "Que personne n’y aille" in reply.bubbles[0] and "101" in reply.bubbles[0]
    assert "signaler" not in reply.text and "Parlez à ses parents" not in reply.text


@pytest.mark.parametrize("text", NO_PLANS)
def test_what_others_do_or_what_is_over_is_none(text):
    assert not plans(text)


def test_who_puts_his_coat_on_or_has_left_is_called_back():
    conversation = Conversation()
    conversation.tells(*STORY)
    conversation.says("ask_question", text=PLANS[0])
    text = "oui mais comment je le calme, il met déjà sa veste"
    assert "dix minutes" in conversation.says("affirm", text=text).text
    reply = conversation.says("ask_question", text="il est parti !!")
    assert "101" in reply.text and "Téléphonez-lui maintenant" in reply.text
    assert "101" not in conversation.says("tell_situation", text="c'est bon il est revenu").text


def test_elsewhere_somebody_who_left_is_not_called_back():
    conversation = Conversation()
    conversation.tells(*STORY)
    assert "Téléphonez-lui" not in conversation.says("tell_situation", text="il est parti à l'école").text


def test_in_a_danger_it_comes_right_behind_the_numbers():
    text = "ils ont mis une photo de couteau. mon mari veut aller trouver le père"
    reply = Conversation().says("tell_situation", ("danger", "threat"), text=text)
    assert "101" in reply.bubbles[0] and "Que personne n’y aille" in reply.bubbles[1]
    assert "sécurité" in reply.bubbles[-1]


def test_another_question_beside_it_is_answered():
    conversation = Conversation()
    conversation.tells(*STORY)
    reply = conversation.says("ask_question", text=PLANS[0], questions=["phone"])
    assert "Que personne n’y aille" in reply.text and "GSM" in reply.text
