"""Advisers at the desk, for tests: an account, a browser's cookie, and the calls that the page makes."""

from __future__ import annotations

import contextlib
import uuid
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import httpx

from hub import advisers
from hub.models import Role
from hub.runtime import Runtime
from tests.hub.fake_bot import FakeBot, says

if TYPE_CHECKING:  # its fixtures are made of this file
    from tests.hub.conftest import Parent

PASSWORD = "un mot de passe de test"
PAGE = {"X-Desk": "1"}


@dataclass
class Desk:
    """One adviser's page."""

    http: httpx.AsyncClient
    name: str

    async def post(self, path: str, **body: Any) -> httpx.Response:
        return await self.http.post(f"/api/desk/{path}", json=body)

    async def login(self, password: str = PASSWORD) -> httpx.Response:
        return await self.post("login", email=email_of(self.name), password=password)

    async def cases(self) -> list[dict[str, Any]]:
        response = await self.http.get("/api/desk/cases")
        assert response.status_code == 200, response.text
        listed: list[dict[str, Any]] = response.json()["cases"]
        return listed

    async def case(self) -> dict[str, Any]:
        """The only case of the list."""
        (found,) = await self.cases()
        return found

    async def detail(self, case_id: str) -> dict[str, Any]:
        response = await self.http.get(f"/api/desk/cases/{case_id}")
        assert response.status_code == 200, response.text
        read: dict[str, Any] = response.json()
        return read

    async def move(self, move: str, case: dict[str, Any], **body: Any) -> httpx.Response:
        """Take, answer, give-back or close, with the epoch at which the adviser saw the case."""
        return await self.post(f"cases/{case['id']}/{move}", epoch=case["epoch"], **body)

    async def take(self) -> dict[str, Any]:
        """Takes the only case; gives it as it then is."""
        response = await self.move("take", await self.case())
        assert response.status_code == 200, response.text
        return await self.case()

    async def say(self, case: dict[str, Any], text: str, message_id: str | None = None) -> httpx.Response:
        return await self.move("answer", case, client_message_id=message_id or str(uuid.uuid4()), text=text)

    async def seen(self, case: dict[str, Any]) -> int:
        """The last seq on the screen."""
        seq: int = (await self.detail(case["id"]))["messages"][-1]["seq"]
        return seq

    async def leave(self, move: str, case: dict[str, Any], **body: Any) -> httpx.Response:
        return await self.move(move, case, seen=await self.seen(case), **body)


def email_of(name: str) -> str:
    return f"{name.lower()}@desk.test"


async def hire(runtime: Runtime, name: str, role: Role = "adviser") -> None:
    async with runtime.database.transaction() as session:
        await advisers.add(session, email_of(name), name, role, PASSWORD)


@contextlib.asynccontextmanager
async def at_desk(web: httpx.AsyncClient, name: str) -> AsyncIterator[Desk]:
    """A page of the adviser's own, not logged in yet."""
    async with httpx.AsyncClient(base_url=web.base_url, trust_env=False, timeout=web.timeout, headers=PAGE) as http:
        yield Desk(http, name)


@contextlib.asynccontextmanager
async def on_duty(runtime: Runtime, web: httpx.AsyncClient, name: str, role: Role = "adviser") -> AsyncIterator[Desk]:
    """A new adviser, who has logged in."""
    await hire(runtime, name, role)
    async with at_desk(web, name) as desk:
        assert (await desk.login()).status_code == 200
        yield desk


async def ask_for_a_person(parent: Parent, bot: FakeBot, **situation: Any) -> None:
    """The parent asks for an adviser, who may read everything."""
    before = len((await parent.read())["messages"])
    bot.answer = lambda request: says(
        "C'est transmis.",
        situation={"handoff": "queued", **situation},
        handoff={"reason": "asks_human", "urgency": "normal"},
    )
    await parent.say("Un conseiller, s'il vous plaît")
    await parent.until(lambda found: len(found) >= before and found[-1]["author"] == "assistant")
    bot.answer = lambda request: says(f"Reçu : {request['text']}", situation={"handoff": "queued", **situation})
