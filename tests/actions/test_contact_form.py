"""How an adviser reaches the parent: asked, given, refused, wrong, put off, corrected, cancelled."""

from __future__ import annotations

import pytest

from tests.actions.conversation import Conversation, Reply

STORY = (("writer", "parent"), ("platforms", "instagram"), ("harm_types", "insults"))
HOURS = [[f"2026-11-{day}T09:00:00+01:00", f"2026-11-{day}T17:00:00+01:00"] for day in (23, 24)]
BUSY = {"open": True, "online": 0, "wait_minutes": None, "hours": HOURS}
CLOSED = {"open": False, "online": 0, "wait_minutes": None, "hours": HOURS}
THERE = {"open": True, "online": 1, "wait_minutes": 0, "hours": HOURS}
# What the NLU makes of a name or a number says nothing.
ANY_INTENT = "step_refused"


def accepted(advisers=BUSY, *facts) -> Conversation:
    """A parent who said yes to an adviser."""
    conversation = Conversation(advisers=advisers)
    if facts:
        conversation.tells(*facts)
    conversation.says("request_adviser", ("asks_human", True))
    conversation.presses("Oui, un conseiller")
    return conversation


def called(advisers=BUSY, *facts) -> Conversation:
    """A parent who wants to be called: the form is open."""
    conversation = accepted(advisers, *facts)
    conversation.presses("Être rappelé")
    return conversation


def writes(conversation: Conversation, text: str, *facts, intent: str = ANY_INTENT) -> Reply:
    return conversation.says(intent, *facts, text=text)


def contact(conversation: Conversation) -> dict[str, str] | None:
    return conversation.slots.get("contact")


def test_the_offer_shows_what_is_passed_on_and_who_is_there():
    conversation = Conversation(advisers=CLOSED)
    conversation.tells(*STORY)
    conversation.tells(("harasser", "pupil"))
    reply = conversation.says("request_adviser", ("asks_human", True))
    assert "il reçoit ceci" in reply.text and "- Qui : un ou des élèves" in reply.text
    assert "réouverture (lundi à 9 h)" in reply.text


def test_what_was_just_shown_is_not_shown_again():
    reply = Conversation(advisers=BUSY).tells(*STORY, ("steps_asked", "police"))
    assert reply.text.count("- Où : Instagram") == 1


def test_nobody_is_there_three_ways_are_offered():
    conversation = accepted()
    assert "Personne n’est libre" in conversation.last.text
    assert conversation.last.titles == ("Être rappelé", "J’attends ici", "Continuer")


@pytest.mark.parametrize(("advisers", "words"), [(BUSY, "dès que possible"), (CLOSED, "réouverture (lundi à 9 h)")])
def test_waits_here(advisers, words):
    reply = accepted(advisers).presses("J’attends ici")
    assert words in reply.text and "cette page" in reply.text


@pytest.mark.parametrize("text", ["je vais attendre", "j'attends"])
def test_waits_in_words(text):
    assert "cette page" in writes(accepted(), text).text


def test_goes_on_with_the_assistant():
    reply = accepted(BUSY, *STORY).presses("Continuer")
    assert "prénom" not in reply.text and reply.situation["handoff"] == "queued"
    reply = writes(accepted(BUSY, *STORY), "non", intent="deny")
    assert "on continue ensemble" in reply.text


@pytest.mark.parametrize(("text", "intent"), [("oui", "affirm"), ("rappelez-moi", "request_adviser")])
def test_a_call_is_chosen_in_words(text, intent):
    assert "prénom" in writes(accepted(), text, intent=intent).text


def test_a_number_at_the_choice_is_taken():
    conversation = accepted()
    reply = writes(conversation, "0470 12 34 56")
    assert contact(conversation) == {"phone": "+32470123456"} and "Quel moment" in reply.text


def test_a_question_at_the_choice_is_answered_and_the_call_stays_a_button():
    conversation = accepted()
    reply = writes(conversation, "ça va chez vous ?", intent="chitchat")
    assert "harcelé en ligne" in reply.text and "Être rappelé" in reply.titles


def test_a_story_at_the_choice_is_answered():
    conversation = accepted()
    assert "Instagram" in writes(conversation, "des insultes sur Instagram", *STORY, intent="tell_situation").text


