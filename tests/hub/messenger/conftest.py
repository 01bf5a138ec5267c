"""A hub with Messenger switched on, against a Meta written from its documentation."""

import asyncio
import uuid
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy import select

from hub.application import create_app
from hub.messenger import words
from hub.messenger.models import Event, Out, Thread
from hub.messenger.page import person_of
from hub.messenger.webhook import PATH
from hub.models import Conversation, Message
from hub.runtime import Runtime
from hub.settings import Settings
from tests.hub.conftest import BOT_SECRET, SOON, eventually, served
from tests.hub.fake_bot import FakeBot, says
from tests.messenger.fake_meta import PAGE_INBOX, FakeMeta, Person, stopping
from tests.messenger.hub_processes import HubProcesses
from tests.ports import free_port
from tests.scenarios.messenger_door import settings_for

ECHO_SECONDS = 0.6
"""How long the hub waits for an echo in the tests."""
PROCESSES_ECHO_SECONDS = 10
"""Shorter than a killed hub may need to come back on a busy machine: only the time in which it hears must count."""


@pytest.fixture
async def meta() -> AsyncIterator[FakeMeta]:
    async with stopping(FakeMeta()) as fake, served(fake.app) as port:
        fake.url = f"http://127.0.0.1:{port}"
        yield fake


@pytest.fixture
def settings(settings: Settings, meta: FakeMeta) -> Settings:
    return settings.model_copy(
        update={
            "messenger_page_id": meta.page_id,
            "messenger_page_token": meta.token,
            "messenger_app_id": meta.app_id,
            "messenger_app_secret": meta.app_secret,
            "messenger_verify_token": meta.verify_token,
            "messenger_graph_url": meta.url,
            "messenger_seconds": 0.5,
            "messenger_echo_seconds": ECHO_SECONDS,
            "messenger_picture_hosts": ("127.0.0.1",),
        }
    )


@pytest.fixture
async def web(settings: Settings, meta: FakeMeta) -> AsyncIterator[httpx.AsyncClient]:
    """The hub's API, known to Meta as the address of the webhook."""
    async with served(create_app(settings)) as port:
        meta.webhook = f"http://127.0.0.1:{port}{PATH}"
        async with httpx.AsyncClient(
            base_url=f"http://127.0.0.1:{port}", trust_env=False, timeout=SOON, limits=httpx.Limits(max_connections=100)
        ) as client:
            yield client


