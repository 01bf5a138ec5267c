"""What a component has learnt, as two files in its folder: names as JSON, numbers as arrays; nothing is pickled."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Arrays = dict[str, NDArray[np.float32]]


def write(folder: Path, names: dict[str, Any], arrays: Mapping[str, NDArray[np.generic]]) -> None:
    (folder / "names.json").write_text(json.dumps(names, ensure_ascii=False), encoding="utf-8")
    np.savez(folder / "weights.npz", **arrays)


def read(folder: Path) -> tuple[dict[str, Any], Arrays]:
    names = json.loads((folder / "names.json").read_text(encoding="utf-8"))
    with np.load(folder / "weights.npz", allow_pickle=False) as stored:
        return names, {name: stored[name] for name in stored.files}
