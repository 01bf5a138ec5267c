"""Contact data in a message, read in the light of the question and not of the NLU."""

from __future__ import annotations

import pytest

from actions.contact_reading import FIRST_NAME, PHONE, Entry, read

WHO = ("first_name", "phone", "email")
REACH = ("phone", "email")
WHEN = ("when",)


@pytest.mark.parametrize(
    ("text", "wanted", "found"),
    [
        ("Sophie", WHO, {"first_name": "Sophie"}),
        ("sophie dupont", WHO, {"first_name": "Sophie"}),
        ("KARIM", WHO, {"first_name": "Karim"}),
        ("Fatima el Amrani", WHO, {"first_name": "Fatima"}),
        ("marie-claire", WHO, {"first_name": "Marie-Claire"}),
        ("Je m’appelle Anne", WHO, {"first_name": "Anne"}),
        ("bonsoir, c'est Zoé", WHO, {"first_name": "Zoé"}),
        ("mon prénom est McKenna", WHO, {"first_name": "McKenna"}),
        ("0470123456", WHO, {"phone": "+32470123456"}),
        (
            "Sophie, 0470 12 34 56, plutôt le soir",
            WHO,
            {"first_name": "Sophie", "phone": "+32470123456", "when": "plutôt le soir"},
        ),
        ("Sophie plutôt en soirée", WHO, {"first_name": "Sophie", "when": "plutôt en soirée"}),
        ("moi c'est Karim et mon gsm 0488.12.34.56", WHO, {"first_name": "Karim", "phone": "+32488123456"}),
        (
            "Jean-François, jf@skynet.be. Mercredi après-midi.",
            WHO,
            {"first_name": "Jean-François", "email": "jf@skynet.be", "when": "Mercredi après-midi"},
        ),
        (
            "Rappelez-moi au 02 555 12 12 demain après 18h svp, Anne",
            WHO,
            {"first_name": "Anne", "phone": "+3225551212", "when": "demain après 18h"},
        ),
        ("pas de mail mais 0470 12 34 56", REACH, {"phone": "+32470123456"}),
        ("pas le 0470 12 34 56, le 0471 22 33 44", REACH, {"phone": "+32471223344"}),
        ("le soir après 18h", WHEN, {"when": "le soir après 18h"}),
        ("entre 16h et 18h", WHEN, {"when": "entre 16h et 18h"}),
        ("n'importe quand", WHEN, {"when": "n'importe quand"}),
        ("quand vous voulez, merci", WHEN, {"when": "quand vous voulez"}),
        ("pendant la sieste du petit", WHEN, {"when": "pendant la sieste du petit"}),
        ("mon contrat c'est le BE-123 456", WHO, {"contract": "BE-123 456"}),
        ("be12345678", ("contract",), {"contract": "BE12345678"}),
        ("non, mon numéro c'est le 0471 22 33 44", (), {"phone": "+32471223344"}),
        ("rappelez-moi au 0471 22 33 44", (), {"phone": "+32471223344"}),
        ("mon prénom c'est Anne, mon gsm 0471 22 33 44", (), {"first_name": "Anne", "phone": "+32471223344"}),
    ],
)
def test_data_that_stand_alone(text, wanted, found):
    entry = read(text, wanted)
    assert (dict(entry.found), entry.alone) == (found, True)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("merci", WHO),
        ("oui", WHO),
        ("bonjour", WHO),
        ("je suis la maman de Lucas", WHO),
        ("je suis désespérée", WHO),
        ("aidez moi", WHO),
        ("c'est Papa", WHO),
        ("combien ça coûte ?", WHO),
        ("Sophie ?", WHO),
        ("Ce soir il a encore reçu des messages", WHO),
        ("mon fils vient de dire qu'il veut mourir", WHO),
        ("le 116 000 je connais", WHO),
        ("ok", WHEN),
        ("et si le conseiller ne sait pas quoi me répondre du tout", WHEN),
        ("il m'appelle du 0470 12 34 56 la nuit", ()),
        ("Sophie", ()),
        ("demain matin", ()),
        ("0470 12 34 56", ()),
    ],
)
def test_what_is_none(text, wanted):
    assert not read(text, wanted)


