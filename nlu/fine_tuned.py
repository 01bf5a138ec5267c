"""The fine-tuned encoder with its heads: log-odds of the tagger's labels for a text; one for the process."""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from nlu.subwords import Subwords
from nlu.transformer import Heads, Layer, Matrix, Transformer
from nlu.vocabulary import RESULTS, STEPS

WEIGHTS = Path(__file__).with_name("encoder_weights.npz")
LARGEST = 127  # of a weight kept in whole numbers
_HEADS = ("look", "find", "whole", "bias", "steps.look", "steps.find", "steps.bias")


@dataclass(frozen=True)
class FineTuned:
    """`learnt` holds the marks of the texts that it was trained on: nothing may be tuned on those."""

    names: tuple[str, ...]
    subwords: Subwords
    transformer: Transformer
    heads: Heads
    learnt: frozenset[int]

    def log_odds(self, text: str) -> dict[str, float]:
        """By name of a label, and `step_results:<step>:<result>` as if the step were done. `text` is normalised."""
        found = np.concatenate([self.transformer.read(window) for window in self.subwords.windows(text)])
        scores = dict(zip(self.names, self.heads.labels(found).tolist(), strict=True))
        outcomes = self.heads.results(found).astype(np.float64)
        outcomes -= outcomes.max(axis=1, keepdims=True)
        shares = np.exp(outcomes)
        shares /= shares.sum(axis=1, keepdims=True)
        odds = np.log(np.maximum(shares, 1e-9) / np.maximum(1 - shares, 1e-9))
        for step, row in zip(STEPS, odds[:, 1:].tolist(), strict=True):
            scores |= {f"step_results:{step}:{result}": value for result, value in zip(RESULTS, row, strict=True)}
        return scores

    def knows(self, original: str) -> bool:
        return mark(original) in self.learnt


def mark(original: str) -> int:
    """A number for a training message as it stands in the corpus."""
    return int.from_bytes(hashlib.blake2b(original.encode("utf-8", "replace"), digest_size=8).digest(), "little")


@functools.cache
def fine_tuned() -> FineTuned:
    """Takes half a second and 60 MB."""
    return load(WEIGHTS)


def load(path: Path) -> FineTuned:
    with np.load(path, allow_pickle=False) as stored:
        kept: dict[str, NDArray[np.generic]] = {name: stored[name] for name in stored.files}
    arrays = restored({name: values for name, values in kept.items() if not name.startswith(("words", "text."))})
    layers = 1 + max(int(name.split(".")[0]) for name in arrays if name[0].isdigit())
    texts = {name: bytes(kept[f"text.{name}"].tobytes()).decode("utf-8").split("\n") for name in ("names", "pieces")}
    return FineTuned(
        tuple(texts["names"]),
        Subwords(texts["pieces"], arrays["scores"].tolist()),
        Transformer(
            kept["words"].astype(np.int8, copy=False),
            kept["words:scale"].astype(np.float32),
            arrays["places"],
            (arrays["norm.w"], arrays["norm.b"]),
            tuple(Layer.of(arrays, number) for number in range(layers)),
        ),
        Heads(*(arrays[name] for name in _HEADS)),
        frozenset(kept["text.learnt"].astype(np.uint64).tolist()),
    )


def save(
    path: Path, arrays: Mapping[str, Matrix], names: tuple[str, ...], subwords: Subwords, learnt: frozenset[int]
) -> None:
    """All of it, the matrices as `kept_whole` makes them."""
    kept = kept_whole(arrays)
    kept["scores"] = np.asarray(subwords.scores, dtype=np.float32)
    kept["text.names"] = np.frombuffer("\n".join(names).encode(), dtype=np.uint8)
    kept["text.pieces"] = np.frombuffer("\n".join(subwords.pieces).encode(), dtype=np.uint8)
    kept["text.learnt"] = np.asarray(sorted(learnt), dtype=np.uint64)
    np.savez_compressed(path, **kept)


def kept_whole(arrays: Mapping[str, Matrix]) -> dict[str, NDArray[np.generic]]:
    """Matrices in whole numbers of 8 bits with a scale for each output (each row of the words), the rest as it is."""
    kept: dict[str, NDArray[np.generic]] = {}
    for name, values in arrays.items():
        if name == "words":
            kept["words"], kept["words:scale"] = _whole(values, axis=1)
        elif name.endswith(".w") and values.ndim == 2:
            kept[name], kept[f"{name}:scale"] = _whole(values, axis=0)
        else:
            kept[name] = values.astype(np.float32)
    return kept


def restored(kept: Mapping[str, NDArray[np.generic]]) -> dict[str, Matrix]:
    """The matrices as they are computed with."""
    found: dict[str, Matrix] = {}
    for name, values in kept.items():
        scale = kept.get(f"{name}:scale")
        if not name.endswith(":scale"):
            found[name] = np.ascontiguousarray(values.astype(np.float32))
            if scale is not None:
                found[name] *= scale.astype(np.float32)
    return found


def _whole(values: Matrix, axis: int) -> tuple[NDArray[np.int8], Matrix]:
    scale = np.maximum(np.abs(values).max(axis=axis), 1e-12).astype(np.float32) / LARGEST
    return np.round(values / np.expand_dims(scale, axis)).astype(np.int8), scale
