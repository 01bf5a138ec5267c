"""The fine-tuned encoder: the same in numpy as in training, kept small on disk, and no text that breaks it."""

from __future__ import annotations

import time
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlu.fine_tuned import FineTuned, fine_tuned, load, mark, save
from nlu.fine_tuning.network import Network, earlier_arrays, head_arrays
from nlu.fine_tuning.training import predicted, truth
from nlu.labels import Meant
from nlu.spelling import normalise
from nlu.subwords import END, START, WINDOW, Subwords
from nlu.vocabulary import RESULTS, STEPS, empty

WIDTH, INNER, LAYERS, HEADS = 24, 48, 2, 12
LETTERS = [f"{space}{letter}" for space in ("", "▁") for letter in "abcdefghij"]
SUBWORDS = Subwords(["", "", "", "", "▁", *LETTERS], [0.0] * 4 + [-2.0] * (1 + len(LETTERS)))
MEANT = [Meant("greet", ""), Meant("ask_question", "phone")]
NAMES = truth([empty()], [""], MEANT[:1], MEANT).names
TEXTS = ["abc", "a bc def", "", "jihgf " * 60, "abc z"]
ALIKE = 1e-4  # largest difference of a score between TensorFlow and numpy
ROUNDED = 0.15  # the same after weights became whole numbers of 8 bits


def arrays(width: int = WIDTH) -> dict[str, np.ndarray]:
    dice = np.random.default_rng(1)

    def some(*shape: int) -> np.ndarray:
        return dice.normal(0, 0.3, shape).astype(np.float32)

    found = {"words": some(len(SUBWORDS.pieces), width), "places": some(WINDOW + 2, width)}
    found |= {"norm.w": some(width) + 1, "norm.b": some(width)}
    for layer in range(LAYERS):
        for name, shape in {"q": (width, width), "k": (width, width), "v": (width, width), "ao": (width, width),
                            "fi": (width, INNER), "fo": (INNER, width)}.items():  # fmt: skip
            found |= {f"{layer}.{name}.w": some(*shape), f"{layer}.{name}.b": some(shape[1])}
        for name in ("aln", "oln"):
            found |= {f"{layer}.{name}.w": some(width) + 1, f"{layer}.{name}.b": some(width)}
    heads = head_arrays(width, len(NAMES))
    return found | {name: values + some(*values.shape) for name, values in heads.items()}


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> FineTuned:
    path = tmp_path_factory.mktemp("encoder") / "weights.npz"
    save(path, arrays(), NAMES, SUBWORDS, frozenset({mark("abc")}))
    return load(path)


def test_numpy_computes_what_was_trained(saved: FineTuned) -> None:
    network = Network(rounded(saved), HEADS, LAYERS, frozen=1)
    windows = [SUBWORDS.windows(text) for text in TEXTS]
    scores, results = predicted(network, windows)
    for text, row, outcomes in zip(TEXTS, scores, results, strict=True):
        found = saved.log_odds(text)
        np.testing.assert_allclose([found[name] for name in NAMES], row, atol=ALIKE)
        shares = np.exp(outcomes - outcomes.max(axis=1, keepdims=True))
        shares /= shares.sum(axis=1, keepdims=True)
        odds = [[found[f"step_results:{step}:{result}"] for result in RESULTS] for step in STEPS]
        np.testing.assert_allclose(1 / (1 + np.exp(-np.asarray(odds))), shares[:, 1:], atol=ALIKE)


def rounded(encoder: FineTuned) -> dict[str, np.ndarray]:
    """The arrays as they come back from disk."""
    original = arrays()
    found = {}
    for name, values in original.items():
        if name == "words":
            scale = np.abs(values).max(axis=1, keepdims=True) / 127
        elif name.endswith(".w") and values.ndim == 2:
            scale = np.abs(values).max(axis=0, keepdims=True) / 127
        else:
            found[name] = values
            continue
        found[name] = (np.round(values / scale) * scale).astype(np.float32)
    assert encoder.transformer.words.dtype == np.int8
    return found


