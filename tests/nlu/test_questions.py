"""Questions are found where they stand, told apart, and not found where none is asked."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from actions.known_questions import QUESTIONS
from nlu import sentences
from nlu.asking import marks, place
from nlu.concepts import CONCEPTS, concepts
from nlu.pieces import asks, pieces
from nlu.question_learning import Example, learn
from nlu.question_model import NONE, QuestionModel, Vectors
from nlu.question_signs import SIGNS
from nlu.questions import places, vectors_of
from nlu.reading import Reading, read

ASKING = {
    "phone": (
        "je lui retire son gsm ou pas",
        "faut-il lui enlever son téléphone",
        "Ma fille est insultée sur Insta. Dois-je lui prendre son GSM ?",
        "on confisque la tablette ?",
    ),
    "complaint_where": (
        "où porter plainte",
        "dans quel commissariat faut-il aller ?",
        "Il a reçu des menaces. Où est-ce qu'on dépose plainte ?",
        "il faut un rendez-vous au commissariat pour déposer",
    ),
}
HEARD = {"question:phone": 2.0, "question:complaint_where": -3.0}
TELLING = (
    "ma fille est insultée sur instagram",
    "bonjour",
    "oui c'est fait",
    "des garçons de sa classe se moquent de lui",
    "merci beaucoup",
    "j'ai déjà signalé la vidéo",
)


def reading_of(text: str) -> Reading:
    return read(text, lambda _: (), sentences.encode)


def example(question: str, text: str) -> Example:
    reading = reading_of(text)
    parts = pieces(reading.text)
    return Example(
        question,
        tuple(reading.text[part.start : part.end] for part in parts),
        places(reading, parts),
        tuple((part.start, part.end) for part in parts),
        vectors_of(reading, parts, sentences.encode),
        told=question == NONE,
        heard={},
    )


@pytest.fixture(scope="module")
def model() -> QuestionModel:
    asking = [example(question, text) for question, texts in ASKING.items() for text in texts]
    return learn([*asking, *(example(NONE, text) for text in TELLING)])


def confidences(model: QuestionModel, text: str) -> tuple[Example, Vectors]:
    """The pieces of a text, and how sure each name is for each of them."""
    read_in = example(NONE, text)
    shares = model.shares(read_in.texts, read_in.vectors, {})
    return read_in, model.confidences(shares, list(zip(read_in.texts, read_in.places, strict=True)))


def likeliest(model: QuestionModel, text: str) -> tuple[str, str]:
    """The surest name and the words that it stands in, whatever the threshold."""
    read_in, found = confidences(model, text)
    columns = [name != NONE for name in model.linear.names]
    piece = int(np.argmax(found[:, columns].max(axis=1)))
    return model.linear.names[int(np.argmax(found[piece][columns]))], read_in.texts[piece]


def found(text: str) -> Sequence[str]:
    return [text[part.start : part.end] for part in pieces(text)]


def test_a_question_after_a_story_is_a_piece_of_its_own():
    assert "Je dois lui prendre son GSM ?" in found(
        "Ma fille se fait insulter sur Insta. Je dois lui prendre son GSM ?"
    )


def test_a_question_without_punctuation_is_a_piece_of_its_own():
    text = "elle se fait insulter sur snap est-ce que je dois lui prendre son gsm"
    assert "est-ce que je dois lui prendre son gsm" in found(text)


def test_a_question_that_points_back_has_its_story_with_it():
    text = "Mon fils a son GSM toute la nuit. Je le prends ?"
    assert text in found(text)


def test_a_letter_has_a_limited_number_of_pieces():
    assert len(pieces("Il est seul, il pleure, il ne mange plus. " * 60)) <= 24


@pytest.mark.parametrize("text", ["", " ", "?", "ok"])
def test_short_texts_have_at_most_one_piece(text):
    assert len(pieces(text)) <= 1


def test_what_looks_like_a_question():
    assert asks("je le prends ?") and asks("faut-il porter plainte") and not asks("il pleure tout le temps")


def test_questions_are_told_apart(model):
    assert likeliest(model, "je dois lui enlever son gsm ?")[0] == "phone"
    assert likeliest(model, "dans quel commissariat porter plainte ?")[0] == "complaint_where"


def test_the_piece_that_asks_is_found_in_a_story(model):
    question, words = likeliest(model, "Des élèves se moquent de mon fils. Où faut-il déposer plainte ?")
    assert question == "complaint_where" and "déposer plainte" in words


def test_who_tells_is_less_surely_asking_than_who_asks(model):
    told = confidences(model, "j'ai déjà porté plainte au commissariat")[1]
    asked = confidences(model, "où est-ce que je porte plainte ?")[1]
    assert told[:, :-1].max() < asked[:, :-1].max()


def test_a_message_that_only_tells_stays_below_the_threshold(model):
    for text in TELLING:
        assert confidences(model, text)[1][:, :-1].max() < model.threshold


def test_how_a_piece_is_built_counts_not_what_it_is_about():
    told, asked = marks("j'ai pris son gsm", "all"), marks("je lui prends son gsm ?", "all")
    assert "question mark" in asked and "question mark" not in told
    assert marks("il a appelé la police", "all").keys() & marks("elle a trouvé une photo", "all").keys() >= {
        "built:a -é"
    }


@pytest.mark.parametrize(
    ("span", "name"), [((0, 20), "all"), ((0, 10), "first"), ((10, 20), "last"), ((5, 10), "between")]
)
def test_where_a_piece_stands(span, name):
    assert place(*span, 20) == name


def test_a_model_is_the_same_after_it_was_saved(model, tmp_path: Path):
    model.save(tmp_path)
    loaded = QuestionModel.load(tmp_path)
    texts = ["je lui prends son gsm ?"]
    vectors = sentences.encode(texts)
    assert np.allclose(model.shares(texts, vectors, HEARD), loaded.shares(texts, vectors, HEARD), atol=1e-5)
    assert loaded.threshold == model.threshold
    told = [("je lui ai pris son gsm", "all")]
    assert np.allclose(model.asking.shares(told), loaded.asking.shares(told), atol=1e-5)


def test_no_two_questions_stand_in_the_same_words(model):
    shares = np.asarray([[0.9, 0.05, 0.05], [0.1, 0.85, 0.05]], dtype=np.float32)
    assert len(model.asked([(0, 10), (5, 20)], shares)) == 1
    assert len(model.asked([(0, 10), (10, 20)], shares)) == 2


def test_the_same_question_is_answered_once(model):
    shares = np.asarray([[0.9, 0.05, 0.05], [0.9, 0.05, 0.05]], dtype=np.float32)
    assert len(model.asked([(0, 10), (10, 20)], shares)) == 1


def test_concepts_are_found_without_accents_and_in_any_form():
    assert {"evidence", "valid"} <= set(concepts("Les captures d'écran seront-elles acceptées ?"))
    assert concepts("bonjour") == []


def test_signs_are_of_known_questions_and_concepts():
    assert set(SIGNS) <= set(QUESTIONS)  # those without signs are told by their wordings alone
    named = {name for alternatives in SIGNS.values() for joined in alternatives.split() for name in joined.split("+")}
    assert named <= set(CONCEPTS)


@pytest.mark.parametrize("name", CONCEPTS)
def test_the_words_of_a_concept_are_written_as_they_are_compared(name):
    assert CONCEPTS[name] == CONCEPTS[name].lower()
    assert CONCEPTS[name].isascii()
