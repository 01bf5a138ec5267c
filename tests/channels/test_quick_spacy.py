"""The quick way of loading gives what the slow way gives."""

from __future__ import annotations

import re
import sre_compile

from hypothesis import given
from hypothesis import strategies as st
from rasa.nlu.utils.spacy_utils import SpacyNLP

from channels.quick_spacy import quick_spacy

MODEL = "fr_core_news_md"
TEXT = "Aujourd'hui, ma fille (13 ans) s'est fait insulter sur Snap… c'est-à-dire « moquée » ; porte-monnaie, 5€."
PATTERNS = (r"[a-zà-ÿ]+-[a-zà-ÿ]+", r"(?i)[A-Zœ]{2,}[\w'’]*|[\w'’]+", r"[^\W\d_]+|[0-9€$]+", r"(?i)[ſſs]tra[ßs]e")


def test_model_is_loaded_once_and_splits_text_as_ever() -> None:
    with quick_spacy():
        quick = SpacyNLP.load_model(MODEL).model
        assert SpacyNLP.load_model(MODEL).model is quick
    slow = SpacyNLP.load_model(MODEL).model
    assert slow is not quick
    assert [(word.text, word.lemma_, word.pos_) for word in quick(TEXT)] == [
        (word.text, word.lemma_, word.pos_) for word in slow(TEXT)
    ]


@given(st.text(alphabet="abAZéÉœŒßſ’'-_09€ ", max_size=20))
def test_expressions_match_the_same(text: str) -> None:
    slow = [re.findall(pattern, text) for pattern in PATTERNS]
    with quick_spacy():
        re.purge()
        assert [re.findall(pattern, text) for pattern in PATTERNS] == slow
    re.purge()


def test_everything_is_put_back() -> None:
    before = SpacyNLP.load_model, sre_compile._optimize_charset  # type: ignore[attr-defined]
    with quick_spacy():
        assert sre_compile._optimize_charset is not before[1]  # type: ignore[attr-defined]
    assert (SpacyNLP.load_model, sre_compile._optimize_charset) == before  # type: ignore[attr-defined]
