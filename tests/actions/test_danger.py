"""An open danger comes before anything else, in every state and whatever the intent."""

from __future__ import annotations

from itertools import pairwise

import pytest

from tests.actions.conversation import Conversation, rules

INTENTS = sorted(set(rules()) - {"safe_now", "affirm"})
NUMBERS = {"self_harm": ("112", "0800 32 123"), "threat": ("101", "112"), "sexual": ("116 000", "101")}


@pytest.mark.parametrize("danger", NUMBERS)
@pytest.mark.parametrize("intent", INTENTS)
def test_the_numbers_come_at_once_whatever_the_intent(danger, intent):
    reply = Conversation().says(intent, ("danger", danger), ("platforms", "snapchat"))
    assert all(number in reply.bubbles[0] for number in NUMBERS[danger])
    assert "signaler" not in reply.text.lower()
    assert reply.handoff == {"reason": danger, "urgency": "urgent"}
    assert reply.situation["handoff"] == "queued"
    assert "j’ai prévenu un conseiller" in reply.text
    assert reply.titles[:2] == ("En sécurité", "Pas encore")


@pytest.mark.parametrize("intent", INTENTS)
def test_self_harm_keeps_everything_else_back(intent):
    conversation = Conversation()
    conversation.tells(("danger", "self_harm"), ("platforms", "snapchat"))
    reply = conversation.says(intent, ("steps_asked", "mediation"))
    assert "112" in reply.text
    assert "médiateur" not in reply.text and "Signaler" not in reply.text
    assert reply.situation["danger_state"] == "open"


def test_the_reminders_change_their_words():
    conversation = Conversation()
    conversation.tells(("danger", "self_harm"))
    texts = [conversation.asks("law").text for _ in range(5)]
    assert all(before != after for before, after in pairwise(texts))


@pytest.mark.parametrize("answer", ["safe_now", "affirm"])
def test_safe_lets_the_ladder_go_on_without_the_author(answer):
    conversation = Conversation()
    conversation.tells(("danger", "self_harm"), ("platforms", "snapchat"), ("harasser", "known"))
    reply = conversation.says(answer)
    assert reply.situation["danger_state"] == "safe"
    assert "médecin" in reply.text and "sur Snapchat" not in reply.text
    assert "sur Snapchat" in conversation.presses("La prochaine étape").text
    reply = conversation.says("step_failed")
    assert "demander à l’auteur" not in reply.text and "Parlez à ses parents" not in reply.text


@pytest.mark.parametrize("danger", NUMBERS)
def test_not_yet_says_to_call_now(danger):
    conversation = Conversation()
    conversation.tells(("danger", danger))
    assert "maintenant" in conversation.says("not_yet").text


@pytest.mark.parametrize("danger", ["threat", "sexual"])
def test_after_the_numbers_a_question_is_answered_and_safety_asked_again(danger):
    conversation = Conversation()
    conversation.tells(("danger", danger))
    reply = conversation.asks("phone")
    assert "GSM" in reply.text and "En sécurité" in reply.titles


@pytest.mark.parametrize("danger", ["threat", "sexual"])
def test_a_grave_danger_is_asked_about_before_the_next_step(danger):
    conversation = Conversation()
    conversation.tells(("danger", danger), ("platforms", "snapchat"))
    reply = conversation.says("ask_next_step")
    assert "sur Snapchat" not in reply.text and "En sécurité" in reply.titles


def test_threat_and_images_together():
    reply = Conversation().tells(("danger", "threat"), ("danger", "sexual"))
    assert "101" in reply.text and "116 000" in reply.text


def test_a_new_danger_opens_it_again():
    conversation = Conversation()
    conversation.tells(("danger", "threat"))
    conversation.says("safe_now")
    reply = conversation.tells(("danger", "threat"))
    assert reply.situation["danger_state"] == "open" and "101" in reply.text
    assert reply.handoff == {"reason": "threat", "urgency": "urgent"}


@pytest.mark.parametrize(
    ("advisers", "words"),
    [
        ({"open": True, "online": 1, "wait_minutes": 3}, "3 min"),
        ({"open": True, "online": 1, "wait_minutes": None}, "Quelqu’un est là"),
        ({"open": True, "online": 0, "wait_minutes": None}, "Personne n’est libre"),
        ({"open": False, "online": 0, "wait_minutes": None}, "fermé"),
        ({}, "transmise"),
    ],
)
def test_it_is_said_honestly_whether_somebody_is_there(advisers, words):
    reply = Conversation(advisers=advisers).tells(("danger", "self_harm"))
    assert words in reply.text


def test_a_person_asked_for_in_danger_is_said_to_be_told():
    conversation = Conversation()
    conversation.tells(("danger", "self_harm"))
    assert "chez les conseillers" in conversation.says("request_adviser", ("asks_human", True)).text


