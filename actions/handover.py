"""Bringing in a person: the event that makes a case, the offer with its buttons, and who is there now. E10."""

from __future__ import annotations

from actions.buttons import ADVISER, NO_ADVISER, YES_ADVISER
from actions.turn import Turn

URGENT = "urgent"
NORMAL = "normal"


def status(turn: Turn, in_danger: bool = False) -> str:
    """Whether somebody is there now, in one sentence."""
    advisers = turn.advisers
    if advisers.open is None:
        return turn.words("utter_adviser_unknown")
    suffix = "_danger" if in_danger else ""
    if not advisers.open:
        return turn.words(f"utter_adviser_closed{suffix}")
    if not advisers.online:
        return turn.words(f"utter_adviser_busy{suffix}")
    if advisers.wait_minutes:
        return turn.words("utter_adviser_online_wait", minutes=str(advisers.wait_minutes))
    return turn.words("utter_adviser_online")


def request(turn: Turn, reason: str, urgency: str | None) -> None:
    """Tells the hub that a person is offered or queued."""
    turn.set(handoff_request={"reason": reason, "urgency": urgency or NORMAL})


def can_offer(turn: Turn) -> bool:
    """Not while the request already waits with the advisers."""
    return turn.situation.handoff != "queued"


def offer(turn: Turn, name: str, reason: str, urgency: str | None = None) -> str:
    """The sentence that offers a person, with its buttons; "" where the request waits, or just a button where the
    last answer ended with the same sentence."""
    if not can_offer(turn):
        return ""
    turn.situation = turn.situation.with_handoff("offered")
    request(turn, reason, urgency)
    turn.ask("adviser", reason=reason, urgency=urgency)
    sentence = turn.words(name)
    if turn.texts.was_said(sentence):
        turn.offer(ADVISER)
        return ""
    turn.offer(YES_ADVISER, NO_ADVISER)
    return sentence


def queue(turn: Turn, reason: str, urgency: str | None = None) -> None:
    turn.situation = turn.situation.with_handoff("queued")
    request(turn, reason, urgency)