@dataclass
class Parent:
    """A parent on Messenger, and what the hub keeps of the conversation."""

    meta: FakeMeta
    person: Person
    runtime: Runtime

    async def says(self, said: str | None, **more: Any) -> str:
        return await self.meta.says(self.person, said, **more)

    async def taps(self, title: str) -> str:
        return await self.meta.taps(self.person, title)

    async def until(self, fits: Callable[[list[str]], bool], seconds: float = SOON) -> list[str]:
        """Waits until what the parent has read fits."""

        async def look() -> bool:
            return fits(self.person.texts())

        try:
            await eventually(look, seconds)
        except asyncio.TimeoutError:
            raise AssertionError(f"the parent has read: {self.person.texts()}") from None
        return self.person.texts()

    async def until_reads(self, *texts: str, seconds: float = SOON) -> list[str]:
        """Waits until the parent has read each of these, in this order, with whatever between."""

        def fits(read: list[str]) -> bool:
            rest = iter(read)
            return all(any(text in one for one in rest) for text in texts)

        return await self.until(fits, seconds)

    async def conversation(self) -> Conversation | None:
        async with self.runtime.database.transaction() as session:
            query = select(Conversation).join(Thread, Thread.conversation_id == Conversation.id)
            found = await session.execute(query.where(Thread.person == self.id))
            return found.scalar_one_or_none()

    @property
    def id(self) -> uuid.UUID:
        return person_of(self.meta.page_id, self.person.psid)

    async def messages(self) -> list[Message]:
        conversation = await self.conversation()
        if conversation is None:
            return []
        async with self.runtime.database.transaction() as session:
            query = select(Message).where(Message.conversation_id == conversation.id).order_by(Message.seq)
            return list((await session.execute(query)).scalars())

    async def said(self, author: str = "parent") -> list[str]:
        return [message.text for message in await self.messages() if message.author == author]

    async def outbox(self) -> list[Out]:
        conversation = await self.conversation()
        assert conversation is not None
        async with self.runtime.database.transaction() as session:
            query = select(Out).where(Out.conversation_id == conversation.id).order_by(Out.seq, Out.part)
            return list((await session.execute(query)).scalars())

    async def until_state(self, *states: str) -> list[Out]:
        """Waits until the last rows of the outbox have these states."""
        rows: list[Out] = []

        async def look() -> bool:
            rows[:] = await self.outbox() if await self.conversation() else []
            return [row.state for row in rows[-len(states) :]] == list(states)

        try:
            await eventually(look)
        except asyncio.TimeoutError:
            raise AssertionError([(row.seq, row.state, row.reason) for row in rows]) from None
        return rows

    async def erases_everything(self) -> None:
        """By the page's menu, and sure of it."""
        await self.meta.presses(self.person, "Mes données", "m:privacy")
        await self.until_reads("jours au plus")
        await self.taps("Tout effacer")
        await self.until_reads(words.ERASE_SURE)
        await self.taps("Oui, tout effacer")
        await self.until_reads(words.ERASED)

    async def passes_to(self, app_id: str) -> None:
        """Meta passes the thread to an app."""
        await self.meta.passes_control(self.person, app_id, PAGE_INBOX)

    async def until_owner(self, owner: str) -> None:
        async def look() -> bool:
            conversation = await self.conversation()
            return conversation is not None and conversation.owner == owner

        await eventually(look)

    async def until_handled(self) -> None:
        """Waits until nothing that came is left to do."""

        async def look() -> bool:
            async with self.runtime.database.transaction() as session:
                return (await session.execute(select(Event.key).where(Event.handled_at.is_(None)))).first() is None

        await eventually(look)


@pytest.fixture
async def hub(database_url: str, meta: FakeMeta, bot: FakeBot, tmp_path: Path) -> AsyncIterator[HubProcesses]:
    """The hub as it runs in production: a process that takes webhooks and one that works."""
    port = free_port()
    meta.webhook = f"http://127.0.0.1:{port}{PATH}"
    environment = {
        "DATABASE_URL": database_url,
        "HUB_VAR": str(tmp_path / "var"),
        "HUB_PORT": str(port),
        "HUB_BOT_SECRET": BOT_SECRET,
        "HUB_RASA_PORT": str(bot.port),  # type: ignore[attr-defined]
        "HUB_QUIET_SECONDS": "0.1",
        "HUB_LATE_SECONDS": "600",
        "HUB_UNANSWERED_SECONDS": "3600",
        "HUB_STALLED_SECONDS": "4",
        "HUB_HEARTBEAT_SECONDS": "1",
        "HUB_MESSENGER_ECHO_SECONDS": str(PROCESSES_ECHO_SECONDS),
        **settings_for(meta),
    }
    processes = HubProcesses(environment, tmp_path)
    try:
        processes.start("serve")
        await processes.live()
        processes.start("work")
        yield processes
    finally:
        processes.stop()


@pytest.fixture
def mother(meta: FakeMeta, web: httpx.AsyncClient, runtime: Runtime) -> Parent:
    """Somebody who has not written yet."""
    return Parent(meta, meta.person(), runtime)


async def ask(parent: Parent, bot: FakeBot, *buttons: dict[str, str]) -> None:
    """The bot asks something with these buttons; whatever comes then, it answers « Bien »."""
    bot.answer = lambda request: says("Alors ?", buttons=list(buttons))
    await parent.says("Bonjour")
    await parent.until_reads("Alors ?")
    bot.answer = lambda request: says("Bien")


async def ask_for_a_person(parent: Parent, bot: FakeBot) -> None:
    """The parent asks for an adviser."""
    bot.answer = lambda request: says(
        "C'est transmis.", situation={"handoff": "queued"}, handoff={"reason": "asks_human", "urgency": "normal"}
    )
    await parent.says("Un conseiller, s'il vous plaît")
    await parent.until_reads("C'est transmis.")
