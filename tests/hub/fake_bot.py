"""A bot written from the contract of `POST /webhooks/hub/turn`; tests tell it to be slow, to fail, or what to say."""

import asyncio
from collections.abc import Callable
from typing import Any

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse

Said = dict[str, Any]


def says(text: str, *, buttons: list[dict[str, Any]] | None = None, **more: Any) -> Said:
    """An answer of one bubble."""
    message = {"text": text, "blocks": [{"type": "paragraph", "text": text}], "buttons": buttons or []}
    return {"messages": [message], "situation": {"handoff": "none"}, "step": None, "handoff": None, **more}


class FakeBot:
    """Answers every turn once: a repeated turn_id gets the answer of the first time, as Rasa's channel rebuilds it."""

    def __init__(self, secret: str) -> None:
        self.secret = secret
        self.requests: list[dict[str, Any]] = []
        self.answered: dict[str, Said] = {}
        self.answer: Callable[[dict[str, Any]], Said] = lambda request: says(f"Reçu : {request['text']}")
        self.status = 200
        self.ready = True
        self.asked = asyncio.Event()
        self.may_answer = asyncio.Event()
        self.may_answer.set()
        self.app = FastAPI()
        self.app.post("/webhooks/hub/turn")(self._turn)
        self.app.get("/webhooks/hub/ready")(self._ready)

    def texts(self) -> list[str]:
        """What each turn asked, without repeats of the same turn."""
        return list({request["turn_id"]: request["text"] for request in self.requests}.values())

    async def _turn(self, request: Request) -> JSONResponse:
        if request.headers.get("authorization") != f"Bearer {self.secret}":
            return JSONResponse({}, status_code=401)
        asked = await request.json()
        missing = {"turn_id", "conversation", "channel", "text", "now", "last_seen", "advisers"} - asked.keys()
        if missing:
            return JSONResponse({}, status_code=400)
        self.requests.append(asked)
        self.asked.set()
        await self.may_answer.wait()
        if self.status != 200:
            return JSONResponse({}, status_code=self.status)
        said = self.answered.setdefault(asked["turn_id"], self.answer(asked))
        return JSONResponse({"turn_id": asked["turn_id"], **said})

    async def _ready(self) -> JSONResponse:
        return JSONResponse({}, status_code=200 if self.ready else 503)