def test_a_word_in_a_message_that_tells_facts_is_no_name():
    assert not read("Snapchat", WHO, tells=True)
    assert not read("sur Snapchat", WHEN, tells=True)
    assert not read("non, il n'a rien dit à l'école", WHO, tells=True)


def test_a_number_without_a_word_is_the_parents_where_a_call_was_offered():
    assert read("0470 12 34 56", (), own=True).found == {PHONE: "+32470123456"}


def test_a_mobile_number_is_no_contract():
    assert not read("0470 12 34 56", ("contract",))


@pytest.mark.parametrize(
    ("text", "refused"),
    [
        ("non", WHO),
        ("non merci", WHO),
        ("je préfère pas", WHO),
        ("je préfère rester anonyme", WHO),
        ("Je préfère ne pas donner mon nom", ("first_name",)),
        ("pas de mail", ("email",)),
        ("je ne veux pas qu'on m'appelle", ("phone",)),
        ("passer", WHO),
        ("je préfère par mail", ("phone",)),
        ("plutôt par écrit svp", ("phone",)),
        ("par mail", ("phone",)),
        ("plutôt par téléphone", ("email",)),
        ("pas de numéro", ("phone",)),
        ("le numéro de contrat je l'ai pas", ("contract",)),
    ],
)
def test_a_refusal_of_all_or_of_one(text, refused):
    assert read(text, WHO).refused == refused


@pytest.mark.parametrize(
    "text",
    [
        "le num de contrat je l'ai pas. merci",
        "je n'ai pas le numéro de contrat",
        "je ne trouve pas mon numéro de contrat",
        "pas le numéro de contrat",
        "non",
        "je l'ai pas",
        "non je ne l'ai pas",
        "pas sous la main",
        "je sais pas",
    ],
)
def test_a_contract_number_that_is_not_at_hand(text):
    assert read(text, ("contract",)).refused == ("contract",)


@pytest.mark.parametrize(
    "text", ["j'ai le numéro de contrat", "mon contrat ne paie pas", "il ne dort pas", "non merci"]
)
def test_other_words_do_not_leave_the_form_without_a_contract(text):
    assert "contract" not in read(text, WHO).refused


def test_a_contract_number_is_none_that_is_missing():
    assert read("mon numéro de contrat est 123 456 789", ("contract",)).found == {"contract": "123 456 789"}


def test_a_moment_said_where_a_person_was_offered_is_kept():
    assert read("oui, demain 9h", (), own=True).found == {"when": "demain 9h"}


def test_a_long_sentence_with_a_no_is_no_refusal():
    assert not read("non mais écoutez il faut que je vous raconte tout ce qui se passe depuis un an à la maison", WHO)


@pytest.mark.parametrize("text", ["annuler", "laissez tomber", "non, laisse tomber", "finalement oubliez", "stop"])
def test_the_form_is_cancelled(text):
    assert read(text, WHO).cancels
    assert not read(text, ()).cancels


def test_a_wrong_entry_has_its_reason_and_a_right_one_wins():
    assert read("0470 12 34", WHO).faults == {"phone": "short"}
    entry = read("Anne, sophie@gmail ou sophie@gmail.com", WHO)
    assert (entry.found[FIRST_NAME], entry.found["email"], dict(entry.faults)) == ("Anne", "sophie@gmail.com", {})


def test_something_else_beside_the_data():
    entry = read("0470 12 34 56 mais pourquoi vous voulez mon numéro ?", WHO)
    assert entry.found == {PHONE: "+32470123456"} and not entry.alone
    entry = read("Anne, et la directrice ne répond toujours pas", WHO)
    assert entry.found == {FIRST_NAME: "Anne"} and not entry.alone


def test_an_entry_comes_back_from_a_slot():
    entry = read("Anne, 0470 12", WHO)
    assert Entry.from_dict(entry.as_dict()) == entry


