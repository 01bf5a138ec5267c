"""Every text is reached by a conversation: what no parent can ever read would be reviewed for nothing."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from tests.actions.rehearsal import Said, rehearse
from wording import reading, review
from wording.reading import Text, Wording

TEXTS, _ = reading.read()


@pytest.fixture(scope="module")
def met() -> Mapping[str, Said]:
    return rehearse()


def test_every_text_is_reached(met: Mapping[str, Said]):
    assert sorted(TEXTS.keys() - met.keys()) == [], "add a conversation to tests/actions/rehearsal.py, or drop the text"


def test_the_review_page_has_every_text_its_source_its_buttons_and_when_it_is_said(met: Mapping[str, Said]):
    buttons = {name: list(said.buttons) for name, said in met.items()}
    page = review.page(TEXTS, buttons)
    for name in TEXTS:
        assert page.count(f'<article id="{name}">') == 1
    for point in review.points(TEXTS):
        assert f'<tr id="{point}">' in page
    assert "aucun texte" not in page and "pas décrit" not in page and "(inconnue)" not in page
    assert '<span class="button">Un conseiller</span>' in page


def test_the_page_is_whole_in_itself_and_says_the_same_as_plain_text():
    page, plain = review.page(TEXTS, {}), review.plain_page(TEXTS, {})
    assert not any(sign in page for sign in ("<script", "<link", "<img", "src=", "@import", "url("))
    for text in TEXTS.values():
        assert text.name in plain and text.wordings[0].text.split("\n")[0] in plain


def test_a_text_without_a_source_stops_the_page():
    nameless = {"utter_x": Text("utter_x", "domain/x.yml", 1, (Wording("Bonjour.", 1),))}
    with pytest.raises(review.WithoutSource, match="utter_x"):
        review.page(nameless, {})


def test_the_table_of_facts_names_the_texts_that_state_a_number():
    facts = review.facts(TEXTS)
    assert "utter_danger_self_harm" in facts["0800 32 123"] and "utter_question_child_rights" in facts["dgde.cfwb.be"]


def test_what_a_text_holds_is_shown_as_words():
    odd = {"utter_x": Text("utter_x", "domain/x.yml", 1, (Wording("<b>Oui</b> & {child}.", 1, "E1"),))}
    page = review.page(odd, {})
    assert "&lt;b&gt;Oui&lt;/b&gt; &amp; <mark>votre enfant</mark>." in page