def test_blackmail_without_open_danger_offers_a_person():
    reply = Conversation().tells(("harm_types", "blackmail"), ("platforms", "roblox"))
    assert "Ne payez rien" in reply.text and "Oui, un conseiller" in reply.titles
    assert reply.handoff["urgency"] == "normal"


def test_an_adult_is_not_contacted():
    reply = Conversation().tells(("harasser", "adult"), ("platforms", "discord"))
    assert "ne le contactez" in reply.text and "police" in reply.text and "Oui, un conseiller" in reply.titles


def test_a_teen_is_spoken_to_itself():
    reply = Conversation().tells(("writer", "teen"), ("danger", "self_harm"))
    assert "Ce n’est pas votre faute" in reply.text and "adulte de confiance" in reply.text and "103" in reply.text


@pytest.mark.parametrize("question", ["medical_care", "stay_home", "school_health", "eat_sleep", "psychologist"])
def test_a_question_of_care_is_answered_under_open_self_harm(question):
    conversation = Conversation()
    first = conversation.tells(("danger", "self_harm"))
    reply = conversation.asks(question)
    short, answer, safe = reply.bubbles
    assert "112" in short and "0800 32 123" in short and len(short) < len(first.bubbles[0]) / 3
    alone = Conversation()
    alone.tells(("danger", "distress"))
    assert answer in alone.asks(question).text
    assert "sécurité" in safe and reply.titles[:2] == ("En sécurité", "Pas encore")


def test_a_question_of_care_in_the_first_message_comes_behind_the_numbers():
    reply = Conversation().says("tell_situation", ("danger", "self_harm"), questions=["stay_home"])
    assert "112" in reply.bubbles[0] and "appelez l’école" in reply.bubbles[1] and "sécurité" in reply.bubbles[2]


def test_what_was_asked_meanwhile_is_answered_once_the_child_is_safe():
    conversation = Conversation()
    conversation.tells(("danger", "self_harm"), ("platforms", "whatsapp"))
    assert "je la garde" in conversation.asks("cost").text
    conversation.says("not_yet")
    reply = conversation.presses("En sécurité")
    assert "Merci de me le dire" in reply.bubbles[0] and "avocat" in reply.text
    assert conversation.slots["asked"] != {"question": "safe"}


def test_the_numbers_are_listed_once_and_no_reminder_comes_twice_before_all_were_said():
    conversation = Conversation()
    listed = conversation.tells(("danger", "self_harm")).bubbles[0]
    replies = [conversation.tells(("danger", "self_harm"), ("platforms", "snapchat")) for _ in range(3)]
    assert len({reply.bubbles[0] for reply in replies}) == 3
    assert all(listed not in reply.text for reply in replies)


def test_the_writers_own_despair_is_spoken_to_in_the_first_lines():
    reply = Conversation().tells(("danger", "self_harm"))
    assert "ni vous" in reply.bubbles[0].split("\n")[0] and "n’en pouvez plus" in reply.bubbles[0].split("\n")[2]
    assert "Et vous aussi" in reply.bubbles[-1]


def test_it_is_said_why_an_adviser_was_told():
    reply = Conversation().tells(("danger", "threat"))
    assert "Parce qu’un enfant peut être en danger" in reply.text


def test_a_request_that_waits_is_no_aside():
    conversation = Conversation()
    conversation.tells(("danger", "threat"), ("platforms", "instagram"))
    conversation.says("safe_now")
    for reply in (conversation.tells(("steps_asked", "police")), conversation.asks("law"), conversation.tells()):
        assert "chez les conseillers" not in reply.text and "Un conseiller a votre demande" not in reply.text


def test_more_of_a_sexual_danger_after_its_list_is_one_line_and_the_ladder_goes_on():
    conversation = Conversation()
    listed = conversation.tells(("danger", "sexual"), ("platforms", "snapchat")).bubbles[0]
    conversation.says("safe_now")
    reply = conversation.tells(("harm_types", "intimate_images"))
    assert listed not in reply.text and "0800 32 123" not in reply.text and "116 000" in reply.text


def test_intimate_images_without_blackmail_are_not_called_blackmail():
    reply = Conversation().tells(("harm_types", "intimate_images"))
    assert "chantage" not in reply.bubbles[-1].lower() and "Take It Down" in reply.text


def test_the_safety_words_come_first_with_every_question_of_care_and_no_answer_twice():
    conversation = Conversation()
    conversation.tells(("danger", "self_harm"))
    replies = [conversation.asks("medical_care") for _ in range(3)]
    assert all("112" in reply.bubbles[0] and "0800 32 123" in reply.bubbles[0] for reply in replies)
    assert all(not set(before.bubbles) & set(after.bubbles) for before, after in pairwise(replies))


