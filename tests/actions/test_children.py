"""Two children of one family: one at a time, and nothing of the other in its letters."""

from __future__ import annotations

import pytest

from tests.actions.conversation import Conversation

STORY = (
    "J'ai deux enfants et tous les deux sont embêtés. Mon fils, c'est sur discord, on l'insulte sans arrêt. "
    "Ma fille, c'est sur snap, ses copines l'ont exclue."
)


def fact(field, value, words, text=STORY, confidence=0.9):
    start = text.index(words)
    end = start + len(words)
    return {"field": field, "value": value, "words": words, "start": start, "end": end, "confidence": confidence}


def told(*more):
    conversation = Conversation()
    facts = [
        fact("platforms", "discord", "discord"),
        fact("harm_types", "insults", "insulte"),
        fact("platforms", "snapchat", "snap"),
        fact("harm_types", "exclusion", "exclue"),
        fact("writer", "parent", "Mon fils"),
        *more,
    ]
    conversation.reads("tell_situation", {"facts": facts, "retractions": []}, text=STORY)
    return conversation


def test_one_is_followed_and_it_is_said_which():
    reply = told().last
    assert "deux enfants" in reply.text and "Je commence par votre fils" in reply.text and "Ma fille" in reply.titles
    assert reply.situation["platforms"] == ["discord"] and reply.situation["harm_types"] == ["insults"]


def test_the_letters_never_mix_them():
    conversation = told()
    his = conversation.asks("draft_school").text
    conversation.says("tell_situation", text="et pour ma fille alors ?")
    hers = conversation.asks("draft_school").text
    assert "Discord" in his and "insultants" in his and "Snapchat" not in his and "mise à l’écart" not in his
    assert "Snapchat" in hers and "mise à l’écart" in hers and "Discord" not in hers and "insultants" not in hers


def test_a_button_leads_to_the_other_child_and_back_and_nothing_is_lost():
    conversation = told()
    reply = conversation.presses("Ma fille")
    assert "On parle maintenant de votre fille" in reply.text and "sur Snapchat" in reply.text
    assert reply.situation["platforms"] == ["snapchat"]
    reply = conversation.says("tell_situation", text="et pour mon fils, je fais quoi ?")
    assert reply.situation["platforms"] == ["discord"] and reply.situation["harm_types"] == ["insults"]


def test_what_a_later_message_tells_of_both_goes_to_each():
    text = "mon fils a reçu des coups, ma fille on lance des rumeurs sur elle"
    conversation = told()
    facts = [fact("harm_types", "physical", "coups", text), fact("harm_types", "rumours", "rumeurs", text)]
    reply = conversation.reads("tell_situation", {"facts": facts, "retractions": []}, text=text)
    assert reply.situation["harm_types"] == ["insults", "physical"]
    assert conversation.says("tell_situation", text="et ma fille ?").situation["harm_types"] == ["exclusion", "rumours"]


def test_the_one_in_danger_comes_first_and_the_other_waits_until_it_is_safe():
    conversation = told(fact("danger", "threat", "exclue"))
    reply = conversation.last
    assert "101" in reply.bubbles[0] and "Je commence par votre fille" in reply.text
    reply = conversation.says("tell_situation", text="et mon fils alors ?")
    assert "Je n’oublie pas votre fils" in reply.text and reply.situation["danger_state"] == "open"
    conversation.says("safe_now")
    assert conversation.says("tell_situation", text="et mon fils alors ?").situation["child"] == "son"


@pytest.mark.parametrize(
    "text",
    [
        "ma fille est insultée sur snap, mon fils m'a montré les messages",
        "Mon fils est insulté. Nous sommes perdus tous les deux, mon mari et moi",
        "j'ai deux enfants, ma fille se fait insulter sur snap",
    ],
)
def test_one_child_in_trouble_is_no_pair(text):
    facts = [fact("harm_types", "insults", "insult", text)]
    reply = Conversation().reads("tell_situation", {"facts": facts, "retractions": []}, text=text)
    assert not reply.situation["child"] and "deux enfants" not in reply.text


def test_two_who_cannot_be_told_apart_are_asked_for_one_at_a_time():
    text = "mes deux fils se font insulter sur discord"
    facts = [fact("harm_types", "insults", "insulter", text), fact("platforms", "discord", "discord", text)]
    reply = Conversation().reads("tell_situation", {"facts": facts, "retractions": []}, text=text)
    assert "un enfant à la fois" in reply.text
