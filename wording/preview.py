"""What changes for the parent: each changed text before and after, as it is read in the chat."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import fill

from wording import placeholders
from wording.checks import score_of
from wording.reading import Text, Texts
from wording.typography import typeset

WIDTH = 78
RED, GREEN, BOLD, PLAIN = "\033[31m", "\033[32m", "\033[1m", "\033[0m"


def changed(texts: Texts, running: Texts) -> list[str]:
    """The names of the texts whose words are others now, in the order of the files."""
    return [name for name, text in texts.items() if name not in running or _words(text) != _words(running[name])]


def lines(texts: Texts, running: Texts, when: dict[str, str], colours: bool) -> Iterator[str]:
    """The preview for a terminal. when: in plain words, when a text is said."""
    red, green, bold, plain = (RED, GREEN, BOLD, PLAIN) if colours else ("", "", "", "")
    for name in changed(texts, running):
        text = texts[name]
        yield f"{bold}{name}{plain}   {text.file}, ligne {text.line}"
        if name in when:
            yield fill(f"Dit : {when[name]}", WIDTH)
        before, after = (_words(running[name]) if name in running else ()), _words(text)
        for number in range(max(len(before), len(after))):
            old, new = _at(before, number), _at(after, number)
            if old == new:
                continue
            if old is not None:
                yield f"  {red}avant{plain}"
                yield from (f"  {red}- {line}{plain}" for line in _shown(old))
            if new is not None:
                yield f"  {green}après{plain}   ({len(placeholders.shown(new))} signes, lisibilité {score_of(new):.0f})"
                yield from (f"  {green}+ {line}{plain}" for line in _shown(new))
        yield ""


def _words(text: Text) -> tuple[str, ...]:
    return tuple(wording.text for wording in text.wordings)


def _at(words: tuple[str, ...], number: int) -> str | None:
    return words[number] if number < len(words) else None


def _shown(text: str) -> list[str]:
    found: list[str] = []
    for line in typeset(placeholders.shown(text)).split("\n"):
        found += fill(line, WIDTH - 4, break_on_hyphens=False).split("\n")
    return found
