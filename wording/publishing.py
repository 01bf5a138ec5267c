"""The copy of the texts from which the running service speaks: one file, replaced in one stroke."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from wording.reading import Text, Texts, Wording

COPY = "texts.json"

# name → wordings {text, metadata}, as Rasa's domain has them.
Responses = Mapping[str, list[dict[str, Any]]]


class NoCopy(Exception):
    """There is no copy, or it cannot be read."""


def responses(texts: Iterable[Text]) -> dict[str, list[dict[str, Any]]]:
    """The texts as the actions read them."""
    return {
        text.name: [
            {"text": wording.text, "metadata": {"source": wording.source, "when": wording.when}}
            for wording in text.wordings
        ]
        for text in texts
    }


def version(said: Responses) -> str:
    """A short name for exactly these texts."""
    return hashlib.sha256(json.dumps(said, sort_keys=True, ensure_ascii=False).encode()).hexdigest()[:12]


def write(said: Responses, folder: Path) -> str:
    """Replaces the copy in `folder`; whoever reads meanwhile gets the whole old or the whole new one. Its version."""
    folder.mkdir(parents=True, exist_ok=True)
    fresh = folder / f".{COPY}.{os.getpid()}"
    with fresh.open("w", encoding="utf-8") as file:
        json.dump({"version": version(said), "responses": said}, file, ensure_ascii=False)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(folder / COPY)
    return version(said)


def read(folder: Path) -> dict[str, list[dict[str, Any]]]:
    """The copy in `folder`.

    Raises:
        NoCopy: it is missing, half written or changed by hand.
    """
    try:
        copy = json.loads((folder / COPY).read_text(encoding="utf-8"))
        said: dict[str, list[dict[str, Any]]] = copy["responses"]
        whole = version(said) == copy["version"]
    except (OSError, ValueError, KeyError, TypeError):
        raise NoCopy(str(folder / COPY)) from None
    if not whole:
        raise NoCopy(str(folder / COPY))
    return said


def as_texts(said: Responses) -> Texts:
    """The copy as the checks read it."""
    return {
        name: Text(
            name,
            COPY,
            0,
            tuple(Wording(str(one["text"]), 0, one["metadata"]["source"], one["metadata"]["when"]) for one in wordings),
        )
        for name, wordings in said.items()
    }
