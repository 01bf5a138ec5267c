"""Erasing a conversation: unreadable at once, gone from every table, not brought back by a running turn."""

import uuid

import httpx
import psycopg
import pytest
from sqlalchemy import text

from hub import cases, retention
from hub.runtime import Runtime
from tests.assistant import ROOT
from tests.hub.conftest import Parent, arrive, eventually
from tests.hub.fake_bot import FakeBot
from tests.hub.test_cases import desk, queue

ERASURE = (ROOT / "channels" / "erasure.sql").read_text(encoding="utf-8")
TABLES = ("conversation", "message", "turn", '"case"', "case_event")


async def erase(parent: Parent) -> httpx.Response:
    return await parent.web.delete("/api/chat/conversations", headers=parent.headers)


async def rows(runtime: Runtime) -> dict[str, int]:
    async with runtime.database.transaction() as session:
        return {table: (await session.execute(text(f"SELECT count(*) FROM {table}"))).scalar_one() for table in TABLES}


@pytest.fixture
def tracker(database_url: str) -> psycopg.Connection:
    """Rasa's tables and functions as its tracker store makes them."""
    connection = psycopg.connect(database_url, autocommit=True)
    connection.execute("CREATE SCHEMA rasa")
    connection.execute("CREATE TABLE rasa.events (id serial PRIMARY KEY, sender_id varchar(255) NOT NULL, data text)")
    connection.execute(ERASURE.encode())
    return connection


def remember(tracker: psycopg.Connection, conversation: str) -> None:
    tracker.execute("INSERT INTO rasa.events (sender_id, data) VALUES (%s, 'said')", (conversation,))


def remembered(tracker: psycopg.Connection) -> list[str]:
    return [row[0] for row in tracker.execute("SELECT sender_id FROM rasa.events").fetchall()]


async def test_an_erased_conversation_is_gone_from_every_table(
    parent: Parent, worker: None, runtime: Runtime, tracker: psycopg.Connection
) -> None:
    other = await arrive(parent.web)
    remember(tracker, parent.id)
    remember(tracker, other.id)
    await parent.say("un")
    await parent.until_answers(1)
    await queue(runtime, parent)
    await desk(runtime, cases.take, parent, 0)
    assert (await erase(parent)).status_code == 204
    assert await rows(runtime) == {"conversation": 1, "message": 2, "turn": 0, '"case"': 0, "case_event": 0}
    assert remembered(tracker) == [other.id]
    assert (await erase(parent)).status_code == 401
    assert len((await other.read())["messages"]) == 2


async def test_a_running_turn_does_not_bring_it_back(
    parent: Parent, worker: None, bot: FakeBot, runtime: Runtime, tracker: psycopg.Connection
) -> None:
    bot.may_answer.clear()
    await parent.say("un")
    await bot.asked.wait()
    assert (await erase(parent)).status_code == 204
    remember(tracker, parent.id)  # the bot writes what it still computes
    bot.may_answer.set()

    async def forgotten() -> bool:
        return remembered(tracker) == []

    await eventually(forgotten)
    assert set((await rows(runtime)).values()) == {0}


async def test_a_turn_that_has_not_begun_is_refused_at_once(parent: Parent, tracker: psycopg.Connection) -> None:
    assert (await erase(parent)).status_code == 204
    assert tracker.execute("SELECT conversation FROM rasa.erased").fetchall() == [(parent.id,)]


async def test_the_bots_memory_is_cleared_after_a_turn_whose_worker_is_gone(
    parent: Parent, worker: None, runtime: Runtime, tracker: psycopg.Connection
) -> None:
    """The bot holds its tracker store's lock while it computes, whether or not anybody still listens."""
    tracker.execute("SELECT pg_advisory_lock(hashtextextended('rasa.turn:' || %s, 0))", (parent.id,))
    assert (await erase(parent)).status_code == 204
    remember(tracker, parent.id)
    tracker.execute("SELECT pg_advisory_unlock_all()")

    async def forgotten() -> bool:
        return remembered(tracker) == []

    await eventually(forgotten)


async def test_an_erasure_leaves_one_job_for_later_and_no_words(parent: Parent, runtime: Runtime, worker: None) -> None:
    await erase(parent)

    async def only_later() -> bool:
        async with runtime.database.transaction() as session:
            jobs = (await session.execute(text("SELECT args FROM procrastinate_jobs WHERE task_name = 'erase'"))).all()
        return [row[0] for row in jobs] == [{"conversation": parent.id}]

    await eventually(only_later)


async def test_erasing_while_others_write_leaves_nothing(parent: Parent, worker: None, runtime: Runtime) -> None:
    import asyncio

    results = await asyncio.gather(*(parent.post(text=str(number)) for number in range(20)), erase(parent))
    assert {result.status_code for result in results} <= {202, 204, 401}
    assert set((await rows(runtime)).values()) == {0}
    assert str(uuid.UUID(parent.id)) == parent.id


async def test_a_conversation_is_erased_when_its_time_is_over(parent: Parent, runtime: Runtime) -> None:
    handed_over, recent = await arrive(parent.web), await arrive(parent.web)
    await parent.say("un")
    await queue(runtime, handed_over)
    async with runtime.database.transaction() as session:
        await session.execute(text("UPDATE conversation SET created_at = now() - interval '91 days'"))
        await session.execute(text("UPDATE message SET sent_at = now() - interval '91 days'"))
    await recent.say("Je reviens")
    assert await retention.erase_old(runtime) == 1
    assert (await parent.web.get("/api/chat/messages", headers=parent.headers)).status_code == 401
    assert (await handed_over.read())["owner"] == "queue"
    assert len((await recent.read())["messages"]) == 3
    assert await retention.erase_old(runtime) == 0
