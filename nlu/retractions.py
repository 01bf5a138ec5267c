"""Platforms and harms that a message takes back: "pas Insta, Snap", "c'était Messenger", "il n'y a pas de chantage"."""

from __future__ import annotations

import re

from nlu.cues import find_cues
from nlu.flat import flatten
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
_HARM_DENIAL = re.compile(r"\b(?:pas|plus|jamais|aucune?s?|sans|ni|personne)(?: [a-z]+){0,3} $")


def retracted(plain: str) -> list[Mention]:
    """The mentions that are denied, unless the same platform is named elsewhere in `plain`, as `platforms` takes it."""
    mentions = platforms(plain)
    denied = [mention for mention in mentions if _is_denied(plain[max(0, mention.start - _REACH) : mention.start])]
    kept = {mention.value for mention in mentions if mention not in denied}
    return [mention for mention in denied if mention.value not in kept]


def _is_denied(before: str) -> bool:
    return bool(_DENIAL.search(before)) and not _NOT_DENIED.search(before)


def denied_harms(reading: Reading) -> list[str]:
    """The harms of whose words each stands right after a denial; whether the message denies is another's to say."""
    flat = flatten(reading.text)
    said: dict[str, bool] = {}
    for cue in find_cues(flat):
        if cue.name.startswith("harm:"):
            harm = cue.name.removeprefix("harm:")
            denied = _HARM_DENIAL.search(flat.text[max(0, cue.start - _REACH) : cue.start]) is not None
            said[harm] = said.get(harm, True) and denied
    return [harm for harm, denied in said.items() if denied]
