"""The bot's only door: the hub posts a turn and gets the whole answer back.

POST /webhooks/hub/turn   a turn (turn_request.py) → its answer (answer.py)
GET  /webhooks/hub/ready  200 {"model"} once a turn can be answered, else 503

Every request carries `Authorization: Bearer <HUB_BOT_SECRET>`. Any answer but 2xx is `{"reason": …}`.
"""

from __future__ import annotations

import asyncio
import hmac
import logging
from collections.abc import Awaitable, Callable, Coroutine
from functools import wraps
from typing import Any

from rasa.core.agent import Agent
from rasa.core.channels.channel import InputChannel, UserMessage
from rasa.core.tracker_store import FailSafeTrackerStore
from rasa.shared.exceptions import RasaException
from sanic import Blueprint, Sanic, response
from sanic.request import Request
from sanic.response import HTTPResponse

from channels.action_server import ActionServer, ActionServerFailed
from channels.button_payload import PayloadRefused
from channels.postgres_store import PostgresTrackerStore
from channels.settings import Settings, read_settings
from channels.tracker_store import MemoryTrackerStore
from channels.turn import CHANNEL_NAME, ActionsFailed, NoAnswer, take_turn
from channels.turn_request import Malformed, TurnRequest, read_turn
from channels.turn_store import (
    ConversationBusy,
    ConversationErased,
    HistoryUnreadable,
    TrackerStoreUnavailable,
)

logger = logging.getLogger(__name__)

# How long a stopping process waits for turns whose caller has gone away.
STOP_SECONDS = 10.0

MALFORMED = 400
WRONG_SECRET = 401

Handler = Callable[..., Coroutine[Any, Any, HTTPResponse]]


class WrongTrackerStore(RasaException):
    """Rasa fell back to a store of its own: it does so silently when endpoints.yml names a class that does not load."""


class NotReady(Exception):
    """No model is loaded."""


# What a turn can be refused for; none of these texts quotes a message.
REFUSALS: dict[type[Exception], tuple[int, str]] = {
    Malformed: (MALFORMED, "malformed"),
    PayloadRefused: (MALFORMED, "payload"),
    ConversationErased: (410, "erased"),
    HistoryUnreadable: (500, "history_unreadable"),
    NoAnswer: (502, "no_answer"),
    ActionsFailed: (502, "actions_failed"),
    ConversationBusy: (503, "conversation_busy"),
    TrackerStoreUnavailable: (503, "database"),
    WrongTrackerStore: (503, "not_ready"),
    NotReady: (503, "not_ready"),
    ActionServerFailed: (503, "actions"),
}


class HubChannel(InputChannel):
    """Rasa's side of the contract between hub and bot."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._running: set[asyncio.Task[dict[str, Any]]] = set()

    @classmethod
    def name(cls) -> str:
        return CHANNEL_NAME

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> HubChannel:
        """Settings come from the environment, so that no file holds the secret.

        Raises:
            SettingMissing: there is no secret, or another setting is unusable.
        """
        return cls(read_settings())

    def prepare(self, agent: Agent) -> None:
        """Takes out of `agent` what loses conversations silently, and gives it our action server.

        Raises:
            NotReady: no model is loaded.
            WrongTrackerStore: the tracker store is not the one that the environment asks for.
        """
        if agent is None or not agent.is_ready():
            raise NotReady("no model is loaded")
        store = agent.tracker_store
        if isinstance(store, FailSafeTrackerStore):
            # It answers a failed read with a new conversation, and a failed save with "saved".
            store = store._tracker_store
        wanted = MemoryTrackerStore if self._settings.database is None else PostgresTrackerStore
        if not isinstance(store, wanted):
            raise WrongTrackerStore(f"the tracker store is {type(store).__name__}, not {wanted.__name__}")
        agent.tracker_store = agent.processor.tracker_store = store
        actions = ActionServer(self._settings.actions_url, self._settings.action_seconds)
        agent.action_endpoint = agent.processor.action_endpoint = actions

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        """The routes. `on_new_message` is not used: it says neither whether a turn failed nor why."""
        blueprint = Blueprint("hub_channel")

        @blueprint.post("/turn")
        @self._for_the_hub
        async def turn(request: Request) -> HTTPResponse:
            wanted = read_turn(request.body)
            request.ctx.turn = wanted.turn_id
            return response.json(await self._answer(self._agent(request.app), wanted))

        @blueprint.get("/ready")
        @self._for_the_hub
        async def ready(request: Request) -> HTTPResponse:
            agent = self._agent(request.app)
            await agent.tracker_store.check()
            await agent.action_endpoint.check()
            return response.json({"model": agent.processor.model_filename})

        blueprint.listener("before_server_stop")(self._finish)
        return blueprint

    async def _finish(self, _app: Sanic, _loop: Any) -> None:
        if self._running:
            await asyncio.wait(self._running, timeout=STOP_SECONDS)

    def _agent(self, app: Sanic) -> Agent:
        agent = getattr(app.ctx, "agent", None)
        if agent is None or not isinstance(agent.action_endpoint, ActionServer):
            self.prepare(agent)
        return agent

    async def _answer(self, agent: Agent, request: TurnRequest) -> dict[str, Any]:
        """Sanic cancels the handler when the caller goes away; a turn that has begun goes on and is saved."""
        gone = False
        turn = asyncio.ensure_future(take_turn(agent, agent.tracker_store, request, lambda: gone))
        self._running.add(turn)
        turn.add_done_callback(self._finished)
        try:
            return await asyncio.shield(turn)
        except asyncio.CancelledError:
            gone = True
            logger.info("turn %s: its caller went away", request.turn_id)
            raise

    def _finished(self, turn: asyncio.Task[dict[str, Any]]) -> None:
        self._running.discard(turn)
        if not turn.cancelled():
            turn.exception()  # seen, so that asyncio does not log it where the caller has gone away

    def _for_the_hub(self, handler: Handler) -> Handler:
        """Checks the secret before anything is read, and names what went wrong without quoting anything."""
        expected = f"Bearer {self._settings.secret}".encode()

        @wraps(handler)
        async def guarded(request: Request, **parts: str) -> HTTPResponse:
            offered = request.headers.get("authorization", "").encode("utf-8", "surrogateescape")
            if not hmac.compare_digest(offered, expected):
                return _refusal(WRONG_SECRET, "wrong secret")
            try:
                return await handler(request, **parts)
            except tuple(REFUSALS) as error:
                status, reason = REFUSALS[type(error)]
                logger.warning("turn %s refused: %s (%s)", getattr(request.ctx, "turn", "-"), reason, error)
                return _refusal(status, str(error) if status == MALFORMED else reason)
            except Exception:
                logger.exception("turn %s failed", getattr(request.ctx, "turn", "-"))
                return _refusal(500, "failed")

        return guarded


def _refusal(status: int, reason: str) -> HTTPResponse:
    return response.json({"reason": reason}, status=status)
