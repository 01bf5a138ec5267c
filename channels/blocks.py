"""Turns the plain text of an answer into the blocks that a page draws: paragraphs and steps."""

from __future__ import annotations

import re
from typing import Any

_NUMBERED = re.compile(r"\s*\d{1,2}[.)]\s+(?P<item>\S.*)")
_DASHED = re.compile(r"\s*[-–•]\s+(?P<item>\S.*)")
_CONTINUATION = re.compile(r"\s{2,}(?P<rest>\S.*)")


def blocks_of(text: str) -> list[dict[str, Any]]:
    """`{"type": "paragraph", "text"}` and `{"type": "steps", "items", "ordered"}` in the order of the text.

    A blank line ends a paragraph. Lines "1. …" follow each other as ordered steps, lines "- …" as unordered ones; an
    indented line goes on with the item above it. A blank line between two items of one kind does not split the list.
    """
    blocks: list[dict[str, Any]] = []
    fresh = True
    for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        if not line.strip():
            fresh = True
            continue
        _add_line(blocks, line, fresh)
        fresh = False
    return blocks


def _add_line(blocks: list[dict[str, Any]], line: str, fresh: bool) -> None:
    last = blocks[-1] if blocks else None
    for pattern, ordered in ((_NUMBERED, True), (_DASHED, False)):
        if match := pattern.fullmatch(line):
            if last is None or last["type"] != "steps" or last["ordered"] is not ordered:
                last = {"type": "steps", "items": [], "ordered": ordered}
                blocks.append(last)
            last["items"].append(match["item"].rstrip())
            return
    if last is not None and not fresh:
        if last["type"] == "paragraph":
            last["text"] += "\n" + line.strip()
            return
        if match := _CONTINUATION.fullmatch(line):
            last["items"][-1] += " " + match["rest"].rstrip()
            return
    blocks.append({"type": "paragraph", "text": line.strip()})
