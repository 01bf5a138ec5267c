"""Which labelled messages the encoder never learns from: thresholds and weights are chosen on them."""

from __future__ import annotations

import zlib

WHOLE_FILES = ("first_messages_4", "first_messages_8", "letters_4", "letters_8")  # hands unknown to the encoder
ONE_IN = 10  # of the messages of all other files


def held_back(text: str, source: str) -> bool:
    return any(name in source for name in WHOLE_FILES) or zlib.crc32(text.encode("utf-8", "replace")) % ONE_IN == 0
