"""The way to a person: a yes is a yes whatever it stands beside, a no is a no, and nothing said of both contradicts."""

from __future__ import annotations

import pytest

from actions import refusal
from tests.actions.conversation import Conversation, Reply

STORY = (("platforms", "instagram"), ("harm_types", "insults"), ("writer", "parent"))
WANTED = ("asks_human", True)
REFUSED = ("adviser_refused", True)
CLOSED = {
    "open": False,
    "online": 0,
    "wait_minutes": None,
    "hours": [["2026-11-23T09:00:00+01:00", "2026-11-23T17:00:00+01:00"]],
}

YES = (
    "Bon ok pour un conseiller alors, mais pas avant jeudi, et seulement par mail",
    "j'ai jamais dit ça. au contraire je veux bien un conseiller maintenant",
    "non finalement je voudrais bien le conseiller pour ma soeur",
    "d'accord va pour le conseiller, mais pas par téléphone hein",
    "je ne dis pas non à un conseiller",
    "Finalement... oui mettez-moi quelqu'un, une vraie personne",
    "vous ne répondez pas. pouvez-vous me mettre en relation avec quelqu'un d'humain ?",
    "allez ok on prend le conseiller mais pas le matin je suis à l'usine",
    "la médiation non, par contre j'aimerais parler à un conseiller",
)
NO = (
    "je ne veux pas parler à quelqu'un",
    "oui bon, un conseiller je n'en ai pas besoin",
    "j'ai jamais dit que je voulais un conseiller",
    "je veux bien un conseiller... non, finalement non",
    "je voudrais bien parler à quelqu'un de l'école",
    "ok, quelqu'un a publié une photo d'elle",
    "d'accord mais sans conseiller",
)


@pytest.mark.parametrize("text", YES)
def test_a_yes_in_so_many_words(text):
    assert refusal.accepts(text)


@pytest.mark.parametrize("text", NO)
def test_what_is_no_yes(text):
    assert not refusal.accepts(text)


@pytest.mark.parametrize("text", YES)
@pytest.mark.parametrize("intent", ["decline_adviser", "request_adviser", "correct", "tell_situation"])
def test_a_yes_read_as_a_refusal_is_a_yes(text, intent):
    conversation = Conversation(advisers=CLOSED)
    conversation.tells(*STORY, ("steps_asked", "police"))
    reply = conversation.says(intent, REFUSED, text=text, questions=["cancel_request", "identity"])
    assert reply.situation["handoff"] == "queued" and "votre demande est chez les conseillers" in reply.text
    assert "annulez ma demande" not in reply.text and "automatique (IA)" not in reply.text


@pytest.mark.parametrize("text", YES)
def test_a_yes_after_a_no_is_offered_again(text):
    conversation = Conversation()
    conversation.tells(*STORY, ("steps_asked", "police"))
    conversation.presses("Pas maintenant")
    assert "Oui, un conseiller" in conversation.says("decline_adviser", REFUSED, text=text).titles


def test_a_yes_while_an_alert_waits_is_no_refusal():
    conversation = Conversation()
    conversation.tells(*STORY, ("danger", "threat"))
    conversation.says("safe_now")
    reply = conversation.says("decline_adviser", REFUSED, text=YES[1])
    assert "bien chez les conseillers" in reply.text and "annuler" not in reply.text
    assert "Laisser un numéro" in reply.titles


def test_the_way_to_the_parent_is_no_place_and_is_asked_for():
    conversation = Conversation(advisers=CLOSED)
    conversation.tells(("platforms", "tiktok"), ("writer", "parent"), ("steps_asked", "police"))
    reply = conversation.says("decline_adviser", ("platforms", "email"), ("writer", "parent"), REFUSED, text=YES[0])
    assert reply.situation["platforms"] == ["tiktok"]
    assert conversation.slots["contact"] == {"when": "pas avant jeudi", "wish": "seulement par mail"}
    assert "À quelle adresse e-mail" in reply.text


