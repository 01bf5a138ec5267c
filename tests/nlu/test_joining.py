"""Joins and thresholds: learnt on what is new to the readers, and grave dangers by the share that must be found."""

from __future__ import annotations

import numpy as np
import pytest

from nlu import learning
from nlu.fine_tuned import fine_tuned
from nlu.joining import Unseen, best_threshold, learn_joins, learn_thresholds, threshold_of_recall
from nlu.labels import targets
from nlu.model import Heard, join
from nlu.vocabulary import RESULTS, STEPS, empty


def heard(said: float, encoder_said: float) -> Heard:
    """Both readers say the same of every label; no step is mentioned."""
    names = [target.name for target in targets([empty()], [""])]
    results = [f"step_results:{step}:{result}" for step in STEPS for result in RESULTS]
    return Heard(dict.fromkeys(names, said), dict.fromkeys([*names, *results], encoder_said), [], [])


def test_the_reader_that_is_right_counts_more() -> None:
    dice = np.random.default_rng(0)
    labels = [{**empty(), "harm_types": ["insults"] if place % 2 else []} for place in range(60)]
    told = [heard(dice.normal(), 3.0 if place % 2 else -3.0) for place in range(60)]
    joins = learn_joins(Unseen(told, labels, [""] * len(labels)))
    network, encoder, *_ = joins.weights["harm_types"]
    assert encoder > network
    sure = join(heard(-1.0, 5.0), joins).log_odds["harm_types:insults"]
    assert sure > join(heard(1.0, -5.0), joins).log_odds["harm_types:insults"]


def test_one_threshold_serves_all_grave_dangers_and_finds_the_share() -> None:
    labels = [{**empty(), "danger": "threat" if place % 2 else "none"} for place in range(80)]
    unseen = Unseen([heard(place % 2 * 2.0 - 1, place % 2 * 2.0 - 1) for place in range(80)], labels, [""] * 80)
    joins = learn_joins(unseen)
    thresholds = learn_thresholds(unseen, joins)
    assert thresholds["danger:threat"] == thresholds["danger:sexual"] == thresholds["danger:self_harm"]
    assert join(heard(1.0, 1.0), joins).log_odds["danger:threat"] > thresholds["danger:threat"]
    assert join(heard(-1.0, -1.0), joins).log_odds["danger:threat"] < thresholds["danger:threat"]


@pytest.mark.parametrize(("recall", "found"), [(1.0, 10), (0.9, 9), (0.5, 5)])
def test_a_threshold_of_recall_is_the_highest_that_finds_the_share(recall: float, found: int) -> None:
    scores = np.arange(20, dtype=np.float64)
    truth = scores % 2 == 1
    threshold = threshold_of_recall(scores, truth, recall)
    assert int((scores[truth] > threshold).sum()) == found


def test_a_threshold_parts_what_can_be_parted() -> None:
    scores, truth = np.asarray([-2.0, -1.0, 1.0, 2.0]), np.asarray([False, False, True, True])
    assert -1 < best_threshold(scores, truth) < 1


def test_some_examples_are_left_out_where_the_encoder_knows_none() -> None:
    class Read:
        def __init__(self, original: str) -> None:
            self.original = original

    readings = [Read(f"message {number}") for number in range(20)]
    new = learning.unseen_examples(readings)  # type: ignore[arg-type]
    assert 0 < new.sum() <= learning.DRAWN * len(readings)  # all are new: some are drawn
    assert not any(fine_tuned().knows(reading.original) for reading in readings)
