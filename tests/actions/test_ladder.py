"""Each row of the table, as the parent reads it."""

from __future__ import annotations

from itertools import pairwise

import pytest

from tests.actions.conversation import Conversation

STORY = (("writer", "parent"), ("platforms", "instagram"), ("harm_types", "insults"))
KEPT = ("steps_done", "keep_evidence")
FAILED_REPORT = (*STORY, KEPT, ("steps_done", "report_platform"), ("step_results", "report_platform:failed"))


def told(*facts):
    return Conversation().tells(*facts)


def test_row_1_the_evidence_stands_at_the_head_of_the_report():
    reply = told(*STORY)
    assert "gardez les preuves" in reply.bubbles[1].split("\n")[0]
    assert "un signalement peut faire disparaître" in reply.text


def test_row_1_is_said_once():
    conversation = Conversation()
    conversation.tells(*STORY)
    assert "gardez les preuves" not in conversation.tells(("platforms", "tiktok")).text


def test_row_2_says_the_way_on_the_platform_named():
    reply = told(*STORY, KEPT)
    assert "sur Instagram" in reply.text and "« Intimidation ou harcèlement »" in reply.text
    assert "selon la version de l’application" in reply.text.lower()
    assert reply.slots["step"] == "report_platform"
    assert reply.titles[:2] == ("C’est signalé", "Signalé, sans effet")


@pytest.mark.parametrize("platform", ["messenger", "x", "discord", "telegram", "twitch", "other"])
def test_row_2_gives_only_the_general_way_where_the_labels_are_not_sure(platform):
    reply = told(("platforms", platform), KEPT)
    assert "le motif le plus proche du harcèlement" in reply.text


def test_row_2_asks_for_the_platform_with_buttons():
    reply = told(("writer", "parent"), ("harm_types", "insults"))
    assert "Sur quel réseau" in reply.text
    assert reply.titles == ("Instagram", "Snapchat", "WhatsApp", "Je ne sais pas", "Un conseiller")


def test_row_2_an_unknown_platform_gets_the_general_way():
    conversation = Conversation()
    conversation.tells(("writer", "parent"), ("harm_types", "insults"))
    assert "sur le site ou dans l’application" in conversation.says("dont_know").text


@pytest.mark.parametrize(("medium", "words"), [("sms", "Pour les SMS"), ("email", "Pour les e-mails")])
def test_row_2_without_a_button_blocks_and_keeps(medium, words):
    reply = told(("platforms", medium), ("harm_types", "insults"))
    assert words in reply.text and "pas de bouton" in reply.text and "Bloquez l’expéditeur" in reply.text


def test_row_3_waits_and_talks_with_the_child():
    conversation = Conversation()
    conversation.tells(*STORY, KEPT)
    reply = conversation.presses("C’est signalé")
    assert "si Instagram a répondu" in reply.text and "parlez avec votre enfant" in reply.text
    assert reply.titles[:2] == ("C’est supprimé", "Toujours en ligne")


def test_row_3_turns_to_the_school_where_pupils_do_it():
    conversation = Conversation()
    conversation.tells(*STORY, KEPT, ("harasser", "pupil"))
    reply = conversation.presses("C’est signalé")
    assert "prévenez l’école" in reply.text and "Prévenir l’école" in reply.titles


def test_row_4_asks_who_it_is():
    reply = told(*FAILED_REPORT)
    assert "qui est derrière" in reply.text
    assert reply.titles == ("Un élève", "Un autre jeune connu", "Un adulte", "Je ne sais pas")


def test_row_5_ibpt_school_police_and_a_person():
    conversation = Conversation()
    conversation.tells(*FAILED_REPORT)
    reply = conversation.says("dont_know")
    assert "IBPT" in reply.text and "école" in reply.text and "La police, elle, peut chercher" in reply.text
    assert "Oui, un conseiller" in reply.titles and reply.handoff["urgency"] == "normal"


def test_row_6_the_parent_writes_once():
    conversation = Conversation()
    conversation.tells(*FAILED_REPORT)
    reply = conversation.presses("Un autre jeune connu")
    assert "C’est vous qui écrivez, pas votre enfant. Une seule fois" in reply.text
    assert "Je vous demande de retirer ces contenus" in conversation.presses("Modèle pour l’auteur").text


def test_row_7_the_parents_and_the_school():
    conversation = Conversation()
    conversation.tells(*FAILED_REPORT, ("harasser", "pupil"))
    reply = conversation.presses("Il refuse")
    assert "Parlez à ses parents" in reply.text and "à l’amiable" in reply.text and "l’école" in reply.text
    assert "Ses parents refusent" in reply.titles


def test_row_8_when_it_gets_worse():
    refused = [("step_results", f"{step}:refused") for step in ("ask_harasser", "contact_parents")]
    reply = told(*FAILED_REPORT, ("harasser", "known"), *refused, ("getting_worse", True))
    assert "cela s’aggrave ? Vous pouvez porter plainte à la police" in reply.text
    assert "Oui, un conseiller" in reply.titles


