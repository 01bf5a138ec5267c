"""On which networks it has stopped, was reported or goes on, as a message says; and whether it is a new front."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from actions.outcomes import evidence_is_lost
from advice import Situation, Understanding
from advice.standing import result, solved, taken

HELPED = frozenset({"worked", "partial"})

_NAMES: Mapping[str, str] = {
    "facebook": r"facebook|fb",
    "messenger": r"messenger",
    "instagram": r"insta(?:gram)?",
    "whatsapp": r"whats?app?|wapp",
    "snapchat": r"snap(?:chat)?",
    "tiktok": r"tik\s?tok",
    "youtube": r"youtube",
    "x": r"twitter",
    "discord": r"discord",
    "telegram": r"telegram",
    "twitch": r"twitch",
    "roblox": r"roblox",
}
_NAMED = {platform: re.compile(rf"\b(?:{name})\b", re.IGNORECASE) for platform, name in _NAMES.items()}
# Where one thing is said of one network; "mais" begins another.
_CLAUSE = re.compile(r"(?:(?!\bmais\b|\bet\s+sur\b|\bpar\s+contre\b)[^.!?;,\n])+|\bmais\b[^.!?;,\n]*", re.IGNORECASE)
_GONE = re.compile(
    r"\bplus\s+rien\b|\b(?:supprim|ferm|banni|enlev|retir|effac|disparu|suspendu|r[ée]gl[ée])", re.IGNORECASE
)
_GOES_ON = re.compile(
    r"\b(?:continue|recommenc|repar|repris|revien|revenu|toujours|encore|maintenant|nouve(?:au|l)|tourn|circul|post|publi|partag"
    r"|apparu|pas\s+r[ée]gl[ée])",
    re.IGNORECASE,
)
_DONE = re.compile(
    r"\b(?:c['’]?est\s+(?:d[ée]j[àa]\s+)?(?:fait|bon|ok|signal)|est\s+fait|ok|signal[ée]e?s?|fait)\b", re.IGNORECASE
)
_NOT = re.compile(r"\b(?:pas|plus|jamais|rien|aucune?|impossible|trouve\s+pas)\b", re.IGNORECASE)
# Something that was not there before the success: another account, a photo elsewhere, another group.
_NEW = re.compile(
    r"\b(?:nouveau|nouvel|nouvelle|autre|second|seconde|deuxi[eè]me|2e|2[eè]me)s?\s+(?:faux\s+|fausse\s+)?"
    r"(?:comptes?|profils?|groupes?|pages?|pseudos?|num[ée]ros?|photos?|vid[ée]os?|serveurs?|stor(?:y|ies)|posts?)\b"
    r"|\bun(?:e)?\s+autre\s+(?:est\s+|vient\s+d['’]\s*)?(?:apparu|appara[iî]tre|sorti|cr[ée])"
    r"|\bre(?:fait|cr[ée]{1,2}|cr[ée]er|ouvert)\s+(?:un|une)\b|\bsous\s+un\s+autre\s+(?:nom|compte|pseudo)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Networks:
    """Networks of which a message says that nothing is left, that it goes on, that they were reported to or not."""

    gone: frozenset[str] = frozenset()
    alive: frozenset[str] = frozenset()
    reported: frozenset[str] = frozenset()
    unreported: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Front:
    """Networks where nothing is left, and those on which something new goes on."""

    gone: frozenset[str]
    back: frozenset[str]


def networks(text: str) -> Networks:
    """What a message says of each network that it names."""
    found: dict[str, set[str]] = {"gone": set(), "alive": set(), "reported": set(), "unreported": set()}
    for clause, platforms in _clauses(text):
        gone = _GONE.search(clause) and not re.search(r"\bpas\b", clause)
        if gone:
            found["gone"] |= platforms
        elif _GOES_ON.search(clause):
            found["alive"] |= platforms
        if _NOT.search(clause) and not gone:
            found["unreported"] |= platforms
        elif _DONE.search(clause):
            found["reported"] |= platforms
    return Networks(*(frozenset(found[name]) for name in ("gone", "alive", "reported", "unreported")))


def _clauses(text: str) -> Iterator[tuple[str, set[str]]]:
    """Each clause with the networks named in it; one that names none goes with the one before."""
    clauses: list[tuple[str, set[str]]] = []
    for match in _CLAUSE.finditer(text):
        platforms = {platform for platform, name in _NAMED.items() if name.search(match[0])}
        if platforms or not clauses:
            clauses.append((match[0], platforms))
        else:
            before, named = clauses[-1]
            clauses[-1] = (before + match[0], named)
    return iter(clauses)


def reported_in_part(text: str, told: Mapping[str, Any], situation: Situation) -> frozenset[str]:
    """The networks that were reported to, where another one still waits for it; empty where all or none were."""
    of_reports = "signal" in text.lower() or situation.standing == "report_platform"
    if "report_platform" in taken(situation) or not of_reports:
        return frozenset()
    said = networks(text)
    results = [fact for fact in told.get("facts") or () if fact.get("field") == "step_results" and _is_report(fact)]
    if results and not said.unreported:  # what came of it goes on from there
        return frozenset()
    left = {*said.unreported, *situation.platforms} - said.reported - {*situation.behind}
    return said.reported - said.unreported if left else frozenset()


def without_report(told: Mapping[str, Any]) -> Mapping[str, Any]:
    """A message's facts without the report: it was made, but not everywhere."""
    mine = ("steps_done", "step_results")
    return {
        **told,
        **{
            kind: [one for one in told.get(kind) or () if not (one.get("field") in mine and _is_report(one))]
            for kind in ("facts", "retractions")
        },
    }


def _is_report(fact: Mapping[str, Any]) -> bool:
    return str(fact.get("value")).partition(":")[0] == "report_platform"


def new_front(text: str, before: Situation, heard: Understanding) -> Front | None:
    """Where something new goes on after a success; None where nothing does."""
    if evidence_is_lost(text):  # what goes by itself was no success
        return None
    after, said = heard.situation, networks(text)
    helped = {step for step in taken(after) if result(after, step) in HELPED}
    if not (helped or solved(before) or said.gone):
        return None
    named = said.gone | said.alive | {platform for _, platforms in _clauses(text) for platform in platforms}
    goes_on = heard.over is False or _GOES_ON.search(text) is not None
    here = named - said.gone
    new = (here if heard.over is False else said.alive) - {*before.platforms}
    elsewhere = bool(before.platforms) and bool(new)
    moved = heard.over is False and bool(said.gone) and bool(said.alive or {*after.platforms} - said.gone)
    if not (_NEW.search(text) or elsewhere or moved):
        return None
    left = {*before.platforms} - here if elsewhere and solved(before) else set()
    return Front(gone=(said.gone - said.alive) | left, back=frozenset(here) if goes_on else frozenset())
