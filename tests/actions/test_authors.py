"""Who is behind it: unknown only where the parent says so, and several authors beside each other."""

from __future__ import annotations

import pytest

from tests.actions.conversation import Conversation

STORY = (("writer", "parent"), ("platforms", "instagram"), ("harm_types", "insults"))


def told(*facts):
    conversation = Conversation()
    conversation.tells(*STORY, *facts)
    return conversation


@pytest.mark.parametrize(
    "text",
    [
        "c pas un inconnu c ses potes de classe",
        "est-ce que mon fils doit tout raconter devant un inconnu ?",
        "un faux compte insta à son nom avec ses photos",
        "j'ai jamais dit inconnu",
    ],
)
def test_an_unknown_author_is_not_made_up(text):
    conversation = told()
    reply = conversation.says("tell_situation", ("harasser", "unknown"), text=text)
    assert reply.situation["harasser"] != "unknown" and "inconnu" not in reply.text.lower()


@pytest.mark.parametrize(
    "text",
    [
        "on sait pas qui est derrière",
        "aucune idée de qui fait ça",
        "un compte anonyme publie des photos",
        "on ne sait vraiment pas qui",
    ],
)
def test_who_says_that_nobody_knows_is_believed(text):
    assert told().says("tell_situation", ("harasser", "unknown"), text=text).situation["harasser"] == "unknown"


@pytest.mark.parametrize(
    ("text", "author"),
    [
        ("mais on SAIT qui c'est !! des gars de sa classe", "pupil"),
        ("pas inconnu, on les connaît, ce sont des copains du quartier", "known"),
        ("ma fille la connaît très bien, c'est son ancienne meilleure amie", "known"),
    ],
)
def test_who_is_known_after_all_is_unknown_no_more(text, author):
    conversation = told(("platforms", "snapchat"))
    conversation.sends('/set_fact{"field": "harasser", "value": "unknown"}')
    reply = conversation.says("correct", text=text)
    assert reply.situation["harasser"] == author and "Auteur inconnu" not in reply.text


def test_a_known_author_is_not_unknown_for_another_stranger():
    reply = told(("harasser", "pupil")).says(
        "ask_question", ("harasser", "unknown"), text="un inconnu au commissariat ?"
    )
    assert reply.situation["harasser"] == "pupil"


def test_a_second_author_stands_beside_the_first_and_either_can_be_taken_back():
    conversation = told(("harasser", "known"))
    reply = conversation.says(
        "tell_situation", ("harasser", "adult"), text="il y a aussi un entraîneur adulte qui like les insultes"
    )
    assert reply.situation["harasser"] == "adult" and reply.situation["other_authors"] == ["known"]
    assert "Je retire" not in reply.text
    assert (
        "un adulte et un autre jeune que vous connaissez"
        in conversation.says("correct", text="non non les deux quoi, lisez").text
    )
    reply = conversation.presses("Pas un adulte")
    assert reply.situation["harasser"] == "known" and reply.situation["other_authors"] == []
    assert "un jeune que vous connaissez" not in reply.text.split("\n")[0]


def test_a_corrected_author_leaves():
    reply = told(("harasser", "known")).says(
        "correct", ("harasser", "adult"), text="non ce n'est pas un jeune, c'est un adulte"
    )
    assert reply.situation["harasser"] == "adult" and reply.situation["other_authors"] == []


def test_pupils_stay_pupils_where_their_parents_are_neighbours():
    reply = told(("harasser", "pupil")).says(
        "tell_situation", ("harasser", "known"), text="ce sont des voisins, on se croise"
    )
    assert reply.situation["harasser"] == "pupil"


@pytest.mark.parametrize(
    "text",
    ["c'est 2 mecs pas 1", "ils sont une dizaine", "c'est pas un jeune, y en a 4", "ce sont trois camarades du club"],
)
def test_several_are_said_back_as_several_and_stand_so_in_the_letter(text):
    conversation = told(("harasser", "known"))
    reply = conversation.says("correct", text=text)
    assert "plusieurs" in reply.text and "pile_on" in reply.situation["harm_types"]
    letter = conversation.asks("draft_school").text
    assert "ils sont plusieurs" in letter and "un jeune connu" not in letter


@pytest.mark.parametrize(
    "text", ["j'ai deux filles", "depuis 3 semaines", "y a 2 jours", "je suis papa de quatre enfants"]
)
def test_other_numbers_count_no_authors(text):
    reply = told(("harasser", "known")).says("tell_situation", ("content_online", True), text=text)
    assert "pile_on" not in reply.situation["harm_types"]