def test_safe_again_says_again_what_counts_and_then_the_step_that_is_open():
    conversation = Conversation()
    conversation.tells(("danger", "threat"), ("platforms", "snapchat"))
    first = conversation.says("safe_now")
    conversation.presses("La prochaine étape")
    conversation.tells(("danger", "threat"))
    again = conversation.says("safe_now")
    assert "signaler" not in again.text and "101" in again.bubbles[-1] and again.bubbles[-1] != first.bubbles[-1]
    assert "signaler" in conversation.presses("La prochaine étape").text.lower()


@pytest.mark.parametrize("danger", ["self_harm", "threat"])
def test_an_adult_is_not_spoken_to_as_a_parent(danger):
    conversation = Conversation()
    conversation.tells(("writer", "other"), ("danger", danger))
    conversation.says("not_yet")
    conversation.says("tell_situation")
    conversation.says("tell_situation")
    assert all("enfant" not in reply.text and "112" in reply.text for reply in conversation.replies)


@pytest.mark.parametrize("danger", NUMBERS)
def test_told_again_after_safe_it_is_said_shortly_with_its_numbers(danger):
    conversation = Conversation()
    listed = conversation.tells(("danger", danger)).bubbles[0]
    for _ in range(2):
        conversation.says("safe_now")
        before, reply = conversation.replies[-2].bubbles, conversation.tells(("danger", danger))
        assert listed not in reply.text and all(number in reply.text for number in NUMBERS[danger])
        assert reply.bubbles[0] not in before and "En sécurité" in reply.titles
        assert reply.handoff == {"reason": danger, "urgency": "urgent"}


@pytest.mark.parametrize("danger", NUMBERS)
@pytest.mark.parametrize("writer", ["parent", "teen"])
def test_asked_twice_whether_the_child_is_safe_is_enough(danger, writer):
    conversation = Conversation()
    conversation.tells(("danger", danger), ("platforms", "snapchat"), ("writer", writer))
    conversation.says("ask_next_step")
    for _ in range(4):
        reply = conversation.says("ask_next_step")
        assert not any(words in reply.text for words in ("en sécurité ?", "en sécurité,", "à l’abri, avec"))
        assert "En sécurité" in reply.titles and reply.situation["danger_state"] == "open"


def test_after_a_threat_that_nobody_calls_over_the_next_step_comes_behind_the_numbers():
    conversation = Conversation()
    conversation.tells(("danger", "threat"), ("platforms", "snapchat"))
    conversation.says("ask_next_step")
    reply = conversation.says("ask_next_step")
    assert "101" in reply.bubbles[0] and "sur Snapchat" in reply.text


@pytest.mark.parametrize("danger", NUMBERS)
@pytest.mark.parametrize("question", ["phone", "law", "anonymity", "monitor"])
def test_a_question_is_answered_right_behind_the_numbers_in_every_danger(danger, question):
    alone = Conversation()
    answer = alone.asks(question).bubbles[0]
    conversation = Conversation()
    reply = conversation.asks(question, facts=[("danger", danger)])
    assert all(number in reply.bubbles[0] for number in NUMBERS[danger])
    assert reply.bubbles[1].split("\n")[0] == answer.split("\n")[0]


def test_a_question_that_waited_is_not_lost_when_safe_is_told_beside_something_else():
    conversation = Conversation()
    conversation.tells(("danger", "self_harm"), ("platforms", "whatsapp"))
    conversation.asks("cost")
    conversation.says("thank")
    reply = conversation.says("tell_situation", ("harasser", "pupil"), text="elle est avec moi, c'est des élèves")
    assert reply.situation["danger_state"] == "safe" and "avocat" in reply.text


@pytest.mark.parametrize("danger", ["threat", "sexual"])
def test_whether_to_go_to_the_police_is_answered_while_it_is_open(danger):
    conversation = Conversation()
    conversation.tells(("danger", danger), ("writer", "parent"))
    reply = conversation.tells(("steps_asked", "police"))
    assert "police" in reply.text and ("porter plainte" in reply.text or "Allez à la police" in reply.text)


GRAVE_NOW = (
    "elle est seule derrière la porte, je défonce ?",
    "il dit laissez-moi je veux en finir",
    "sa vie est finie, il s'est enfermé dans la salle de bain",
    "elle répond plus, elle a fermé à clé",
    "il y a du sang, il saigne du bras",
    "elle dit qu'elle va se tuer si on entre",
    "elle a avoué qu'elle en avait pris 6 il y a une heure",
    "il a pris toute la boîte de médicaments de sa grand-mère",
)


