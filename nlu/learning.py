"""Learns the tagger's model: the network, the steps' states, and how they join with the fine-tuned encoder."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nlu.fine_tuned import fine_tuned
from nlu.flat import flatten
from nlu.joining import Unseen, learn_joins, learn_thresholds
from nlu.labels import targets
from nlu.linear import Linear
from nlu.mentions import around
from nlu.model import Features, Heard, Model, StepStates, cues, document, encoded, vector
from nlu.network_learning import train
from nlu.ngrams import Vocabulary
from nlu.reading import Reading
from nlu.regression import Basis, fit_sparse
from nlu.steps import StepMention, step_mentions
from nlu.vocabulary import RESULTS, Labels

STATE_STRENGTH = 0.15  # inverse of the regularisation of the steps' states
MOST_UNSEEN = 0.4  # share of the examples that may be left out while joins and thresholds are learnt
DRAWN = 0.25  # share that is left out where the encoder knows too few of the examples
Matrix = NDArray[np.float32]


def learn(readings: Sequence[Reading], labels: Sequence[Labels]) -> Model:
    """A model of these examples: ten or more.

    The network learns twice: without the examples that the encoder has never seen, so that joins and thresholds are
    learnt on what is new to both, then with all.
    """
    features, basis = prepare(readings)
    points = basis.unit_points
    mentioned = _Mentioned.of(readings, labels)
    texts = [reading.original for reading in readings]
    wanted = targets(labels, texts)
    truth = np.stack([target.truth for target in wanted], axis=1)
    known = np.stack([target.known for target in wanted], axis=1)
    names = tuple(target.name for target in wanted)

    left_out = unseen_examples(readings)
    places = np.flatnonzero(left_out)
    scores = train(points[~left_out], truth[~left_out], known[~left_out]).scores(points[left_out])
    states = mentioned.learn(~left_out)
    heard = [
        Heard(
            dict(zip(names, row.tolist(), strict=True)),
            encoded(readings[place]),
            mentioned.mentions[place],
            states.scores(readings[place], flatten(readings[place].text), mentioned.mentions[place]),
        )
        for place, row in zip(places.tolist(), scores, strict=True)
    ]
    unseen = Unseen(heard, [labels[place] for place in places.tolist()], [texts[place] for place in places.tolist()])
    joins = learn_joins(unseen)
    network = basis.network(names, train(points, truth, known))
    everything = np.ones(len(readings), dtype=bool)
    return Model(features, network, mentioned.learn(everything), joins, learn_thresholds(unseen, joins))


def unseen_examples(readings: Sequence[Reading]) -> NDArray[np.bool_]:
    """Those that the encoder was not trained on; some drawn at random where it knows too few."""
    unseen = np.asarray([not fine_tuned().knows(reading.original) for reading in readings])
    if unseen.mean() > MOST_UNSEEN or not unseen.any():
        unseen = np.zeros(len(readings), dtype=bool)
        unseen[np.random.default_rng(0).permutation(len(readings))[: max(1, int(DRAWN * len(readings)))]] = True
    return unseen


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
