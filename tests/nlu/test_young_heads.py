"""What the heads of the newest questions are learnt from."""

from __future__ import annotations

import numpy as np

from benchmarks.understanding.corpus import Example
from nlu.fine_tuned import fine_tuned
from nlu.fine_tuning.young_heads import asked, means


def test_a_message_is_the_mean_of_its_subwords():
    encoder = fine_tuned()
    one, other = means(encoder, ["je ne dors plus", "la police a appelé"])
    (window,) = encoder.subwords.windows("je ne dors plus")
    assert np.allclose(one, encoder.transformer.read(window).mean(axis=0)) and not np.allclose(one, other)


def test_who_asks_nothing_is_no_example_of_a_doubtful_question():
    assert asked(Example("je ne dors plus moi", {}, "here", "tell_situation", "parent_sleep")) == "parent_sleep"
    assert asked(Example("il a effacé la vidéo", {"content_online": False}, "here", "tell_situation")) == ""
    assert asked(Example("et la police ?", {}, "here", "ask_question")) is None
