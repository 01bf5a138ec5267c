"""Actions of the test bot: they say what they were given, wait at a gate, or fail on request."""

import asyncio
import os
from pathlib import Path
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

GATE = Path(os.environ["TEST_GATE"])


class Tell(Action):
    def name(self) -> str:
        return "action_tell"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[dict[str, Any]]:
        message = tracker.latest_message
        known = tracker.get_slot("situation") or {"turns": []}
        turns = [*known["turns"], message["metadata"]["turn_id"]]
        dispatcher.utter_message(text=f"Lu : [{message['text']}] {message['intent']['name']} {len(turns)}")
        events = [SlotSet("situation", {"turns": turns}), SlotSet("step", f"step_{len(turns)}")]
        if message["intent"]["name"] == "handoff":
            events.append(SlotSet("handoff_request", {"reason": "police", "urgency": "urgent"}))
        return events


class Gate(Action):
    """Leaves a mark for every time that it is run, then waits for the gate."""

    def name(self) -> str:
        return "action_gate"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        turn = tracker.latest_message["metadata"]["turn_id"]
        with (GATE / f"{turn}.runs").open("a") as runs:
            runs.write("x")
        while not (GATE / f"{turn}.open").exists():
            await asyncio.sleep(0.01)
        dispatcher.utter_message(text=f"Passé : {turn}")
        return []


class Break(Action):
    def name(self) -> str:
        return "action_break"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[dict[str, Any]]:
        if (GATE / "mended").exists():
            dispatcher.utter_message(text="Réparé.")
            return []
        raise RuntimeError("broken on request")


class EchoButton(Action):
    def name(self) -> str:
        return "action_echo_button"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[dict[str, Any]]:
        message = tracker.latest_message
        entities = ", ".join(f"{entity['entity']}={entity['value']}" for entity in message["entities"])
        dispatcher.utter_message(text=f"Bouton : [{message['text']}] {message['intent']['name']} {entities}")
        return []


class Silent(Action):
    def name(self) -> str:
        return "action_silent"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[dict[str, Any]]:
        return [SlotSet("step", "never_saved")]
