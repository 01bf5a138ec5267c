"""What the tagger has learnt: scores a reading for every label it knows."""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from nlu import stored
from nlu.cues import find_cues
from nlu.fine_tuned import fine_tuned
from nlu.flat import Flat, flatten
from nlu.linear import Linear
from nlu.mentions import around
from nlu.network import Network
from nlu.ngrams import Sparse, Vocabulary, ngrams
from nlu.platforms import platforms
from nlu.reading import Reading, Vectors
from nlu.steps import StepMention, step_mentions
from nlu.vocabulary import GRAVE, RESULTS, STEPS
from safety import phrases

CUE_WEIGHT = 0.6  # of a cue beside rows of n-grams of length 1
VECTOR_WEIGHT = 2.0  # sentence vectors have length 1 like the n-grams' rows, and weigh more
GRAVELY = "grave"  # the group of grave dangers
STATES = {"steps_done": "done", "steps_asked": "asked"}  # fields of steps, and their names among the mentions' states


Found = TypeVar("Found")


def _once_a_reading(find: Callable[[Reading], Found]) -> Callable[[Reading], Found]:
    """Keeps what is found for as long as the reading lives: the tagger and the intents ask for the same."""
    kept: WeakKeyDictionary[Reading, Found] = WeakKeyDictionary()

    @functools.wraps(find)
    def found(reading: Reading) -> Found:
        if reading not in kept:
            kept[reading] = find(reading)
        return kept[reading]

    return found


@_once_a_reading
def document(reading: Reading) -> Counter[str]:
    """The n-grams of a reading."""
    return ngrams(reading.text)


@_once_a_reading
def cues(reading: Reading) -> Counter[str]:
    """What lexicons and patterns find."""
    flat = flatten(reading.text)
    found = Counter({f"platforms:{mention.value}": 1 for mention in platforms(reading.plain)})
    for cue in find_cues(flat):
        found[cue.name] += 1
    for step in step_mentions(flat):
        found[f"step:{step.step}"] = 1
    for hit in phrases(reading.text):
        found[f"safety:{hit.danger}"] += 1
    for name in [name for name, count in found.items() if count > 1 and not name.startswith("step:")]:
        found[f"{name}:again"] = 1
    if "?" in flat.text:
        found["question"] = 1
    found[f"length:{min(len(flat.text.split()) // 6, 8)}"] = 1
    return found


@_once_a_reading
def encoded(reading: Reading) -> dict[str, float]:
    """What the fine-tuned encoder says."""
    return fine_tuned().log_odds(reading.text)


def vector(reading: Reading) -> Vectors:
    """The whole message's sentence vector beside the largest value of each dimension over its clauses."""
    peaks = reading.vectors[1:].max(axis=0) if len(reading.vectors) > 1 else reading.vectors[0]
    both: Vectors = np.concatenate([reading.vectors[0], peaks]).astype(np.float32) * VECTOR_WEIGHT
    return both


@dataclass(frozen=True)
class Features:
    """How a reading becomes numbers: columns of n-grams, then columns of cues."""

    ngrams: Vocabulary
    cues: Vocabulary

    def row(self, reading: Reading) -> Sparse:
        return self.join(document(reading), cues(reading))

    def join(self, counts: Counter[str], marks: Counter[str]) -> Sparse:
        words = self.ngrams.row(counts)
        found = self.cues.present(marks)
        columns = np.concatenate([words.columns, found + len(self.ngrams)])
        return Sparse(columns, np.concatenate([words.values, np.full(len(found), CUE_WEIGHT, dtype=np.float32)]))

    @property
    def width(self) -> int:
        return len(self.ngrams) + len(self.cues)


@dataclass(frozen=True)
class StepStates:
    """Whether a mentioned step is done or asked, and what came of it, from the words around its mention."""

    vocabulary: Vocabulary
    linear: Linear  # names: done, asked, and the four results

    def scores(self, reading: Reading, flat: Flat, mentions: Sequence[StepMention]) -> list[dict[str, float]]:
        """Log-odds of each name for each mention."""
        nothing = np.zeros(0, dtype=np.float32)
        result = []
        for mention in mentions:
            found = self.vocabulary.present(around(flat, mention, reading))
            row = Sparse(found, np.ones(len(found), dtype=np.float32))
            result.append(dict(zip(self.linear.names, self.linear.scores(row, nothing).tolist(), strict=True)))
        return result


Evidence = tuple[float, float, float, float, float]


@dataclass(frozen=True)
class Joins:
    """How much each reader counts for a group of labels.

    By group: the weights of the network's log-odds, of the encoder's, of the best mention's of the step, of there
    being a mention at all, and a constant.
    """

    weights: dict[str, Evidence]

    def log_odds(self, group: str, evidence: Evidence) -> float:
        return float(np.dot(self.weights[group], evidence))


