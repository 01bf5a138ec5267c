"""Corrections, starting again, going back: in words and by buttons."""

from __future__ import annotations

from itertools import pairwise

import pytest

from tests.actions.conversation import Conversation

STORY = (("writer", "parent"), ("platforms", "instagram"), ("harm_types", "insults"), ("harasser", "pupil"))


def told():
    conversation = Conversation()
    conversation.tells(*STORY)
    return conversation


def test_a_correction_in_words_replaces():
    reply = told().says("correct", ("platforms", "snapchat"), not_=[("platforms", "instagram")])
    assert reply.situation["platforms"] == ["snapchat"]
    assert "Je retire : Instagram" in reply.text and "J’ajoute : Snapchat" in reply.text
    assert "sur Snapchat" in reply.text


def test_a_bare_correction_asks_what_is_wrong():
    reply = told().says("correct")
    assert reply.titles == ("Pas un élève", "Pas Instagram", "Pas d’insultes", "Recommencer")


@pytest.mark.parametrize("text", ["la liste est bonne sauf lecole, enlevez lecole", "ce n’est pas à l’école du tout"])
def test_the_school_is_taken_out_where_it_is_named(text):
    conversation = told()
    conversation.tells(("school_involved", True))
    reply = conversation.says("correct", text=text)
    assert reply.situation["school_involved"] is not True and "cela touche l’école" in reply.text


def test_a_fact_is_taken_back_by_a_button():
    conversation = told()
    conversation.says("correct")
    reply = conversation.presses("Pas un élève")
    assert reply.situation["harasser"] == "unstated" and "C’est corrigé" in reply.text


def test_nothing_to_correct():
    assert "encore rien retenu" in Conversation().says("correct").text


def test_start_again_forgets_everything():
    reply = told().says("restart")
    assert reply.situation["platforms"] == [] and reply.slots["step"] is None
    assert "zéro" in reply.text


def test_start_again_keeps_the_request_with_the_advisers():
    conversation = told()
    conversation.sends("/accept_adviser")
    reply = conversation.says("restart")
    assert reply.situation["handoff"] == "queued" and "reste chez les conseillers" in reply.text


def test_back_to_the_step_before():
    conversation = told()
    conversation.says("step_failed")
    reply = conversation.says("back")
    assert "Signaler les messages au réseau" in reply.text and "C’est supprimé" in reply.titles


def test_back_at_the_start():
    assert "Nous sommes au début" in Conversation().says("back").text


def test_a_step_said_not_to_be_taken_is_no_longer_done():
    conversation = told()
    conversation.says("step_done")
    reply = conversation.says("correct", not_=[("steps_done", "report_platform")])
    assert "report_platform" not in reply.situation["steps_done"] and "Je retire" in reply.text


@pytest.mark.parametrize(
    ("fact", "text"),
    [
        (("step_results", "inform_school:failed"), "l'école a bien agi, c'est pas sans effet"),
        (("step_results", "contact_parents:refused"), "mais ses parents n'ont pas refusé du tout, ils sont gentils"),
        (("danger", "distress"), "mon fils va bien, c'est ce que je vous disais"),
        (("harm_types", "blackmail"), "personne ne parle de chantage, pas de chantage ici"),
    ],
)
def test_what_the_message_names_is_taken_out(fact, text):
    conversation = Conversation()
    conversation.tells(*STORY, ("steps_done", "keep_evidence"), fact)
    if fact[0] == "harm_types":
        conversation.says("safe_now")
    reply = conversation.says("correct", text=text)
    assert "Je retire" in reply.text and "pas juste ?" not in reply.text
    field, value = fact
    held = reply.situation["step_results"].items() if field == "step_results" else ()
    assert tuple(value.split(":")) not in held
    assert value not in (*reply.situation["dangers"], *reply.situation["harm_types"])


def test_a_complaint_that_is_not_understood_shows_what_is_noted_and_never_asks_twice():
    conversation = told()
    first = conversation.says("correct", text="corriger")
    replies = [conversation.says("correct", text="vous ne m'écoutez vraiment pas du tout") for _ in range(3)]
    assert "pas juste ?" in first.text and "Voici ce que j’ai noté" in replies[0].text
    assert not any("pas juste ?" in reply.text for reply in replies)
    assert all(before.text != after.text for before, after in pairwise(replies))


def test_a_result_is_taken_back_by_a_button():
    conversation = Conversation()
    conversation.tells(*STORY, ("steps_done", "keep_evidence"), ("step_results", "inform_school:failed"))
    conversation.says("correct", text="corriger")
    reply = conversation.presses("Pas « sans effet »")
    assert reply.situation["step_results"] == {}


def test_the_right_place_takes_the_place_of_the_wrong_one_in_the_advice_too():
    conversation = Conversation()
    conversation.tells(("writer", "parent"), ("platforms", "whatsapp"), ("harm_types", "insults"))
    reply = conversation.says("correct", ("platforms", "discord"), text="je corrige, c'est un groupe sur Discord")
    assert (
        reply.situation["platforms"] == ["discord"] and "sur Discord" in reply.text and "sur WhatsApp" not in reply.text
    )
    reply = conversation.says(
        "correct",
        ("platforms", "whatsapp"),
        ("platforms", "discord"),
        text="Whatsapp c'est plus d'application, c'est Discord",
    )
    assert reply.situation["platforms"] == ["discord"]


def test_one_more_place_takes_nothing_away():
    conversation = told()
    reply = conversation.says("correct", ("platforms", "snapchat"), text="non, c'est aussi sur Snapchat")
    assert reply.situation["platforms"] == ["instagram", "snapchat"]


@pytest.mark.parametrize("intent", ["correct", "tell_situation", "deny"])
def test_a_harm_that_is_denied_leaves_whatever_else_was_read(intent):
    conversation = told()
    conversation.tells(("harm_types", "doxxing"))
    reply = conversation.says(intent, text="Il n'y a pas d'informations privées publiées, ce sont des moqueries")
    assert "doxxing" not in reply.situation["harm_types"]


def test_that_it_is_not_at_school_leaves_what_the_school_said():
    conversation = told()
    conversation.tells(("school_involved", True), ("step_results", "inform_school:refused"))
    reply = conversation.says("correct", text="« à l'école aussi : oui » c'est faux, ça se passe pas à l'école")
    assert reply.situation["school_involved"] is None
    assert reply.situation["step_results"] == {"inform_school": "refused"}


def test_a_step_taken_out_by_mistake_is_put_back():
    reply = told().says("correct", text="pourquoi vous retirez le contact avec l'école, on l'a fait, 2 fois !")
    assert "inform_school" in reply.situation["steps_done"] and "C’est remis" in reply.text


def test_the_button_leads_through_all_that_is_noted():
    conversation = told()
    conversation.tells(
        ("harm_types", "pile_on"), ("steps_done", "keep_evidence"), ("step_results", "contact_parents:partial")
    )
    titles = list(conversation.sends("/correct", "Corriger").titles)
    while "Autre chose" in conversation.last.titles and len(titles) < 20:
        shown = conversation.presses("Autre chose").titles
        if shown[0] in titles:
            break
        titles += shown
    assert {"Pas aidé", "Pas plusieurs", "Pas de preuves", "Pas Instagram", "Pas un élève"} <= set(titles)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("c 2 comptes, et insta a suspendu 1 donc c pas que un refus", ["instagram"]),
        ("enlevez Instagram", []),
        ("ce n'est pas du tout sur instagram", []),
    ],
)
def test_a_place_leaves_only_where_it_is_the_one_denied(text, left):
    assert told().says("correct", text=text).situation["platforms"] == left
