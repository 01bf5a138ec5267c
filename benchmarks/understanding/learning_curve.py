"""Would more messages help? Scores on held-out messages by how many training messages were learnt from, as a picture.

usage: python -m benchmarks.understanding.learning_curve [FILE.jsonl] [--shares 0.125 0.25 0.5 1]
Of the readers only the network learns anew; the fine-tuned encoder, which takes forty minutes a point, stays silent, so
the curve's end lies below the figures of `make evaluate`. Writes benchmarks/results/learning-curve.{json,svg}.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from unittest import mock

import matplotlib
import numpy as np

from benchmarks.understanding.corpus import examples, measured
from benchmarks.understanding.published import readings
from benchmarks.understanding.score import score
from nlu.facts import understand
from nlu.fine_tuned import FineTuned, fine_tuned
from nlu.learning import learn

RESULTS = Path("benchmarks/results")
UNSEEN = Path(__file__).with_name("heldout_2.jsonl")
SHARES = (0.125, 0.25, 0.5, 1.0)
DRAWN = {
    "facts": "facts.f1",
    "steps done": "steps_done.f1",
    "results of steps": "step_results.f1",
    "grave danger, recall": "danger.grave.recall",
    "grave danger, precision": "danger.grave.precision",
}


def silent() -> FineTuned:
    """An encoder that says nothing and has learnt from nothing."""
    known = fine_tuned()
    nothing = dict.fromkeys(known.log_odds("bonjour"), 0.0)
    encoder = mock.create_autospec(FineTuned, instance=True)
    encoder.log_odds.return_value, encoder.knows.return_value = nothing, False
    return encoder  # type: ignore[no-any-return]


def curve(gold: Path, shares: Sequence[float]) -> list[dict[str, float]]:
    """One row of figures for each share of the training messages; each share holds the smaller ones."""
    known = examples()
    order = np.random.default_rng(0).permutation(len(known))
    asked = measured(gold)
    print(f"reading {len(known) + len(asked)} messages …", flush=True)
    read = readings([example.text for example in known])
    unseen = readings([example.text for example in asked])
    truth = {example.source: example.labels for example in asked}
    rows = []
    with mock.patch("nlu.learning.fine_tuned", silent), mock.patch("nlu.model.fine_tuned", silent):
        for share in shares:
            places = order[: int(share * len(known))]
            model = learn([read[place] for place in places], [known[place].labels for place in places])
            found = {one.source: understand(model, reading).labels for one, reading in zip(asked, unseen, strict=True)}
            rows.append({"messages": float(len(places)), **_figures(score(truth, found))})
            print({name: round(value, 3) for name, value in rows[-1].items()}, flush=True)
    return rows


def _figures(scored: Any) -> dict[str, float]:
    found = {}
    for name, path in DRAWN.items():
        value = scored
        for part in path.split("."):
            value = value[part]
        found[name] = float(value)
    return found


def picture(rows: Sequence[dict[str, float]], path: Path, title: str) -> None:
    matplotlib.use("svg")
    matplotlib.rcParams["svg.hashsalt"] = "learning-curve"  # the same figures make the same file
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(figsize=(7, 4.2), layout="constrained")
    for name in DRAWN:
        axes.plot([row["messages"] for row in rows], [row[name] for row in rows], marker="o", label=name)
    axes.set(xscale="log", xlabel="training messages", ylabel="score", title=title, ylim=(0, 1))
    axes.set_xticks([row["messages"] for row in rows], [f"{row['messages']:,.0f}" for row in rows], minor=False)
    axes.minorticks_off()
    axes.grid(alpha=0.3)
    axes.legend(loc="lower right")
    figure.savefig(path, metadata={"Date": None})


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path, nargs="?", default=UNSEEN)
    parser.add_argument("--shares", type=float, nargs="+", default=SHARES)
    options = parser.parse_args()
    rows = curve(options.gold, options.shares)
    (RESULTS / "learning-curve.json").write_text(
        json.dumps({"file": options.gold.name, "points": rows}, indent=1) + "\n"
    )
    picture(rows, RESULTS / "learning-curve.svg", f"{options.gold.name}, the network without the encoder")


if __name__ == "__main__":
    main()