def alarmed(before: str) -> Reply:
    conversation = Conversation()
    conversation.tells(*STORY, ("steps_asked", "police"))
    if before == "button":
        conversation.presses("Pas maintenant")
    else:
        conversation.says("not_yet", text=before)
    return conversation.tells(("danger", "self_harm"))


@pytest.mark.parametrize("before", ["button", "plus tard peut-être"])
def test_not_now_is_not_held_against_who_pressed_it(before):
    reply = alarmed(before)
    assert "ne vouliez pas" not in reply.text and "ne voulez" not in reply.text
    assert reply.situation["handoff"] == "queued"


def test_a_no_in_words_is_remembered():
    assert "Vous ne vouliez pas de conseiller" in alarmed("non merci").text


@pytest.mark.parametrize(
    "text", ["Mais j'ai jamais dit que je voulais parler à personne", "je n'ai pas dit que je refusais, hein"]
)
def test_a_refusal_that_is_denied_is_none(text):
    conversation = Conversation()
    conversation.tells(*STORY, ("danger", "threat"))
    reply = conversation.says("safe_now", text=text)
    assert "annuler" not in reply.text


def requested() -> Conversation:
    conversation = Conversation(advisers=CLOSED)
    conversation.tells(*STORY)
    conversation.says("request_adviser", WANTED)
    conversation.says("accept_adviser")
    conversation.says("tell_situation", text="Mireille, 0471 00 00 00, après 17h30")
    return conversation


CANCELLED = (
    "Ah et pour l'appel, finalement non, annulez. Ma soeur est avocate. Je rappellerai si besoin",
    "finalement j'ai plus besoin qu'on me rappelle, c'est bon",
    "en fait non merci pour le rappel, mon mari s'en occupe",
    "vous pouvez annuler, c'était une fausse alerte",
    "oubliez l'appel, on se débrouille",
    "bon en fait laissez tomber pour l'appel, mon frère est avocat",
)


@pytest.mark.parametrize("text", CANCELLED)
@pytest.mark.parametrize("intent", ["decline_adviser", "tell_situation", "correct", "thank"])
def test_a_request_is_cancelled_in_free_words(text, intent):
    reply = requested().says(intent, text=text, questions=["cancel_request"])
    assert reply.situation["handoff"] == "declined" and reply.text.startswith("C’est annulé")
    assert "reste chez les conseillers" not in reply.text and "annulez ma demande" not in reply.text


def test_who_cancels_in_the_form_leaves_nothing_of_it_behind():
    conversation = Conversation(advisers=CLOSED)
    conversation.tells(*STORY)
    conversation.says("request_adviser", WANTED)
    conversation.says("accept_adviser")
    conversation.presses("Être rappelé")
    conversation.says("tell_situation", text="Sophie")
    reply = conversation.says("tell_situation", text="non finalement, annulez")
    assert reply.situation["handoff"] == "declined" and not conversation.slots["contact"]


@pytest.mark.parametrize("text", ["n'annulez pas ma demande", "l'école veut annuler la fête", "je peux annuler ?"])
def test_what_cancels_nothing(text):
    assert requested().says("tell_situation", text=text).situation["handoff"] == "queued"


@pytest.mark.parametrize("text", ["fausse alerte, pas d'appel svp", "annulez ça svp"])
def test_an_alert_is_not_cancelled_and_the_words_go_to_the_adviser(text):
    conversation = Conversation()
    conversation.tells(*STORY, ("danger", "threat"))
    conversation.says("safe_now")
    reply = conversation.says("tell_situation", text=text, questions=["adviser_told"])
    assert reply.situation["handoff"] == "queued" and "ne peux pas annuler l’alerte" in reply.text
    assert conversation.slots["contact"]["wish"] == text and text in reply.text
    assert "ne vous contacteront pas" not in reply.text and "un conseiller est prévenu" not in reply.text


