"""Intimate images and sexual danger: nothing is copied, Child Focus or the police say how a proof is kept (13.12)."""

from __future__ import annotations

import re

from advice import Situation

NEVER_COPIED = frozenset({"intimate_images", "grooming"})
CHILD_FOCUS = "116 000"
_COPIES = re.compile(r"captur", re.IGNORECASE)
# A quotation's mark stays with its sentence.
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?!»)|(?<=[.!?]\s»)\s+")
_ITEM = re.compile(r"^(?:-|\d\.)(?=\s|$)\s*")
_NUMBER = re.compile(r"^\d(?=\.\s)")


def is_sexual(situation: Situation) -> bool:
    return "sexual" in situation.dangers or bool(NEVER_COPIED & set(situation.harm_types))


def without_copies(text: str, instead: str) -> str:
    """A text that speaks of screenshots loses those sentences and items; `instead` says who helps with a proof."""
    if not _COPIES.search(text):
        return text
    lines: list[str] = []
    number = 0
    for line in text.split("\n"):
        rest = " ".join(sentence for sentence in _SENTENCE.split(line) if not _COPIES.search(sentence))
        if line and not _ITEM.sub("", rest):
            continue
        if _NUMBER.match(rest):
            number += 1
            rest = _NUMBER.sub(str(number), rest)
        lines.append(rest)
    left = re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
    return left if CHILD_FOCUS in left else "\n\n".join(part for part in (left, instead) if part)
