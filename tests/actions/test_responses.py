"""What may stand in the responses: nothing forbidden, a source for each, none unused, none missing."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from actions.known_questions import QUESTIONS
from advice.vocabulary import PLATFORMS, STEPS, WRITERS
from tests.actions.conversation import ROOT, domain

RESPONSES = {
    f"{name}#{number}": wording["text"]
    for name, wordings in domain()["responses"].items()
    for number, wording in enumerate(wordings)
}
SOURCES = {
    name: " ".join(str(wording.get("metadata", {}).get("source", "")) for wording in wordings)
    for name, wordings in domain()["responses"].items()
}

# The only numbers that the assistant may give; every other run of digits would be a foreign or unsure one.
NUMBERS = {"112", "101", "103", "107", "116 000", "0800 32 123", "0800 95 580", "0800 12 800"}
# Ages that may be said (facts 1.1, 2 and 5): no other one is safe.
AGES = ("18 ans", "16 ans", "13 ans", "12 ans")
FORBIDDEN = {
    "an article of law": r"\bart(icle|\.)\s*\d|code pénal|442",
    "a penalty": r"\bprison\b|\bamende|\bans de\b|emprisonne",
    "a deadline": r"\b\d+\s*(heures?|jours|semaines?|mois|h)\b|\bsous\s+\d|prescription|prescrit",
    "a promise of cover": r"vous êtes couvert|sera (couvert|remboursé|pris)|seront (couverts|remboursés|pris)|"
    r"nous couvrons|couvrira|gratuit pour vous",
    "a promise of success": r"\bva (marcher|réussir)|garanti[er]?s?\b(?<!n’est pas garanti)|à coup sûr|certainement|"
    r"sera (supprimé|effacé|retiré)",
    "foreign or wrong services": r"\b(3018|3020|119|1712|PHAROS|e-?cops|8002)\b|078|0800 30 030",
    "an unsure fact": r"signaleur de confiance|trusted|huissier|StopNCII|plainte en ligne|sanction admin|\bSAC\b",
    "blame": r"vous auriez dû|il fallait que|votre faute\b(?<!pas votre faute)|la faute de votre enfant",
    "hours of a service": r"\b\d{1,2}\s*h\b|de \d+ à \d+",
    "a price": r"€|euros?\b",
    "a name": r"\bNathalie\b",
    "a promise of secrecy": r"\bpromis|promets",
}


@pytest.mark.parametrize("name", RESPONSES)
def test_a_response_says_nothing_forbidden(name):
    for what, pattern in FORBIDDEN.items():
        assert not re.search(pattern, RESPONSES[name], re.IGNORECASE), what


@pytest.mark.parametrize("name", RESPONSES)
def test_a_response_gives_no_other_number(name):
    text = re.sub(r"^\s*\d+\. ", "", RESPONSES[name], flags=re.MULTILINE)
    for age in AGES:
        text = text.replace(age, "")
    for number in re.findall(r"\d[\d ]*\d|\d", text):
        assert number in NUMBERS


@pytest.mark.parametrize("name", [name for name in RESPONSES if "votre contrat" in RESPONSES[name]])
def test_cover_is_always_by_the_contract_and_for_the_adviser_to_check(name):
    assert re.search(r"selon votre contrat|vérifie|regarde|vois pas votre contrat", RESPONSES[name])


@pytest.mark.parametrize("name", [name for name in RESPONSES if re.search(r"\bfrais\b", RESPONSES[name])])
def test_costs_are_never_named_without_the_contract(name):
    assert "votre contrat" in RESPONSES[name]


@pytest.mark.parametrize("name", SOURCES)
def test_a_response_names_its_source(name):
    assert SOURCES[name]


@pytest.mark.parametrize("point", [f"E{number}" for number in range(1, 16)])
def test_every_point_of_the_expert_has_words(point):
    assert any(re.search(rf"\b{point}\b", source) for source in SOURCES.values())


def test_intimate_images_are_never_said_to_be_copied():
    for name, text in RESPONSES.items():
        if re.search(r"sexual|blackmail|sextortion|intimate|take_it_down", name) and not name.startswith("utter_heard"):
            assert not re.search(r"captur|copi(ez|er)|enregistr", text), name


def test_no_response_says_tu():
    for name, text in RESPONSES.items():
        spoken = re.sub(r"«[^»]*»", "", text)
        assert not re.search(r"\b(tu|toi|ton|tes|t’es)\b", spoken), name


def used_names() -> set[str]:
    """Every response that the actions name, those put together from words of the vocabulary included."""
    code = "\n".join(path.read_text() for path in Path(ROOT / "actions").glob("*.py"))
    names = set(re.findall(r'"(utter_\w+)["{]', code))
    topics = re.findall(r'\("\w+", "(utter_\w+)"\)', code)
    names |= {f"{topic}_{kind}" for topic in topics for kind in ("about", "how", "before", "no", "unstated")}
    names |= {f"utter_heard_{word}" for word in re.findall(r'^    "(\w+)",$', code, re.MULTILINE)}
    names |= {f"utter_report_{platform}" for platform in PLATFORMS}
    names |= {f"utter_writer_{writer}" for writer in WRITERS}
    names |= {f"utter_question_{name}" for name in QUESTIONS}
    names |= {f"utter_question_{intent[4:]}" for intent in domain()["intents"] if intent.startswith("ask_")}
    beginnings = tuple(name for name in names if name.startswith("utter_contact_") and name.endswith("_"))
    names |= {name for name in domain()["responses"] if name.startswith(beginnings)}
    return names | {f"{name}_danger" for name in names if name.startswith("utter_adviser_")}


def test_every_response_is_used():
    assert {name.partition("__")[0] for name in domain()["responses"]} - used_names() == set()


def test_every_response_that_the_actions_name_exists():
    code = "\n".join(path.read_text() for path in Path(ROOT / "actions").glob("*.py"))
    named = set(re.findall(r'"(utter_\w+)"', code))
    beginnings = {"utter_evidence", "utter_report", "utter_police", "utter_question_"}
    assert named - set(domain()["responses"]) - beginnings == set()


def test_every_step_can_be_spoken_of():
    from actions.topics import TOPICS

    assert set(TOPICS) == set(STEPS)
