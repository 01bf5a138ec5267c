"""Reads the answer to a turn from the tracker's events: the same for a fresh turn and for a repeated one."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from typing import Any

from rasa.shared.core.constants import ACTION_SESSION_START_NAME
from rasa.shared.core.events import ActionExecuted, BotUttered, Event, SlotSet, UserUttered
from rasa.shared.core.slots import Slot
from rasa.shared.core.trackers import DialogueStateTracker

from channels.blocks import blocks_of
from wording.typography import typeset

logger = logging.getLogger(__name__)

SITUATION = "situation"
STEP = "step"
HANDOFF_REQUEST = "handoff_request"
CONTACT = "contact"
# Messenger cuts button titles there.
LONGEST_SHORT_TITLE = 20


def answer_to(turn_id: str, tracker: DialogueStateTracker, slots: Iterable[Slot]) -> dict[str, Any] | None:
    """The answer to `turn_id`, or None if no user event of `tracker` carries that id.

    `situation`, `step` and `contact` are those at the end of that turn, whatever was said later.
    """
    events = list(tracker.events)
    begin = next((place for place, event in enumerate(events) if _is_turn(event, turn_id)), None)
    if begin is None:
        return None
    end = _end_of_turn(events, begin)
    at_end = tracker
    if end < len(events):
        at_end = DialogueStateTracker.from_events(tracker.sender_id, events[:end], slots)
    return {
        "turn_id": turn_id,
        "messages": _messages(events[begin:end]),
        "situation": _slot(at_end, SITUATION),
        "step": _slot(at_end, STEP),
        "handoff": _handoff(events[begin:end]),
        "contact": _slot(at_end, CONTACT),
    }


def _is_turn(event: Event, turn_id: str) -> bool:
    return isinstance(event, UserUttered) and event.message_id == turn_id


def _end_of_turn(events: Sequence[Event], begin: int) -> int:
    """The place of the next turn's first event: its user event, or the session start before it."""
    own = events[begin].message_id
    for place in range(begin + 1, len(events)):
        event = events[place]
        if isinstance(event, UserUttered) and event.message_id not in (None, own):
            return place
        if isinstance(event, ActionExecuted) and event.action_name == ACTION_SESSION_START_NAME:
            return place
    return len(events)


def _messages(events: Sequence[Event]) -> list[dict[str, Any]]:
    messages: list[dict[str, Any]] = []
    for event in events:
        if not isinstance(event, BotUttered):
            continue
        text = typeset((event.text or "").strip())
        buttons = [button for data in _offered(event) if (button := _button(data)) is not None]
        if text:
            messages.append({"text": text, "blocks": _drawn(event) or blocks_of(text), "buttons": buttons})
        elif messages:
            # Every message has a text; buttons sent alone belong to what was said before them.
            messages[-1]["buttons"] += buttons
    return messages


def _drawn(event: BotUttered) -> list[dict[str, Any]]:
    """The blocks that the action itself gave: a text to copy, a file."""
    custom = event.data.get("custom")
    blocks = custom.get("blocks") if isinstance(custom, dict) else None
    return [{name: _typeset(value) for name, value in block.items()} for block in blocks or ()]


def _typeset(value: Any) -> Any:
    if isinstance(value, list):
        return [_typeset(item) for item in value]
    return typeset(value) if isinstance(value, str) else value


def _offered(event: BotUttered) -> list[Any]:
    return [*(event.data.get("buttons") or []), *(event.data.get("quick_replies") or [])]


def _button(data: Any) -> dict[str, str] | None:
    title, payload = (data.get("title"), data.get("payload")) if isinstance(data, dict) else (None, None)
    if not title or not payload:
        logger.error("a button without title or payload was left out")
        return None
    short_title = str(data.get("short_title") or title)
    if len(short_title) > LONGEST_SHORT_TITLE:
        short_title = short_title[: LONGEST_SHORT_TITLE - 1].rstrip() + "…"
    return {"title": str(title), "short_title": short_title, "payload": str(payload)}


def _handoff(events: Sequence[Event]) -> dict[str, Any] | None:
    requests = [event.value for event in events if isinstance(event, SlotSet) and event.key == HANDOFF_REQUEST]
    request = requests[-1] if requests else None
    if not isinstance(request, dict) or not request.get("reason"):
        return None
    return {"reason": str(request["reason"]), "urgency": str(request.get("urgency") or "normal")}


def _slot(tracker: DialogueStateTracker, name: str) -> Any:
    # A project without the slot (a test's) has no value; `get_slot` would log each time.
    return tracker.get_slot(name) if name in tracker.slots else None
