"""No person is sent for against a parent's word, and a danger that was denied does not come back."""

import pytest

from advice.vocabulary import STEPS
from tests.actions.conversation import Conversation

REFUSED = ("adviser_refused", True)
STORY = (("platforms", "instagram"), ("harm_types", "insults"), ("writer", "parent"))


def test_a_refusal_does_not_send_for_a_person():
    conversation = Conversation()
    conversation.tells(*STORY, ("steps_asked", "police"))
    reply = conversation.says("request_adviser", ("asks_human", True), REFUSED)
    assert reply.situation["handoff"] == "declined"


def test_a_request_is_taken_back():
    conversation = Conversation()
    conversation.tells(*STORY)
    conversation.says("request_adviser", ("asks_human", True))
    assert conversation.says("accept_adviser").situation["handoff"] == "queued"
    reply = conversation.says("tell_situation", REFUSED)
    assert reply.situation["handoff"] == "declined" and "annulé" in reply.text


def test_a_request_in_danger_stays():
    conversation = Conversation()
    conversation.tells(*STORY, ("danger", "threat"))
    conversation.says("safe_now")
    reply = conversation.says("tell_situation", REFUSED)
    assert reply.situation["handoff"] == "queued" and "ne peux pas annuler l’alerte" in reply.text


def in_danger(danger="self_harm"):
    conversation = Conversation()
    assert conversation.tells(*STORY, ("danger", danger)).situation["danger_state"] == "open"
    return conversation


def test_a_denial_answers_whether_the_child_is_safe():
    reply = in_danger().says("tell_situation", not_=[("danger", "self_harm")])
    assert reply.situation["danger_state"] == "safe" and "Merci de me le dire" in reply.text


@pytest.mark.parametrize("danger", ["self_harm", "threat", "sexual"])
def test_a_false_alarm_is_taken_back_in_words(danger):
    reply = in_danger(danger).says("correct", not_=[("danger", danger)])
    assert reply.situation["dangers"] == [] and reply.situation["danger_state"] is None
    assert "alarmé à tort" in reply.text and "conseiller a été prévenu" in reply.text


def test_a_denial_of_one_danger_leaves_the_other_open():
    conversation = in_danger("threat")
    reply = conversation.says("correct", ("danger", "sexual"), not_=[("danger", "threat")])
    assert reply.situation["dangers"] == ["sexual"] and reply.situation["danger_state"] == "open"


def test_a_step_noted_wrongly_goes_with_not_yet():
    conversation = Conversation()
    conversation.tells(*STORY, ("steps_done", "report_platform"))
    assert conversation.slots["asked"]["question"] == "outcome"
    reply = conversation.says("not_yet")
    assert reply.situation["steps_done"] == [] and "C’est corrigé" in reply.text


def test_what_starts_again_is_not_solved():
    conversation = Conversation()
    told = conversation.tells(*STORY, ("harasser", "pupil"), ("step_results", "contact_parents:worked"))
    assert "Gardez quand même les preuves" in told.text
    reply = conversation.tells(("over", False))
    assert reply.situation["step_results"] == {"contact_parents": "partial"}
    assert "pas fini" in reply.text or "continue" in reply.text


def test_what_is_over_is_good_news():
    conversation = Conversation()
    conversation.tells(*STORY, ("harasser", "pupil"), ("step_results", "contact_parents:pending"))
    reply = conversation.tells(("over", True))
    assert reply.situation["step_results"] == {"contact_parents": "worked"}
    assert "Gardez quand même les preuves" in reply.text


def test_what_was_not_done_is_heard_and_the_open_step_stays():
    conversation = Conversation()
    conversation.tells(*STORY)
    reply = conversation.says("correct", not_=[("steps_done", "inform_school")])
    assert "pas encore fait" in reply.text and "l’école" in reply.text
    assert "signaler" in reply.text and reply.situation["steps_done"] == []


def test_nothing_done_is_not_listed():
    conversation = Conversation()
    conversation.tells(*STORY)
    reply = conversation.says("tell_situation", not_=[("steps_done", step) for step in STEPS])
    assert "rien n’a encore été fait" in reply.text


