"""The questions that parents ask, as the review page shows them: their button's title and one wording."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from wording.reading import ROOT

QUESTION = "utter_question_"
_KNOWN = ROOT / "actions" / "known_questions.py"
_WORDINGS = ROOT / "data" / "nlu" / "questions"
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True)
class Asked:
    """place: in the list of questions."""

    place: int
    title: str
    example: str


@cache
def asked() -> dict[str, Asked]:
    """id → question. The list is read, not imported: this package needs nothing of the bot."""
    titles = _titles()
    examples = _examples()
    return {name: Asked(place, title, examples.get(name, "")) for place, (name, title) in enumerate(titles.items())}


def _titles() -> dict[str, str]:
    found: dict[str, str] = {}
    for node in ast.walk(ast.parse(_KNOWN.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and len(node.args) >= 2:
            words = [argument.value for argument in node.args[:2] if isinstance(argument, ast.Constant)]
            if len(words) == 2 and all(isinstance(word, str) for word in words):
                found.setdefault(str(words[0]), str(words[1]))
    return found


def _examples() -> dict[str, str]:
    """The first wording of each question."""
    found: dict[str, str] = {}
    paths = [path for path in sorted(Path(_WORDINGS).glob("*.yml")) if not path.name.startswith("first_")]
    for path in paths:
        data: dict[str, Any] = yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader)
        for block in data.get("nlu") or ():
            for example in block["examples"] if isinstance(block.get("examples"), list) else ():
                name = (example.get("metadata") or {}).get("question")
                if name:
                    found.setdefault(str(name), str(example["text"]).strip())
    return found
