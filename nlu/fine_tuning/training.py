"""Fine-tunes the encoder on the labelled messages, with the same questions as the tagger's network."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import tensorflow as tf
from numpy.typing import NDArray

from nlu.fine_tuning.carelessness import JOINED, careless, short, together
from nlu.fine_tuning.network import HIDDEN, WITHOUT_RESULT, Network
from nlu.labels import NO_QUESTION, Meant, Target, denies, meant_targets, targets
from nlu.subwords import PAD, Subwords
from nlu.vocabulary import BESIDES, GRAVE, LEFT_OPEN, RESULTS, SAID_BESIDES, STEPS, Labels

Matrix = NDArray[np.float32]
BATCH = 24  # messages
MOST_PLACES = 1600  # subwords of a batch, filling included: longer messages come in smaller batches
RATE, HEAD_RATE = 2e-4, 2e-3  # the largest steps of AdamW; the heads begin from nothing
WARM_UP = 0.1  # share of the steps
DECAY = 0.01
CLIPPED = 5.0  # largest length of a gradient
GRAVE_WEIGHT = 2.0  # of a grave danger beside the other labels
RESULT_WEIGHT = 1.5
JITTER = 6  # subwords by which lengths are disturbed, so that batches differ from round to round


@dataclass(frozen=True)
class Truth:
    """What the labels answer: yes or no for each name, whether they answer at all, and the results of steps done."""

    names: tuple[str, ...]
    wanted: Matrix
    counted: Matrix
    results: NDArray[np.int32]  # 0: nothing said, then RESULTS; -1: the step is not done


def truth(labels: Sequence[Labels], texts: Sequence[str], meant: Sequence[Meant], names: Sequence[Meant]) -> Truth:
    """names: of the intents and questions that are learnt, as they stand in any examples."""
    asked = [target for target in targets(labels, texts) if target.field != "platforms"]  # read by patterns
    asked += meant_targets(meant, names)
    asked += [
        Target(
            name.partition(":")[0],
            name.partition(":")[2],
            np.asarray([name in label.get(BESIDES, []) for label in labels]),
            np.asarray([BESIDES in label or not denies(text) for label, text in zip(labels, texts, strict=True)]),
        )
        for name in SAID_BESIDES
    ]
    results = np.full((len(labels), len(STEPS)), -1, dtype=np.int32)
    for row, label in enumerate(labels):
        for column, step in enumerate(STEPS):
            if step in label.get("steps_done", []):
                said = label.get("step_results", {}).get(step)
                results[row, column] = 0 if said is None else 1 + RESULTS.index(said)
    names_asked = tuple(target.name for target in asked)
    counted = np.stack([target.known for target in asked], axis=1).astype(np.float32)
    for row, label in enumerate(labels):
        for left in label.get(LEFT_OPEN, []):
            counted[row, [column for column, name in enumerate(names_asked) if name.startswith(left)]] = 0
            if left.startswith("step_results:"):
                results[row, STEPS.index(left.removeprefix("step_results:"))] = -1
    return Truth(names_asked, np.stack([target.truth for target in asked], axis=1).astype(np.float32), counted, results)


def batches(
    messages: Sequence[list[list[int]]], dice: np.random.Generator | None = None
) -> Iterator[tuple[list[int], NDArray[np.int32], Matrix, int]]:
    """Places of the messages, their ids and masks, and how many windows each has; messages of one length together."""
    lengths = np.asarray([max(map(len, windows)) for windows in messages], dtype=np.float64)
    counts = np.asarray([len(windows) for windows in messages])
    if dice is not None:
        lengths = lengths + dice.random(len(lengths)) * JITTER
    groups: list[list[int]] = []
    for place in np.lexsort((lengths, counts)).tolist():
        current = groups[-1] if groups else []
        room = counts[place] * (lengths[place] + 1) * (len(current) + 1) <= MOST_PLACES
        if current and counts[current[0]] == counts[place] and len(current) < BATCH and room:
            current.append(place)
        else:
            groups.append([place])
    if dice is not None:
        dice.shuffle(groups)
    for group in groups:
        windows = [window for place in group for window in messages[place]]
        longest = max(map(len, windows))
        ids = np.full((len(windows), longest), PAD, dtype=np.int32)
        hidden = np.full((len(windows), longest), HIDDEN, dtype=np.float32)
        for row, window in enumerate(windows):
            ids[row, : len(window)] = window
            hidden[row, : len(window)] = 0
        yield group, ids, hidden, int(counts[group[0]])


class Learner:
    """Gradient descent with a step for each weight (AdamW), in one compiled function."""

    def __init__(self, network: Network, names: Sequence[str], steps: int, pace: float) -> None:
        self._network = network
        self._steps = steps
        self._rates = RATE * pace, HEAD_RATE * pace
        self._taken = tf.Variable(0.0)
        self._weights = tf.constant([GRAVE_WEIGHT if name.removeprefix("danger:") in GRAVE else 1.0 for name in names])
        variables = network.encoder + network.head
        self._means = [tf.Variable(tf.zeros_like(v)) for v in variables]
        self._squares = [tf.Variable(tf.zeros_like(v)) for v in variables]
        signature = [
            tf.TensorSpec((None, None), tf.int32),
            tf.TensorSpec((None, None), tf.float32),
            tf.TensorSpec((), tf.int32),
            tf.TensorSpec((None, len(names)), tf.float32),
            tf.TensorSpec((None, len(names)), tf.float32),
            tf.TensorSpec((None, len(STEPS)), tf.int32),
        ]
        self.step = tf.function(self._step, input_signature=signature)

    def _step(self, ids: Any, hidden: Any, windows: Any, wanted: Any, counted: Any, results: Any) -> Any:
        network = self._network
        variables = network.encoder + network.head
        with tf.GradientTape() as tape:
            scores, outcomes = network.scores(ids, hidden, windows, True)
            size = tf.cast(tf.shape(scores)[0], tf.float32)
            loss = tf.reduce_sum(counted * self._weights * tf.nn.sigmoid_cross_entropy_with_logits(wanted, scores))
            missed = tf.nn.sparse_softmax_cross_entropy_with_logits(tf.maximum(results, 0), outcomes)
            loss += RESULT_WEIGHT * tf.reduce_sum(missed * tf.cast(results >= 0, tf.float32))
            loss /= size
        gradients, _ = tf.clip_by_global_norm(tape.gradient(loss, variables), CLIPPED)
        self._taken.assign_add(1.0)
        share = self._taken / self._steps
        slope = tf.minimum(1.0, share / WARM_UP) * tf.maximum(0.0, 1 - share) + 0.01
        for place, variable in enumerate(variables):
            gradient = gradients[place]
            mean, square = self._means[place], self._squares[place]
            mean.assign(0.9 * mean + 0.1 * gradient)
            square.assign(0.98 * square + 0.02 * gradient * gradient)
            change = mean / (1 - 0.9**self._taken) / (tf.sqrt(square / (1 - 0.98**self._taken)) + 1e-6)
            if variable.shape.rank == 2:
                change += DECAY * variable
            variable.assign_sub(slope * self._rates[place >= len(network.encoder)] * change)
        return loss


def train(
    network: Network,
    subwords: Subwords,
    texts: Sequence[str],
    labels: Sequence[Labels],
    meant: Sequence[Meant],
    rounds: int,
    after: Callable[[int, float, float], None],
    pace: float = 1.0,
    seed: int = 0,
) -> None:
    """Learns for so many rounds, at a share of the full rate; `after` hears round, mean loss and seconds."""
    dice, order = random.Random(seed), np.random.default_rng(seed)
    names = truth(labels[:1], texts[:1], meant[:1], meant).names
    plainly = [subwords.windows(text) for text in texts]
    learner = Learner(network, names, rounds * sum(1 for _ in batches(plainly)), pace)
    for number in range(rounds):
        began, total, done = time.monotonic(), 0.0, 0
        typed, said, intended = list(texts), list(labels), list(meant)
        if number:
            typed, said, intended = disturbed(texts, labels, meant, dice)
        answers = truth(said, typed, intended, meant)
        messages = [subwords.windows(text) for text in typed]
        for group, ids, hidden, windows in batches(messages, order):
            loss = learner.step(
                ids, hidden, tf.constant(windows), answers.wanted[group], answers.counted[group], answers.results[group]
            )
            total += float(loss) * len(group)
            done += len(group)
        after(number, total / max(done, 1), time.monotonic() - began)


def disturbed(
    texts: Sequence[str], labels: Sequence[Labels], meant: Sequence[Meant], dice: random.Random
) -> tuple[list[str], list[Labels], list[Meant]]:
    """The messages as careless writers type them; some short ones get another one added, and have no one intent."""
    fragments = [place for place, text in enumerate(texts) if short(text, labels[place])]
    typed, said, intended = [], [], list(meant)
    for place, (text, label) in enumerate(zip(texts, labels, strict=True)):
        if fragments and short(text, label) and dice.random() < JOINED:
            other = dice.choice(fragments)
            both = together(label, labels[other])
            if both is not None:
                end = "" if text.rstrip().endswith((".", "!", "?")) else "."
                text, label = f"{text.rstrip()}{end} {texts[other]}", both
                intended[place] = Meant(None, _of_both(meant[place].question, meant[other].question))
        typed.append(careless(text, dice))
        said.append(label)
    return typed, said, intended


def _of_both(one: str | None, other: str | None) -> str | None:
    """The question of two messages said in one breath, None where it is not one alone."""
    if one is None or other is None or (one and other):
        return None
    return one or other or NO_QUESTION


def predicted(network: Network, messages: Sequence[list[list[int]]]) -> tuple[Matrix, Matrix]:
    """Log-odds (messages, names) and scores of results (messages, steps, results)."""
    ask = tf.function(
        lambda ids, hidden, windows: network.scores(ids, hidden, windows, False),
        input_signature=[
            tf.TensorSpec((None, None), tf.int32),
            tf.TensorSpec((None, None), tf.float32),
            tf.TensorSpec((), tf.int32),
        ],
    )
    scores = np.zeros((len(messages), network.arrays["bias"].shape[0]), dtype=np.float32)
    results = np.zeros((len(messages), len(STEPS), WITHOUT_RESULT), dtype=np.float32)
    for group, ids, hidden, windows in batches(messages):
        found, outcomes = ask(ids, hidden, tf.constant(windows))
        scores[group], results[group] = found.numpy(), outcomes.numpy()
    return scores, results
