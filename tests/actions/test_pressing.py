"""Within blackmail or a sexual danger: what is new is urgent again; no good news; nothing vanishes before advice."""

from __future__ import annotations

import pytest

from actions.pressing import presses
from advice import Situation
from tests.actions.conversation import Conversation

NEW = (
    "ils menacent d'envoyer le reste à ses copines si elle parle",
    "il dit qu'il reste 40 minutes",
    "elle devait le rejoindre samedi au parc",
    "il réclame encore 150 euros",
    "il a déjà envoyé la vidéo à trois élèves de sa classe",
    "le type lui a réécrit ce matin, il l'a recontacté sur snap",
    "elle a rendez-vous avec lui vendredi",
    "il veut une autre photo",
    "elles ont dit qu'elles publieraient tout si on porte plainte",
)
NOTHING_NEW = (
    "il n'a plus rien écrit depuis hier, ouf",
    "et s'il recontacte ma fille, on fait quoi ?",
    "on a rendez-vous au commissariat demain",
    "on a envoyé le tout à Child Focus",
    "c'est elle qui a envoyé la photo au départ",
    "je veux voir la directrice lundi",
)


def sextortion(*more):
    conversation = Conversation()
    conversation.tells(("platforms", "instagram"), ("harm_types", "blackmail"), ("danger", "sexual"), *more)
    conversation.says("safe_now")
    return conversation


@pytest.mark.parametrize("text", NEW)
def test_what_is_new_opens_it_again_with_the_numbers_in_other_words(text):
    conversation = sextortion()
    listed = conversation.replies[0].bubbles[0]
    reply = conversation.says("tell_situation", text=text)
    assert reply.situation["danger_state"] == "open" and reply.handoff == {"reason": "sexual", "urgency": "urgent"}
    assert "101" in reply.bubbles[0] and "116 000" in reply.bubbles[0] and reply.bubbles[0] != listed
    again = conversation.says("tell_situation", text=text)
    assert "101" in again.text and again.bubbles[0] != reply.bubbles[0]


def test_who_is_with_the_child_meanwhile_is_not_asked_whether_it_is_safe():
    conversation = Conversation()
    conversation.tells(("harm_types", "blackmail"), ("danger", "sexual"))
    reply = conversation.says("tell_situation", text="il est avec moi, mais le type dit qu'il reste 2 heures")
    assert "101" in reply.bubbles[0] and reply.situation["danger_state"] == "open"
    assert "?" not in reply.text and "En sécurité" in reply.titles


def test_the_list_is_not_said_again_when_it_is_clearer_who_writes():
    conversation = Conversation()
    conversation.tells(("writer", "relative"), ("harm_types", "grooming"), ("platforms", "discord"))
    reply = conversation.says("correct", ("writer", "parent"), ("danger", "sexual"), text="je suis sa tutrice")
    assert "Take It Down" not in reply.text and "116 000" in reply.text


@pytest.mark.parametrize("text", NOTHING_NEW)
def test_what_is_feared_or_past_is_not(text):
    assert sextortion().says("tell_situation", text=text).situation["danger_state"] == "safe"


@pytest.mark.parametrize("text", NEW)
def test_elsewhere_these_words_open_nothing(text):
    assert not presses(text, Situation())


@pytest.mark.parametrize("harm", ["blackmail", "grooming", "intimate_images"])
def test_no_good_news_and_no_end_while_it_may_go_on(harm):
    conversation = Conversation()
    conversation.tells(("platforms", "instagram"), ("harm_types", harm), ("writer", "parent"))
    told = (("step_results", "report_platform:worked"), ("content_online", False))
    replies = [conversation.tells(*told), *(conversation.says("ask_next_step") for _ in range(4))]
    text = "\n".join(reply.text for reply in replies)
    assert "Bonne nouvelle" not in text and "À retenir" not in text and "pas d’autre étape" not in text
    assert "116 000" in replies[0].text


def test_before_a_report_of_images_comes_who_says_what_to_keep():
    conversation = Conversation()
    conversation.tells(("platforms", "snapchat"), ("harm_types", "intimate_images"), ("danger", "sexual"))
    assert "116 000" in conversation.says("safe_now").bubbles[-1]
    text = conversation.presses("La prochaine étape").text
    assert text.index("Avant de signaler, de bloquer ou d’effacer") < text.index("signaler sur Snapchat")


def test_money_that_is_gone_is_spoken_of():
    assert "premier montant" in sextortion().replies[0].bubbles[0]


MEETING = (
    "un homme du jeu veut la voir samedi à la gare, il dit de ne pas le dire à maman",
    "elle a rendez-vous avec lui mercredi, c'est un adulte qu'elle a connu sur discord",
    "il doit le retrouver demain au parc, le type a 40 ans",
)


@pytest.mark.parametrize("text", MEETING)
def test_a_meeting_with_somebody_of_the_net_comes_first(text):
    conversation = Conversation()
    reply = conversation.says("tell_situation", ("danger", "sexual"), ("harasser", "adult"), text=text)
    assert "Aucun rendez-vous" in reply.bubbles[0] and "101" in reply.bubbles[0] and "116 000" in reply.bubbles[0]
    assert "Ne payez rien" not in reply.text and "captur" not in reply.text


@pytest.mark.parametrize(
    "text",
    [
        "samedi j'ai peur qu'elle y aille quand même",
        "comment je l'empêche d'aller à ce rendez-vous ?",
        "elle y ira avec ou sans mon accord",
        "elle veut le rejoindre samedi à la gare",
    ],
)
def test_the_fear_of_the_meeting_is_answered_each_time(text):
    conversation = Conversation()
    conversation.tells(("danger", "sexual"), ("harm_types", "grooming"), ("platforms", "roblox"))
    conversation.says("safe_now")
    replies = [conversation.says("tell_situation", text=text) for _ in range(2)]
    assert all("101" in reply.bubbles[0] and "116 000" in reply.bubbles[0] for reply in replies)
    assert "Aucun rendez-vous" in replies[0].bubbles[0] and "Pour l’en empêcher" in replies[1].bubbles[0]


def test_images_without_any_demand_are_no_matter_of_paying():
    reply = Conversation().tells(("harm_types", "intimate_images"), ("platforms", "snapchat"))
    assert "Ne payez rien" not in reply.text and "116 000" in reply.text and "Take It Down" in reply.text
