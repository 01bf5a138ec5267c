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


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("je ne veux plus parler à ces gens", {"ask_harasser", "contact_parents", "mediation"}),
        ("une médiation avec des gens qui rigolent ?", {"mediation"}),
        ("ses parents ont ri au téléphone", {"contact_parents", "mediation"}),
        ("la médiation, je n'y crois pas", {"mediation"}),
        ("porter plainte je trouve ça trop tôt", {"police"}),
        ("j'ai dit que je ne voulais pas de la police", {"police"}),
        ("j'ai peur que la police empire tout", {"police"}),
        ("pas envie d'écrire à une gamine. autre chose ?", {"ask_harasser"}),
        ("l'auteur a 9 ans lui aussi", {"ask_harasser"}),
        ("elle n'est plus élève là-bas, elle a 18 ans", {"inform_school"}),
        ("et l'école, arrêtez, elle n'a rien à voir", {"inform_school"}),
        ("on l'a jetée hors du groupe", {"report_platform"}),
        ("elle n'est plus dans le groupe, comment je fais ?", {"report_platform"}),
    ],
)
def test_a_step_that_makes_no_sense_any_more_is_heard(text, steps):
    assert steps <= set(declined(text, "report_platform"))


@pytest.mark.parametrize(
    "text",
    [
        "ma femme veut la changer d'école, ça fait des semaines qu'on en parle tous les soirs, moi je veux pas",
        "mon fils a 10 ans et ça l'empire",
        "elle n'est pas dans son assiette",
        "les gamins rigolent de lui dans le bus, sa maman pleure",
        "l'école ne fait rien",
    ],
)
def test_what_is_no_refusal_of_a_step_is_none(text):
    assert declined(text, "report_platform") == ()


def test_after_a_no_to_mediation_the_police_is_left():
    conversation = stuck()
    reply = conversation.says("tell_situation", text="je ne veux plus parler à ces gens")
    assert "médiateur" not in reply.text and "police" in reply.text


def test_who_was_refused_everywhere_and_wants_neither_is_told_what_is_left():
    conversation = stuck()
    conversation.says("decline_adviser", ("adviser_refused", True), text="pas de médiation et pas de conseiller")
    reply = conversation.last
    for title in ("La prochaine étape",) * 2:
        reply = conversation.presses(title) if title in reply.titles else reply
    assert "pas d’autre étape" not in reply.text
    assert any("PMS" in one.text and "plainte reste possible" in one.text for one in conversation.replies[-3:])


def test_an_author_who_is_not_to_be_asked_leads_to_his_parents():
    conversation = Conversation()
    conversation.tells(*STORY, ("steps_done", "keep_evidence"), ("step_results", "report_platform:failed"))
    assert "demander à l’auteur" in conversation.last.text
    reply = conversation.says("deny", text="pas envie d'écrire à un gamin")
    assert "Parlez à ses parents" in reply.text
    later = conversation.says("ask_next_step", text="et maintenant ?")
    assert "demander à l’auteur" not in later.text


def test_out_of_the_group_nobody_is_told_to_report_there():
    conversation = Conversation()
    conversation.tells(*STORY, ("harm_types", "exclusion"), ("school_involved", True))
    reply = conversation.says(
        "ask_how", ("steps_asked", "report_platform"), text="elle n'est plus dans le groupe, comment je fais ?"
    )
    assert "qui y est encore" in reply.text and "avec le bouton prévu" not in reply.text
    assert "direction de l’école" in reply.text
    again = conversation.says("ask_next_step", text="et maintenant ?")
    assert "avec le bouton prévu" not in again.text


def test_the_police_once_refused_is_not_named_again():
    conversation = Conversation()
    conversation.tells(*STORY, ("step_results", "report_platform:pending"))
    wish = ("steps_asked", "police")
    conversation.says("tell_situation", wish, text="porter plainte ? c'est beaucoup trop tôt")
    reply = conversation.says("tell_situation", ("steps_asked", "contact_parents"), text="je veux écrire aux parents")
    assert "porter plainte" not in reply.text and "police" not in reply.text


def test_one_more_refusal_names_what_is_left():
    conversation = stuck()
    conversation.says("decline_adviser", ("adviser_refused", True), text="pas de médiation et pas de conseiller")
    reply = conversation.says("tell_situation", ("step_results", "report_platform:refused"), text="TikTok a refusé")
    assert "fait du bien" not in reply.text and "IBPT" in reply.text
