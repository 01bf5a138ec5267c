"""Learns the heads of questions that came after the encoder was trained: the encoder stays, each gets a regression.

usage: python -m nlu.fine_tuning.young_heads QUESTION… [--weights nlu/encoder_weights.npz]
A head that is new learns little in the few rounds of going on. Takes five minutes on one core.
"""

from __future__ import annotations

import argparse
import random
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.understanding.corpus import Example, examples
from nlu.fine_tuned import WEIGHTS, FineTuned, fine_tuned
from nlu.fine_tuning.split import held_back
from nlu.labels import sure_question
from nlu.spelling import normalise

OTHERS = 3000  # messages that ask none of them, drawn
STRENGTH = 1.0  # inverse of the regularisation
ASKING_WEIGHT = 3.0  # of a message that asks the question: there are few
Vectors = NDArray[np.float32]


def means(encoder: FineTuned, texts: list[str]) -> Vectors:
    """(texts, width): the mean of the last layer over a message's subwords, as the heads take it."""
    rows = []
    for text in texts:
        windows = encoder.subwords.windows(normalise(text).text)
        rows.append(np.concatenate([encoder.transformer.read(window) for window in windows]).mean(axis=0))
    return np.stack(rows)


def asked(example: Example) -> str | None:
    return sure_question(example.question, example.intent, example.text, example.labels)


def main() -> None:
    from sklearn.linear_model import LogisticRegression

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("questions", nargs="+")
    parser.add_argument("--weights", type=Path, default=WEIGHTS)
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    options = parser.parse_args()
    known = [(one.text, question) for one in examples() if (question := asked(one)) is not None]
    sources = {one.text: one.source for one in examples()}
    known = [(text, question) for text, question in known if not held_back(text, sources[text])]
    young = [one for one in known if one[1] in options.questions]
    others = random.Random(0).sample([one for one in known if one[1] not in options.questions], OTHERS)
    print(f"{len(young)} messages that ask one of {len(options.questions)}, {len(others)} others", flush=True)
    rows = means(fine_tuned(), [text for text, _ in (*young, *others)])
    truth = np.asarray([question for _, question in (*young, *others)])
    with np.load(options.weights, allow_pickle=False) as stored:
        kept = {name: stored[name] for name in stored.files}
    names = bytes(kept["text.names"].tobytes()).decode("utf-8").split("\n")
    for question in options.questions:
        column = names.index(f"question:{question}")
        regression = LogisticRegression(C=STRENGTH, class_weight={True: ASKING_WEIGHT, False: 1.0}, max_iter=300)
        regression.fit(rows, truth == question)
        for part in ("look", "find"):
            kept[part][:, column] = 0
        kept["whole"][:, column] = regression.coef_[0]
        kept["bias"][column] = regression.intercept_[0]
    np.savez_compressed(options.out, **kept)
    print(f"written: {options.out}")


if __name__ == "__main__":
    main()
