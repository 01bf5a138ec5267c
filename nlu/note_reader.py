"""Reads a message in the light of what is noted: for each note, what the message says of it.

What the encoder reads in the message alone (nlu/signs.py) meets what stood: whether the note is held, which result it
has, whether its step was proposed last, and what is said of the other steps.
"""

from __future__ import annotations

import functools
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from nlu.notes import CAME_OF_IT, KINDS, VERDICTS, kind_and_value, verdicts_of
from nlu.signs import NAMES, by_name
from nlu.vocabulary import HARASSERS, HARM_TYPES, RESULTS, STEPS, WRITERS

Matrix = NDArray[np.float32]
WEIGHTS = Path(__file__).with_name("note_weights.npz")
SCALE = 3.0  # log-odds are divided by it
NOTHING_SAID = -6.0  # log-odds of what no label answers
VALUES = {"harm": HARM_TYPES, "author": HARASSERS, "writer": WRITERS}
FIELDS = {"harm": "harm_types", "author": "harasser", "writer": "writer"}
TRUTHS = {
    "school": ("school_involved:true", "school_involved:false"),
    "distress": ("danger:distress", "distress:denied"),
    "worse": ("getting_worse:true", "getting_worse:denied"),
    "online": ("content_online:true", "content_online:false"),
    "over": ("over:true", "over:false"),
    "adviser": ("asks_human:true", "adviser_refused:true"),
    "safe": ("safe:true", "safe:false"),
}
_GENERAL = (
    *("getting_worse:true", "asks_human:true", "adviser_refused:true", "harms_denied:some"),
    *("steps_not_done:all", "result:denied"),
)
OF_ALL = tuple(
    place
    for place, name in enumerate(NAMES)
    if name in _GENERAL
    or name.startswith(("intent:", "danger", "over:", "content_online:", "school_involved:", "safe:"))
)
"""Signs that count for every note."""


@dataclass(frozen=True)
class NoteReader:
    """Networks of one hidden layer; their shares are averaged."""

    inner: Matrix  # (networks, features, units)
    inner_bias: Matrix  # (networks, units)
    outer: Matrix  # (networks, units, verdicts)
    outer_bias: Matrix  # (networks, verdicts)

    def read(
        self, signs: Sequence[float], asked: Sequence[str], noted: Collection[str], proposed: str = ""
    ) -> dict[str, dict[str, float]]:
        """By note, the share of each verdict that it can have, summing to 1.

        asked: notes that are held or might be; noted: those that are held, a step's result as a note beside the step.

        Raises:
            ValueError: the signs are not those of `nlu.signs`.
        """
        if not asked:
            return {}
        rows = features(signs, asked, noted, proposed)
        units = np.maximum(np.einsum("nf,mfu->mnu", rows, self.inner) + self.inner_bias[:, None], 0)
        scores = np.einsum("mnu,muv->mnv", units, self.outer) + self.outer_bias[:, None]
        shares = np.exp(scores - scores.max(axis=2, keepdims=True))
        shares = (shares / shares.sum(axis=2, keepdims=True)).mean(axis=0)
        return {note: _possible(note, row) for note, row in zip(asked, shares, strict=True)}


def features(signs: Sequence[float], asked: Sequence[str], noted: Collection[str], proposed: str) -> Matrix:
    """(notes, features)"""
    named = by_name(signs)
    values = np.asarray(signs, dtype=np.float32)
    general = values[list(OF_ALL)] / SCALE
    steps = {note.partition("=")[0] for note in noted if note.startswith("step:")}
    rows = []
    for note in asked:
        kind, value = kind_and_value(note)
        step, _, result = value.partition("=") if kind == "step" else ("", "", "")
        bare = note.partition("=")[0]
        came = next((one.partition("=")[2] for one in noted if one.startswith(f"step:{step}=")), "") if step else ""
        row = [
            *_own(kind, value, step, named),
            *(float(kind == one) for one in KINDS),
            float(note in noted),
            float(bare in {one.partition("=")[0] for one in noted}),
            float(bool(step) and step == proposed),
            float(bool(result)),
            *(float(came == one) for one in CAME_OF_IT),
            *(float(step == one) for one in STEPS),
            len(steps) / 5,
            float(bool(proposed)),
            float(bool(step) and len(steps - {f"step:{step}"}) == 0),
            named.get(f"named:{step or value}", 0.0),
            named.get(f"denied:{value}", 0.0),
            sum(named[f"named:{one}"] for one in STEPS if one != step) / 3,
            max((named[f"named:{one.removeprefix('step:')}"] for one in steps if one != f"step:{step}"), default=0.0),
        ]
        rows.append(np.concatenate([np.asarray(row, dtype=np.float32), general]))
    return np.stack(rows)


def _own(kind: str, value: str, step: str, named: Mapping[str, float]) -> list[float]:
    """What is read of this very note, and the most that is read of others of its kind."""
    nothing = NOTHING_SAID
    found = [nothing] * (5 + len(RESULTS))
    if step:
        found[0], found[1] = named[f"steps_done:{step}"], named[f"steps_not_done:{step}"]
        found[2] = named[f"steps_asked:{step}"]
        found[3] = max(named[f"steps_done:{one}"] for one in STEPS if one != step)
        found[4] = max(named[f"steps_not_done:{one}"] for one in STEPS if one != step)
        found[5:] = [named[f"step_results:{step}:{result}"] for result in RESULTS]
    elif kind in FIELDS:
        field = FIELDS[kind]
        found[0] = named[f"{field}:{value}"]
        found[3] = max(named[f"{field}:{one}"] for one in VALUES[kind] if one != value)
        denied = {"harm": "harms_denied:some", "author": "harasser:denied"}.get(kind, "")
        found[1] = named.get(denied, nothing)
    elif kind == "danger":
        found[0], found[1] = named[f"danger:{value}"], named[f"danger_denied:{value}"]
    elif kind in TRUTHS:
        found[:2] = [named.get(name, nothing) for name in TRUTHS[kind]]
    return [max(-8.0, min(8.0, one)) / SCALE for one in found]


def _possible(note: str, shares: Matrix) -> dict[str, float]:
    names = verdicts_of(note)
    some = shares[: len(names)]
    return dict(zip(VERDICTS, (some / some.sum()).tolist(), strict=False))


@functools.cache
def note_reader() -> NoteReader:
    """The one of the process."""
    with np.load(WEIGHTS, allow_pickle=False) as stored:
        return NoteReader(*(stored[name] for name in ("inner", "inner_bias", "outer", "outer_bias")))