def test_an_alert_stays_though_the_danger_was_denied():
    conversation = Conversation()
    conversation.tells(*STORY, ("danger", "self_harm"))
    assert conversation.says("correct", not_=[("danger", "self_harm")]).situation["dangers"] == []
    reply = conversation.says("decline_adviser", REFUSED, text="et je veux pas de conseiller !")
    assert "ne vous contacteront pas" not in reply.text and "ne peux pas annuler l’alerte" in reply.text


def test_who_reads_this_is_not_denied_once_an_adviser_was_told():
    conversation = Conversation()
    assert "que si vous demandez" in conversation.asks("privacy_read").text
    conversation.tells(*STORY, ("danger", "threat"))
    conversation.says("safe_now")
    reply = conversation.asks("privacy_read")
    assert "ont été prévenus" in reply.text and "que si vous demandez" not in reply.text


def test_nobody_is_offered_again_before_something_new():
    conversation = Conversation()
    conversation.tells(*STORY, ("harasser", "pupil"), ("steps_asked", "police"))
    reply = conversation.says("tell_situation", ("steps_asked", "mediation"), REFUSED, text="non, pas de conseiller")
    assert "Oui, un conseiller" not in reply.titles
    for question in ("phone", "monitor", "law", "cover", "complaint_where"):
        assert "Oui, un conseiller" not in conversation.asks(question).titles
    assert "Oui, un conseiller" not in conversation.tells(("steps_asked", "police")).titles
    failed = conversation.tells(("step_results", "police:refused"))
    assert "Oui, un conseiller" in failed.titles


@pytest.mark.parametrize(
    ("text", "field", "noted"),
    [
        ("17h30 tous les jours ca va sauf vendredi", "when", "17h30 tous les jours ca va sauf vendredi"),
        ("pas le mercredi svp", "when", "après 17h30, pas le mercredi"),
        ("vous avez bien noté pas avant 10h ?", "when", "après 17h30, pas avant 10h"),
        ("vous avez bien mis après 17h30 ?", "when", "après 17h30"),
        ("c'est noté que le matin je peux pas hein ?", "when", "après 17h30"),
        ("le soir, jamais le vendredi", "when", "le soir, jamais le vendredi"),
        ("et qu'il parle fort svp, j'entends mal", "wish", "qu'il parle fort svp, j'entends mal"),
        ("non c'est Mireillette mon prénom", "first_name", "Mireillette"),
        ("il est bien noté mon prénom Mireille oui ou non ?", "first_name", "Mireille"),
    ],
)
def test_what_is_said_of_the_contact_later_is_kept_and_said_back(text, field, noted):
    conversation = requested()
    reply = conversation.says("tell_situation", text=text, questions=["adviser_told", "anonymity"])
    assert conversation.slots["contact"][field] == noted and noted in reply.text
    assert reply.situation["handoff"] == "queued" and "Personne d’autre" not in reply.text


def test_a_wish_beside_the_request_stands_in_the_recap():
    conversation = Conversation(advisers=CLOSED)
    conversation.tells(*STORY)
    text = "en fait si, je voudrais bien parler à quelqu'un, mais une femme si possible, et pas sur le fixe"
    conversation.says("request_adviser", WANTED, text=text)
    conversation.presses("Oui, un conseiller")
    conversation.says("tell_situation", text="Sophie, 0478 11 22 33, le soir")
    assert "une femme si possible, pas sur le fixe" in conversation.last.text


def test_no_call_without_a_number_is_a_promise_that_can_be_kept():
    conversation = Conversation()
    conversation.tells(*STORY, ("danger", "threat"))
    conversation.says("safe_now")
    reply = conversation.says("decline_adviser", text="jai dis PAS d'appel. vs avez mon num??")
    assert "personne ne peut vous appeler" in reply.text and "l’écrire encore une fois" not in reply.text
