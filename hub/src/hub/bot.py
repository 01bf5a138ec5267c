"""The bot's side of a turn: one HTTP call to Rasa's channel, checked on the way back."""

from datetime import datetime
from types import TracebackType
from typing import Any, Literal

import httpx
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from hub.settings import Settings

CONNECT_SECONDS = 2.0
READY_SECONDS = 2.0
NUL = b"\\u0000"
CONTACT_LONGEST = 320
"""An e-mail address can be that long."""


class BotFailed(Exception):
    """The bot gave no usable answer; `kind` is a short word for logs and metrics.

    `reached`: the bot is well and failed over this turn, which may never succeed; else it is only away.
    """

    def __init__(self, kind: str, *, reached: bool) -> None:
        super().__init__(kind)
        self.kind, self.reached = kind, reached


class Advisers(BaseModel):
    """Who is there to take over, as the bot may say it."""

    open: bool = False
    online: int = 0
    wait_minutes: int | None = None
    hours: list[tuple[datetime, datetime]] = []
    """The coming stretches in which the service is open, Brussels time."""


class TurnRequest(BaseModel):
    """What the bot is asked; with `payload` the text is the button's title."""

    turn_id: str
    conversation: str
    channel: str
    text: str
    payload: str | None = None
    now: datetime
    last_seen: datetime | None
    advisers: Advisers
    case: str | None = None
    """State of the conversation's case that is not closed: the bot learns that an adviser gave it back or closed it."""


class AnswerBlock(BaseModel):
    """A part of a bubble; what its type needs beside `type` passes through."""

    model_config = ConfigDict(extra="allow")
    type: Literal["paragraph", "steps", "draft", "link", "file", "summary"]


class AnswerButton(BaseModel):
    title: str = Field(min_length=1)
    short_title: str | None = None
    payload: str = Field(min_length=1)


class AnswerMessage(BaseModel):
    text: str = Field(min_length=1)
    blocks: list[AnswerBlock] = []
    buttons: list[AnswerButton] = []


class HandoffRequest(BaseModel):
    reason: str = Field(min_length=1)
    urgency: Literal["urgent", "normal"] = "normal"


class Contact(BaseModel):
    """How an adviser reaches the parent: what the parent gave of its own, and nothing else."""

    first_name: str | None = Field(default=None, max_length=CONTACT_LONGEST)
    phone: str | None = Field(default=None, max_length=CONTACT_LONGEST, description="E.164")
    email: str | None = Field(default=None, max_length=CONTACT_LONGEST)
    when: str | None = Field(default=None, max_length=CONTACT_LONGEST)
    wish: str | None = Field(default=None, max_length=CONTACT_LONGEST)
    contract: str | None = Field(default=None, max_length=CONTACT_LONGEST)


class TurnAnswer(BaseModel):
    """What the bot says, and what it now knows."""

    turn_id: str
    messages: list[AnswerMessage]
    situation: dict[str, Any] | None = None
    step: str | None = None
    handoff: HandoffRequest | None = None
    contact: Contact | None = None


class Bot:
    """The client of `POST /webhooks/hub/turn`."""

    def __init__(self, settings: Settings) -> None:
        self._client = httpx.AsyncClient(
            base_url=settings.rasa_url,
            headers={"Authorization": f"Bearer {settings.rasa_secret()}"},
            timeout=httpx.Timeout(settings.bot_seconds, connect=CONNECT_SECONDS),
            limits=httpx.Limits(max_connections=settings.worker_jobs, max_keepalive_connections=settings.worker_jobs),
            trust_env=False,  # the bot is on this machine; a proxy must never see a turn
        )

    async def turn(self, request: TurnRequest) -> TurnAnswer:
        """Asks once. Raises BotFailed; asking again with the same turn_id is safe (the bot rebuilds its answer)."""
        body = request.model_dump(mode="json")
        if request.payload is None:
            del body["payload"]
        try:
            response = await self._client.post("/webhooks/hub/turn", json=body)
        except httpx.ReadTimeout:
            raise BotFailed("timeout", reached=await self.ready()) from None
        except httpx.HTTPError:
            raise BotFailed("unreachable", reached=False) from None
        if response.status_code != httpx.codes.OK:
            away = response.status_code in (httpx.codes.UNAUTHORIZED, httpx.codes.SERVICE_UNAVAILABLE)
            raise BotFailed(f"status_{response.status_code}", reached=not away and await self.ready())
        if NUL in response.content:  # PostgreSQL cannot keep it
            raise BotFailed("malformed", reached=True)
        try:
            answer = TurnAnswer.model_validate_json(response.content)
        except ValidationError:
            raise BotFailed("malformed", reached=True) from None
        if answer.turn_id != request.turn_id:
            raise BotFailed("other_turn", reached=True)
        return answer

    async def ready(self) -> bool:
        """Whether the bot says that it can answer."""
        try:
            response = await self._client.get("/webhooks/hub/ready", timeout=READY_SECONDS)
        except httpx.HTTPError:
            return False
        return response.status_code == httpx.codes.OK

    async def close(self) -> None:
        await self._client.aclose()

    async def __aenter__(self) -> "Bot":
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()