def test_the_full_form():
    conversation = called(BUSY, *STORY)
    assert conversation.last.titles == ("Passer",)
    assert "Merci, Sophie." in writes(conversation, "Sophie").text
    reply = writes(conversation, "0470123456")
    assert reply.titles == ("Dès que possible", "Lundi matin", "Lundi après 16 h", "Passer")
    reply = conversation.presses("Lundi matin")
    assert "- Prénom : Sophie\n- Téléphone : 0470 12 34 56\n- Moment : lundi 23 novembre, le matin" in reply.text
    assert "contrat" in reply.text and "Modifier" in reply.titles
    reply = writes(conversation, "BE-1234")
    assert contact(conversation) == {
        "first_name": "Sophie",
        "phone": "+32470123456",
        "when": "lundi 23 novembre, le matin",
        "contract": "BE-1234",
    }
    assert "BE-1234" in reply.text and "numéro de contrat" not in reply.text


def test_what_the_nlu_makes_of_an_answer_changes_nothing():
    conversation = called(BUSY, *STORY, ("step_results", "report_platform:pending"))
    reply = writes(conversation, "Sophie", ("writer", "witness"), ("in_scope", False), intent="step_refused")
    assert reply.situation["step_results"] == {"report_platform": "pending"}
    assert reply.situation["writer"] == "parent" and "Merci, Sophie." in reply.text


def test_all_at_once():
    conversation = called()
    reply = writes(conversation, "Sophie, 0470 12 34 56, plutôt le soir")
    assert "Moment : plutôt le soir" in reply.text and "d’habitude fermé" in reply.text


def test_somebody_is_there_one_question_and_no_more():
    conversation = accepted(THERE, *STORY)
    assert "au cas où la connexion" in conversation.last.text and conversation.last.titles == ("Passer",)
    reply = writes(conversation, "Sophie")
    assert "Sophie" in reply.text and "Quel moment" not in reply.text and "numéro" not in reply.text
    assert "Modifier" in reply.titles


@pytest.mark.parametrize("words", ["non", "je préfère pas"])
@pytest.mark.parametrize("advisers", [THERE, CLOSED])
def test_all_refused_is_a_live_chat(advisers, words):
    conversation = accepted(THERE) if advisers is THERE else called(CLOSED)
    reply = writes(conversation, words)
    assert "rien n’est obligatoire" in reply.text and contact(conversation) is None
    assert reply.situation["handoff"] == "queued"


def test_each_is_skipped_by_a_button():
    conversation = called()
    assert "rien n’est obligatoire" in conversation.presses("Passer").text
    conversation = called()
    writes(conversation, "Anne")
    assert "Sans numéro ni adresse" in conversation.presses("Passer").text
    conversation = called()
    writes(conversation, "anne@skynet.be")
    assert "- E-mail : anne@skynet.be" in conversation.presses("Passer").text


def test_only_the_name_is_refused():
    assert "À quel numéro" in writes(called(), "je préfère ne pas donner mon nom").text


def test_a_button_of_an_old_form_goes_on():
    assert conversation_after(called(), "/skip_contact", twice=True).bubbles
    reply = Conversation(advisers=BUSY).sends('/set_contact{"field": "when", "value": "demain"}')
    assert reply.bubbles


def conversation_after(conversation: Conversation, payload: str, twice: bool = False) -> Reply:
    reply = conversation.sends(payload)
    return conversation.sends(payload) if twice else reply


def test_a_wrong_number_is_asked_twice_more_and_then_left():
    conversation = called()
    reply = writes(conversation, "Anne 0470 12 34")
    assert "il manque un ou plusieurs" in reply.text and reply.titles == ("Passer",)
    assert "Il manque encore" in writes(conversation, "0470 12 34 5").text
    reply = writes(conversation, "0470 12")
    assert "Laissons cela" in reply.text and contact(conversation) == {"first_name": "Anne"}


def test_an_answer_that_is_none_is_asked_again_with_what_is_missing():
    conversation = called()
    assert "ni prénom, ni numéro" in writes(conversation, "je suis la maman de Lucas").text
    assert "Écrivez par exemple" in writes(conversation, "oui").text
    assert "Laissons cela" in writes(conversation, "bof").text


def test_a_moment_alone_is_kept_and_the_number_still_asked():
    conversation = called()
    assert "À quel numéro" in writes(conversation, "le matin").text
    assert "- Moment : le matin" in writes(conversation, "0470 12 34 56").text


