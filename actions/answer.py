"""The base of every answering action: reads the turn, lets danger go first, sends the answer, writes the slots."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import danger
from actions.turn import Turn


class Answer(Action, ABC):
    """`label` is the action's name in the domain without `action_`; `answer` says what the topic has to say."""

    label: str

    def name(self) -> str:
        return f"action_{self.label}"

    @abstractmethod
    def answer(self, turn: Turn) -> None:
        """Says the topic's words into `turn`; called only when no open danger comes first."""

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Mapping[str, Any]) -> list[Any]:
        turn = Turn.read(tracker, domain)
        if not danger.comes_first(turn):
            self.answer(turn)
        turn.send(dispatcher)
        return turn.events()
