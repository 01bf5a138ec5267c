"""The websites that may use the chat: their keys, and the exact origins whose pages a browser may let speak to us."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from hub.errors import refusal
from hub.settings import Settings

PATHS = "/api/chat/"
METHODS = "GET, POST, DELETE"
HEADERS = "Authorization, Content-Type, Last-Event-ID"
READABLE = "Retry-After"
ASK_AGAIN_SECONDS = 7200
"""The longest that browsers keep the answer to a preflight."""


@dataclass(frozen=True)
class Sites:
    """Keys with their origins; a key without own origins may be used from those that hold for all."""

    origins: Mapping[str, frozenset[str]]
    everywhere: frozenset[str]

    @staticmethod
    def of(settings: Settings) -> "Sites":
        """Reads `key` and `key=https://a.be https://www.a.be`."""
        pairs = (entry.partition("=") for entry in settings.site_keys)
        return Sites(
            {key.strip(): frozenset(origins.split()) for key, _, origins in pairs}, frozenset(settings.allowed_origins)
        )

    @property
    def all(self) -> frozenset[str]:
        return self.everywhere.union(*self.origins.values())

    def opens(self, key: str, origin: str | None, host: str | None) -> bool:
        """Whether a page of this origin may open a conversation with the key; no origin means that no browser asks."""
        if key not in self.origins:
            return False
        return origin is None or is_own(origin, host) or origin in (self.origins[key] or self.everywhere)


def is_own(origin: str, host: str | None) -> bool:
    """Whether the page came from this hub itself."""
    return host is not None and urlsplit(origin).netloc == host


class CrossOrigin:
    """ASGI middleware: a page of an allowed origin may use the chat API, without cookies; any other page may not."""

    def __init__(self, app: ASGIApp, allowed: Iterable[str]) -> None:
        self.app, self.allowed = app, frozenset(allowed)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not scope["path"].startswith(PATHS):
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        origin = headers.get("origin")
        if origin is None or is_own(origin, headers.get("host")):
            await self.app(scope, receive, send)
        elif origin not in self.allowed:
            await refusal(403, "origin_unknown", {"Vary": "Origin"})(scope, receive, send)
        elif scope["method"] == "OPTIONS" and "access-control-request-method" in headers:
            await Response(status_code=204, headers=_preflight(origin))(scope, receive, send)
        else:
            await self.app(scope, receive, _allowing(origin, send))


def _preflight(origin: str) -> dict[str, str]:
    return {
        "Access-Control-Allow-Origin": origin,
        "Access-Control-Allow-Methods": METHODS,
        "Access-Control-Allow-Headers": HEADERS,
        "Access-Control-Max-Age": str(ASK_AGAIN_SECONDS),
        "Vary": "Origin",
    }


def _allowing(origin: str, send: Send) -> Send:
    async def with_origin(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            headers["Access-Control-Allow-Origin"] = origin
            headers["Access-Control-Expose-Headers"] = READABLE
            headers.add_vary_header("Origin")
        await send(message)

    return with_origin