def test_a_moment_that_is_none_is_asked_again():
    conversation = called()
    writes(conversation, "0470 12 34 56")
    assert "Quel moment vous arrange :" in writes(conversation, "ok").text


def test_a_digression_is_answered_and_the_form_taken_up():
    conversation = called(BUSY, *STORY)
    reply = writes(conversation, "comment on fait ?", intent="ask_how")
    assert "Touchez" in reply.text and "pour qu’on puisse vous joindre" in reply.text
    assert "Passer" in reply.titles
    assert "Merci, Anne." in writes(conversation, "Anne").text


def test_a_new_fact_is_answered_and_the_form_taken_up():
    conversation = called(BUSY, *STORY)
    reply = writes(conversation, "l'école est au courant", ("steps_done", "inform_school"), intent="tell_situation")
    assert reply.situation["steps_done"] == ["inform_school"]
    assert "pour qu’on puisse vous joindre" in reply.text


def test_a_question_of_the_ladder_goes_first():
    conversation = called(BUSY, *STORY)
    reply = writes(conversation, "signalé, rien", ("step_results", "report_platform:failed"), intent="tell_situation")
    assert "Un élève" in reply.titles and "joindre" not in reply.text
    reply = conversation.presses("Un élève")
    assert "pour qu’on puisse vous joindre" in reply.text


def test_a_number_while_the_form_waits():
    conversation = called(BUSY, *STORY)
    writes(conversation, "signalé, rien", ("step_results", "report_platform:failed"), intent="tell_situation")
    reply = writes(conversation, "0470 12 34 56")
    assert contact(conversation) == {"phone": "+32470123456"} and "Je ne sais pas" in reply.titles


def test_after_two_digressions_a_button_stands_for_the_form():
    conversation = called(BUSY, *STORY)
    for intent in ("chitchat", "insult_bot"):
        assert "votre prénom" in writes(conversation, "et ça ?", intent=intent).text
    reply = writes(conversation, "et ça ?", intent="chitchat")
    assert "votre prénom" not in reply.text and "Laisser un numéro" in reply.titles


def test_data_with_a_question_are_kept_and_the_question_answered():
    conversation = called(BUSY, *STORY)
    reply = writes(conversation, "Anne, mais comment on signale là-bas ?", intent="ask_how")
    assert contact(conversation) == {"first_name": "Anne"} and "Touchez" in reply.text
    assert "un numéro, ou une adresse e-mail" in reply.text
    reply = writes(conversation, "0470 12 34 56, ça va chez vous ?", intent="chitchat")
    assert "0470 12 34 56" in reply.text and "quel moment" in reply.text


def test_the_last_answer_with_a_question_ends_the_form():
    conversation = accepted(THERE, *STORY)
    reply = writes(conversation, "Anne, comment on fait ?", intent="ask_how")
    assert "C’est noté pour le conseiller : Anne" in reply.text and "Passer" not in reply.titles


def test_moving_on_leaves_the_form():
    conversation = called(BUSY, *STORY)
    reply = conversation.sends("/ask_next_step")
    assert "joindre" not in reply.text and "Passer" not in reply.titles


def test_another_button_is_answered_and_the_form_taken_up():
    reply = called(BUSY, *STORY).sends('/ask_step{"step": "mediation"}')
    assert "pour qu’on puisse vous joindre" in reply.text


def test_cancelled_forgets_what_this_form_took():
    conversation = called(BUSY, *STORY)
    writes(conversation, "Anne")
    reply = writes(conversation, "laissez tomber")
    assert "effacé" in reply.text and contact(conversation) is None
    assert reply.situation["handoff"] == "queued"


def test_danger_in_the_form_comes_first_and_nothing_is_asked_but_safety():
    conversation = called(BUSY, *STORY)
    reply = writes(conversation, "Anne, elle veut mourir", ("danger", "self_harm"), intent="tell_situation")
    assert "112" in reply.text and "prénom" not in reply.text
    assert contact(conversation) == {"first_name": "Anne"}
    assert reply.titles == ("En sécurité", "Pas encore", "Laisser un numéro")


def test_danger_in_an_answer_that_stands_alone_comes_first():
    reply = writes(called(), "Anne", ("danger", "threat"), intent="greet")
    assert "101" in reply.text