def test_weights_of_eight_bits_change_scores_little(saved: FineTuned) -> None:
    scores, _ = predicted(Network(arrays(), HEADS, LAYERS, frozen=1), [SUBWORDS.windows(text) for text in TEXTS])
    spread = float(scores.std())
    for text, row in zip(TEXTS, scores, strict=True):
        found = saved.log_odds(text)
        assert max(abs(found[name] - value) for name, value in zip(NAMES, row, strict=True)) < ROUNDED * spread


def test_going_on_keeps_what_was_learnt_beside_new_labels(tmp_path: Path) -> None:
    """Labels in another order, one of them new: the others answer as before."""
    learnt = arrays() | head_arrays(WIDTH, len(NAMES), seed=7)
    save(tmp_path / "weights.npz", learnt, NAMES, SUBWORDS, frozenset())
    names = ("question:new", *reversed(NAMES))
    begun = arrays() | head_arrays(WIDTH, len(names), seed=9)
    begun["0.q.w"] = begun["0.q.w"] + 1
    went_on = earlier_arrays(tmp_path / "weights.npz", begun, names)
    windows = [SUBWORDS.windows(text) for text in TEXTS]
    before, results_before = predicted(Network(learnt, HEADS, LAYERS, frozen=1), windows)
    after, results_after = predicted(Network(went_on, HEADS, LAYERS, frozen=1), windows)
    spread = float(before.std())
    np.testing.assert_allclose(after[:, :0:-1], before, atol=ROUNDED * spread)
    np.testing.assert_allclose(results_after, results_before, atol=ROUNDED * spread)
    np.testing.assert_array_equal(went_on["look"][:, 0], begun["look"][:, 0])


def test_going_on_refuses_weights_of_fewer_layers(tmp_path: Path) -> None:
    fewer = {name: values for name, values in arrays().items() if not name.startswith("1.")}
    save(tmp_path / "weights.npz", fewer, NAMES, SUBWORDS, frozenset())
    with pytest.raises(ValueError, match="has no 1"):
        earlier_arrays(tmp_path / "weights.npz", arrays(), NAMES)


def test_what_was_learnt_is_known(saved: FineTuned) -> None:
    assert saved.knows("abc") and not saved.knows("abcd")


def test_a_window_holds_whole_clauses() -> None:
    windows = SUBWORDS.windows("abc def. " * 40)
    assert len(windows) > 1
    for window in windows:
        assert window[0] == START and window[-1] == END
        assert len(window) <= WINDOW + 2
        assert (len(window) - 2) % len(SUBWORDS.split("abc def.")) == 0


@pytest.mark.parametrize("text", ["", " ", "😀", "\ud800", "\x00", "İ", "e\u0301" * 300, "a" * 4000, "z " * 2000])
def test_no_text_breaks_it(text: str) -> None:
    found = fine_tuned().log_odds(normalise(text).text)
    assert all(np.isfinite(list(found.values())))
    assert found == fine_tuned().log_odds(normalise(text).text)


@settings(max_examples=40, deadline=None)
@given(text=st.text())
def test_any_text_is_read(text: str) -> None:
    assert all(np.isfinite(list(fine_tuned().log_odds(normalise(text).text).values())))


def test_time_grows_with_the_length_only() -> None:
    text = "ma fille reçoit des insultes sur snapchat et l'école ne fait rien, on a tout signalé. " * 60
    fine_tuned().log_odds(text[:500])

    def seconds(length: int) -> float:
        """Of the processor, the least of some: other work on the machine does not count."""
        spent = []
        for _ in range(5):
            before = time.process_time()
            fine_tuned().log_odds(text[:length])
            spent.append(time.process_time() - before)
        return min(spent)

    one, two, four = seconds(1000), seconds(2000), seconds(4000)
    assert four < 3 * two < 9 * one