@pytest.mark.parametrize(
    ("text", "wanted", "context", "moment"),
    [
        ("oui un conseiller demain après 14h", (), {"own": True}, "demain après 14h"),
        ("pas trop tôt le matin", WHEN, {}, "pas trop tôt le matin"),
        ("na 16 uur", WHEN, {}, "na 16 uur"),
        ("avant la police", WHEN, {"tells": True}, "avant la police"),
        ("après 20h, pas tout de suite", WHO, {}, "après 20h, pas tout de suite"),
        (
            "après 9h c ok mais pas le matin a la police",
            WHEN,
            {"tells": True},
            "après 9h c ok mais pas le matin a la police",
        ),
        ("0475 00 00 00, lundi après 18h comme j'ai dit", WHO, {}, "lundi après 18h"),
        ("Karim, après le boulot, vers 17h30", WHO, {}, "après le boulot, vers 17h30"),
        ("un conseiller peut m'appeler jeudi matin ou pas ?", (), {}, "jeudi matin"),
        ("finalement plutôt vendredi matin", (), {"waits": True, "known": WHEN}, "plutôt vendredi matin"),
        ("j'avais dit après 20h. l'école n'a pas refusé", (), {"waits": True, "tells": True}, "après 20h"),
    ],
)
def test_a_moment_in_a_sentence_about_the_contact(text, wanted, context, moment):
    assert read(text, wanted, **context).found["when"] == moment


@pytest.mark.parametrize(
    ("text", "wanted", "context"),
    [
        ("l'école me rappelle demain", (), {"waits": True}),
        ("il a reçu des messages hier soir", (), {"waits": True}),
        ("demain je vais à l'école", (), {"waits": True, "known": WHEN}),
        ("il recommence le soir", WHO, {}),
        ("ce soir il a encore été insulté", WHO, {}),
        ("pas maintenant", (), {"own": True}),
        ("plus tard peut-être", (), {"own": True}),
    ],
)
def test_a_moment_of_the_story_is_none_of_the_contact(text, wanted, context):
    assert "when" not in read(text, wanted, **context).found


@pytest.mark.parametrize(
    "text",
    [
        "jamais sur le fixe",
        "une femme si possible",
        "en néerlandais si possible",
        "par SMS svp",
        "par mail, pas de téléphone",
        "personne ne doit téléphoner à la maison",
        "mon mari ne doit pas savoir",
        "je préfère qu'on m'écrive ici",
    ],
)
def test_a_wish_about_the_contact_is_kept_in_the_parents_words(text):
    entry = read(text, WHO)
    assert entry.alone and entry.found["wish"].split(",")[0] in text


@pytest.mark.parametrize(
    "text", ["il l'insulte par sms", "on a reçu un mail en anglais", "une femme l'a contacté hier"]
)
def test_the_story_is_no_wish(text):
    assert "wish" not in read(text, (), waits=True).found


@pytest.mark.parametrize(
    "text",
    [
        "Viens",
        "Femme",
        "Instit",
        "Ouais",
        "ancienne instit à la retraite",
        "Je viens de vous donner le numéro",
        "Papa de Louis",
        "Prof de math",
        "Vraiment pas",
        "On verra",
        "Rapidement",
    ],
)
def test_a_role_or_a_sentence_is_no_first_name(text):
    assert "first_name" not in read(text, WHO).found


def test_a_name_a_wish_a_moment_and_an_address_in_one_sentence():
    entry = read("Sandrine, plutot par mail apres 20h quand ils dorment : maman4@skynet.be", WHO)
    assert entry.found == {
        "first_name": "Sandrine",
        "email": "maman4@skynet.be",
        "when": "apres 20h quand ils dorment",
        "wish": "plutot par mail",
    }
    assert entry.alone


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("mon contrat c'est BE-123 456 et mon gsm 0470 12 34 56", WHO),
        ("BE-123 456 et mon gsm 0470 12 34 56", ("contract",)),
        ("0470 12 34 56, contrat BE-123 456", WHO),
        ("contrat n° BE-123 456 gsm 0470 12 34 56", WHO),
    ],
)
def test_a_contract_beside_a_number_both_are_taken(text, wanted):
    assert read(text, wanted).found == {"contract": "BE-123 456", "phone": "+32470123456"}


def test_a_number_alone_is_the_parents_while_a_request_waits():
    assert read("0470 12 34 56 svp", (), waits=True).found == {PHONE: "+32470123456"}
    assert not read("il nous menace du 0470 12 34 56", (), waits=True).found


@pytest.mark.parametrize("text", ["je viens de vous donner le numéro", "vous avez bien noté mon mail ?"])
def test_data_said_to_be_given_before(text):
    assert read(text, WHO).claimed and not read("mon numéro n'a pas changé", WHO).claimed
