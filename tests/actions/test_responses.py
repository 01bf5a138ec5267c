"""The texts and the program fit: none unused, none missing, every title short and human. The words: test_texts.py."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from actions import buttons
from actions.buttons import Button
from actions.known_questions import QUESTIONS
from actions.vocabulary import STEP_TITLES
from advice.vocabulary import PLATFORMS, STEPS, WRITERS
from tests.actions.conversation import ROOT, domain

# What Messenger shows of a title; a longer one needs a short one beside it.
LONGEST_TITLE = 20


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
    beginnings = tuple(name for name in names if name.startswith(PUT_TOGETHER) and name.endswith("_"))
    names |= {name for name in domain()["responses"] if name.startswith(beginnings)}
    names |= {f"{name}_sexual" for name in names}
    return names | {f"{name}_danger" for name in names if name.startswith("utter_adviser_")}


# Names whose end is a word that the program finds in the situation or in what was typed.
PUT_TOGETHER = ("utter_contact_", "utter_draft_", "utter_dossier_")


def test_every_response_is_used():
    assert {name.partition("__")[0] for name in domain()["responses"]} - used_names() == set()


def test_every_response_that_the_actions_name_exists():
    code = "\n".join(path.read_text() for path in Path(ROOT / "actions").glob("*.py"))
    named = set(re.findall(r'"(utter_\w+)"', code))
    beginnings = {"utter_evidence", "utter_report", "utter_police", "utter_question_"}
    assert named - set(domain()["responses"]) - beginnings == set()


def test_every_step_can_be_spoken_of():
    from actions.topics import TOPICS

    assert set(TOPICS) == set(STEPS) == set(STEP_TITLES)


def shown() -> Iterator[Button]:
    """Every button that the module of buttons names, alone or in a table."""
    tables = (buttons.AFTER, buttons.AWAITED)
    alone = [value for name, value in vars(buttons).items() if name.isupper() and not isinstance(value, dict)]
    for value in (*alone, *(each for table in tables for each in table.values())):
        yield from (each for each in (value if isinstance(value, tuple) else (value,)) if isinstance(each, Button))


TITLES = {button.title for button in shown()} | {question.title for question in QUESTIONS.values()}


@pytest.mark.parametrize("title", sorted(TITLES | set(STEP_TITLES.values())))
def test_a_title_fits_on_messenger_and_is_for_people(title):
    assert len(title) <= LONGEST_TITLE
    assert re.match(r"[A-ZÀÂÇÉÈÊÎÔ«]", title) and not re.search(r"[_'\"]|  ", title)
    assert not re.search(r"\S[?!»]|«\S", title), "a space stands before ? ! » and after «"


def test_no_two_questions_have_one_title():
    """They stand side by side under « Vouliez-vous demander ceci ? »."""
    titles = [question.title for question in QUESTIONS.values()]
    assert sorted(titles) == sorted(set(titles))
