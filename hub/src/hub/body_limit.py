"""Refuses a request body above a size before anything reads it into memory."""

from collections.abc import Mapping

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from hub.errors import refusal


class BodyLimit:
    """ASGI middleware: 413 by the announced length, or as soon as more than `at_most` bytes have come."""

    def __init__(self, app: ASGIApp, at_most: int, larger: Mapping[str, int] | None = None) -> None:
        """`larger`: paths with a limit of their own."""
        self.app, self.at_most, self.larger = app, at_most, larger or {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        at_most = self.larger.get(scope["path"], self.at_most)
        announced = dict(scope["headers"]).get(b"content-length", b"0")
        if announced.isdigit() and int(announced) > at_most:
            await refusal(413, "body_too_large")(scope, receive, send)
            return
        chunks: list[bytes] = []
        size = 0
        if scope["method"] in ("POST", "PUT", "PATCH"):
            more = True
            while more:
                message = await receive()
                if message["type"] == "http.disconnect":
                    return
                size += len(message.get("body", b""))
                if size > at_most:
                    await refusal(413, "body_too_large")(scope, receive, send)
                    return
                chunks.append(message.get("body", b""))
                more = message.get("more_body", False)
            body: bytes | None = b"".join(chunks)
        else:
            body = None

        async def replay() -> Message:
            nonlocal body
            if body is not None:
                given, body = body, None
                return {"type": "http.request", "body": given, "more_body": False}
            return await receive()

        await self.app(scope, replay, send)
