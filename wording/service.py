"""Sentences that parents read and that stand in the program itself: the greeting, help when the bot is away, moves."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from wording.reading import ROOT

# Where the service itself speaks to a parent.
SPEAKING = (
    "hub/src/hub/greeting.py",
    "hub/src/hub/turns.py",
    "hub/src/hub/cases.py",
    "hub/src/hub/returning.py",
    "hub/src/hub/files.py",
    "hub/src/hub/messenger/words.py",
    "hub/src/hub/messenger/routing.py",
    "safety/numbers.py",
)
SHORTEST = 25  # characters of a sentence; anything shorter is a title or a key
_ENGLISH = re.compile(r"\b(?:the|of|and|is)\b", re.IGNORECASE)  # words for developers


@dataclass(frozen=True)
class Sentence:
    """A sentence of the program."""

    file: str
    line: int
    name: str
    text: str


def sentences() -> Iterator[Sentence]:
    """All of them, in the order of the files."""
    for file in SPEAKING:
        path = ROOT / file
        if path.exists():
            yield from _of(path, file)


def _of(path: Path, file: str) -> Iterator[Sentence]:
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if not isinstance(node, ast.Assign | ast.AnnAssign) or node.value is None:
            continue
        target = node.targets[0] if isinstance(node, ast.Assign) else node.target
        name = target.id if isinstance(target, ast.Name) else ""
        for value in _strings(node.value):
            text = _words(value)
            if len(text) >= SHORTEST and (text[0].isupper() or text[0] == "{") and not _ENGLISH.search(text):
                yield Sentence(file, value.lineno, name, text)


def _strings(node: ast.expr) -> Iterator[ast.expr]:
    if isinstance(node, ast.Constant | ast.JoinedStr):
        yield node
    elif isinstance(node, ast.Dict):
        for value in node.values:
            yield from _strings(value)
    elif isinstance(node, ast.Tuple | ast.List):
        for value in node.elts:
            yield from _strings(value)


def _words(node: ast.expr) -> str:
    if isinstance(node, ast.Constant):
        return node.value.strip() if isinstance(node.value, str) else ""
    assert isinstance(node, ast.JoinedStr)
    return "".join(str(part.value) if isinstance(part, ast.Constant) else "{…}" for part in node.values).strip()
