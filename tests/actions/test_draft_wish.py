"""A wish for a text is answered with it in every state, and what is wrong in it can be changed."""

from __future__ import annotations

import pytest

from actions.draft_wish import kind_wanted
from tests.actions.conversation import Conversation

STORY = (("writer", "parent"), ("platforms", "instagram"), ("harm_types", "insults"), ("harasser", "known"))


def told(*facts):
    conversation = Conversation()
    conversation.tells(*STORY, *facts)
    return conversation


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Bonjour, j'ai besoin d'une lettre pour l'école.", "school"),
        ("LA LETTRE A L'ECOLE svp", "school"),
        ("vous m'écrivez quelque chose pour l'école ?", "school"),
        ("pouvez-vous me préparer un mail pour la directrice", "school"),
        ("refaites moi la lettre pour la direction sans ça", "school"),
        ("aidez-moi à écrire au proviseur", "school"),
        ("non, un modèle de message écrit, pour les parents", "parents"),
        ("Je voulais juste écrire aux parents d'abord. vous avez un modèle ?", "parents"),
        ("c koi le modele pr l'auteur?", "author"),
        ("faites-moi un texte pour le signalement instagram", "report"),
        ("il me faut un courrier pour la police", "summary"),
    ],
)
def test_which_text_is_wished(text, kind):
    assert kind_wanted(text) == kind


@pytest.mark.parametrize(
    "text",
    [
        "l'école m'a envoyé un mail hier",
        "j'ai déjà écrit une lettre à la directrice, sans réponse",
        "je l'écrirai moi-même la lettre pour l'école",
        "répondez-moi par mail svp",
        "il m'a envoyé un message pour dire pardon à ma fille",
        "vous pouvez me dire si ça sert à quelque chose d'aller à la police ?",
        "on peut leur écrire, à leurs parents ?",
        "pas besoin de lettre pour l'école",
    ],
)
def test_no_text_is_wished(text):
    assert kind_wanted(text) is None


def test_my_letter_is_the_one_asked_for_before():
    assert kind_wanted("et ma lettre ??", ["je voudrais une lettre pour l'école"]) == "school"


@pytest.mark.parametrize(
    "intent", ["tell_situation", "ask_question", "correct", "deny", "nlu_fallback", "ask_how", "thank"]
)
def test_the_letter_comes_whatever_else_was_read(intent):
    reply = told().says(intent, text="et la lettre pour l'école, vous pouvez me la faire ?", questions=["which_draft"])
    assert "Objet : situation de harcèlement" in reply.text and "Dites-moi pour qui" not in reply.text


@pytest.mark.parametrize("asked_by_button", [True, False])
def test_a_letter_asked_for_in_danger_comes_when_it_is_past(asked_by_button):
    conversation = told(("danger", "threat"))
    if asked_by_button:
        reply = conversation.sends('/ask_question{"value": "draft_school"}')
    else:
        reply = conversation.says("tell_situation", text="je voulais juste une lettre pour l'école")
    assert "Objet : " not in reply.text
    assert "Objet : situation de harcèlement" in conversation.says("safe_now").text


def test_what_is_wrong_in_the_letter_is_changed_and_the_letter_comes_again():
    conversation = told(("school_involved", True), ("harm_types", "doxxing"))
    conversation.asks("draft_school")
    reply = conversation.says("correct", text="enlevez « les informations privées », et ça ne se passe pas à l'école")
    assert "Je retire" in reply.text and "Objet : " in reply.text
    assert (
        "Cela se passe aussi à l’école" not in reply.text
        and "informations privées publiées sans accord" not in reply.text
    )


def test_what_cannot_be_changed_is_said_with_what_can():
    conversation = told()
    conversation.asks("draft_school")
    reply = conversation.says("tell_situation", text="mettez aussi dans la lettre le règlement sur les gsm")
    assert "je peux changer les faits" in reply.text and "avec vos mots" in reply.text


def test_who_changes_the_letter_itself_is_heard_for_the_rest():
    conversation = told()
    conversation.asks("draft_parents")
    reply = conversation.says(
        "step_worked",
        ("step_results", "contact_parents:worked"),
        text="j'enlève insta de la lettre moi-même, elle s'est excusée",
    )
    assert reply.situation["platforms"] == ["instagram"] and "Bonne nouvelle" in reply.text
