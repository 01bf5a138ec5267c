"""A conversation with the actions alone: the rules choose the action, the domain's real words are rendered."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from rasa_sdk import Action, Tracker
from rasa_sdk.executor import ActionExecutor, CollectingDispatcher

ROOT = Path(__file__).parents[2]
NOW = "2026-11-20T20:15:00+01:00"
SOMEBODY_THERE = {"open": True, "online": 1, "wait_minutes": 5}

Fact = tuple[str, Any]


@cache
def domain() -> dict[str, Any]:
    """domain.yml with the responses of every topic, as Rasa sends it to an action."""
    merged: dict[str, Any] = yaml.safe_load((ROOT / "domain.yml").read_text())
    merged["responses"] = {}
    for path in sorted((ROOT / "domain").rglob("*.yml")):
        merged["responses"] |= yaml.safe_load(path.read_text())["responses"]
    return merged


@cache
def actions() -> dict[str, Action]:
    """Every action of the package by its name, registered as the action server does it."""
    executor = ActionExecutor()
    executor.register_package("actions")
    return {name: run.__self__ for name, run in executor.actions.items()}


@cache
def rules() -> dict[str, tuple[str, ...]]:
    """intent → the actions that the rules run for it."""
    found: dict[str, tuple[str, ...]] = {}
    for path in sorted((ROOT / "data/rules").glob("*.yml")):
        for rule in yaml.safe_load(path.read_text())["rules"]:
            first, *rest = rule["steps"]
            found[first["intent"]] = tuple(step["action"] for step in rest)
    return found


@dataclass(frozen=True)
class Reply:
    """What the parent gets in one turn."""

    bubbles: tuple[str, ...]
    buttons: tuple[Mapping[str, str], ...]
    slots: Mapping[str, Any]
    blocks: tuple[Mapping[str, Any], ...] = ()

    @property
    def text(self) -> str:
        return "\n\n".join(self.bubbles)

    @property
    def titles(self) -> tuple[str, ...]:
        return tuple(button["title"] for button in self.buttons)

    @property
    def situation(self) -> Mapping[str, Any]:
        situation: Mapping[str, Any] = self.slots["situation"]
        return situation

    @property
    def handoff(self) -> Mapping[str, str] | None:
        """The request for a person of this turn."""
        return self.slots.get("handoff_request")


@dataclass
class Conversation:
    """`says` is a typed message with what the tagger found, `presses` a button of the last reply."""

    advisers: Mapping[str, Any] = field(default_factory=lambda: dict(SOMEBODY_THERE))
    slots: dict[str, Any] = field(default_factory=dict)
    events: list[dict[str, Any]] = field(default_factory=list)
    replies: list[Reply] = field(default_factory=list)
    now: str = NOW
    case: str | None = None

    @property
    def last(self) -> Reply:
        return self.replies[-1]

    def says(
        self,
        intent: str,
        *facts: Fact,
        text: str = "…",
        not_: Iterable[Fact] = (),
        last_seen: str | None = None,
        questions: Iterable[str] = (),
        near: Iterable[str] = (),
    ) -> Reply:
        """A typed message: its intent, the tagger's facts, those that it takes back, and what it asks or may ask."""
        situation = {"facts": [_fact(*fact) for fact in facts], "retractions": [_fact(*fact) for fact in not_]}
        return self.reads(intent, situation, text, last_seen, questions, near)

    def reads(
        self,
        intent: str,
        situation: Mapping[str, Any],
        text: str = "…",
        last_seen: str | None = None,
        questions: Iterable[str] = (),
        near: Iterable[str] = (),
        ranking: Iterable[Mapping[str, Any]] = (),
    ) -> Reply:
        """A typed message as the tagger writes it, confidence included."""
        message: dict[str, Any] = {"text": text, "intent": {"name": intent}, "situation": dict(situation)}
        message["intent_ranking"] = [dict(one) for one in ranking]
        message["questions"] = [{"question": question} for question in questions]
        message["question_ranking"] = [{"question": question} for question in near]
        return self._turn(message, last_seen)

    def asks(self, *questions: str, facts: Iterable[Fact] = ()) -> Reply:
        """A message that is mainly these questions."""
        return self.says("ask_question", *facts, questions=questions)

    def tells(self, *facts: Fact) -> Reply:
        return self.says("tell_situation", *facts)

    def presses(self, title: str) -> Reply:
        """Presses the button with this title, which the last reply must have."""
        return self.sends(next(button["payload"] for button in self.last.buttons if button["title"] == title), title)

    def sends(self, payload: str, title: str = "…") -> Reply:
        """Sends a button's payload, as the channel reads it."""
        intent, brace, entities = payload.removeprefix("/").partition("{")
        values = json.loads(brace + entities) if brace else {}
        message = {
            "text": title,
            "intent": {"name": intent},
            "entities": [{"entity": name, "value": value} for name, value in values.items()],
        }
        return self._turn(message, None)

    def _turn(self, message: dict[str, Any], last_seen: str | None) -> Reply:
        turn_id = f"turn-{len(self.replies) + 1}"
        metadata: dict[str, Any] = {"turn_id": turn_id, "now": self.now, "last_seen": last_seen}
        metadata |= {"advisers": self.advisers} | ({"case": self.case} if self.case else {})
        message = {"entities": [], "message_id": turn_id, "metadata": metadata} | message
        self.events.append({"event": "user", "text": message["text"]})
        dispatcher = CollectingDispatcher()
        changed: dict[str, Any] = {}
        for name in rules()[message["intent"]["name"]]:
            tracker = Tracker("parent", self.slots, message, self.events, False, None, {}, name)
            events = actions()[name].run(dispatcher, tracker, domain())
            changed |= {event["name"]: event["value"] for event in events}
            self.slots |= changed
        self.events += [{"event": "bot", "text": uttered["text"]} for uttered in dispatcher.messages]
        buttons = [button for uttered in dispatcher.messages for button in uttered["buttons"]]
        blocks = [block for uttered in dispatcher.messages for block in uttered["custom"].get("blocks", ())]
        bubbles = tuple(uttered["text"] for uttered in dispatcher.messages)
        self.replies.append(Reply(bubbles, tuple(buttons), changed, tuple(blocks)))
        return self.last


def _fact(name: str, value: Any) -> dict[str, Any]:
    return {"field": name, "value": value, "words": "…", "start": 0, "end": 1, "confidence": 0.9}
