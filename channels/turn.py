"""Runs one turn of a conversation: exactly once, saved whole or not at all."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from typing import Any

from rasa.core.actions.action import Action, ActionExecutionRejection, RemoteAction
from rasa.core.agent import Agent
from rasa.core.channels.channel import OutputChannel, UserMessage
from rasa.core.processor import MessageProcessor
from rasa.exceptions import ActionLimitReached
from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, Event, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from channels.action_server import ActionServerFailed, watched_actions
from channels.answer import answer_to
from channels.button_payload import parse_data
from channels.turn_request import TurnRequest
from channels.turn_store import TurnStore
from channels.typed_text import as_plain_words

logger = logging.getLogger(__name__)

CHANNEL_NAME = "hub"


class NoAnswer(Exception):
    """The bot had nothing to say, or never came to an end."""


class ActionsFailed(Exception):
    """An action failed: what was said so far is half an answer."""


class TrackerOnly(OutputChannel):
    """Sends nothing, so it cannot fail in the middle of a turn: the answer is read from the tracker's events."""

    @classmethod
    def name(cls) -> str:
        """Responses marked `channel: hub` are chosen for it."""
        return CHANNEL_NAME

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        return None


async def take_turn(agent: Agent, store: TurnStore, request: TurnRequest, gone: Callable[[], bool]) -> dict[str, Any]:
    """The answer to `request`; a turn that the tracker holds already is read from there and not run again.

    A turn that fails leaves the tracker as it was, so the same turn can be asked for again.

    Args:
        gone: whether the caller has gone away; asked only while the turn waits for another one of the conversation.

    Raises:
        NoAnswer, ActionsFailed, ActionServerFailed, PayloadRefused, ConversationBusy, TrackerStoreUnavailable,
        HistoryUnreadable
    """
    async with store.one_turn_at_a_time(request.conversation, gone):
        if await store.holds_turn(request.conversation, request.turn_id):
            tracker = await agent.tracker_store.retrieve_full_tracker(request.conversation)
        else:
            message = _message(request, agent)
            tracker = await _run(agent.processor, message)
            await agent.processor.save_tracker(tracker)
        answer = answer_to(request.turn_id, tracker, agent.domain.slots)
    if answer is None:
        raise NoAnswer("the turn is not in the tracker")
    return answer


def _message(request: TurnRequest, agent: Agent) -> UserMessage:
    pressed = request.payload is not None
    text = request.text if pressed else as_plain_words(request.text)
    message = UserMessage(
        text,
        output_channel=TrackerOnly(),
        sender_id=request.conversation,
        parse_data=parse_data(request.payload, text, agent.domain.intents) if request.payload is not None else None,
        input_channel=CHANNEL_NAME,
        message_id=request.turn_id,
        metadata=request.metadata(),
    )
    # Rasa strips the text, and with it the place of every word in what the parent wrote.
    message.text = text
    return message


async def _run(processor: MessageProcessor, message: UserMessage) -> DialogueStateTracker:
    """What `MessageProcessor.handle_message` does, but for its saving and its way with failed actions."""
    with watched_actions() as failures:
        try:
            tracker = await processor.log_message(message, should_save_tracker=False)
            tracker = await processor.run_action_extract_slots(message.output_channel, tracker)
            while not failures and not tracker.is_paused():
                recent = _this_turn(tracker, processor.domain)
                action, prediction = processor.predict_next_with_tracker_if_should(recent)
                go_on = await processor._run_action(
                    _Watched(action, failures), tracker, message.output_channel, processor.nlg, prediction
                )
                if not go_on:
                    break
        except ActionLimitReached:
            raise NoAnswer("the dialogue did not come to an end") from None
        except (ActionServerFailed, asyncio.TimeoutError):
            failures.append("while filling slots")
        if failures:
            # Of a server that is away the turn is no cause: it is tried again as soon as the server is back.
            raise (ActionServerFailed if failures.away else ActionsFailed)("; ".join(failures))
    if tracker.latest_action_name != ACTION_LISTEN_NAME:
        raise NoAnswer("the dialogue did not come to an end")
    answer = answer_to(message.message_id, tracker, [])
    if answer is None or not answer["messages"]:
        raise NoAnswer("no message")
    return tracker


def _this_turn(tracker: DialogueStateTracker, domain: Domain) -> DialogueStateTracker:
    """The tracker of the latest turn alone, from the listening before it.

    No rule looks further back, and Rasa's policies build every state of a conversation anew for each prediction.
    """
    events = list(tracker.events)
    begin = max((place for place, event in enumerate(events) if isinstance(event, UserUttered)), default=0)
    while begin > 0 and not isinstance(events[begin], ActionExecuted):
        begin -= 1
    return DialogueStateTracker.from_events(tracker.sender_id, events[begin:], domain.slots)


class _Watched(Action):
    """An action whose failure the turn gets to know of: Rasa's processor logs it and goes on."""

    def __init__(self, action: Action, failures: list[str]) -> None:
        self._action = _Checked(action.name(), action.action_endpoint) if type(action) is RemoteAction else action
        self._failures = failures

    def name(self) -> str:
        return str(self._action.name())

    async def run(self, *arguments: Any, **options: Any) -> list[Event]:
        try:
            return list(await self._action.run(*arguments, **options) or [])
        except ActionExecutionRejection:
            raise
        except Exception as error:
            self._failures.append(f"{self.name()}: {type(error).__name__}")
            raise

    def event_for_successful_execution(self, prediction: Any) -> Event:
        return self._action.event_for_successful_execution(prediction)


class _Checked(RemoteAction):
    """A call of the action server whose answer `ActionServer` has checked already.

    Rasa checks it again, and the schema itself each time: 40 ms of a turn's 60.
    """

    def _validate_action_result(self, result: dict[str, Any]) -> bool:
        return True
