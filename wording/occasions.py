"""When each text is said, in plain French, and in which chapter of the review page it stands (occasions.yml)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from wording.questions import QUESTION, Asked, asked
from wording.reading import Text, Texts

LIST = Path(__file__).with_suffix(".yml")
OTHERS = "Autres textes"
QUESTIONS = "Questions des parents"

WRITERS: Mapping[str, str] = {
    "teen": "un jeune écrit lui-même",
    "relative": "un proche écrit",
    "witness": "un témoin écrit",
    "school": "quelqu’un de l’école écrit",
    "author_parent": "le parent de l’auteur écrit",
    "other": "un adulte écrit pour lui-même",
}


@dataclass(frozen=True)
class Occasion:
    """chapter, place: where the text stands on the page; when: in plain words, "" where nobody has said it."""

    chapter: str
    place: int
    when: str


@cache
def chapters() -> tuple[tuple[str, str, str], ...]:
    """(chapter, name or beginning of names with *, when), in the order of the page."""
    entries: list[dict[str, Any]] = yaml.safe_load(LIST.read_text(encoding="utf-8"))
    return tuple(
        (str(chapter["title"]), str(name), str(when)) for chapter in entries for name, when in chapter["texts"].items()
    )


def titles() -> list[str]:
    """The chapters in their order; questions come before the last ones about the talk itself."""
    return [*dict.fromkeys(chapter for chapter, _, _ in chapters()), QUESTIONS, OTHERS]


def occasion(text: Text) -> Occasion:
    """When the text is said."""
    found = _listed(text.base)
    question = asked().get(text.base.removeprefix(QUESTION)) if text.base.startswith(QUESTION) else None
    if found is not None:
        place, chapter, when = found
    elif question is not None:
        place, chapter, when = question.place, QUESTIONS, _when_asked(question)
    else:
        place, chapter, when = 0, OTHERS, ""
    when = text.when or when
    if when and text.writer in WRITERS:
        when = f"{when.rstrip('.')} ({WRITERS[text.writer]})."
    return Occasion(chapter, place, when)


def when_said(texts: Texts) -> dict[str, str]:
    """name → when it is said."""
    return {name: occasion(text).when for name, text in texts.items()}


def _listed(name: str) -> tuple[int, str, str] | None:
    """The entry with that very name, else the one with the longest beginning of it."""
    best: tuple[int, str, str] | None = None
    longest = -1
    for place, (chapter, entry, when) in enumerate(chapters()):
        beginning = entry.removesuffix("*")
        fits = name == entry or (entry.endswith("*") and name.startswith(beginning))
        length = len(entry) + 1 if name == entry else len(beginning)
        if fits and length > longest:
            best, longest = (place, chapter, when), length
    return best


def _when_asked(question: Asked) -> str:
    example = f", par exemple : « {question.example} »" if question.example else "."
    return f"Réponse à la question « {question.title} »{example}"
