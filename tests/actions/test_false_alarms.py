"""What a message denies, or tells of long ago or of a game, is no danger of now; what is real stays one."""

from __future__ import annotations

import pytest

from actions.no_alarm import denied, is_half_dressed, is_in_swimwear, is_of_a_game, is_past, is_retold, taken_back
from tests.actions.conversation import Conversation

STORY = (("platforms", "discord"), ("harm_types", "insults"), ("writer", "parent"))


def read(conversation, text, *facts, intent="tell_situation", **kwargs):
    """A message whose facts are (field, value, confidence)."""
    told = [{"field": field, "value": value, "confidence": confidence} for field, value, confidence in facts]
    return conversation.reads(intent, {"facts": told, "retractions": []}, text, **kwargs)


@pytest.mark.parametrize(
    ("danger", "text"),
    [
        ("self_harm", "non elle veut pas mourir, c'est juste de la fatigue"),
        ("self_harm", "mais personne ne parle de mourir ici"),
        ("self_harm", "il n'a pas d'idées noires, il s'amuse avec son frère"),
        ("threat", "il n'y a aucune menace, ce sont des moqueries"),
        ("threat", "personne ne menace ma fille, c'est leur façon de parler"),
        ("sexual", "c'est pas sexuel, c'est une photo de gym"),
        ("sexual", "elle est habillée sur la photo, rien de nu"),
    ],
)
def test_a_denied_danger_is_none(danger, text):
    assert danger in denied(text)
    conversation = Conversation()
    conversation.tells(*STORY)
    reply = read(conversation, text, ("danger", danger, 0.97))
    assert reply.situation["danger_state"] is None and reply.handoff is None


@pytest.mark.parametrize(
    ("danger", "text"),
    [
        ("self_harm", "elle dit qu'elle veut pas mourir mais elle s'est coupé les bras"),
        ("self_harm", "elle ne veut plus vivre"),
        ("threat", "il dit que c'est pas une menace mais il a montré un couteau"),
        ("sexual", "pas de photos nues pour l'instant mais il en réclame"),
    ],
)
def test_what_is_told_beside_a_denial_stays_a_danger(danger, text):
    assert danger not in denied(text)
    assert read(Conversation(), text, ("danger", danger, 0.97)).situation["danger_state"] == "open"


@pytest.mark.parametrize(
    ("danger", "text"),
    [
        ("self_harm", "il y a deux ans elle a voulu mourir, aujourd'hui elle va très bien, c'est une photo qui tourne"),
        ("self_harm", "elle m'a dit : à l'époque je voulais mourir, maintenant je veux me battre"),
        ("threat", "il a été frappé l'an passé, c'est réglé, ils ont été renvoyés ; là ce sont des moqueries"),
    ],
)
def test_a_danger_of_long_ago_is_asked_about_and_nothing_waits_for_it(danger, text):
    assert is_past(text, danger)
    reply = read(Conversation(), text, ("danger", danger, 0.97), ("platforms", "snapchat", 0.9))
    assert "une question" in reply.bubbles[0] and reply.handoff is None
    assert reply.situation["danger_state"] is None and "signaler sur Snapchat" in reply.text


@pytest.mark.parametrize(
    "text",
    [
        "il y a deux ans elle a fait une tentative, elle allait bien, et là elle reparle de mourir",
        "l'an dernier il a voulu mourir, il ne va pas bien du tout",
    ],
)
def test_what_comes_back_is_of_now(text):
    assert read(Conversation(), text, ("danger", "self_harm", 0.97)).situation["danger_state"] == "open"


def test_a_game_is_asked_about_and_a_threat_that_leaves_it_is_one():
    assert not is_of_a_game("dans le jeu il dit je connais ton école, je vais venir te planter")
    game = "ils jouent à fortnite et ils se disent « on va te tuer, t'es mort à la prochaine partie »"
    real = "sur fortnite ils lui écrivent qu'ils l'attendent à la sortie avec un couteau"
    assert is_of_a_game(game) and not is_of_a_game(real)
    reply = read(Conversation(), game, ("danger", "threat", 0.9), ("platforms", "discord", 0.9))
    assert "une question" in reply.bubbles[0] and reply.situation["danger_state"] is None
    assert read(Conversation(), real, ("danger", "threat", 0.9)).situation["danger_state"] == "open"


@pytest.mark.parametrize(
    ("danger", "text"),
    [
        ("threat", "non non, c'est dans le jeu qu'ils disent ça, c'est pas une vraie menace"),
        ("threat", "quelle menace ?? il n'y a aucune menace, ce sont des moqueries"),
        ("self_harm", "mais non, c'était il y a trois ans, aujourd'hui elle va bien"),
        ("self_harm", "non non c'est dans le reportage, mon fils joue dehors"),
    ],
)
def test_what_was_read_into_the_words_is_taken_back_at_once(danger, text):
    assert danger in taken_back(text)
    conversation = Conversation()
    conversation.tells(("danger", danger), ("platforms", "discord"), ("harm_types", "insults"))
    reply = read(conversation, text, ("danger", danger, 0.6))
    assert reply.situation["dangers"] == [] and reply.situation["danger_state"] is None
    assert "alarmé à tort" in reply.bubbles[0] and "signaler" in reply.text


@pytest.mark.parametrize(
    "text",
    [
        "elle est là, elle regarde la télé avec moi, je croyais que c'était l'âge",
        "elle va mal depuis l'année passée, elle est enfermée",
        "je dis pas que c'est grave mais elle s'est coupée",
    ],
)
def test_words_that_do_not_deny_take_nothing_back(text):
    assert not taken_back(text)


