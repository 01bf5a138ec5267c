"""The encoder and its heads in TensorFlow, for training; `nlu/transformer.py` computes the same in numpy.

A message comes as windows of subwords: the layers read each window alone, the heads look over all of them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import tensorflow as tf
from numpy.typing import NDArray

from nlu.fine_tuned import restored
from nlu.fine_tuning.published import Published
from nlu.subwords import WINDOW
from nlu.vocabulary import RESULTS, STEPS

Matrix = NDArray[np.float32]
NARROW = 1e-12  # added to a variance, as in the published model
HIDDEN = -1e9  # attention to a place that holds nothing
SHY = -3.0  # the first bias of a label: most are rare
SPREAD = 0.02  # of a head's first weights
DROPPED = 0.1  # share of activations dropped at random while learning
WITHOUT_RESULT = 1 + len(RESULTS)  # what may have come of a step: nothing said, or a result
LAYER_ROWS = {"q": "width", "k": "width", "v": "width", "ao": "width", "fi": "width", "fo": "inner"}
LAYER_VECTORS = ("q.b", "k.b", "v.b", "ao.b", "fi.b", "fo.b", "aln.w", "aln.b", "oln.w", "oln.b")


def published_arrays(published: Published, kept: NDArray[np.int64], layers: int) -> dict[str, Matrix]:
    """The encoder's arrays by name; matrices are (inputs, outputs)."""
    places = published.plain("emb.pos").reshape(-1, published.width)
    arrays = {
        "words": published.rows("emb.word", published.width, kept),
        "places": places[: WINDOW + 2] + published.plain("emb.type")[: published.width],
        "norm.w": published.plain("emb.ln.w"),
        "norm.b": published.plain("emb.ln.b"),
    }
    for layer in range(layers):
        for name, size in LAYER_ROWS.items():
            inputs = published.width if size == "width" else published.inner
            arrays[f"{layer}.{name}.w"] = np.ascontiguousarray(published.rows(f"l{layer}.{name}.w", inputs).T)
        for name in LAYER_VECTORS:
            arrays[f"{layer}.{name}"] = published.plain(f"l{layer}.{name}")
    return arrays


def head_arrays(width: int, labels: int, seed: int = 0) -> dict[str, Matrix]:
    """New heads: where each label looks, what it finds there, what the whole says; the same for results of steps."""
    dice = np.random.default_rng(seed)

    def small(*shape: int) -> Matrix:
        return dice.normal(0, SPREAD, shape).astype(np.float32)

    return {
        "look": small(width, labels),
        "find": small(width, labels),
        "whole": small(width, labels),
        "bias": np.full(labels, SHY, dtype=np.float32),
        "steps.look": small(width, len(STEPS)),
        "steps.find": small(width, WITHOUT_RESULT),
        "steps.bias": np.zeros((len(STEPS), WITHOUT_RESULT), dtype=np.float32),
    }


def earlier_arrays(path: Path, new: Mapping[str, Matrix], names: Sequence[str]) -> dict[str, Matrix]:
    """`new` with layers and heads of an earlier fine-tuning; labels that it did not know keep their new heads.

    Raises:
        ValueError: it has another number of layers.
    """
    with np.load(path, allow_pickle=False) as stored:
        kept = {name: stored[name] for name in stored.files if not name.startswith(("words", "text."))}
        known = bytes(stored["text.names"].tobytes()).decode("utf-8").split("\n")
    earlier = restored(kept)
    arrays = dict(new)
    for name in new:
        if name[0].isdigit() or name.startswith("steps."):
            if name not in earlier:
                raise ValueError(f"{path} has no {name}")
            arrays[name] = earlier[name]
    common = [(place, known.index(label)) for place, label in enumerate(names) if label in known]
    for name in ("look", "find", "whole", "bias"):
        arrays[name] = new[name].copy()
        arrays[name][..., [place for place, _ in common]] = earlier[name][..., [place for _, place in common]]
    return arrays


