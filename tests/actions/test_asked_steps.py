"""A step asked about is answered at once, in words or by a button, and how it is done."""

from __future__ import annotations

import pytest

from tests.actions.conversation import Conversation

STORY = (("writer", "parent"), ("platforms", "instagram"), ("harm_types", "insults"))
WORDS = {
    "talk_child": "dangers d’Internet",
    "keep_evidence": "Faites une capture",
    "block": "Bloquer",
    "report_platform": "« Intimidation ou harcèlement »",
    "ask_harasser": "retirer les messages",
    "contact_parents": "ses parents",
    "inform_school": "l’école",
    "mediation": "médiateur",
    "police": "porter plainte",
    "civil": "action au civil",
    "cleanup": "entreprise spécialisée",
}
HOW = {
    "talk_child": "Ce n’est pas ta faute",
    "keep_evidence": "Notez le lien",
    "block": "Touchez « Bloquer »",
    "report_platform": "« Intimidation ou harcèlement »",
    "ask_harasser": "à recopier",
    "contact_parents": "Ne traitez leur enfant de rien",
    "inform_school": "Écrivez à la direction",
    "mediation": "Il propose un médiateur",
    "police": "personne lésée",
    "civil": "que vous choisissez librement",
    "cleanup": "Le résultat n’est pas garanti",
}


@pytest.mark.parametrize("step", WORDS)
@pytest.mark.parametrize("known", [(), (*STORY, ("harasser", "known"))])
def test_asked_in_words(step, known):
    assert WORDS[step] in Conversation().tells(*known, ("platforms", "instagram"), ("steps_asked", step)).text


@pytest.mark.parametrize("step", WORDS)
def test_asked_by_a_button(step):
    conversation = Conversation()
    conversation.tells(*STORY, ("harasser", "known"))
    text = conversation.sends(f'/ask_step{{"step": "{step}"}}').text
    assert WORDS[step] in text or "juste au-dessus" in text


@pytest.mark.parametrize("step", HOW)
def test_how_it_is_done(step):
    conversation = Conversation()
    conversation.tells(*STORY, ("harasser", "known"), ("steps_done", "report_platform"))
    assert HOW[step] in conversation.sends(f'/ask_how{{"step": "{step}"}}').text


def test_what_usually_comes_before_is_one_sentence():
    text = Conversation().tells(*STORY, ("harasser", "known"), ("steps_asked", "contact_parents")).text
    assert "D’habitude, on signale d’abord au réseau" in text


def test_two_steps_at_once():
    text = (
        Conversation()
        .tells(*STORY, ("harasser", "pupil"), ("steps_asked", "inform_school"), ("steps_asked", "block"))
        .text
    )
    assert "l’école" in text and "Bloquer" in text


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ((("harasser", "adult"), ("steps_asked", "contact_parents")), "ne contactez pas cette famille"),
        ((("harasser", "unknown"), ("steps_asked", "mediation")), "Tant qu’on ne sait pas qui est l’auteur"),
        ((("harm_types", "blackmail"), ("steps_asked", "mediation")), "pas une bonne idée"),
        ((("harm_types", "intimate_images"), ("steps_asked", "keep_evidence")), "116 000"),
        ((("step_results", "inform_school:refused"), ("steps_asked", "inform_school")), "0800 95 580"),
        ((("steps_asked", "ask_harasser"),), "Cela dépend de l’auteur"),
        ((("steps_asked", "contact_parents"),), "Cela dépend de l’auteur"),
    ],
)
def test_a_step_that_does_not_fit_is_answered_with_its_reason(facts, words):
    assert words in Conversation().tells(*STORY, *facts).text


def test_how_without_a_step_known_tells_what_comes_next():
    assert "que se passe-t-il" in Conversation().says("ask_how").text


def test_how_speaks_of_the_step_last_advised():
    conversation = Conversation()
    conversation.tells(("writer", "parent"), ("platforms", "snapchat"))
    assert "Snap" in conversation.says("ask_how").text


def test_a_contact_is_not_explained_where_it_is_forbidden():
    conversation = Conversation()
    conversation.tells(*STORY, ("harasser", "adult"))
    assert "à recopier" not in conversation.sends('/ask_how{"step": "ask_harasser"}').text


def test_a_button_without_a_step_of_ours_tells_what_comes_next():
    assert Conversation().sends('/ask_step{"step": "pray"}').bubbles