def test_a_number_may_be_left_while_the_danger_is_open():
    conversation = Conversation(advisers=BUSY)
    conversation.tells(*STORY, ("danger", "self_harm"))
    reply = conversation.presses("Laisser un numéro")
    assert "112" in reply.text and "prénom" not in reply.text
    reply = writes(conversation, "0470 12 34")
    assert "il manque" in reply.text
    reply = writes(conversation, "0470 12 34 56")
    assert "0470 12 34 56" in reply.text and "112" in reply.text
    assert reply.titles == ("En sécurité", "Pas encore", "Modifier")
    assert "112" in conversation.sends('/ask_step{"step": "mediation"}').text


def test_a_number_left_out_in_danger_asks_for_safety_again():
    conversation = Conversation(advisers=BUSY)
    conversation.tells(*STORY, ("danger", "self_harm"))
    conversation.presses("Laisser un numéro")
    assert "En sécurité" in conversation.presses("Passer").titles


def test_something_else_in_danger_gets_the_numbers():
    conversation = Conversation(advisers=BUSY)
    conversation.tells(*STORY, ("danger", "self_harm"))
    conversation.presses("Laisser un numéro")
    assert "112" in writes(conversation, "comment on signale ?", intent="ask_how").text


def test_a_number_is_corrected_in_words():
    conversation = called(BUSY, *STORY)
    writes(conversation, "Anne, 0470 12 34 56")
    reply = writes(conversation, "non, mon numéro c'est le 0471 22 33 44")
    assert "0471 22 33 44" in reply.text and "Quel moment" in reply.text
    conversation.presses("Passer")
    reply = writes(conversation, "pardon, mon numéro c'est le 0488 99 88 77")
    assert "C’est corrigé : 0488 99 88 77" in reply.text
    assert contact(conversation)["phone"] == "+32488998877"


def test_an_entry_is_changed_by_a_button():
    conversation = accepted(THERE, *STORY)
    writes(conversation, "Anne")
    reply = conversation.presses("Modifier")
    assert reply.titles == ("Prénom",) and "Anne" in reply.text
    assert "Quel est votre prénom" in conversation.presses("Prénom").text
    assert "C’est corrigé : Anna" in writes(conversation, "Anna").text
    conversation.presses("Modifier")
    conversation.presses("Prénom")
    assert "on continue" in conversation.presses("Passer").text and contact(conversation) == {"first_name": "Anna"}


def test_a_moment_is_changed_by_a_button():
    conversation = called(BUSY, *STORY)
    writes(conversation, "Anne, 0470 12 34 56, le matin")
    conversation.presses("Modifier")
    assert "Lundi matin" in conversation.presses("Moment").titles
    assert "C’est corrigé : dès que possible" in conversation.presses("Dès que possible").text


def test_a_wrong_number_after_the_form_is_asked_again():
    conversation = called(BUSY, *STORY)
    conversation.presses("Passer")
    assert "il manque" in writes(conversation, "mon numéro c'est le 0470 12").text
    assert "C’est corrigé : 0470 12 34 56" in writes(conversation, "0470 12 34 56").text


def test_a_number_beside_a_story_is_noted():
    conversation = called(BUSY, *STORY)
    conversation.presses("Passer")
    reply = writes(
        conversation,
        "rappelez-moi au 0470 12 34 56, et la directrice ne fait rien",
        ("step_results", "inform_school:refused"),
        intent="tell_situation",
    )
    assert "C’est noté pour le conseiller : 0470 12 34 56" in reply.text
    assert reply.situation["step_results"] == {"inform_school": "refused"}


def test_a_number_before_any_request_is_kept_and_a_person_offered():
    conversation = Conversation(advisers=BUSY)
    reply = writes(conversation, "mon numéro c'est le 0470 12 34 56", intent="tell_situation")
    assert "peut vous rappeler" in reply.text and reply.handoff
    assert "0470 12 34 56" in conversation.presses("Oui, un conseiller").text


def test_a_number_in_a_story_without_a_request_is_not_kept():
    conversation = Conversation(advisers=BUSY)
    writes(conversation, "il a publié mon numéro 0470 12 34 56 sur Insta", *STORY, intent="tell_situation")
    assert contact(conversation) is None