@dataclass(frozen=True)
class Scores:
    """Log-odds of every label, and the mention that speaks the strongest for each step's state."""

    log_odds: dict[str, float]
    mentions: dict[str, StepMention]


@dataclass(frozen=True)
class Model:
    """Features, the network over them, the steps' states, and the least log-odds of each label (`field:value`)."""

    features: Features
    network: Network
    states: StepStates
    joins: Joins
    thresholds: dict[str, float]

    def scores(self, reading: Reading) -> Scores:
        flat = flatten(reading.text)
        scores = self.network.scores(self.features.row(reading), vector(reading))
        mentions = step_mentions(flat)
        heard = Heard(
            dict(zip(self.network.names, scores.tolist(), strict=True)),
            encoded(reading),
            mentions,
            self.states.scores(reading, flat, mentions),
        )
        return join(heard, self.joins)

    def clause_scores(self, reading: Reading) -> NDArray[np.float32]:
        """Log-odds of every name of the network for each clause alone, by the clause's words and vector."""
        rows = [self.features.ngrams.row(ngrams(reading.text[part.start : part.end])) for part in reading.clauses]
        vectors = [np.concatenate([vector, vector]) * VECTOR_WEIGHT for vector in reading.vectors[1:]]
        return np.stack([self.network.scores(row, vector) for row, vector in zip(rows, vectors, strict=True)])

    def save(self, folder: Path) -> None:
        names = {
            "labels": list(self.network.names),
            "ngrams": list(self.features.ngrams.columns),
            "cues": list(self.features.cues.columns),
            "around": list(self.states.vocabulary.columns),
            "states": list(self.states.linear.names),
            "joins": self.joins.weights,
            "thresholds": self.thresholds,
        }
        rarities = {
            "ngrams": self.features.ngrams.rarity,
            "cues": self.features.cues.rarity,
            "around": self.states.vocabulary.rarity,
        }
        learnt = {**self.network.arrays("network"), **self.states.linear.arrays("states")}
        stored.write(folder, names, {**rarities, **learnt})

    @classmethod
    def load(cls, folder: Path) -> Model:
        names, arrays = stored.read(folder)
        vocabularies = {name: Vocabulary.restore(names[name], arrays[name]) for name in ("ngrams", "cues", "around")}
        return cls(
            Features(vocabularies["ngrams"], vocabularies["cues"]),
            Network.restore(names["labels"], arrays, "network"),
            StepStates(vocabularies["around"], Linear.restore(names["states"], arrays, "states")),
            Joins({name: tuple(weights) for name, weights in names["joins"].items()}),
            names["thresholds"],
        )


@dataclass(frozen=True)
class Heard:
    """What the readers say of one message: log-odds by name, and the states of the steps that it mentions."""

    network: dict[str, float]
    encoder: dict[str, float]
    mentions: Sequence[StepMention]
    states: Sequence[dict[str, float]]

    def evidence(self) -> Iterator[tuple[str, str, Evidence]]:
        """Each label with its group and its evidence; platforms are read by patterns alone."""
        for name, network in self.network.items():
            field, value = name.split(":")
            if field in STATES or field in ("platforms", "result"):
                continue
            yield name, _group(field, value), (network, self.encoder.get(name, 0.0), 0.0, 0.0, 1.0)
        for field, state in STATES.items():
            best = self.best(state)
            for step in STEPS:
                name = f"{field}:{step}"
                mention = _of_mention(best.get(step), state)
                yield name, state, (self.network[name], self.encoder[name], *mention, 1.0)
                for result in RESULTS if state == "done" else ():
                    label = f"step_results:{step}:{result}"
                    mention = _of_mention(best.get(step), result)
                    yield label, result, (self.network[f"result:{result}"], self.encoder[label], *mention, 1.0)

    def best(self, state: str) -> dict[str, tuple[dict[str, float], StepMention]]:
        """For each step that is mentioned, the mention that speaks the strongest for a state."""
        best: dict[str, tuple[dict[str, float], StepMention]] = {}
        for scores, mention in zip(self.states, self.mentions, strict=True):
            if mention.step not in best or scores[state] > best[mention.step][0][state]:
                best[mention.step] = (scores, mention)
        return best


def _group(field: str, value: str) -> str:
    """Labels that share their weights: values of a field; grave dangers; each yes or no alone."""
    if field == "danger":
        return GRAVELY if value in GRAVE else value
    return f"{field}:{value}" if value in ("true", "false") else field


def _of_mention(best: tuple[dict[str, float], StepMention] | None, name: str) -> tuple[float, float]:
    return (best[0][name], 1.0) if best else (0.0, 0.0)


def join(heard: Heard, joins: Joins) -> Scores:
    log_odds = {name: joins.log_odds(group, evidence) for name, group, evidence in heard.evidence()}
    strongest = {
        f"{field}:{step}": mention
        for field, state in STATES.items()
        for step, (_, mention) in heard.best(state).items()
    }
    return Scores(log_odds, strongest)