class Network:
    """Arrays as TensorFlow variables; the words and the lowest layers stay as published."""

    def __init__(self, arrays: dict[str, Matrix], heads: int, layers: int, frozen: int) -> None:
        self.heads, self.layers, self.frozen = heads, layers, frozen
        fixed = {"words", "places", "norm.w", "norm.b"}
        self.arrays: dict[str, Any] = {}
        for name, values in arrays.items():
            still = name in fixed or (name[0].isdigit() and int(name.split(".")[0]) < frozen)
            self.arrays[name] = tf.constant(values) if still else tf.Variable(values, name=name)
        self.encoder = [v for n, v in self.arrays.items() if isinstance(v, tf.Variable) and n[0].isdigit()]
        self.head = [v for n, v in self.arrays.items() if isinstance(v, tf.Variable) and not n[0].isdigit()]

    def scores(self, ids: Any, hidden: Any, windows: Any, learning: bool) -> tuple[Any, Any]:
        """Log-odds (messages, labels) and scores of results (messages, steps, results).

        `ids` is (messages * windows, places), `hidden` the same with 0 where something stands and HIDDEN elsewhere.
        """
        found = self._encoded(ids, hidden, learning)
        width = found.shape[-1]
        found = tf.reshape(found, (-1, windows * tf.shape(ids)[1], width))
        mask = tf.reshape(hidden, (-1, windows * tf.shape(ids)[1]))
        if learning:
            found = tf.nn.dropout(found, DROPPED)
        a = self.arrays
        here = tf.cast(mask > HIDDEN / 2, tf.float32)[:, :, None]
        mean = tf.reduce_sum(found * here, 1) / tf.reduce_sum(here, 1)
        both = tf.reshape(found, (-1, width)) @ tf.concat([a["look"], a["find"], a["steps.look"]], 1)
        both = tf.reshape(both, (tf.shape(found)[0], tf.shape(found)[1], -1))
        labels = a["bias"].shape[0]
        weights = tf.nn.softmax(both[:, :, :labels] + mask[:, :, None], axis=1)
        scores = tf.reduce_sum(weights * both[:, :, labels : 2 * labels], 1) + mean @ a["whole"] + a["bias"]
        looks = tf.nn.softmax(both[:, :, 2 * labels :] + mask[:, :, None], axis=1)
        seen = tf.matmul(looks, found, transpose_a=True)
        results = tf.einsum("bsh,hr->bsr", seen, a["steps.find"]) + a["steps.bias"]
        return scores, results

    def _encoded(self, ids: Any, hidden: Any, learning: bool) -> Any:
        a = self.arrays
        length = tf.shape(ids)[1]
        width = a["norm.w"].shape[0]
        x = tf.gather(a["words"], ids) + a["places"][:length]
        x = tf.reshape(_normalised(x, a["norm.w"], a["norm.b"]), (-1, width))
        for layer in range(self.layers):
            x = self._layer(x, layer, hidden, tf.shape(ids)[0], length, learning and layer >= self.frozen)
        return tf.reshape(x, (tf.shape(ids)[0], length, width))

    def _layer(self, x: Any, layer: int, hidden: Any, rows: Any, length: Any, learning: bool) -> Any:
        a, n = self.arrays, f"{layer}."
        width = x.shape[-1]
        size = width // self.heads

        def part(name: str) -> Any:
            y = tf.matmul(x, a[f"{n}{name}.w"]) + a[f"{n}{name}.b"]
            return tf.transpose(tf.reshape(y, (rows, length, self.heads, size)), (0, 2, 1, 3))

        weights = tf.nn.softmax(
            tf.matmul(part("q"), part("k"), transpose_b=True) * (size**-0.5) + hidden[:, None, None, :]
        )
        joined = tf.reshape(tf.transpose(tf.matmul(weights, part("v")), (0, 2, 1, 3)), (-1, width))
        change = tf.matmul(joined, a[f"{n}ao.w"]) + a[f"{n}ao.b"]
        if learning:
            change = tf.nn.dropout(change, DROPPED)
        x = _normalised(x + change, a[f"{n}aln.w"], a[f"{n}aln.b"])
        inner = tf.nn.gelu(tf.matmul(x, a[f"{n}fi.w"]) + a[f"{n}fi.b"], approximate=True)
        change = tf.matmul(inner, a[f"{n}fo.w"]) + a[f"{n}fo.b"]
        if learning:
            change = tf.nn.dropout(change, DROPPED)
        return _normalised(x + change, a[f"{n}oln.w"], a[f"{n}oln.b"])

    def trained(self) -> dict[str, Matrix]:
        return {name: np.asarray(values) for name, values in self.arrays.items()}


def _normalised(x: Any, weight: Any, bias: Any) -> Any:
    mean, variance = tf.nn.moments(x, -1, keepdims=True)
    return (x - mean) * tf.math.rsqrt(variance + NARROW) * weight + bias