def test_a_call_is_asked_for_at_once():
    conversation = Conversation(advisers=BUSY)
    reply = writes(conversation, "pouvez-vous me rappeler ?", ("asks_human", True), intent="request_adviser")
    assert "peut vous rappeler" in reply.text
    assert "prénom" in conversation.presses("Oui, un conseiller").text


def test_a_call_is_asked_for_while_the_request_waits():
    conversation = accepted(BUSY, *STORY)
    conversation.presses("Continuer")
    reply = writes(conversation, "vous pouvez me rappeler ?", ("asks_human", True), intent="request_adviser")
    assert "prénom" in reply.text


def test_a_call_that_the_hub_offers_brings_the_request_along():
    reply = Conversation(advisers=BUSY).sends("/be_called")
    assert reply.situation["handoff"] == "queued" and "prénom" in reply.text


def test_an_acceptance_with_a_story_is_answered_first():
    conversation = Conversation(advisers=BUSY)
    conversation.says("request_adviser", ("asks_human", True))
    reply = conversation.says("request_adviser", *STORY, ("asks_human", True))
    assert "Instagram" in reply.text and "prénom" not in reply.text
    reply = writes(conversation, "merci", intent="thank")
    assert "pour qu’on puisse vous joindre" in reply.text


def test_who_waits_already_may_still_leave_a_number():
    conversation = accepted(BUSY, *STORY)
    conversation.presses("Continuer")
    assert "Laisser un numéro" in conversation.sends("/accept_adviser").titles


def test_in_a_terminal_one_question_is_asked():
    conversation = accepted({})
    assert "Quel est votre prénom" in conversation.last.text
    assert "Anne" in writes(conversation, "Anne").text


def test_starting_again_forgets_the_contact_but_for_a_request_that_waits():
    conversation = called(BUSY, *STORY)
    writes(conversation, "Anne, 0470 12 34 56, le matin")
    conversation.says("restart")
    assert contact(conversation)
    conversation = Conversation(advisers=BUSY, slots={"contact": {"first_name": "Anne"}})
    conversation.says("restart")
    assert contact(conversation) is None


def test_back_after_an_adviser_the_thread_is_taken_up():
    conversation = Conversation(advisers=BUSY)
    conversation.tells(*STORY)
    reply = conversation.sends("/take_up")
    assert "étape" in reply.text and "signaler" in reply.text


def test_who_asks_to_be_called_in_a_known_question_is_asked_for_a_number_at_once():
    conversation = Conversation(advisers=BUSY)
    message = {"questions": [{"question": "adviser_phone"}], "text": "pouvez-vous me rappeler svp ?"}
    reply = conversation._turn(
        {
            **message,
            "intent": {"name": "request_adviser"},
            "situation": {"facts": [{"field": "asks_human", "value": True}]},
        },
        None,
    )
    assert "pas de numéro" in reply.text and "Oui, un conseiller" in reply.titles
    assert "prénom" in conversation.says("affirm", text="oui").text


@pytest.mark.parametrize(
    ("text", "noted"),
    [("Valérie 0478 12 34 56 entre 10 et 11h", "entre 10 et 11h"), ("et mon gsm 0499 12 34 78", "0499 12 34 78")],
)
def test_a_number_for_the_request_that_waits_is_no_other_matter(text, noted):
    conversation = Conversation(advisers={"open": False, "online": 0, "wait_minutes": None})
    conversation.tells(*STORY)
    conversation.says("request_adviser", ("asks_human", True))
    conversation.presses("Oui, un conseiller")
    conversation.presses("Continuer")
    conversation.tells(("step_results", "report_platform:pending"))
    reply = writes(conversation, text, intent="out_of_scope")
    assert noted in reply.text and "Je ne peux aider" not in reply.text


def test_the_thread_is_taken_up_though_it_was_recalled_while_an_adviser_was_awaited():
    conversation = called(BUSY, *STORY)
    writes(conversation, "non je préfère pas", intent="deny")
    for _ in range(2):
        assert "signaler" in conversation.sends("/take_up").text


def test_a_wrong_number_beside_a_question_is_asked_again_after_it():
    conversation = called(BUSY, *STORY)
    reply = writes(conversation, "0470 12 34, comment on fait ?", intent="ask_how")
    assert "Touchez" in reply.text and "un numéro, ou une adresse e-mail" in reply.text


