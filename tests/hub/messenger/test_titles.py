"""Every button that the bot can show has a title, or a short one, that Messenger shows whole."""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from hub.messenger.limits import TITLE, length
from hub.settings import REPOSITORY

MAKERS = {"button", "Button", "outcome", "how", "about"}
"""Functions of the actions whose first word is a title."""


def in_actions() -> Iterator[tuple[str, str, str | None]]:
    """Place, title and short title of each button that an action makes of fixed words."""
    for path in sorted((REPOSITORY / "actions").glob("*.py")):
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(call, ast.Call) and _name(call) in MAKERS:
                short = next((_words(word.value) for word in call.keywords if word.arg == "short_title"), None)
                for title in _titles(call):
                    yield f"{path.name}:{call.lineno}", title, short


def in_domain() -> Iterator[tuple[str, str, str | None]]:
    """The same of the buttons in the texts."""
    for path in [REPOSITORY / "domain.yml", *sorted((REPOSITORY / "domain").glob("*.yml"))]:
        yield from _buttons(path, yaml.safe_load(path.read_text(encoding="utf-8")))


def _buttons(path: Path, value: Any) -> Iterator[tuple[str, str, str | None]]:
    if isinstance(value, dict):
        for button in value.get("buttons") or ():
            yield path.name, button["title"], button.get("short_title")
        for inner in value.values():
            yield from _buttons(path, inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _buttons(path, inner)


def _name(call: ast.Call) -> str:
    return call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")


def _titles(call: ast.Call) -> Iterator[str]:
    """What the first argument may be: a text, or one of two."""
    for argument in call.args[:1]:
        choices = (argument.body, argument.orelse) if isinstance(argument, ast.IfExp) else (argument,)
        for choice in choices:
            words = _words(choice)
            if words is not None:
                yield words


def _words(node: ast.expr) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


FOUND = [*in_actions(), *in_domain()]


@pytest.mark.parametrize(("place", "title", "short"), FOUND, ids=lambda value: str(value)[:40])
def test_a_title_is_shown_whole(place: str, title: str, short: str | None) -> None:
    assert length(title) <= TITLE or (short is not None and length(short) <= TITLE), f"{place}: {title!r}"


def test_the_buttons_were_found() -> None:
    assert len(FOUND) > 30
