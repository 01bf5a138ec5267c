"""What the hub asks of the bot, checked field by field before anything reads it."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

LARGEST_BODY = 64 * 1024
LONGEST_TEXT = 8000
# Stretches of work that a moment is chosen from; the hub sends fewer.
MOST_HOURS = 50
CHANNELS = frozenset({"web", "messenger"})

_FIELDS = frozenset({"turn_id", "conversation", "channel", "text", "payload", "now", "last_seen", "advisers", "case"})
_CASES = frozenset({"offered", "queued", "taken", "returned", "declined"})
_ADVISERS = frozenset({"open", "online", "wait_minutes"})
# No character that means something in JSON, paths or logs.
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9:._-]{0,99}")


class Malformed(Exception):
    """The request is not what the hub sends; the text names the field and never quotes its value."""


@dataclass(frozen=True)
class TurnRequest:
    """One turn. `text` is what was typed, or the title of the pressed button when `payload` is set."""

    turn_id: str
    conversation: str
    channel: str
    text: str
    payload: str | None
    now: str
    last_seen: str | None
    advisers: Mapping[str, Any]
    case: str | None = None

    def metadata(self) -> dict[str, Any]:
        """What actions find in `tracker.latest_message["metadata"]`."""
        return {
            "turn_id": self.turn_id,
            "now": self.now,
            "last_seen": self.last_seen,
            "advisers": dict(self.advisers),
            "channel": self.channel,
            "case": self.case,
        }


def read_turn(body: bytes) -> TurnRequest:
    """The request in `body`, JSON in UTF-8.

    Raises:
        Malformed: a field is missing, unknown, of the wrong type or out of bounds.
    """
    if len(body) > LARGEST_BODY:
        raise Malformed("body too large")
    try:
        data = json.loads(body)
    except (ValueError, RecursionError):
        raise Malformed("body is not JSON") from None
    if not isinstance(data, dict):
        raise Malformed("body is not an object")
    if data.keys() - _FIELDS:
        raise Malformed("body has an unknown field")
    return TurnRequest(
        turn_id=_id(data, "turn_id"),
        conversation=_id(data, "conversation"),
        channel=_channel(data),
        text=_text(data),
        payload=_payload(data),
        now=_time(data, "now"),
        last_seen=None if data.get("last_seen") is None else _time(data, "last_seen"),
        advisers=_advisers(data.get("advisers")),
        case=_case(data.get("case")),
    )


def _id(data: Mapping[str, Any], field: str) -> str:
    value = data.get(field)
    if not isinstance(value, str) or not _ID.fullmatch(value):
        raise Malformed(f"{field} is not an id")
    return value


def _channel(data: Mapping[str, Any]) -> str:
    value = data.get("channel")
    if not isinstance(value, str) or value not in CHANNELS:
        raise Malformed("channel is unknown")
    return value


def _text(data: Mapping[str, Any]) -> str:
    value = data.get("text")
    if not isinstance(value, str) or not value.strip():
        raise Malformed("text is empty")
    if len(value) > LONGEST_TEXT:
        raise Malformed("text is too long")
    _check_storable(value, "text")
    return value


def _payload(data: Mapping[str, Any]) -> str | None:
    value = data.get("payload")
    if value is None:
        return None
    if not isinstance(value, str):
        raise Malformed("payload is not a text")
    _check_storable(value, "payload")
    return value


def _check_storable(text: str, field: str) -> None:
    """PostgreSQL stores neither NUL nor half a surrogate pair."""
    if "\x00" in text or any("\ud800" <= character <= "\udfff" for character in text):
        raise Malformed(f"{field} holds characters that are no text")


def _time(data: Mapping[str, Any], field: str) -> str:
    value = data.get(field)
    try:
        # `fromisoformat` of Python 3.10 does not know the "Z" of ISO 8601.
        moment = datetime.fromisoformat(value.replace("Z", "+00:00")) if isinstance(value, str) else None
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        raise Malformed(f"{field} is not a time with its zone")
    return str(value)


def _advisers(value: object) -> Mapping[str, Any]:
    if not isinstance(value, dict) or value.keys() - {"hours"} != _ADVISERS:
        raise Malformed("advisers is not {open, online, wait_minutes}")
    if not isinstance(value["open"], bool) or not _is_count(value["online"]):
        raise Malformed("advisers is not {open, online, wait_minutes}")
    if value["wait_minutes"] is not None and not _is_count(value["wait_minutes"]):
        raise Malformed("advisers is not {open, online, wait_minutes}")
    _check_hours(value.get("hours", []))
    return value


def _check_hours(value: object) -> None:
    """The stretches of work to come: pairs of times with their zone."""
    if not isinstance(value, list) or len(value) > MOST_HOURS:
        raise Malformed("advisers.hours is not a short list")
    for stretch in value:
        if not isinstance(stretch, list) or len(stretch) != 2:
            raise Malformed("advisers.hours holds no pairs")
        for moment in stretch:
            _time({"advisers.hours": moment}, "advisers.hours")


def _case(value: object) -> str | None:
    """How the conversation's case stands; None where none is open."""
    if value is not None and (not isinstance(value, str) or value not in _CASES):
        raise Malformed("case is unknown")
    return value


def _is_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 1_000_000