def test_it_goes_on_while_a_step_is_open():
    conversation = Conversation()
    conversation.tells(*STORY)
    reply = conversation.tells(("over", False))
    assert "l’étape proposée reste : signaler" in reply.text or "L’étape en cours : signaler" in reply.text


@pytest.mark.parametrize("text", ["oui elle est dans sa chambre avec sa grande sœur", "Oui, je vous l'ai dit", "OUI"])
def test_a_yes_to_whether_the_child_is_safe_is_one(text):
    reply = in_danger().says("tell_situation", text=text)
    assert reply.situation["danger_state"] == "safe"


@pytest.mark.parametrize(
    "text", ["oui mais elle pleure et elle a pris un couteau", "non", "ouvrez", "oui enfin pas vraiment"]
)
def test_a_yes_with_a_but_is_none(text):
    assert in_danger().says("tell_situation", text=text).situation["danger_state"] == "open"


def test_nobody_is_pressed_to_a_mediator():
    conversation = Conversation()
    failed = [("step_results", f"{step}:failed") for step in ("report_platform", "contact_parents", "inform_school")]
    conversation.tells(*STORY, ("harasser", "pupil"), *failed)
    assert "médiateur" in conversation.last.text
    reply = conversation.presses("Pas maintenant")
    assert "médiateur" not in reply.text and reply.situation["handoff"] == "declined"


def test_a_danger_told_in_the_same_message_stays_open():
    conversation = in_danger()
    assert conversation.says("safe_now", ("danger", "self_harm")).situation["danger_state"] == "open"
    assert conversation.says("affirm", ("danger", "self_harm"), text="oui").situation["danger_state"] == "open"


def test_denying_one_danger_does_not_close_another():
    conversation = in_danger("self_harm")
    reply = conversation.says("tell_situation", not_=[("danger", "threat")], text="il n’y a pas de menaces mais …")
    assert reply.situation["danger_state"] == "open"


@pytest.mark.parametrize("text", ["oui elle veut toujours mourir", "oui elle parle encore de suicide"])
def test_a_yes_that_the_net_doubts_closes_nothing(text):
    assert in_danger().says("tell_situation", text=text).situation["danger_state"] == "open"


def test_a_doubtful_denial_takes_no_danger_back():
    conversation = in_danger()
    denial = {"field": "danger", "value": "self_harm", "confidence": 0.6}
    reply = conversation.reads("correct", {"facts": [], "retractions": [denial]})
    assert reply.situation["dangers"] == ["self_harm"] and reply.situation["danger_state"] == "open"


def test_braces_in_what_a_parent_writes_break_nothing():
    conversation = Conversation()
    conversation.tells(*STORY)
    conversation.says("request_adviser", ("asks_human", True))
    conversation.says("affirm", text="oui")
    assert conversation.says("tell_situation", text="demain soir :-{ 0470 12 34 56 {vous}").text


@pytest.mark.parametrize(("refusal", "handoff"), [(0.6, "offered"), (0.97, "declined")])
def test_the_surer_of_wish_and_refusal_holds(refusal, handoff):
    wish = {"field": "asks_human", "value": True, "confidence": 0.9}
    refused = {"field": "adviser_refused", "value": True, "confidence": refusal}
    conversation = Conversation()
    conversation.tells(*STORY)
    reply = conversation.reads("request_adviser", {"facts": [wish, refused], "retractions": []})
    assert reply.situation["handoff"] == handoff


def test_content_still_there_in_words_of_failure_ends_the_waiting():
    conversation = Conversation()
    conversation.tells(*STORY, ("harasser", "pupil"), ("step_results", "report_platform:pending"))
    still_there = {"facts": [{"field": "content_online", "value": True}], "retractions": []}
    ranking = [{"name": "deny", "confidence": 0.44}, {"name": "step_failed", "confidence": 0.36}]
    reply = conversation.reads("deny", still_there, ranking=ranking)
    assert reply.situation["step_results"] == {"report_platform": "failed"}


