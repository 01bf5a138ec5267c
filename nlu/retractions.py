"""Platforms that a message takes back: "pas Insta, Snap", "c'était Messenger, pas Facebook"."""

from __future__ import annotations

import re

from nlu.platforms import Mention, platforms
from nlu.reading import Reading

# What stands right before the name; "pas que sur Insta" and "pas seulement" add instead of taking back.
_DENIAL = re.compile(
    r"(?:\bpas (?:sur |par |de |via |du tout |du tout sur |chez |dans )?(?:le |la |les |l')?|"
    r"\bet non (?:pas )?(?:sur |par )?|\bplutot que (?:sur )?|"
    r"\brien (?:a voir avec|sur) |\bau lieu (?:de |d'))$"
)
_NOT_DENIED = re.compile(
    r"\b(?:n'est|ne repond|reagi|repond|supprime|veut|peut|fait|bouge|marche|encore|a|ai|ont)"
    r"(?: toujours)? pas (?:sur |a )?$"
)
_REACH = 24  # characters before the name


def retracted(reading: Reading) -> list[Mention]:
    """The mentions that are denied, unless the same platform is named elsewhere in the message."""
    plain = reading.plain
    mentions = platforms(plain)
    denied = [mention for mention in mentions if _is_denied(plain[max(0, mention.start - _REACH) : mention.start])]
    kept = {mention.value for mention in mentions if mention not in denied}
    return [mention for mention in denied if mention.value not in kept]


def _is_denied(before: str) -> bool:
    return bool(_DENIAL.search(before)) and not _NOT_DENIED.search(before)
