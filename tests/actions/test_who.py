"""Who writes stays who wrote, unless the message itself says otherwise."""

from __future__ import annotations

import pytest

from actions.who import steady
from tests.actions.conversation import Conversation


def fact(value: str, words: str) -> dict[str, object]:
    return {"field": "writer", "value": value, "words": words, "start": 0, "end": len(words)}


@pytest.mark.parametrize(
    ("known", "value", "words"),
    [
        ("parent", "teen", "attendez il vient de me dire qu'il n'a plus envie de vivre"),
        ("parent", "author_parent", "On a découvert que c'est une fille de sa classe"),
        ("relative", "parent", "la directrice a été prévenue par ma fille"),
        ("school", "other", "j'ai averti la direction"),
    ],
)
def test_a_message_that_does_not_say_who_writes_changes_nothing(known, value, words):
    told = {"facts": [fact(value, words), {"field": "danger", "value": "threat"}], "labels": {"writer": value}}
    after = steady(told, known)
    assert after["facts"] == [{"field": "danger", "value": "threat"}] and after["labels"]["writer"] == "unstated"


@pytest.mark.parametrize(
    ("known", "value", "words"),
    [
        ("parent", "teen", "c'est moi, j'ai 14 ans"),
        ("parent", "relative", "je suis sa tante en fait"),
        ("parent", "author_parent", "en fait c'est mon fils qui a commencé"),
        ("unstated", "teen", "on se moque"),
        ("other", "parent", "ma fille aussi"),
    ],
)
def test_who_says_so_is_believed(known, value, words):
    told = {"facts": [fact(value, words)], "labels": {"writer": value}}
    assert steady(told, known) == told


def test_a_correction_is_believed():
    told = {"facts": [fact("teen", "non")], "retractions": [fact("parent", "non")], "labels": {}}
    assert steady(told, "parent") == told


@pytest.mark.parametrize(
    ("known", "text", "writer"),
    [
        ("author_parent", "mais non, ma fille est la victime", "parent"),
        ("author_parent", "ma fille n'a rien fait, c'est une autre", "parent"),
        ("author_parent", "ma fille ne harcèle personne, c'est un témoin", "witness"),
        ("author_parent", "c'est pas MON fils, c'est l'autre", "parent"),
        ("teen", "heu c moi le papa hein, j'ai 34 ans", "parent"),
        ("teen", "je suis la maman, c'est ma fille qui a 13 ans", "parent"),
        ("relative", "j'en ai la garde depuis deux ans", "parent"),
        ("relative", "je suis son tuteur", "parent"),
        ("school", "je suis prof moi-même mais ici c'est ma fille", "parent"),
    ],
)
def test_who_puts_right_who_they_are_is_believed_and_told_so(known, text, writer):
    conversation = Conversation()
    conversation.tells(("writer", known), ("platforms", "instagram"), ("harm_types", "insults"))
    reply = conversation.says("correct", ("writer", known), text=text)
    assert reply.situation["writer"] == writer and "C’est corrigé" in reply.text
    assert "réparer" not in reply.text and "adulte de confiance" not in reply.text
    assert not {"author", "teen"} & {given["row"] for given in reply.situation["advised"]}


@pytest.mark.parametrize("text", ["je suis la maman de celui qui a fait ça", "c'est ma faute, mon fils a écrit ça"])
def test_the_authors_parent_stays_who_they_are(text):
    conversation = Conversation()
    conversation.tells(("writer", "author_parent"), ("platforms", "instagram"))
    assert conversation.says("tell_situation", text=text).situation["writer"] == "author_parent"


def test_who_says_it_again_is_confirmed():
    conversation = Conversation()
    conversation.tells(("writer", "author_parent"), ("platforms", "instagram"))
    conversation.says("correct", text="ma fille est témoin")
    reply = conversation.says("correct", text="ma fille ne harcèle personne, c'est un témoin")
    assert reply.situation["writer"] == "witness" and "Voici ce que j’ai noté" not in reply.text


@pytest.mark.parametrize(
    "text",
    [
        "BONJOUR MON PETIT FILS NON MON FILS PARDON ON L'INSULTE",
        "c'est mon fils, pas mon petit-fils",
        "ma petite-fille vit chez moi depuis le décès de ma fille",
        "ses parents, c'est moi maintenant",
    ],
)
def test_who_decides_for_the_child_is_its_parent_from_the_first_message(text):
    reply = Conversation().says("tell_situation", ("writer", "relative"), ("harm_types", "insults"), text=text)
    assert reply.situation["writer"] == "parent" and "Comme proche" not in reply.text


@pytest.mark.parametrize("text", ["ma nièce m'a aidée pour les captures", "mon frère a dit de garder les preuves"])
@pytest.mark.parametrize("known", ["parent", "unstated"])
def test_who_helps_makes_no_relative_of_the_parent(known, text):
    conversation = Conversation()
    conversation.tells(
        ("platforms", "tiktok"), ("harm_types", "insults"), *((("writer", known),) if known == "parent" else ())
    )
    reply = conversation.says("ask_question", ("writer", "relative"), ("steps_done", "keep_evidence"), text=text)
    assert reply.situation["writer"] == known


def test_an_aunt_of_the_victim_is_its_relative():
    reply = Conversation().says(
        "tell_situation",
        ("writer", "relative"),
        ("harm_types", "insults"),
        text="c'est ma nièce qui est insultée, ma soeur m'a demandé de vous écrire",
    )
    assert reply.situation["writer"] == "relative"


def test_a_correction_of_a_step_does_not_make_a_child_of_the_parent():
    conversation = Conversation()
    conversation.tells(("platforms", "snapchat"), ("harm_types", "insults"))
    reply = conversation.says(
        "correct",
        ("writer", "teen"),
        not_=[("steps_done", "inform_school")],
        text="mais j'ai pas contacté l'école moi. c'est snap qui fait rien",
    )
    assert reply.situation["writer"] == "unstated" and "adulte de confiance" not in reply.text


def test_the_other_familys_complaint_is_not_the_authors_parents_own():
    conversation = Conversation()
    conversation.tells(("writer", "author_parent"), ("harm_types", "insults"), ("platforms", "whatsapp"))
    reply = conversation.tells(("steps_done", "police"))
    assert "Vous avez porté plainte" not in reply.text