def test_a_person_is_accepted_in_words_before_any_story():
    conversation = Conversation(advisers=BUSY)
    conversation.says("request_adviser", ("asks_human", True), ("in_scope", False))
    assert "chez les conseillers" in conversation.says("affirm", not_=[("in_scope", False)], text="oui").text


@pytest.mark.parametrize(("advisers", "words"), [(THERE, "Quelqu’un est là"), (CLOSED, "fermé")])
def test_who_is_there_is_said_with_or_without_hours(advisers, words):
    assert words in accepted(advisers).last.text
    assert words in accepted({**advisers, "hours": []}).last.text


def test_a_request_without_a_time_of_its_own_takes_the_clock():
    conversation = Conversation(advisers=BUSY, now="")
    conversation.says("request_adviser", ("asks_human", True))
    conversation.presses("Oui, un conseiller")
    conversation.presses("Être rappelé")
    assert "Dès que possible" in writes(conversation, "0470 12 34 56").titles


def test_a_request_taken_up_again_without_a_story_says_that_it_waits():
    conversation = accepted(BUSY)
    conversation.presses("Continuer")
    assert "chez les conseillers" in conversation.says("request_adviser", ("asks_human", True)).text


def test_the_button_pressed_again_asks_for_what_is_missing():
    conversation = called()
    first = conversation.last.text
    for _ in range(2):
        reply = conversation.sends("/be_called", "Être rappelé")
        assert "numéro" in reply.text and reply.text != first and "ne réponds pas" not in reply.text
        first = reply.text
    assert "Quel moment" in writes(conversation, "Anne, 0470 12 34 56").text


def test_the_button_pressed_after_the_number_asks_when():
    conversation = accepted()
    writes(conversation, "mon numéro c'est le 0470 12 34 56")
    reply = conversation.sends("/be_called", "Être rappelé")
    assert "quel moment" in reply.text


@pytest.mark.parametrize(("text", "asked"), [("je préfère par mail", "adresse e-mail"), ("pas de mail", "quel numéro")])
def test_one_way_left_out_is_the_other_one_asked_for(text, asked):
    conversation = called()
    assert asked in writes(conversation, text).text
    assert "répondra ici" in writes(conversation, "non").text
    assert (contact(conversation) or {}).keys() <= {"wish"}


def test_no_contract_number_is_fine():
    conversation = called(BUSY, *STORY)
    writes(conversation, "Anne, 0470 12 34 56, lundi matin")
    reply = writes(conversation, "le num de contrat je l'ai pas. merci", intent="nlu_fallback")
    assert "n’est pas nécessaire" in reply.text and "bien compris" not in reply.text


@pytest.mark.parametrize("moment", ["demain 9h", "après 18h"])
def test_a_moment_said_instead_of_a_number_is_kept_and_said_back(moment):
    conversation = called()
    reply = writes(conversation, moment)
    assert moment in reply.text and "numéro" in reply.text
    reply = writes(conversation, "0470 12 34 56")
    assert contact(conversation)["when"].startswith(moment) and moment in reply.text


def test_a_moment_said_with_the_yes_is_kept_and_said_back():
    conversation = Conversation(advisers=BUSY)
    conversation.tells(*STORY)
    conversation.says("request_adviser", ("asks_human", True))
    reply = writes(conversation, "oui, demain 9h", intent="affirm")
    assert reply.situation["handoff"] == "queued"
    assert "demain 9h" in reply.text and "quel numéro" in reply.text


def test_a_form_is_taken_up_again_after_a_danger():
    conversation = called(BUSY, *STORY)
    writes(conversation, "vers midi, il dit qu'il veut mourir", ("danger", "self_harm"))
    reply = conversation.presses("En sécurité")
    assert "numéro" in reply.text and "Instagram" not in reply.text
    reply = writes(conversation, "0470 12 34 56")
    assert "midi" in reply.text


def test_a_number_given_in_the_danger_is_not_asked_for_after_it():
    conversation = called(BUSY, *STORY)
    writes(conversation, "elle veut mourir", ("danger", "self_harm"))
    assert "0470 12 34 56" in writes(conversation, "0470 12 34 56").text
    reply = conversation.presses("En sécurité")
    assert "Quel moment" in reply.text and "un numéro ou une adresse" not in reply.text