@pytest.mark.parametrize(
    "told", [{"facts": (REFUSED,)}, {"text": "il a reçu des menaces. Je préfère ne parler à personne pour le moment"}]
)
def test_who_wants_nobody_is_told_once_why_an_adviser_knows_and_how_to_stop_it(told):
    conversation = Conversation()
    facts = told.get("facts", ())
    reply = conversation.says("tell_situation", ("danger", "threat"), *facts, text=told.get("text", "…"))
    assert "Vous ne vouliez pas de conseiller, je l’ai lu" in reply.text and "il ferme la demande" in reply.text
    assert reply.handoff == {"reason": "threat", "urgency": "urgent"}
    later = conversation.says("tell_situation", ("asks_human", True), text="pourquoi avoir prévenu quelqu'un")
    assert "prévenu" not in later.text and "Votre demande est bien" not in later.text


def test_a_child_that_speaks_to_nobody_is_no_refusal():
    conversation = Conversation()
    reply = conversation.says("tell_situation", *STORY, text="je vois bien qu'elle ne veut parler à personne")
    assert reply.situation["handoff"] != "declined" and "à deux" not in reply.text


def requested() -> Conversation:
    conversation = Conversation()
    conversation.tells(*STORY)
    conversation.says("request_adviser", ("asks_human", True))
    conversation.says("accept_adviser")
    return conversation


@pytest.mark.parametrize(
    "text",
    [
        "je refuse la MÉDIATION, pas le conseiller !",
        "pas le fixe, jamais",
        "personne ne doit téléphoner à la maison",
        "non merci, pas de médiateur",
    ],
)
@pytest.mark.parametrize("intent", ["decline_adviser", "tell_situation"])
def test_a_refusal_of_another_thing_is_none_of_the_adviser(text, intent):
    reply = requested().says(intent, REFUSED, text=text)
    assert reply.situation["handoff"] == "queued" and "annulé" not in reply.text


@pytest.mark.parametrize(
    "text", ["annulez le conseiller svp", "laissez tomber le conseiller", "je ne veux plus de conseiller"]
)
def test_a_request_is_cancelled_in_words_and_it_is_said(text):
    reply = requested().says("request_adviser", ("asks_human", True), text=text)
    assert reply.situation["handoff"] == "declined" and "C’est annulé" in reply.text


def test_who_asks_whether_it_can_be_cancelled_does_not_cancel():
    reply = requested().says("ask_question", text="je peux annuler ma demande ?", questions=["cancel_request"])
    assert reply.situation["handoff"] == "queued"


@pytest.mark.parametrize("text", ["plus tard peut-être", "pas maintenant", "non, on verra"])
def test_not_now_is_respected_and_nobody_is_offered_in_the_next_turns(text):
    conversation = Conversation()
    conversation.tells(*STORY, ("steps_asked", "police"))
    reply = conversation.says("not_yet", text=text)
    assert reply.situation["handoff"] == "declined" and "Écrivez « conseiller »" in reply.text
    assert "Oui, un conseiller" not in conversation.tells(("steps_asked", "civil")).titles
    for question in ("cover", "speak_for_me"):
        assert "Oui, un conseiller" not in conversation.asks(question).titles


def test_who_declined_and_asks_for_a_person_gets_one():
    conversation = Conversation()
    conversation.tells(*STORY, ("steps_asked", "police"))
    conversation.says("deny")
    assert "Oui, un conseiller" in conversation.says("request_adviser", ("asks_human", True)).titles


def test_what_changes_much_after_a_no_is_another_question():
    conversation = Conversation()
    conversation.tells(*STORY, ("harasser", "pupil"), ("steps_asked", "police"))
    conversation.says("deny")
    assert "Oui, un conseiller" in conversation.tells(("step_results", "mediation:failed")).titles


@pytest.mark.parametrize("text", ["non, pas d'appel merci", "non je ne veux pas être appelée"])
def test_no_call_to_an_offer_is_a_no(text):
    conversation = Conversation()
    conversation.tells(*STORY, ("steps_asked", "police"))
    reply = conversation.says("deny", REFUSED, text=text)
    assert reply.situation["handoff"] == "declined" and "personne ne peut vous appeler" in reply.text
