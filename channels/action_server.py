"""The action server as the bot calls it: a short time limit, and failures that the turn gets to know of."""

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

_failures: ContextVar[list[str] | None] = ContextVar("failures", default=None)
# The action server's way of saying "this action does not want to run now": no failure, Rasa tries another one.
REJECTED = 400


class ActionServerFailed(RasaException):
    """The action server gave no usable answer."""


@contextmanager
def watched_actions() -> Iterator[list[str]]:
    """Collects what goes wrong with actions inside: Rasa itself logs it and goes on with half an answer."""
    failures: list[str] = []
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

    async def request(self, *arguments: Any, **options: Any) -> Any:
        """The JSON of the answer.

        Raises:
            ActionServerFailed: no connection, no answer in time, an error status, or no JSON with events.
            ClientResponseError: the action rejected to run.
        """
        failures = _failures.get()
        if failures:
            # The turn is lost already: no second wait for a server that does not answer.
            raise ActionServerFailed("an earlier action of this turn failed")
        options["timeout"] = aiohttp.ClientTimeout(total=self._seconds)
        try:
            answer = await super().request(*arguments, **options)
        except ClientResponseError as error:
            if error.status == REJECTED:
                raise
            reason = f"status {error.status}"
        except asyncio.TimeoutError:
            reason = f"no answer in {self._seconds:g} s"
        except (aiohttp.ClientError, OSError, ValueError) as error:
            reason = type(error).__name__
        else:
            if isinstance(answer, dict) and isinstance(answer.get("events"), list):
                return answer
            reason = "no events in the answer"
        if failures is not None:
            failures.append(reason)
        # `from None`: the chained error would carry the body, and with it the whole conversation, into the log.
        raise ActionServerFailed(f"action server: {reason}") from None