@pytest.mark.parametrize("text", GRAVE_NOW)
def test_what_is_grave_now_gets_the_number_and_what_to_do_however_often_it_was_asked(text):
    conversation = Conversation()
    conversation.tells(("danger", "self_harm"), ("platforms", "tiktok"))
    for _ in range(3):
        conversation.says("tell_situation", text="je tremble")
    replies = [conversation.says("ask_question", text=text) for _ in range(2)]
    for reply in replies:
        assert "112" in reply.bubbles[0] and "redemande" not in reply.text and "cela va mieux" not in reply.text
        assert reply.situation["danger_state"] == "open" and "En sécurité" in reply.titles
    assert replies[0].bubbles[0] != replies[1].bubbles[0]


@pytest.mark.parametrize("text", ["je dois défoncer la porte ?", "il s'est enfermé", "elle ouvre pas et elle pleure"])
def test_a_closed_door_is_spoken_of_from_the_first_message_on(text):
    reply = Conversation().says("tell_situation", ("danger", "self_harm"), text=f"elle veut mourir, {text}")
    assert "0800 32 123" in reply.bubbles[0] and any("porte" in bubble and "112" in bubble for bubble in reply.bubbles)


def test_who_is_calling_for_help_is_not_taken_for_safe():
    conversation = Conversation()
    conversation.tells(("danger", "self_harm"))
    ranking = [{"name": "safe_now", "confidence": 0.9}]
    for text in ("il a ouvert, on appelle le 112", "mon mari appelle l'ambulance"):
        reply = conversation.reads("safe_now", {"facts": []}, text, ranking=ranking)
        assert reply.situation["danger_state"] == "open" and "112" in reply.text
        assert "C’est signalé" not in reply.titles


def test_behind_a_door_again_after_it_was_safe_opens_it_again():
    conversation = Conversation()
    conversation.tells(("danger", "self_harm"), ("harm_types", "blackmail"))
    conversation.says("safe_now")
    reply = conversation.says("tell_situation", ("danger", "distress"), text="il s'est enfermé dans la salle de bain")
    assert reply.situation["danger_state"] == "open" and "112" in reply.bubbles[0] and "porte" in reply.bubbles[0]


AFTER = {"self_harm": ("médecin", "0800 32 123"), "threat": ("trajets", "101"), "sexual": ("Child Focus", "police")}


@pytest.mark.parametrize("danger", AFTER)
@pytest.mark.parametrize("how", ["pressed", "told", "with a fact"])
def test_right_after_a_danger_comes_what_counts_then_and_no_step_of_the_ladder(danger, how):
    conversation = Conversation()
    failed = ("step_results", "report_platform:failed")
    conversation.tells(("platforms", "snapchat"), ("harm_types", "insults"), ("harasser", "pupil"), failed)
    conversation.tells(("danger", danger))
    if how == "pressed":
        reply = conversation.presses("En sécurité")
    elif how == "told":
        reply = conversation.says("safe_now", text="elle est ici avec moi")
    else:
        reply = conversation.says("tell_situation", ("harm_types", "exclusion"), text="elle est ici avec moi")
    assert all(words in reply.text for words in AFTER[danger])
    lowered = reply.text.lower()
    assert "signaler" not in lowered and "médiat" not in lowered and "demander à l’auteur" not in lowered
    assert "La prochaine étape" in reply.titles and "C’est envoyé" not in reply.titles
    assert "demander à l’auteur" not in conversation.presses("La prochaine étape").text


def test_what_is_asked_with_being_safe_is_answered_and_then_what_counts():
    conversation = Conversation()
    conversation.tells(("danger", "self_harm"), ("platforms", "snapchat"))
    text = "elle est ici avec moi, je dois voir un médecin ?"
    reply = conversation.says("ask_question", text=text, questions=["medical_care"])
    assert "blessure" in reply.text and "signaler" not in reply.text.lower()


def test_what_may_be_asked_of_a_doctor_is_answered_sooner_after_a_danger():
    conversation = Conversation()
    near = {"question_ranking": [{"question": "medical_care", "confidence": 0.59}]}
    for told, answered in ((("harm_types", "insults"), False), (("danger", "self_harm"), True)):
        conversation.tells(told, ("platforms", "snapchat"))
        conversation.says("safe_now")
        message = {"text": "et les cachets, j'appelle un docteur ?", "intent": {"name": "tell_situation"}} | near
        reply = conversation._turn(message | {"situation": {}, "questions": []}, None)
        assert ("blessure" in reply.text) is answered


def test_a_relative_who_asks_whether_to_tell_the_mother_is_not_told_to_leave_that_family_alone():
    conversation = Conversation()
    conversation.tells(("danger", "self_harm"), ("writer", "relative"))
    conversation.says("safe_now")
    asked = ("steps_asked", "contact_parents")
    reply = conversation.says("ask_question", asked, text="je préviens sa mère ?", questions=["ex_partner"])
    assert "Ses parents doivent le savoir" in reply.text and "cette famille" not in reply.text
