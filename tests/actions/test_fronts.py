"""A new front after a success opens the ladder for it; a network reported to, or empty, is not named again."""

from __future__ import annotations

import pytest

from actions.fronts import networks
from tests.actions.conversation import Conversation

STORY = (("writer", "parent"), ("platforms", "instagram"), ("harm_types", "insults"), ("harasser", "pupil"))


@pytest.mark.parametrize(
    ("text", "reported", "unreported"),
    [
        ("C'est signalé sur WhatsApp. Sur Roblox je n'ai pas trouvé le bouton.", {"whatsapp"}, {"roblox"}),
        ("sur snap c'est fait mais tiktok j'ai pas réussi", {"snapchat"}, {"tiktok"}),
        ("Discord pas encore, insta c'est signalé", {"instagram"}, {"discord"}),
    ],
)
def test_each_network_has_its_own_report(text, reported, unreported):
    said = networks(text)
    assert (said.reported, said.unreported) == (reported, unreported)


def test_the_network_that_waits_for_its_report_is_named_alone():
    conversation = Conversation()
    conversation.tells(*STORY, ("platforms", "discord"))
    text = "Sur Instagram c'est signalé. Sur Discord je ne trouve pas le bouton."
    reply = conversation.says("correct", text=text, not_=[("steps_done", "report_platform")])
    assert "pas encore fait" not in reply.text and "signaler sur Discord" in reply.text
    assert "Instagram, avec le bouton" not in reply.text and "Faites la même chose" not in reply.text


def test_a_report_everywhere_is_a_report():
    conversation = Conversation()
    conversation.tells(*STORY)
    reply = conversation.says("step_done", ("steps_done", "report_platform"), text="c'est signalé sur Instagram")
    assert reply.situation["step_results"] == {"report_platform": "pending"}


def solved():
    conversation = Conversation()
    conversation.tells(*STORY, ("steps_done", "keep_evidence"))
    conversation.tells(("step_results", "contact_parents:worked"), ("content_online", False))
    return conversation


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("mais il y a une photo d'elle qui tourne sur whatsapp, ça c'est pas réglé", [("platforms", "whatsapp")]),
        ("depuis lundi c'est reparti sur WhatsApp", [("platforms", "whatsapp"), ("over", False)]),
    ],
)
def test_another_network_after_a_success_is_reported_to(text, facts):
    reply = solved().says("tell_situation", *facts, text=text)
    assert "signaler" in reply.text.lower() and "sur WhatsApp" in reply.text and "sur Instagram" not in reply.text
    assert "Bonne nouvelle" not in reply.text


def test_a_second_fake_profile_is_no_good_news():
    conversation = Conversation()
    conversation.tells(*STORY, ("harm_types", "impersonation"))
    conversation.presses("Garder les preuves")
    text = "la directrice a convoqué les deux, le profil a été effacé, mais un autre est apparu hier"
    facts = (("step_results", "inform_school:worked"), ("content_online", False))
    reply = conversation.says("tell_situation", *facts, text=text)
    assert "Bonne nouvelle" not in reply.text and "sur Instagram" in reply.text
    waits = conversation.presses("C’est signalé")
    assert "Le signalement est fait" in waits.text
    failed = conversation.says("step_failed", text="ils ne font rien")
    assert "L’école a déjà agi" in failed.text or "l’auteur" in failed.text


def test_where_nothing_is_left_nobody_reports_again():
    conversation = Conversation()
    text = "Instagram a supprimé le compte et on était soulagés. Mais c'est reparti sur TikTok."
    facts = (("platforms", "tiktok"), ("step_results", "report_platform:worked"), ("over", False))
    reply = conversation.says("tell_situation", *STORY, *facts, text=text)
    assert "sur TikTok" in reply.text and "revenu sur Instagram" not in reply.text
    assert "la même chose" not in reply.text and "police" not in reply.text


def test_without_a_success_another_account_is_no_new_beginning():
    conversation = Conversation()
    conversation.tells(*STORY, ("steps_done", "keep_evidence"), ("step_results", "report_platform:failed"))
    conversation.tells(("step_results", "contact_parents:refused"), ("step_results", "inform_school:refused"))
    reply = conversation.says("tell_situation", ("over", False), text="et ça continue avec un autre compte")
    assert reply.situation["behind"] == [] and "signaler sur" not in reply.text


def test_a_network_named_in_passing_is_no_new_front():
    text = "j'enlève TikTok de la lettre moi-même. J'ai envoyé à sa maman."
    reply = solved().says("tell_situation", ("platforms", "tiktok"), text=text)
    assert reply.situation["behind"] == []


def test_a_school_that_has_acted_is_not_told_to_be_told():
    conversation = Conversation()
    conversation.tells(*STORY, ("steps_done", "keep_evidence"))
    text = "la directrice a fait venir le garçon, mais le compte est toujours là. On la change d'école ?"
    reply = conversation.says(
        "tell_situation", ("steps_done", "inform_school"), ("steps_asked", "inform_school"), text=text
    )
    assert "Une partie a bougé" in reply.text and "Parlez-en à l’école" not in reply.text
