"""Learns the tagger's model: regressions, and thresholds tuned on predictions for examples not learnt from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nlu.flat import flatten
from nlu.joining import Unseen, learn_joins
from nlu.labels import Target, targets
from nlu.linear import Linear
from nlu.mentions import around
from nlu.model import Features, Model, StepStates, cues, document, join, vector
from nlu.network_learning import train
from nlu.ngrams import Vocabulary
from nlu.reading import Reading
from nlu.regression import Basis, fit_sparse
from nlu.steps import StepMention, step_mentions
from nlu.vocabulary import GRAVE, RESULTS, STEPS, Labels

FOLDS = 4
GRAVE_RECALL_WEIGHT = 2.0  # F2: a grave danger missed costs more than a false alarm
STATE_STRENGTH = 0.15  # inverse of the regularisation of the steps' states
Matrix = NDArray[np.float32]


def learn(readings: Sequence[Reading], labels: Sequence[Labels]) -> Model:
    """A model of these examples. Needs at least two examples for each fold."""
    features, basis = prepare(readings)
    points = basis.unit_points
    mentioned = _Mentioned.of(readings, labels)
    wanted = targets(labels)
    truth = np.stack([target.truth for target in wanted], axis=1)
    known = np.stack([target.known for target in wanted], axis=1)
    names = tuple(target.name for target in wanted)

    unseen = [Unseen({}, [], []) for _ in readings]
    folds = np.random.default_rng(0).permutation(len(readings)) % FOLDS
    for fold in range(FOLDS):
        learnt, asked = folds != fold, np.flatnonzero(folds == fold)
        scores = train(points[learnt], truth[learnt], known[learnt]).scores(points[asked])
        states = mentioned.learn(learnt)
        for place, row in zip(asked, scores, strict=True):
            own = mentioned.mentions[place]
            unseen[place] = Unseen(
                dict(zip(names, row.tolist(), strict=True)),
                own,
                states.scores(readings[place], flatten(readings[place].text), own),
            )
    joins = learn_joins(unseen, labels)
    for one in unseen:
        join(one.log_odds, one.mentions, one.states, joins)
    thresholds = {target.name: _threshold(unseen, target) for target in wanted}
    thresholds |= _result_thresholds(unseen, labels)

    network = basis.network(names, train(points, truth, known))
    return Model(features, network, mentioned.learn(np.ones(len(readings), dtype=bool)), joins, thresholds)


def prepare(readings: Sequence[Reading]) -> tuple[Features, Basis]:
    """Features learnt from the readings, and the readings in them."""
    from scipy.sparse import csr_matrix

    documents = [document(reading) for reading in readings]
    found = [cues(reading) for reading in readings]
    features = Features(Vocabulary.learn(documents), Vocabulary.learn(found))
    rows = [features.join(words, marks) for words, marks in zip(documents, found, strict=True)]
    pointers = np.cumsum([0, *(len(row.columns) for row in rows)])
    values, columns = np.concatenate([row.values for row in rows]), np.concatenate([row.columns for row in rows])
    sparse = csr_matrix((values, columns, pointers), shape=(len(rows), features.width))
    return features, Basis(sparse, np.stack([vector(reading) for reading in readings]))


@dataclass(frozen=True)
class _Mentioned:
    """All mentions of steps in the examples, with what the labels say of those steps."""

    mentions: list[list[StepMention]]
    owners: NDArray[np.int64]  # the example of each mention
    vocabulary: Vocabulary
    design: Any
    truth: dict[str, NDArray[np.bool_]]
    told: NDArray[np.bool_]  # the step is done, so that its result is known

    @classmethod
    def of(cls, readings: Sequence[Reading], labels: Sequence[Labels]) -> _Mentioned:
        from scipy.sparse import csr_matrix

        mentions, owners, found = [], [], []
        truth: dict[str, list[bool]] = {name: [] for name in ("done", "asked", *RESULTS)}
        for place, (reading, label) in enumerate(zip(readings, labels, strict=True)):
            flat = flatten(reading.text)
            own = step_mentions(flat)
            mentions.append(own)
            for mention in own:
                owners.append(place)
                found.append(around(flat, mention, reading))
                truth["done"].append(mention.step in label.get("steps_done", []))
                truth["asked"].append(mention.step in label.get("steps_asked", []))
                for result in RESULTS:
                    truth[result].append(label.get("step_results", {}).get(mention.step) == result)
        vocabulary = Vocabulary.learn(found)
        columns = [vocabulary.present(counts) for counts in found]
        pointers = np.cumsum([0, *map(len, columns)])
        values = np.ones(int(pointers[-1]), dtype=np.float32)
        joined = np.concatenate(columns) if columns else np.zeros(0, dtype=np.int64)
        design = csr_matrix((values, joined, pointers), shape=(len(found), max(len(vocabulary), 1)))
        answers = {name: np.asarray(values, dtype=bool) for name, values in truth.items()}
        return cls(mentions, np.asarray(owners, dtype=np.int64), vocabulary, design, answers, answers["done"])

    def learn(self, examples: NDArray[np.bool_]) -> StepStates:
        rows = examples[self.owners] if len(self.owners) else np.zeros(0, dtype=bool)
        weights, biases = [], []
        for name, truth in self.truth.items():
            chosen = rows & self.told if name in RESULTS else rows
            weight, bias = fit_sparse(self.design[chosen], truth[chosen], STATE_STRENGTH)
            weights.append(weight)
            biases.append(bias)
        linear = Linear(
            tuple(self.truth),
            np.ascontiguousarray(np.asarray(weights, dtype=np.float32).T),
            np.zeros((len(weights), 0), dtype=np.float32),
            np.asarray(biases, dtype=np.float32),
        )
        return StepStates(self.vocabulary, linear)


def _threshold(unseen: Sequence[Unseen], target: Target) -> float:
    """The log-odds from which the label holds: the best F-measure on unseen examples, between two of them."""
    rows = np.flatnonzero(target.known)
    scores = np.asarray([unseen[row].log_odds[target.name] for row in rows])
    return best_threshold(scores, target.truth[rows], GRAVE_RECALL_WEIGHT if target.value in GRAVE else 1.0)


def best_threshold(scores: NDArray[np.float64], truth: NDArray[np.bool_], recall_weight: float = 1.0) -> float:
    if not truth.any():
        return 30.0
    order = np.argsort(-scores)
    right = np.cumsum(truth[order])
    predicted = np.arange(1, len(order) + 1)
    measure = (1 + recall_weight**2) * right / (recall_weight**2 * truth.sum() + predicted)
    best = int(np.argmax(measure))
    following = scores[order[best + 1]] if best + 1 < len(order) else scores[order[best]] - 1
    return float((scores[order[best]] + following) / 2)


def _result_thresholds(unseen: Sequence[Unseen], labels: Sequence[Labels]) -> dict[str, float]:
    """One for each result, over all steps that are done."""
    counts: dict[str, list[tuple[float, bool]]] = {result: [] for result in RESULTS}
    for one, label in zip(unseen, labels, strict=True):
        for step in STEPS:
            if step in label.get("steps_done", []):
                for result in RESULTS:
                    counts[result].append(
                        (
                            one.log_odds[f"step_results:{step}:{result}"],
                            label.get("step_results", {}).get(step) == result,
                        )
                    )
    return {
        f"result:{result}": best_threshold(
            np.asarray([score for score, _ in pairs]), np.asarray([truth for _, truth in pairs], dtype=bool)
        )
        if pairs
        else 30.0
        for result, pairs in counts.items()
    }
