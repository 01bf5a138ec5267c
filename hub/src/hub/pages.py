"""The built pages and the chat's script, and the headers that keep a browser from doing anything else with them."""

import os
from mimetypes import guess_type
from os import PathLike

from fastapi import FastAPI
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import FileResponse, Response
from starlette.staticfiles import NotModifiedResponse, StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from hub.settings import Settings

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
        "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}
HASHED = "/assets/"
FOR_EVER = "public, max-age=31536000, immutable"
"""A file whose name changes with its content."""
WIDGET = "/widget.js"
SHORT = "public, max-age=300, stale-while-revalidate=3600"
"""The one name that host pages know: a new version is everywhere within minutes."""
ASKED_EACH_TIME = "no-cache"
COMPRESSED = (("br", ".br"), ("gzip", ".gz"))
"""Written by the build beside each file; the smaller first."""


class SecurityHeaders:
    """ASGI middleware: the headers on every answer; what the API says is kept by no cache."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
                if scope["path"].startswith("/api/"):
                    headers["Cache-Control"] = "no-store"
            await send(message)

        await self.app(scope, receive, with_headers)


class Pages(StaticFiles):
    """Files as built: compressed beforehand, cached by what their name promises, scripts usable by other sites."""

    def file_response(
        self, full_path: str | PathLike[str], stat_result: os.stat_result, scope: Scope, status_code: int = 200
    ) -> Response:
        request, plain = Headers(scope=scope), str(full_path)
        headers = {"Cache-Control": _kept(scope["path"]), "Vary": "Accept-Encoding"}
        if scope["path"] == WIDGET or scope["path"].startswith(HASHED):
            headers |= {"Access-Control-Allow-Origin": "*", "Cross-Origin-Resource-Policy": "cross-origin"}
        accepted = {part.partition(";")[0].strip() for part in request.get("accept-encoding", "").split(",")}
        sent = plain
        for encoding, ending in COMPRESSED:
            if encoding in accepted and os.path.isfile(plain + ending):
                sent, stat_result = plain + ending, os.stat(plain + ending)
                headers["Content-Encoding"] = encoding
                break
        media_type = guess_type(plain)[0]
        response = FileResponse(
            sent, status_code=status_code, stat_result=stat_result, media_type=media_type, headers=headers
        )
        if self.is_not_modified(response.headers, request):
            return NotModifiedResponse(response.headers)
        return response


def _kept(path: str) -> str:
    if path.startswith(HASHED):
        return FOR_EVER
    return SHORT if path == WIDGET else ASKED_EACH_TIME


def install(app: FastAPI, settings: Settings) -> None:
    """Serves the pages where they are built; last, so that they hide no route."""
    if (settings.web / "index.html").is_file():
        app.mount("/", Pages(directory=settings.web, html=True), name="pages")
