"""The tagger end to end on a tiny model: facts with words of the original, and no input that breaks it."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from nlu import sentences
from nlu.facts import Understanding, understand
from nlu.learning import learn
from nlu.model import Model
from nlu.reading import Reading, read
from nlu.vocabulary import Labels, empty

DONE: list[tuple[str, Labels]] = [
    ("On a prévenu l'école hier", {"steps_done": ["inform_school"], "step_results": {"inform_school": "pending"}}),
    ("j'ai parlé à la directrice, elle refuse d'agir", {"steps_done": ["inform_school"], "step_results": {"inform_school": "refused"}}),
    ("Nous avons porté plainte à la police", {"steps_done": ["police"]}),
    ("on a signalé la vidéo, rien n'a changé", {"steps_done": ["report_platform"], "step_results": {"report_platform": "failed"}}),
    ("On a bloqué le compte. Dois-je porter plainte ?", {"steps_done": ["block"], "steps_asked": ["police"]}),
    ("Mon fils est insulté. Faut-il prévenir l'école ? Dois-je porter plainte ?", {"harm_types": ["insults"], "steps_asked": ["inform_school", "police"], "writer": "parent"}),
    ("Dois-je porter plainte ?", {"steps_asked": ["police"]}),
    ("faut-il prévenir l'école ?", {"steps_asked": ["inform_school"]}),
    ("comment signaler un compte ?", {"steps_asked": ["report_platform"]}),
    ("ma fille est insultée sur Snapchat par des élèves de sa classe", {"platforms": ["snapchat"], "harm_types": ["insults"], "harasser": "pupil", "school_involved": True, "writer": "parent"}),
    ("mon fils reçoit des insultes d'un inconnu sur Discord", {"platforms": ["discord"], "harm_types": ["insults"], "harasser": "unknown", "writer": "parent"}),
    ("ma fille dit qu'elle veut mourir", {"danger": "self_harm", "writer": "parent"}),
    ("mon fils reçoit des menaces de mort", {"danger": "threat", "harm_types": ["threats"], "writer": "parent"}),
    ("une photo nue de ma fille circule", {"danger": "sexual", "harm_types": ["intimate_images"], "writer": "parent"}),
    ("elle pleure tous les soirs et ne dort plus", {"danger": "distress"}),
    ("je veux parler à un conseiller", {"in_scope": False, "asks_human": True}),
    ("ma voiture est en panne", {"in_scope": False, "writer": "other"}),
    ("bonjour", {"in_scope": False}),
]  # fmt: skip
BAD = [
    "",
    " ",
    "😀",
    "😀😀😀",
    "?!",
    "a" * 4000,
    "mot " * 1000,
    "\ud800",
    "ma fille \udfff pleure",
    "https://example.org/x?y=1",
    "\x00",
    "٣",
    "İ",
    "e\u0301" * 300,
]


@cache
def _nlp() -> spacy.language.Language:
    return spacy.blank("fr")


def reading(text: str) -> Reading:
    return read(text, lambda written: list(_nlp()(written)), sentences.encode)


@pytest.fixture(scope="module")
def model() -> Model:
    examples = [(prefix + text, labels) for text, labels in DONE for prefix in ("", "Bonjour, ", "svp ", "Voilà : ")]
    told = [(text, labels) for text, labels in DONE if labels.get("in_scope", True)]
    examples += [
        (f"{left}. {right}", together(one, other)) for left, one in told for right, other in told if left < right
    ]
    return learn([reading(text) for text, _ in examples], [labels for _, labels in examples])


def together(one: Labels, other: Labels) -> Labels:
    """Labels of two messages said in one breath."""
    joined = {**one, **other}
    for field in ("steps_done", "steps_asked", "harm_types", "platforms"):
        joined[field] = [*one.get(field, []), *other.get(field, [])]
    joined["step_results"] = {**one.get("step_results", {}), **other.get("step_results", {})}
    return joined


def understood(model: Model, text: str) -> Understanding:
    found = understand(model, reading(text))
    assert found.labels.keys() == empty().keys()
    for fact in (*found.facts, *found.retractions):
        assert text[fact.start : fact.end] == fact.words
        assert fact.words.strip()
    return found


def test_several_facts_are_read_from_one_message(model: Model) -> None:
    found = understood(
        model,
        "Ma fille est insultée sur Snap par des élèves de sa classe. On a prévenu l'école. Dois-je porter plainte ?",
    )
    assert found.labels["platforms"] == ["snapchat"]
    assert "insults" in found.labels["harm_types"]
    assert found.labels["steps_done"] == ["inform_school"]
    assert found.labels["steps_asked"] == ["police"]


def test_a_pupil_as_author_involves_the_school(model: Model) -> None:
    labels = understood(model, "des élèves de sa classe insultent ma fille").labels
    assert labels["harasser"] == "pupil"
    assert labels["school_involved"] is True


def test_results_belong_to_steps_that_are_done(model: Model) -> None:
    labels = understood(model, "On a signalé la vidéo, rien n'a changé. Et la police ?").labels
    assert set(labels["step_results"]) <= set(labels["steps_done"])


def test_a_platform_that_is_taken_back_is_no_fact(model: Model) -> None:
    found = understood(model, "ma fille est insultée, non, pas sur Insta, sur Snap")
    assert found.labels["platforms"] == ["snapchat"]
    assert [(back.value, back.words) for back in found.retractions] == [("instagram", "Insta")]


def test_the_words_of_a_fact_are_those_typed(model: Model) -> None:
    found = understood(model, "c sur tik tok que ma fille est insultée")
    assert [fact.words for fact in found.facts if fact.field == "platforms"] == ["tik tok"]


@pytest.mark.parametrize("text", BAD)
def test_bad_input_is_read_without_an_error(model: Model, text: str) -> None:
    understood(model, text)


@settings(max_examples=60, deadline=None)
@given(text=st.text())
def test_any_text_is_read_without_an_error(model: Model, text: str) -> None:
    found = understand(model, reading(text))
    assert all(text[fact.start : fact.end] == fact.words for fact in found.facts)


def test_a_model_comes_back_from_disk_as_it_was(model: Model, tmp_path: Path) -> None:
    model.save(tmp_path)
    text = "On a porté plainte, ma fille veut mourir"
    assert understand(Model.load(tmp_path), reading(text)) == understand(model, reading(text))
