"""The action server as the bot calls it: a small body, a short time limit, failures that the turn gets to know of."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

import aiohttp
from rasa.shared.exceptions import RasaException
from rasa.utils.endpoints import ClientResponseError, EndpointConfig

logger = logging.getLogger(__name__)

# The action server's way of saying "this action does not want to run now": no failure, Rasa tries another one.
REJECTED = 400
CHECK_SECONDS = 1.0


class ActionServerFailed(RasaException):
    """The action server gave no usable answer."""


class Failures(list[str]):
    """What went wrong with the actions of a turn; `away`: the server was not there, or ended in mid-call."""

    away = False


_failures: ContextVar[Failures | None] = ContextVar("failures", default=None)


@contextmanager
def watched_actions() -> Iterator[Failures]:
    """Collects what goes wrong with actions inside: Rasa itself logs it and goes on with half an answer."""
    failures = Failures()
    token = _failures.set(failures)
    try:
        yield failures
    finally:
        _failures.reset(token)


class ActionServer(EndpointConfig):
    """Rasa's endpoint for actions with a limit of `seconds` a call; no error of it quotes what a parent wrote."""

    def __init__(self, url: str, seconds: float) -> None:
        super().__init__(url, enable_selective_domain=True)
        self._seconds = seconds
        self._health = f"{url.removesuffix('/webhook')}/health"

    async def check(self) -> None:
        """Returns when the action server answers.

        Raises:
            ActionServerFailed: it does not.
        """
        try:
            async with (
                self.session() as session,
                session.get(self._health, timeout=aiohttp.ClientTimeout(total=CHECK_SECONDS)) as answer,
            ):
                answer.raise_for_status()
        except (aiohttp.ClientError, asyncio.TimeoutError, OSError) as error:
            raise ActionServerFailed(f"action server: {type(error).__name__}") from None

    async def request(self, *arguments: Any, **options: Any) -> Any:
        """The JSON of the answer.

        Raises:
            ActionServerFailed: no connection, no answer in time, an error status, or no action's answer.
            ClientResponseError: the action rejected to run.
        """
        failures = _failures.get()
        away = False
        if failures:
            # The turn is lost already: no second wait for a server that does not answer.
            raise ActionServerFailed("an earlier action of this turn failed")
        _make_light(options.get("json"))
        options["timeout"] = aiohttp.ClientTimeout(total=self._seconds)
        try:
            answer = await super().request(*arguments, **options)
        except ClientResponseError as error:
            if error.status == REJECTED:
                raise
            reason = f"status {error.status}"
        except asyncio.TimeoutError:
            reason = f"no answer in {self._seconds:g} s"
        except (aiohttp.ClientConnectionError, aiohttp.ClientPayloadError, OSError) as error:
            reason, away = type(error).__name__, True
        except (aiohttp.ClientError, ValueError) as error:
            reason = type(error).__name__
        else:
            if _is_answer(answer):
                return answer
            reason = "not an action's answer"
        if failures is not None:
            failures.append(reason)
            failures.away = away
        # `from None`: the chained error would carry the body, and with it the whole conversation, into the log.
        raise ActionServerFailed(f"action server: {reason}") from None


def _is_answer(answer: Any) -> bool:
    if not isinstance(answer, dict):
        return False
    events, responses = answer.get("events", []), answer.get("responses", [])
    return (
        isinstance(events, list)
        and isinstance(responses, list)
        and all(isinstance(event, dict) and isinstance(event.get("event"), str) for event in events)
        and all(isinstance(response, dict) for response in responses)
    )


def _make_light(call: Any) -> None:
    """Takes out of a call what slots and the last message say already.

    Rasa sends all events of the session with every call. Earlier turns keep what was said; their slot events and NLU
    results, by far the most of it, go.
    """
    tracker = call.get("tracker") if isinstance(call, dict) else None
    events = tracker.get("events") if isinstance(tracker, dict) else None
    if tracker is None or not events:
        return
    begin = max((place for place, event in enumerate(events) if event.get("event") == "user"), default=0)
    earlier = [
        {**event, "parse_data": {}} if event.get("event") == "user" else event
        for event in events[:begin]
        if event.get("event") != "slot"
    ]
    tracker["events"] = earlier + events[begin:]