def test_a_threat_that_is_over_is_not_opened_by_being_named_again():
    conversation = Conversation()
    conversation.tells(("danger", "threat"), *STORY)
    conversation.says("safe_now")
    retold = "les menaces sur discord c'est mon fils, l'exclusion c'est ma fille, vous mélangez les deux"
    assert is_retold(retold)
    assert read(conversation, retold, ("danger", "threat", 0.88)).situation["danger_state"] == "safe"
    new = "ils viennent d'écrire qu'ils vont le frapper"
    assert read(conversation, new, ("danger", "threat", 0.88)).situation["danger_state"] == "open"


def test_a_guess_in_the_middle_of_a_talk_asks_nothing_but_in_the_first_story_it_does():
    guess = ("danger", "self_harm", 0.6)
    assert "une question" in read(Conversation(), "il ne va pas fort", guess, ("platforms", "discord", 0.9)).text
    conversation = Conversation()
    conversation.tells(*STORY)
    assert "une question" not in read(conversation, "la petite aussi, vous m'avez pas répondu", guess).text


def test_another_matter_is_no_danger():
    reply = read(
        Conversation(), "on m'est rentré dedans au rond-point", ("danger", "threat", 0.6), intent="out_of_scope"
    )
    assert "une question" not in reply.text


@pytest.mark.parametrize(
    ("danger", "text"),
    [
        ("self_harm", "il se gratte le bras jusqu'au sang quand il lit ça"),
        ("sexual", "le gars dit : si tu me files pas 50e je la montre"),
        (
            "sexual",
            "ma copine, on a fait tourner une photo d'elle prise dans les vestiaires du hall de sport hier midi",
        ),
    ],
)
def test_what_only_the_net_hears_is_asked_about_with_the_numbers(danger, text):
    reply = read(Conversation(), text, ("platforms", "snapchat", 0.9))
    assert "une question" in reply.bubbles[0]
    assert {"self_harm": "0800 32 123", "sexual": "116 000"}[danger] in reply.bubbles[0]
    if danger == "sexual":
        assert "captur" not in reply.text


def test_words_that_sound_like_a_danger_and_are_none_keep_a_number_at_hand():
    conversation = Conversation()
    conversation.tells(*STORY)
    reply = read(conversation, "c'est dans le jeu qu'ils disent on va te tuer, c'est pas une vraie menace")
    assert "112" in reply.text and "C’est grave" not in reply.text and reply.handoff is None


@pytest.mark.parametrize("later", [False, True])
def test_no_to_the_question_is_taken_as_that_at_any_time(later):
    conversation = Conversation()
    read(conversation, "ils disent n'importe quoi", ("danger", "threat", 0.6), ("platforms", "discord", 0.9))
    no = next(button["payload"] for button in conversation.last.buttons if button["title"] == "Non")
    if later:
        conversation.tells(("harm_types", "insults"))
    reply = conversation.sends(no, "Non")
    assert "freine" not in reply.text and ("pas de danger" in reply.text or "non" in reply.text)
    assert reply.situation["danger_state"] is None


def test_a_picture_in_underwear_is_never_copied_and_no_alarm_where_that_is_denied():
    text = "c'est pas sexuel, elle est en soutien-gorge sur une des photos c'est tout"
    assert is_half_dressed(text)
    reply = read(Conversation(), text, ("danger", "sexual", 0.97), ("platforms", "instagram", 0.9))
    assert reply.situation["danger_state"] is None and "116 000" in reply.text
    assert "captur" not in reply.text and "Ne payez" not in reply.text


def test_a_picture_in_underwear_that_the_tagger_missed_is_an_intimate_one():
    conversation = Conversation()
    conversation.tells(("harm_types", "humiliating_media"), ("writer", "witness"))
    reply = read(conversation, "elle est en soutif dessus, elle a 15 ans, elle veut que personne le sache")
    assert "intimate_images" in reply.situation["harm_types"] and "116 000" in reply.text
    assert "captur" not in reply.text
    asked = read(conversation, "le gars a dit si tu me files pas 50e je la mets au prof")
    assert asked.situation["danger_state"] == "open" and "blackmail" in asked.situation["harm_types"]
    assert "Ne payez rien" in asked.text


def test_a_picture_of_the_beach_is_asked_about_unless_somebody_wants_it():
    assert is_in_swimwear("elle a envoyé une photo en maillot à un copain, c'est grave ?")
    reply = read(Conversation(), "elle a envoyé une photo en maillot à un copain", ("danger", "sexual", 0.9))
    assert "une question" in reply.bubbles[0] and "116 000" in reply.bubbles[0]
    assert reply.situation["danger_state"] is None and "Ne payez" not in reply.text
    asked = read(Conversation(), "il réclame une photo d'elle en maillot", ("danger", "sexual", 0.9))
    assert asked.situation["danger_state"] == "open"


def test_a_childs_game_talk_is_not_the_parents_rage():
    conversation = Conversation()
    conversation.tells(*STORY)
    reply = read(
        conversation, "il dit « je vais les exploser, je vais les massacrer ce soir » mdr, et il a bloqué le 3e"
    )
    assert "Votre colère" not in reply.text
    assert "Votre colère" in read(conversation, "mon mari dit « je vais le massacrer »").text
