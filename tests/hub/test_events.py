"""The event stream: what a widget hears without asking, and how it resumes."""

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import httpx
import psycopg
import pytest

from hub import cases
from hub.application import create_app
from hub.runtime import Runtime
from hub.settings import Settings
from tests.hub.conftest import SOON, Parent, arrive, served
from tests.hub.fake_bot import FakeBot


@dataclass(frozen=True)
class Event:
    name: str
    id: str | None
    data: dict[str, Any]


class Stream:
    """The events of one connection, in order."""

    def __init__(self, lines: AsyncIterator[str]) -> None:
        self._lines = lines

    async def next(self) -> Event | None:
        """The next event; None once the stream has ended."""
        fields: dict[str, str] = {}
        async for line in self._lines:
            if line.startswith(":"):
                continue
            if line:
                name, _, value = line.partition(": ")
                fields[name] = value
            elif fields:
                return Event(fields["event"], fields.get("id"), json.loads(fields["data"]))
        return None

    async def until(self, name: str, **data: Any) -> list[Event]:
        """All events up to one of this name with this data."""
        events: list[Event] = []

        async def read() -> None:
            while not events or events[-1].name != name or not data.items() <= events[-1].data.items():
                event = await self.next()
                assert event is not None, "the stream ended"
                events.append(event)

        await asyncio.wait_for(read(), SOON)
        return events

    async def end(self) -> None:
        async def read() -> None:
            while await self.next() is not None:
                pass

        await asyncio.wait_for(read(), SOON)


@contextlib.asynccontextmanager
async def listening(parent: Parent, after: int = 0, last_event_id: str | None = None) -> AsyncIterator[Stream]:
    headers = {**parent.headers, **({"Last-Event-ID": last_event_id} if last_event_id else {})}
    async with parent.web.stream("GET", "/api/chat/events", params={"after": after}, headers=headers) as response:
        assert response.status_code == 200
        assert response.headers["content-type"].startswith("text/event-stream")
        yield Stream(response.aiter_lines())


def seqs(events: list[Event]) -> list[str | None]:
    return [event.id for event in events if event.name == "message"]


async def test_messages_come_as_events_with_their_seq_as_id(parent: Parent, worker: None, bot: FakeBot) -> None:
    async with listening(parent) as stream:
        assert seqs(await stream.until("owner", owner="bot")) == ["1", "2"]
        await parent.say("Bonjour")
        events = await stream.until("message", author="assistant")
    assert seqs(events) == ["3", "4"]
    assert [event.data for event in events if event.name == "message"] == (await parent.read(2))["messages"]
    others = [(event.name, event.data) for event in events if event.name not in ("message", "owner")]
    assert ("typing", {"author": "assistant", "typing": True}) in others
    assert ("delivery", {"seq": 3, "state": "read"}) in others


async def test_the_stream_resumes_after_the_last_event(parent: Parent) -> None:
    for text in ("un", "deux", "trois"):
        await parent.say(text)
    async with listening(parent, after=3) as stream:
        assert seqs(await stream.until("owner")) == ["4", "5"]
    async with listening(parent, last_event_id="4") as stream:
        assert seqs(await stream.until("owner")) == ["5"]
    async with listening(parent, after=1, last_event_id="4") as stream:
        assert seqs(await stream.until("owner")) == ["5"]


@pytest.mark.parametrize("last", ["x", "-1", "4.5", "99999999999"])
async def test_a_bad_last_event_id_is_refused(parent: Parent, last: str) -> None:
    response = await parent.web.get("/api/chat/events", headers={**parent.headers, "Last-Event-ID": last})
    assert response.status_code == 422


async def test_nothing_is_lost_between_two_connections(parent: Parent) -> None:
    heard: list[str | None] = []
    for number in range(5):
        async with listening(parent, last_event_id=heard[-1] if heard else None) as stream:
            heard += seqs(await stream.until("owner"))
            await parent.say(f"pendant {number}")
            heard += seqs(await stream.until("message", text=f"pendant {number}"))
        await parent.say(f"entre {number}")
    async with listening(parent, last_event_id=heard[-1]) as stream:
        heard += seqs(await stream.until("owner"))
    assert heard == [str(seq) for seq in range(1, 13)]


async def test_a_change_of_owner_is_told(parent: Parent, runtime: Runtime) -> None:
    import uuid

    conversation_id = uuid.UUID(parent.id)
    async with listening(parent) as stream:
        await stream.until("owner", owner="bot")
        async with runtime.database.transaction() as session:
            from hub import conversations

            conversation = await conversations.lock(session, conversation_id)
            assert conversation is not None
            await cases.queue(session, conversation, "asked", "normal", "test")
        await stream.until("owner", owner="queue")
        async with runtime.database.transaction() as session:
            await cases.take(session, conversation_id, 0, cases.Advisor("anne", "Anne"))
        await stream.until("owner", owner="advisor")


async def test_the_parents_own_typing_is_not_echoed(parent: Parent) -> None:
    async with listening(parent) as stream:
        await stream.until("owner")
        await parent.web.post("/api/chat/typing", headers=parent.headers)
        await parent.say("Bonjour")
        assert [event.name for event in await stream.until("message")] == ["message"]


async def test_two_streams_hear_the_same_and_no_other_conversation(parent: Parent) -> None:
    other = await arrive(parent.web)
    async with listening(parent, 2) as first, listening(parent, 2) as second, listening(other, 2) as third:
        await parent.say("Bonjour")
        assert seqs(await first.until("message")) == seqs(await second.until("message")) == ["3"]
        await other.say("Autre")
        assert (await third.until("message"))[-1].data["text"] == "Autre"


async def test_the_stream_ends_when_the_conversation_is_erased(parent: Parent) -> None:
    async with listening(parent) as stream:
        await stream.until("owner")
        await parent.web.delete("/api/chat/conversations", headers=parent.headers)
        await stream.end()


async def test_the_stream_ends_with_its_token(settings: Settings) -> None:
    short = settings.model_copy(update={"token_seconds": 2, "sse_heartbeat_seconds": 0.2})
    async with (
        served(create_app(short)) as port,
        httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", timeout=SOON) as web,
        listening(await arrive(web)) as stream,
    ):
        await stream.end()


async def test_a_lost_listening_connection_loses_no_message(parent: Parent, database_url: str) -> None:
    async with listening(parent, 2) as stream:
        await stream.until("owner")
        with psycopg.connect(database_url, autocommit=True) as connection:
            connection.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE datname = current_database() AND query = 'LISTEN hub_live'"
            )
        await parent.say("Bonjour")
        assert seqs(await stream.until("message")) == ["3"]


async def test_a_newer_stream_takes_the_place_of_the_oldest(settings: Settings) -> None:
    few = settings.model_copy(update={"streams_conversation": 2, "streams_address": 3})
    async with (
        served(create_app(few)) as port,
        httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", timeout=SOON) as web,
    ):
        parent, other = await arrive(web), await arrive(web)
        async with listening(parent) as first, listening(parent) as second:
            await first.until("owner")
            await second.until("owner")
            async with listening(parent) as third:
                await third.until("owner")
                assert [event.name for event in await first.until("elsewhere")] == ["elsewhere"]
                await first.end()
                await parent.say("Bonjour")
                assert seqs(await second.until("message")) == seqs(await third.until("message")) == ["3"]
                async with listening(other) as fourth:
                    await fourth.until("owner")
                    refused = await web.get("/api/chat/events", headers=other.headers)
                    assert (refused.status_code, refused.json()["error"]["code"]) == (429, "too_many")
