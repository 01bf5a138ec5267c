"""The quality of every text: the same checks as `make texts`, and proof that each check finds what it looks for."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from wording import content, placeholders, readability, reading, typography
from wording.checks import EXPERT_POINTS, check, prose, score_of
from wording.occasions import occasion
from wording.reading import Text, Wording
from wording.service import sentences

TEXTS, UNREADABLE = reading.read()
HINT = "change the text in that file, or see docs/texts.md; a new {place} is described in wording/placeholders.py"


def test_every_file_can_be_read():
    assert [str(fault) for fault in UNREADABLE] == []


def test_no_text_has_a_fault():
    assert [str(fault) for fault in check(TEXTS)] == [], HINT


@pytest.mark.parametrize("sentence", sentences(), ids=lambda sentence: f"{sentence.file}:{sentence.line}")
def test_the_service_itself_says_nothing_forbidden_and_sets_its_words_in_french(sentence):
    assert content.forbidden(sentence.text) == []
    assert typography.faults(sentence.text) == []


def test_it_is_said_of_every_text_when_it_is_said():
    nowhere = [name for name, text in TEXTS.items() if not occasion(text).when]
    assert nowhere == [], 'add it to wording/occasions.yml, or metadata: {source: "…", when: "…"}'


def test_no_text_begins_with_a_bare_yes_or_no():
    """The same question is put both ways round ("can I…?", "must I not…?"): the first sentence says what is so."""
    bare = re.compile(r"(?:Oui|Non)\b")
    assert [name for name, text in TEXTS.items() if any(bare.match(wording.text) for wording in text.wordings)] == []


def test_no_two_wordings_of_a_text_are_the_same():
    for name, text in TEXTS.items():
        words = [wording.text for wording in text.wordings]
        assert len(set(words)) == len(words), name


def one(words: str, name: str = "utter_one", source: str = "E1") -> dict[str, Text]:
    return {name: Text(name, "domain/one.yml", 3, (Wording(words, 5, source),))}


GOOD = "Prévenez l’école. Elle peut agir."


@pytest.mark.parametrize(
    ("words", "fault"),
    [
        ("L’article 442 le punit.", "un article de loi"),
        ("Il risque une amende.", "une peine"),
        ("Le réseau répond en 24 heures.", "un délai"),
        ("Le réseau répond sous 3 jours.", "un délai"),
        ("Vous êtes couvert.", "une promesse de prise en charge"),
        ("Le message sera supprimé.", "une promesse de succès"),
        ("L’auteur sera condamné.", "une peine"),
        ("Le nouveau code est entré en vigueur.", "la nouvelle loi pénale"),
        ("Appelez le 3018.", "un service étranger"),
        ("Appelez le 0470 12 34 56.", "numéro inconnu"),
        ("Un huissier peut venir.", "un fait incertain"),
        ("Déposez une plainte en ligne.", "un fait incertain"),
        ("Les actes doivent se répéter.", "répétition"),
        ("Vous auriez dû le voir.", "un reproche"),
        ("Cela fait 40 euros.", "un prix"),
        ("Ses frais sont payés.", "des frais sans"),
        ("Regarde ton GSM, tu verras.", "on dit « vous »"),
        ("L'école peut agir.", "apostrophe droite"),
        ('Touchez "Signaler".', "guillemets droits"),
        ("Qui est-ce?", "il manque une espace avant"),
        ("Touchez «Signaler».", "dans les guillemets"),
        ("Touchez « Signaler.", "autant de « que de »"),
        ("Attendez...", "trois points"),
        ("Appelez le 116.000.", "numéro à écrire avec des espaces"),
        ("prévenez l’école.", "majuscule"),
        ("Bonjour {prénom}.", "inconnu ici"),
        ("Bonjour {child.", "accolade mal écrite"),
        ("Bonjour. " * 60, "trop long"),
        (
            "L’établissement scolaire intervient conformément à la réglementation communautaire.",
            "trop difficile à lire",
        ),
    ],
)
def test_a_fault_is_found(words, fault):
    assert any(fault in found.words for found in check(one(words)))


def test_a_good_text_has_no_fault():
    assert check(one(GOOD)) == []


@pytest.mark.parametrize(("source", "fault"), [("", "il manque la source"), ("E99", "source inconnue")])
def test_a_text_names_a_known_source(source, fault):
    assert [found.words for found in check(one(GOOD, source=source))] == [
        'il manque la source : metadata: {source: "…"}' if not source else f"{fault} : « {source} »"
    ]


def test_a_place_is_kept_and_none_comes_in():
    running = one("C’est noté : {data}.")
    words = [found.words for found in check(one("C’est noté, {first_name}."), running)]
    assert any("il faut garder {data}" in found for found in words)
    assert any("{first_name} est inconnu ici" in found for found in words)
    assert check(one("{Child} va bien : {data}."), running) == []


def test_a_text_that_is_gone_a_new_one_and_a_lost_point_are_said():
    running = one(GOOD) | one("Parlez-lui.", "utter_two", "E13")
    words = [found.words for found in check(one(GOOD, "utter_three"), running)]
    assert any("ce texte a disparu" in found for found in words)
    assert any("demande un développeur" in found for found in words)
    assert any("E13" in found for found in words)


def test_a_wording_for_another_writer_needs_no_developer():
    running = one(GOOD)
    assert check(running | one(GOOD, "utter_one__teen"), running) == []


@pytest.mark.parametrize("point", EXPERT_POINTS)
def test_every_point_of_the_expert_is_said(point):
    assert any(point in reading.parts(text.source) for text in TEXTS.values())


@pytest.mark.parametrize(
    ("content_", "line", "words"),
    [
        ("responses:\n  utter_a:\n\t- text: A.\n", 3, "Tab"),
        ("responses:\n  utter_a:\n  - text: Oui : c’est bien.\n", 3, "sous « text: |- »"),
        ('responses:\n  utter_a:\n  - text: "Oui\n', 4, "guillemet droit"),
        ("responses:\n  utter_a:\n  - text: A.\n    metadata: {source: E1\n", 5, "accolade"),
        ("responses:\n  utter_a:\n  - text: A.\n   metadata: {source: E1}\n", 4, "retrait"),
        ("utter_a:\n- text: A.\n", 1, "« responses: »"),
        ("responses:\n  utter_a:\n  - metadata: {source: E1}\n", 3, "il manque le texte"),
        ("responses:\n  utter_a: A.\n", 2, "un tiret"),
        ("responses:\n  utter_a:\n  - text: A.\n    txt: B.\n", 3, "mot inconnu"),
    ],
)
def test_a_file_that_cannot_be_read_says_where_and_what(tmp_path: Path, content_, line, words):
    (tmp_path / "one.yml").write_text(content_, encoding="utf-8")
    _, (fault,) = reading.read(tmp_path)
    assert (fault.line, words in fault.words) == (line, True), str(fault)


def test_a_name_used_twice_says_where_the_other_is(tmp_path: Path):
    for name in ("one.yml", "two.yml"):
        (tmp_path / name).write_text("responses:\n  utter_a:\n  - text: A.\n", encoding="utf-8")
    _, (fault,) = reading.read(tmp_path)
    assert "one.yml, ligne 2" in fault.words and fault.file.endswith("two.yml")


def test_the_items_of_a_list_do_not_count_as_prose():
    assert prose("Voici :\n\n- " + "mot " * 200) < 20


# Counted by hand, as a careful speaker says them.
COUNTED = {
    1: "je eau vie yeux peuvent parlent aiment preuves vient viennent huit père quelque bloque",
    2: "enfant école parents moment action police naïf créer client payer souvent famille écoles bloquées",
    3: "maintenant signaler réagir médiateur plateforme vidéo essayer situation conseillers assurance oublier",
    4: "harcèlement numéro-là réparation téléphoner gratuitement IBPT",
    5: "intimidation",
}


@pytest.mark.parametrize(
    ("count", "word"), [(count, word) for count, words in COUNTED.items() for word in words.split()]
)
def test_syllables_are_those_that_are_spoken(count, word):
    assert sum(map(readability.syllables, word.split("-"))) == count


def test_the_measure_is_that_of_kandel_and_moles():
    # 8 words in 2 sentences, 10 syllables: 207 - 1.015 × 4 - 73.6 × 10 / 8.
    assert readability.kandel_moles("Le chat dort bien. Il mange sa souris.") == pytest.approx(
        207 - 1.015 * 4 - 73.6 * 9 / 8
    )


def test_items_of_a_list_are_sentences_and_numbers_are_not_read():
    assert readability.sentences("Appelez :\n\n1. Le 112.\n2. Le 0800 32 123, la nuit") == [
        ["Appelez"],
        ["Le"],
        ["Le", "la", "nuit"],
    ]


def test_plain_language_scores_higher_than_an_office_letter():
    office = "Conformément aux dispositions réglementaires, l’administration procédera à une évaluation circonstanciée."
    assert score_of(GOOD) > readability.PLAIN > score_of(office)


def test_no_break_spaces_stand_where_french_wants_them():
    text = "Qui ? Touchez « Signaler » : c’est le 101 ; avant 18 ans aussi !"
    wanted = "Qui_? Touchez «_Signaler_»_: c’est le 101_; avant 18_ans aussi_!"
    assert typography.typeset(text) == wanted.replace("_", typography.NO_BREAK)
    assert typography.plain(typography.typeset(text)) == text
    assert typography.typeset(typography.typeset(text)) == typography.typeset(text)


@pytest.mark.parametrize("number", sorted(content.NUMBERS))
def test_a_number_is_found_by_a_search_as_it_is_typed(number):
    told = [text for text in TEXTS.values() if any(number in wording.text for wording in text.wordings)]
    for text in told:
        assert any(number in typography.typeset(placeholders.shown(wording.text)) for wording in text.wordings)
    assert told, number


def test_addresses_and_hours_keep_their_colons():
    for words in ("https://www.unia.be", "10:30", "e-mail"):
        assert typography.typeset(words) == words and "espace" not in " ".join(typography.faults(words, begins=False))


def test_a_text_knows_its_base_and_writer():
    text = replace(one(GOOD)["utter_one"], name="utter_one__teen")
    assert (text.base, text.writer) == ("utter_one", "teen")