def test_row_8_when_parents_and_school_refuse():
    refusals = [("step_results", f"{step}:refused") for step in ("ask_harasser", "contact_parents", "inform_school")]
    reply = told(*FAILED_REPORT, ("harasser", "pupil"), *refusals)
    assert "porter plainte à la police" in reply.text and "action au civil" in reply.text
    assert "Oui, un conseiller" in reply.titles


def test_row_9_a_mediator_and_a_person():
    reply = told(*FAILED_REPORT, ("harasser", "known"), ("step_results", "contact_parents:failed"))
    assert "Un médiateur" in reply.text and "selon votre contrat" in reply.text
    assert "Oui, un conseiller" in reply.titles


def test_row_10_after_a_failed_mediation():
    reply = told(*FAILED_REPORT, ("harasser", "known"), ("step_results", "mediation:refused"))
    assert "porter plainte" in reply.text and "nouvelles actions" in reply.text


def test_row_c_a_firm_beside_the_advice():
    reply = told(*FAILED_REPORT, ("harasser", "known"), ("content_online", True))
    assert "entreprise spécialisée" in reply.text and "selon votre contrat" in reply.text


def test_row_w_what_to_remember():
    conversation = Conversation()
    conversation.tells(*STORY, KEPT)
    conversation.presses("C’est signalé")
    reply = conversation.presses("C’est supprimé")
    assert "À retenir" in reply.text and "revenez me voir" in reply.text and "clos" not in reply.text


def test_row_w_it_begins_again():
    conversation = Conversation()
    conversation.tells(*STORY, KEPT)
    conversation.presses("C’est signalé")
    conversation.presses("C’est supprimé")
    assert "toujours en ligne" in conversation.presses("Ça recommence").text


def test_row_p_police_asked_gets_both_a_person_and_the_open_step():
    reply = told(*STORY, ("steps_asked", "police"))
    assert "porter plainte à la police" in reply.text and "action au civil" in reply.text
    assert "sur Instagram" in reply.text
    assert {"Oui, un conseiller", "Pas maintenant"} <= set(reply.titles)
    assert reply.handoff["reason"] == "police_asked"


def test_row_p_a_complaint_made():
    assert "procès-verbal" in told(*STORY, ("steps_done", "police")).text


def test_offline_the_school_first():
    reply = told(("in_scope", False), ("harm_types", "insults"), ("writer", "parent"))
    assert "0800 95 580" in reply.text and "Oui, un conseiller" in reply.titles


def test_offline_when_the_school_knows():
    reply = told(("in_scope", False), ("harm_types", "insults"), ("steps_done", "inform_school"))
    assert "médiation scolaire" in reply.text


def test_nothing_new_asks_how_it_went_and_then_offers_a_person():
    conversation = Conversation()
    conversation.tells(*STORY, KEPT)
    texts = [conversation.says("ask_next_step").text for _ in range(4)]
    assert all(before != after for before, after in pairwise(texts))
    assert any("Oui, un conseiller" in reply.titles for reply in conversation.replies)


def test_a_story_is_heard_and_read_back_with_a_way_to_correct():
    reply = told(*STORY, ("harm_types", "exclusion"))
    assert "Être rejeté par le groupe" in reply.bubbles[0]
    assert "- Quoi : des insultes ou des moqueries et une mise à l’écart\n- Où : Instagram" in reply.bubbles[0]
    assert "Corriger" in reply.titles


def test_the_same_pity_is_not_said_twice():
    conversation = Conversation()
    first = conversation.tells(*STORY).bubbles[0].split("\n")[0]
    conversation.says("correct", not_=[("harm_types", "insults")])
    assert first not in conversation.tells(("harm_types", "insults")).text


def test_a_parent_beside_itself_is_calmed_first_and_gets_no_step():
    reply = Conversation().says("tell_situation", *STORY, text="Je vais le massacrer ce gamin")
    assert "Votre colère" in reply.text and "Signaler" not in reply.text


def test_a_child_that_is_unwell_is_heard_before_the_good_news():
    conversation = Conversation()
    conversation.tells(("platforms", "instagram"), ("harm_types", "insults"), ("danger", "distress"))
    reply = conversation.tells(("step_results", "report_platform:worked"), ("danger", "distress"))
    assert "ne va pas bien" in reply.text and "À retenir" not in reply.text
    assert "Un psychologue ?" in reply.titles
    assert "Racontez-moi" not in conversation.says("ask_next_step").text


def test_what_goes_on_elsewhere_is_no_good_news():
    conversation = Conversation()
    conversation.tells(("platforms", "instagram"), ("harm_types", "insults"), ("harasser", "pupil"))
    conversation.tells(("content_online", False), ("over", False))
    assert "Bonne nouvelle" not in conversation.last.text and "pas fini" in conversation.last.text


def test_police_said_in_danger_is_not_the_step_that_is_asked_about_once_safe():
    conversation = Conversation()
    conversation.tells(("danger", "threat"), ("platforms", "instagram"))
    conversation.says("safe_now")
    for _ in range(5):
        assert "porter plainte" not in conversation.says("ask_next_step").text
