"""The client of Meta's Graph API: one call each, with timeouts, and errors that say what is to be done about them."""

import asyncio
import time
from types import TracebackType
from typing import Any, Literal

import httpx
import structlog

from hub.messenger.page import Page
from hub.messenger.signature import app_secret_proof

CONNECT_SECONDS = 3.0
PAUSE_SECONDS = 5.0
"""How long all leave Meta alone once it does not answer: so that waiting calls do not fill the worker."""
CONNECTIONS = 20
PHASES = 2
"""A call as a whole ends within so many times its seconds, which count for each phase of it: an echo that is waited for
after that cannot be of a call that is still to go out."""

Remedy = Literal["retry", "token", "hold", "fail"]
ELSEWHERE = 2018300
"""Another app (Meta's inbox) controls the thread; seen in public reports, no current page lists subcodes."""
RESTRICTED = 1893063
RATE_CODES = frozenset({4, 17, 32, 613, 80006})
PASSING_CODES = frozenset({1, 2})
TOKEN_CODES = frozenset({102, 190})
log = structlog.get_logger()


class Away(Exception):
    """Meta was not reached: nothing was sent."""


class Unknown(Exception):
    """The call went out and no answer came: it may or may not have been carried out."""


class GraphRefused(Exception):
    """Meta's error: `code` and `subcode` as it gives them."""

    def __init__(self, status: int, code: int, subcode: int | None, transient: bool) -> None:
        super().__init__(f"{code}/{subcode}")
        self.status, self.code, self.subcode, self.transient = status, code, subcode, transient

    @property
    def remedy(self) -> tuple[Remedy, str]:
        """What is to be done about a message that was refused so, and the reason in one word."""
        if self.code in RATE_CODES or self.status == httpx.codes.TOO_MANY_REQUESTS:
            return "retry", "rate"
        if self.code in TOKEN_CODES:
            return "token", "token"
        if self.code == 10:
            by_subcode = {ELSEWHERE: "elsewhere", RESTRICTED: "page_restricted"}
            return "hold", by_subcode.get(self.subcode or 0, "window")
        if self.code == 1545041:
            return "hold", "window"
        if self.code == 551:
            return "hold", "unavailable"
        if 200 <= self.code <= 299:
            return "hold", "permission"
        if self.transient or self.code in PASSING_CODES:
            return "retry", "passing"
        return "fail", f"refused_{self.code}"


class Graph:
    """Calls for one page. Nothing of a message ever reaches a log; addresses hold no secret."""

    def __init__(self, page: Page, seconds: float) -> None:
        self.page = page
        self._at_most = PHASES * seconds
        self._client = httpx.AsyncClient(
            base_url=page.base,
            timeout=httpx.Timeout(seconds, connect=min(seconds, CONNECT_SECONDS)),
            limits=httpx.Limits(max_connections=CONNECTIONS, max_keepalive_connections=CONNECTIONS),
            headers={"Authorization": f"Bearer {page.token}"},
        )
        self._proof = {"appsecret_proof": app_secret_proof(page.app_secret, page.token)}
        self._silent_until = 0.0

    @property
    def resting(self) -> bool:
        """Whether Meta did not answer a moment ago."""
        return time.monotonic() < self._silent_until

    async def send(self, body: dict[str, Any]) -> str | None:
        """Sends a message; its mid. Raises Away, Unknown, GraphRefused."""
        answer = await self.call("POST", f"/{self.page.id}/messages", json=body)
        mid = answer.get("message_id")
        return mid if isinstance(mid, str) else None

    async def act(self, psid: str, action: Literal["typing_on", "typing_off", "mark_seen"]) -> None:
        """A sender action: a courtesy, which may fail."""
        await self.call("POST", f"/{self.page.id}/messages", json={"recipient": {"id": psid}, "sender_action": action})

    async def thread_owner(self, psid: str) -> str | None:
        """The app that controls the thread; None while it is idle."""
        answer = await self.call("GET", f"/{self.page.id}/thread_owner", params={"recipient": psid})
        found = answer.get("data")
        first = found[0] if isinstance(found, list) and found else {}
        owner = first.get("thread_owner") if isinstance(first, dict) else None
        app = owner.get("app_id") if isinstance(owner, dict) else None
        return str(app) if app is not None else None

    async def new_persona(self, name: str, picture: str) -> str:
        answer = await self.call(
            "POST", f"/{self.page.id}/personas", json={"name": name, "profile_picture_url": picture}
        )
        return str(answer["id"])

    async def call(
        self,
        method: str,
        path: str,
        *,
        params: dict[str, str] | None = None,
        json: dict[str, Any] | None = None,
        token: str | None = None,
    ) -> dict[str, Any]:
        """One call, with the page's token and its proof, or with another token. Raises Away, Unknown, GraphRefused."""
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        query = {**(params or {}), **({} if token else self._proof)}
        try:
            request = self._client.request(method, path, params=query, json=json, headers=headers)
            response = await asyncio.wait_for(request, self._at_most)
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout):
            self._rest()
            raise Away from None
        except (httpx.HTTPError, asyncio.TimeoutError):
            self._rest()
            raise Unknown from None
        return self._read(response)

    def _read(self, response: httpx.Response) -> dict[str, Any]:
        try:
            answer = response.json()
        except ValueError:
            answer = None
        error = answer.get("error") if isinstance(answer, dict) else None
        if isinstance(error, dict) and isinstance(error.get("code"), int):
            subcode = error.get("error_subcode")
            raise GraphRefused(
                response.status_code,
                error["code"],
                subcode if isinstance(subcode, int) else None,
                error.get("is_transient") is True,
            )
        if response.is_success and isinstance(answer, dict):
            return answer
        if (
            response.status_code >= 500 or response.is_success
        ):  # a gateway's own page: what stood behind it may have run
            raise Unknown
        raise GraphRefused(response.status_code, 0, None, response.status_code == httpx.codes.REQUEST_TIMEOUT)

    def _rest(self) -> None:
        self._silent_until = time.monotonic() + PAUSE_SECONDS

    async def close(self) -> None:
        await self._client.aclose()

    async def __aenter__(self) -> "Graph":
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()