def test_an_address_is_no_place_where_it_happens():
    conversation = Conversation()
    conversation.tells(("platforms", "instagram"), ("asks_human", True))
    conversation.says("request_adviser", ("asks_human", True))
    conversation.says("affirm", text="oui")
    reply = conversation.says(
        "tell_situation", ("platforms", "email"), text="anne.dupont@example.be svp, pas de téléphone"
    )
    assert reply.situation["platforms"] == ["instagram"]


def test_a_moment_with_the_yes_is_kept_and_never_asked_again():
    conversation = Conversation(advisers=CLOSED)
    conversation.tells(*STORY, ("steps_asked", "police"))
    reply = writes(conversation, "oui un conseiller demain après 14h", intent="ask_next_step")
    assert reply.situation["handoff"] == "queued" and "demain après 14h" in reply.text
    reply = writes(conversation, "Anne 0470 12 34 56")
    assert "Moment : demain après 14h" in reply.text and "Quel moment" not in reply.text


def test_a_moment_is_changed_in_words_and_confirmed():
    conversation = called(BUSY, *STORY)
    writes(conversation, "Anne, 0470 12 34 56, lundi après 18h")
    reply = writes(conversation, "plutôt vendredi matin", intent="correct")
    assert "C’est corrigé : plutôt vendredi matin" in reply.text
    assert contact(conversation)["when"] == "plutôt vendredi matin"


def test_a_wish_goes_to_the_adviser_and_is_no_place():
    conversation = called(CLOSED, *STORY)
    reply = writes(conversation, "par SMS svp, jamais sur le fixe", ("platforms", "sms"), intent="tell_situation")
    assert "par SMS svp" in reply.text and "numéro" in reply.text
    reply = writes(conversation, "0470 12 34 56, lundi matin")
    assert "Souhait : par SMS svp, jamais sur le fixe" in reply.text
    assert reply.situation["platforms"] == ["instagram"]


def test_an_address_is_neither_a_place_nor_another_matter():
    conversation = called(CLOSED, *STORY)
    text = "Sandrine, plutot par mail apres 20h : maman4@skynet.be"
    reply = writes(conversation, text, ("platforms", "email"), ("in_scope", False), intent="out_of_scope")
    assert reply.situation["platforms"] == ["instagram"] and "- E-mail : maman4@skynet.be" in reply.text


@pytest.mark.parametrize("text", ["ils peuvent m'écrire ici plutôt ?", "je préfère lire la réponse ici"])
def test_the_answer_in_the_window_is_confirmed(text):
    conversation = accepted(CLOSED, *STORY)
    reply = writes(conversation, text, intent="ask_question")
    assert "répondra ici" in reply.text and "numéro" not in reply.text
    conversation = called(CLOSED, *STORY)
    reply = writes(conversation, text, intent="ask_question")
    assert "répondra ici" in reply.text and "numéro" not in reply.text


def test_a_number_said_to_be_given_is_looked_up():
    conversation = called(BUSY, *STORY)
    reply = writes(conversation, "je viens de vous donner le numéro")
    assert "ni numéro ni adresse" in reply.text and contact(conversation) is None
    writes(conversation, "0486 00 00 00, entre midi et deux")
    reply = writes(conversation, "vous avez noté mon numéro ou pas ?", intent="ask_question")
    assert "J’ai bien ceci : 0486 00 00 00, entre midi et deux" in reply.text
    assert "réponse sûre" not in reply.text


def test_a_number_that_was_passed_over_is_found_again():
    conversation = Conversation(advisers=BUSY)
    conversation.tells(*STORY)
    writes(conversation, "0486 00 00 00", ("steps_done", "inform_school"), intent="tell_situation")
    conversation.says("request_adviser", ("asks_human", True))
    conversation.presses("Oui, un conseiller")
    assert "0486 00 00 00" in writes(conversation, "je vous ai déjà donné mon numéro").text


def test_a_number_without_a_contract_goes_on_with_the_moment():
    conversation = called(BUSY, *STORY)
    reply = writes(conversation, "0470 12 34 56, le numéro de contrat je l'ai pas")
    assert "Quel moment" in reply.text
    assert "contrat" not in conversation.presses("Passer").text


def test_no_call_before_any_request_is_noted():
    conversation = Conversation(advisers=CLOSED)
    conversation.tells(*STORY)
    reply = writes(conversation, "je ne veux pas d'appel", ("adviser_refused", True), intent="decline_adviser")
    assert "sans numéro de votre part, personne ne peut vous appeler" in reply.text
