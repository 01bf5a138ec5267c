"""Makes nlu/note_weights.npz: what a message says of a note.

usage: python -m nlu.note_learning [--out nlu/note_weights.npz]
takes three minutes. The encoder is made first (`make encoder`). It has learnt from half of the turns; without them the
reader has fewer to learn from and is worse on turns that neither has seen.
"""

from __future__ import annotations

import argparse
import random
import warnings
import zlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from nlu.fine_tuned import fine_tuned
from nlu.fine_tuning.told import read_alone
from nlu.note_reader import WEIGHTS, Matrix, NoteReader, features
from nlu.note_turns import Turn, written
from nlu.notes import NOTHING, VERDICTS
from nlu.signs import signs
from nlu.spelling import normalise, unaccented

NETWORKS = 4
UNITS = 160
TIMES = 2  # each turn is shown, among other notes
DECAY = 3e-3
MOST_ROUNDS = 40
ONE_IN = 8  # turns on which the figures are printed


def held_back(turn: Turn) -> bool:
    return zlib.crc32(turn.text[::-1].encode("utf-8", "replace")) % ONE_IN == 0


def signs_of(text: str) -> list[float]:
    """Of a message as it was typed."""
    normalised = normalise(text).text
    return signs(normalised, unaccented(normalised), fine_tuned().log_odds(normalised))


def examples(turns: Sequence[Turn], dice: random.Random) -> tuple[Matrix, NDArray[np.int64]]:
    """Features of all their notes, and the verdicts by number."""
    rows, verdicts = [], []
    for turn in turns:
        found = signs_of(turn.text)
        for _ in range(TIMES):
            notes = turn.with_others(dice)
            rows.append(features(found, notes, turn.held(), turn.proposed))
            verdicts += [VERDICTS.index(turn.verdict(note)) for note in notes]
    return np.concatenate(rows), np.asarray(verdicts)


def learn(rows: Matrix, verdicts: NDArray[np.int64]) -> NoteReader:
    from sklearn.neural_network import MLPClassifier

    parts = []
    for seed in range(NETWORKS):
        network = MLPClassifier((UNITS,), alpha=DECAY, max_iter=MOST_ROUNDS, early_stopping=True, random_state=seed)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            network.fit(rows, verdicts)
        assert network.classes_.tolist() == list(range(len(VERDICTS)))
        parts.append((network.coefs_[0], network.intercepts_[0], network.coefs_[1], network.intercepts_[1]))
    return NoteReader(*(np.stack(part).astype(np.float32) for part in zip(*parts, strict=True)))


def figures(reader: NoteReader, turns: Sequence[Turn]) -> str:
    right = total = said = meant = agreed = 0
    for turn in turns:
        notes = turn.notes()
        for note, shares in reader.read(signs_of(turn.text), notes, turn.held(), turn.proposed).items():
            likeliest, wanted = max(shares, key=shares.__getitem__), turn.verdict(note)
            total += 1
            right += likeliest == wanted
            said += likeliest != NOTHING
            meant += wanted != NOTHING
            agreed += likeliest == wanted != NOTHING
    return (
        f"{len(turns)} turns: {right / total:.3f} of the verdicts right; of those that say something "
        f"precision {agreed / max(said, 1):.3f}, recall {agreed / max(meant, 1):.3f}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    options = parser.parse_args()
    turns = written()
    others = [turn for turn in turns if held_back(turn) and not read_alone(turn)]
    learnt = [turn for turn in turns if not held_back(turn)]
    print(f"{len(learnt)} turns to learn", flush=True)
    reader = learn(*examples(learnt, random.Random(0)))
    print(f"held back, {figures(reader, others)}")
    np.savez_compressed(
        options.out,
        inner=reader.inner,
        inner_bias=reader.inner_bias,
        outer=reader.outer,
        outer_bias=reader.outer_bias,
    )


if __name__ == "__main__":
    main()
