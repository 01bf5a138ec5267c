"""Rows D1 to D4: while a danger is open nothing else is advised."""

from __future__ import annotations

from typing import TYPE_CHECKING

from advice.answer import Advice
from advice.standing import NOT_TO_BE_TALKED_OVER, taken
from advice.vocabulary import COURT

if TYPE_CHECKING:
    from advice.situation import Situation


def police(situation: Situation) -> str | None:
    """The police as a step, None where the family is already in court."""
    return None if "civil" in taken(situation) else "police"


def said(situation: Situation, *rows: str) -> bool:
    return any(given.row in rows for given in situation.advised)


def self_harm(situation: Situation) -> Advice | None:
    """D1: do not leave the child alone, 112, the help lines. Facts: sections 0 and 1."""
    if "self_harm" in situation.open_dangers:
        return Advice("D1", None, "self_harm", urgency="urgent")
    return None


def threat(situation: Situation) -> Advice | None:
    """D2: 101, keep what shows it, nobody contacts the author, police (E8)."""
    if "threat" in situation.open_dangers:
        return Advice("D2", police(situation), "threat", urgency="urgent")
    if "threat" in situation.dangers and said(situation, "D1") and not said(situation, "D2"):
        return Advice("D2", police(situation), "threat_not_said_yet", urgency="urgent")
    return None


def sexual(situation: Situation) -> Advice | None:
    """D3: do not pay, answer or forward; Child Focus says how to keep proof; police (E8)."""
    if "sexual" in situation.open_dangers:
        return Advice("D3", police(situation), "sexual", urgency="urgent")
    if situation.in_scope is not False:
        for harm in NOT_TO_BE_TALKED_OVER:
            if harm in situation.harm_types:
                return Advice("D3", police(situation), harm, urgency="urgent" if situation.open_dangers else None)
    if "sexual" in situation.dangers and said(situation, "D1", "D2") and not said(situation, "D3"):
        return Advice("D3", police(situation), "sexual_not_said_yet", urgency="urgent")
    return None


def follow_up(situation: Situation) -> Advice | None:
    """D: what the open danger needs was said; is the child safe?"""
    if not situation.open_dangers:
        return None
    return Advice("D", None, f"{situation.open_dangers[0]}_follow_up", question="safe", urgency="urgent")


def adult(situation: Situation) -> Advice | None:
    """D4: an adult is not contacted, by nobody of the family; evidence, report, police (facts: section 0, 2c)."""
    if situation.harasser != "adult" or "sexual" in situation.dangers or sexual(situation):
        return None
    step = None if any(court in taken(situation) for court in COURT) else "police"
    return Advice("D4", step, "author_adult")


def open_rows(situation: Situation) -> list[Advice]:
    """What an open danger needs to be said, gravest first; self-harm is spoken of alone."""
    if "self_harm" in situation.open_dangers:
        rows = [self_harm(situation)]
    elif situation.open_dangers:
        rows = [threat(situation), sexual(situation)]
    else:
        rows = []
    return [row for row in rows if row]
