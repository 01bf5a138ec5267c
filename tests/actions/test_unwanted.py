"""A step that the parent says no to is not proposed again, until they ask for it themselves."""

from __future__ import annotations

import pytest

from actions.unwanted import declined, is_hostile
from tests.actions.conversation import Conversation

STORY = (("writer", "parent"), ("platforms", "instagram"), ("harm_types", "insults"), ("harasser", "pupil"))
STUCK = [("step_results", f"{step}:failed") for step in ("report_platform", "ask_harasser", "contact_parents")]


def stuck():
    conversation = Conversation()
    conversation.tells(*STORY, ("steps_done", "keep_evidence"), *STUCK, ("step_results", "inform_school:failed"))
    assert "médiateur" in conversation.last.text
    return conversation


@pytest.mark.parametrize(
    ("text", "step"),
    [
        ("non, pas le médiateur", "mediation"),
        ("un médiateur ? non merci", "mediation"),
        ("laissez tomber la médiation svp", "mediation"),
        ("encore la médiation ! j'ai dit non à la médiation", "mediation"),
        ("je ne veux pas parler à ses parents", "contact_parents"),
        ("NON je vous ai dit non pour les parents", "contact_parents"),
        ("on ne veut pas aller à la police", "police"),
        ("pas besoin d'avocat pour ça", "civil"),
    ],
)
def test_a_no_to_a_step_is_heard(text, step):
    assert step in declined(text, None)


@pytest.mark.parametrize(
    "text",
    [
        "la police n'est pas venue",
        "l'école n'est pas au courant",
        "les parents ont dit non à la médiation",
        "vous payez l'avocat oui ou non ?",
        "je parle de l'école, pas de conseiller",
    ],
)
def test_what_others_refuse_or_ask_is_no_no(text):
    assert declined(text, None) == ()


def test_that_speaks_of_the_step_that_stands():
    assert declined("non je le ferai pas", "ask_harasser") == ("ask_harasser",)


def test_a_declined_step_never_comes_again():
    conversation = stuck()
    reply = conversation.says("deny", text="non, pas de médiateur")
    assert reply.situation["declined"] == ["mediation"] and "on laisse cela de côté" in reply.text
    later = [conversation.says(intent, text="et maintenant") for intent in ("ask_next_step", "thank", "ask_next_step")]
    assert not any("médiateur" in reply.text for reply in later)


def test_who_asks_for_it_after_all_gets_it():
    conversation = stuck()
    conversation.says("deny", text="non, pas de médiateur")
    reply = conversation.says(
        "tell_situation", ("steps_asked", "mediation"), text="et ce médiateur, ça se passe comment ?"
    )
    assert reply.situation["declined"] == [] and "médiateur" in reply.text


@pytest.mark.parametrize(
    "text", ["le père nous a insultés à la grille", "sa maman m'a menacée au téléphone", "le papa a hurlé sur moi"]
)
def test_nobody_is_sent_to_parents_who_insult(text):
    assert is_hostile(text)
    conversation = Conversation()
    conversation.tells(*STORY, ("steps_done", "keep_evidence"), *STUCK[:2])
    assert "parents" in conversation.last.text
    reply = conversation.says("tell_situation", text=text)
    assert "n’y retournez pas" in reply.text and "contact_parents" in reply.situation["declined"]
    later = conversation.says("ask_next_step", text="la suite")
    assert "Parlez à ses parents" not in later.text and "parler aux parents" not in later.text


def test_own_relatives_are_not_the_other_parents():
    assert not is_hostile("mon mari a crié sur moi") and not is_hostile("ma mère m'a menacée de tout couper")
