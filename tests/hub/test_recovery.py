"""When something dies or does not answer: nothing is lost, nothing is said twice, everybody hears something."""

import asyncio
import os
import signal
import sys
import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx
import psycopg
import pytest
from sqlalchemy import func, select, text

from hub import conversations, jobs, recovery, turns
from hub.models import Message
from hub.runtime import Runtime
from hub.settings import REPOSITORY, Settings
from tests.hub.conftest import Parent, arrive, eventually, working
from tests.hub.fake_bot import FakeBot, says
from tests.hub.test_cases import case_of

START_SECONDS = 40.0


@asynccontextmanager
async def worker_process(settings: Settings) -> AsyncIterator[asyncio.subprocess.Process]:
    """`hub work` as a process that a test may kill."""
    values = {name: getattr(settings, name) for name in settings.model_fields_set if name != "database_url"}
    environment = {
        **os.environ,
        **{f"HUB_{name.upper()}": str(value) for name, value in values.items()},
        "DATABASE_URL": settings.database_url or "",
        "PYTHONPATH": str(REPOSITORY),
    }
    process = await asyncio.create_subprocess_exec(sys.executable, "-m", "hub.cli", "work", env=environment)
    try:
        yield process
    finally:
        if process.returncode is None:
            process.send_signal(signal.SIGTERM)
        await process.wait()


async def count(runtime: Runtime, query: str) -> int:
    async with runtime.database.transaction() as session:
        counted: int = (await session.execute(text(query))).scalar_one()
        return counted


async def test_a_worker_killed_in_mid_turn_is_followed_by_another_that_finishes_it_once(
    parent: Parent, bot: FakeBot, settings: Settings
) -> None:
    bot.may_answer.clear()
    async with worker_process(settings) as process:
        for words in ("un", "deux"):
            await parent.say(words)
        await asyncio.wait_for(bot.asked.wait(), START_SECONDS)
        process.kill()
        await process.wait()
        await parent.say("trois")
        bot.may_answer.set()
        bot.asked.clear()
        async with working(settings):
            answers = await parent.until_answers(2)
    assert answers == [f"Reçu : {asked}" for asked in bot.texts()]
    assert "\n".join(bot.texts()) == "un\ndeux\ntrois"
    assert bot.requests[0]["turn_id"] == bot.requests[1]["turn_id"]
    assert bot.requests[0]["text"] == bot.requests[1]["text"]


async def test_a_killed_workers_turn_does_not_wait_for_its_heartbeat_to_grow_old(
    parent: Parent, bot: FakeBot, settings: Settings
) -> None:
    forever = settings.model_copy(update={"stalled_seconds": 10_000.0})
    bot.may_answer.clear()
    async with worker_process(forever) as process:
        await parent.say("un")
        await asyncio.wait_for(bot.asked.wait(), START_SECONDS)
        process.kill()
        await process.wait()
    bot.may_answer.set()
    async with working(forever):
        assert await parent.until_answers(1) == ["Reçu : un"]


async def test_a_living_worker_is_not_taken_for_dead(
    parent: Parent, bot: FakeBot, settings: Settings, runtime: Runtime
) -> None:
    bot.may_answer.clear()
    async with working(settings):
        await parent.say("un")
        await asyncio.wait_for(bot.asked.wait(), START_SECONDS)
        async with runtime.jobs.open_async():
            await recovery.recover(runtime)
        assert await count(runtime, "SELECT count(*) FROM procrastinate_workers") == 1
        assert await count(runtime, "SELECT count(*) FROM procrastinate_jobs WHERE status = 'doing'") == 1
        bot.may_answer.set()
        assert await parent.until_answers(1) == ["Reçu : un"]


async def test_a_worker_that_was_taken_for_dead_starts_anew(
    parent: Parent, bot: FakeBot, settings: Settings, runtime: Runtime
) -> None:
    async with working(settings):
        await parent.say("un")
        await parent.until_answers(1)
        first = await count(runtime, "SELECT id FROM procrastinate_workers")
        async with runtime.database.transaction() as session:
            await session.execute(text("DELETE FROM procrastinate_workers"))

        async def another() -> bool:
            return await count(runtime, "SELECT coalesce(max(id), 0) FROM procrastinate_workers") > first

        await eventually(another)
        await parent.say("deux")
        assert await parent.until_answers(2) == ["Reçu : un", "Reçu : deux"]


async def test_a_stopped_worker_leaves_its_turn_to_the_next(parent: Parent, bot: FakeBot, settings: Settings) -> None:
    bot.may_answer.clear()
    async with worker_process(settings) as process:
        await parent.say("un")
        await asyncio.wait_for(bot.asked.wait(), START_SECONDS)
        process.send_signal(signal.SIGTERM)
        bot.may_answer.set()
        await process.wait()
    async with working(settings):
        assert await parent.until_answers(1) == ["Reçu : un"]


async def test_message_and_job_commit_together_or_not_at_all(parent: Parent, runtime: Runtime) -> None:
    conversation_id = uuid.UUID(parent.id)
    with pytest.raises(RuntimeError):
        async with runtime.database.transaction() as session:
            conversation = await conversations.lock(session, conversation_id)
            assert conversation is not None
            await conversations.append(session, conversation, "parent", "un", waiting=True)
            await jobs.defer_wake(session, runtime.jobs, conversation_id)
            raise RuntimeError
    assert await count(runtime, "SELECT count(*) FROM message WHERE author = 'parent'") == 0
    assert await count(runtime, "SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'wake'") == 0
    await parent.say("deux")
    assert await count(runtime, "SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'wake'") == 1


async def test_no_message_is_kept_when_the_job_cannot_be(parent: Parent, database_url: str) -> None:
    with psycopg.connect(database_url, autocommit=True) as connection:
        connection.execute("ALTER TABLE procrastinate_jobs ADD CONSTRAINT broken CHECK (task_name <> 'wake') NOT VALID")
        assert (await parent.post(text="un")).status_code == 500
        assert (await parent.read(2))["messages"] == []
        connection.execute("ALTER TABLE procrastinate_jobs DROP CONSTRAINT broken")
    assert await parent.say("deux") == 3


async def test_many_messages_make_one_waiting_job(parent: Parent, runtime: Runtime) -> None:
    await asyncio.gather(*(parent.say("a") for _ in range(20)))
    assert await count(runtime, "SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'wake'") == 1
    assert await count(runtime, "SELECT count(*) FROM message WHERE waiting") == 20


async def test_a_job_holds_the_conversations_id_and_nothing_else(parent: Parent, runtime: Runtime) -> None:
    await parent.say("Confidentiel")
    async with runtime.database.transaction() as session:
        arguments = (await session.execute(text("SELECT args FROM procrastinate_jobs"))).scalar_one()
    assert arguments == {"conversation": parent.id}


async def test_a_lost_job_is_made_again(parent: Parent, bot: FakeBot, settings: Settings, runtime: Runtime) -> None:
    await parent.say("un")
    async with runtime.database.transaction() as session:
        await session.execute(text("DELETE FROM procrastinate_jobs"))
    async with working(settings):
        assert await parent.until_answers(1) == ["Reçu : un"]


async def test_a_stalled_job_gives_way_to_the_one_that_waits(
    parent: Parent, bot: FakeBot, settings: Settings, runtime: Runtime
) -> None:
    await parent.say("un")
    async with runtime.database.transaction() as session:
        await session.execute(text("UPDATE procrastinate_jobs SET status = 'doing'"))
    await parent.say("deux")
    async with runtime.jobs.open_async():
        await recovery.recover(runtime)
    assert await count(runtime, "SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'wake'") == 1
    async with working(settings):
        assert await parent.until_answers(1) == ["Reçu : un\ndeux"]


async def test_one_failure_of_the_bot_goes_unnoticed(parent: Parent, worker: None, bot: FakeBot) -> None:
    tries: list[int] = []

    def answer(request: dict[str, object]) -> dict[str, object]:
        tries.append(1)
        if len(tries) == 1:
            raise RuntimeError
        return says("Bien")

    bot.answer = answer
    await parent.say("un")
    assert await parent.until_answers(1) == ["Bien"]
    assert await parent.heard("system") == []
    assert bot.requests[0] == bot.requests[1]


@pytest.mark.parametrize("status", [401, 500, 503])
async def test_a_broken_bot_keeps_the_turn_and_later_messages_in_order(
    parent: Parent, worker: None, bot: FakeBot, status: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    from datetime import timedelta

    monkeypatch.setattr(turns, "BACKOFF", (timedelta(seconds=0.1),))
    bot.status = status
    await parent.say("un")

    async def tried_twice() -> bool:
        return len(bot.requests) >= 2

    await eventually(tried_twice)
    await parent.say("deux")
    bot.status = 200
    assert await parent.until_answers(2) == ["Reçu : un", "Reçu : deux"]


async def test_a_parent_hears_that_the_answer_takes_longer_and_then_gets_it(
    parent: Parent, bot: FakeBot, settings: Settings
) -> None:
    bot.may_answer.clear()
    async with working(settings.model_copy(update={"late_seconds": 0.3})):
        await parent.say("un")
        await parent.until(lambda found: found[-1]["author"] == "system")
        said = await parent.heard("system")
        assert said == [turns.LATE]
        assert "112" in said[0]
        assert "101" in said[0]
        bot.may_answer.set()
        assert await parent.until_answers(1) == ["Reçu : un"]
    assert await parent.heard("system") == [turns.LATE]


async def test_a_parent_hears_it_too_while_every_job_waits_for_the_bot(
    parent: Parent, bot: FakeBot, settings: Settings
) -> None:
    other = await arrive(parent.web)
    bot.may_answer.clear()
    crowded = {"worker_jobs": 1, "late_seconds": 0.5, "quiet_longest_seconds": 0.2}
    async with working(settings.model_copy(update=crowded)):
        await parent.say("un")
        await asyncio.wait_for(bot.asked.wait(), START_SECONDS)
        await other.say("deux")
        await other.until(lambda found: found[-1]["text"] == turns.LATE)
        bot.may_answer.set()
        assert await other.until_answers(1) == ["Reçu : deux"]


async def test_a_parent_without_an_answer_gets_a_person(
    parent: Parent, bot: FakeBot, settings: Settings, runtime: Runtime
) -> None:
    bot.status = 500
    async with working(settings.model_copy(update={"late_seconds": 0.1, "unanswered_seconds": 0.3})):
        await parent.say("un")
        await parent.until(lambda found: any(message["text"] == turns.UNANSWERED for message in found))
    case = await case_of(runtime, parent)
    assert case is not None
    assert (case.state, case.reason, case.urgency, case.situation) == ("queued", "unanswered", "normal", None)
    assert (await parent.heard("system")).count(turns.UNANSWERED) == 1


async def test_a_bot_with_nothing_to_say_is_replaced_at_once(
    parent: Parent, worker: None, bot: FakeBot, runtime: Runtime
) -> None:
    bot.answer = lambda request: {**says("x"), "messages": []}
    await parent.say("un")
    await parent.until(lambda found: found[-1]["author"] == "system")
    assert await parent.heard("system") == [turns.UNANSWERED]
    case = await case_of(runtime, parent)
    assert case is not None
    assert case.state == "queued"
    bot.answer = lambda request: says("Me revoilà")
    await parent.say("deux")
    assert await parent.until_answers(1) == ["Me revoilà"]


@pytest.mark.parametrize(
    "answer", [{}, {"messages": "x"}, {"messages": [{"text": ""}]}, {"turn_id": "another"}, says("a\x00")]
)
async def test_an_answer_out_of_contract_is_no_answer(
    parent: Parent, worker: None, bot: FakeBot, answer: dict[str, object], runtime: Runtime
) -> None:
    bot.answer = lambda request: answer if answer.keys() != {"turn_id"} else {**says("x"), **answer}
    await parent.say("un")

    async def tried_twice() -> bool:
        return len(bot.requests) >= 2

    await eventually(tried_twice)
    assert await parent.heard() == []
    assert await count(runtime, "SELECT count(*) FROM turn WHERE state = 'open'") == 1


async def test_the_answer_of_a_turn_is_written_once_though_two_workers_bring_it(
    parent: Parent, bot: FakeBot, settings: Settings, runtime: Runtime
) -> None:
    from hub.bot import TurnAnswer

    await parent.say("a" * 400)
    conversation_id = uuid.UUID(parent.id)
    async with runtime.database.transaction() as session:
        turn = await turns.begin(session, conversation_id, settings)
    assert isinstance(turn, turns.Open)
    said = TurnAnswer.model_validate({"turn_id": str(turn.turn_id), **says("Une fois")})

    async def write() -> str | None:
        async with runtime.database.transaction() as session:
            return await turns.answer(session, conversation_id, turn.turn_id, said, "Assistant")

    assert list(await asyncio.gather(write(), write())) == ["answered", "answered"]
    assert await parent.heard() == ["Une fois"]


async def test_nothing_waits_after_a_stormy_minute(
    parent: Parent, bot: FakeBot, settings: Settings, runtime: Runtime, monkeypatch: pytest.MonkeyPatch
) -> None:
    from datetime import timedelta

    monkeypatch.setattr(turns, "BACKOFF", (timedelta(seconds=0.05),))
    async with working(settings), working(settings):
        for number in range(12):
            bot.status = 500 if number % 3 == 1 else 200
            await parent.say(f"{number} " + "a" * 300)
        bot.status = 200

        async def nothing_left() -> bool:
            async with runtime.database.transaction() as session:
                waiting = await session.scalar(select(func.count()).select_from(Message).where(Message.waiting))
                still = await session.scalar(text("SELECT count(*) FROM turn WHERE state = 'open'"))
                return waiting == 0 and still == 0

        await eventually(nothing_left, 30)
    asked = "\n".join(bot.texts()).split("\n")
    assert [line.split()[0] for line in asked] == [str(number) for number in range(12)]
    messages = (await parent.read())["messages"]
    assert [message["seq"] for message in messages] == list(range(1, len(messages) + 1))
    assert await parent.heard() == [f"Reçu : {asked}" for asked in bot.texts()]


async def test_a_turn_that_the_bot_cannot_take_ends_and_the_next_is_answered(
    parent: Parent, bot: FakeBot, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    from datetime import timedelta

    def answer(request: dict[str, object]) -> dict[str, object]:
        if "poison" in str(request["text"]):
            raise RuntimeError
        return says("Bien")

    monkeypatch.setattr(turns, "BACKOFF", (timedelta(seconds=0.1),))
    bot.answer = answer
    async with working(settings.model_copy(update={"late_seconds": 0.1, "unanswered_seconds": 0.5})):
        await parent.say("poison")
        await asyncio.wait_for(bot.asked.wait(), START_SECONDS)
        await parent.say("après")
        assert await parent.until_answers(1) == ["Bien"]
    assert (await parent.heard("system")).count(turns.UNANSWERED) == 1


async def test_a_bot_that_is_away_keeps_the_turn_beyond_that_time(
    parent: Parent, bot: FakeBot, settings: Settings, runtime: Runtime, monkeypatch: pytest.MonkeyPatch
) -> None:
    from datetime import timedelta

    monkeypatch.setattr(turns, "BACKOFF", (timedelta(seconds=0.1),))
    bot.status = 503
    async with working(settings.model_copy(update={"late_seconds": 0.1, "unanswered_seconds": 0.3})):
        await parent.say("un")
        await parent.until(lambda found: found[-1]["text"] == turns.UNANSWERED)
        asked = len(bot.requests)

        async def tried_again() -> bool:
            return len(bot.requests) >= asked + 2

        await eventually(tried_again)
        bot.status = 200
        assert await parent.until_answers(1) == ["Reçu : un"]


async def test_a_turn_that_failed_while_the_bot_was_not_well_is_kept(
    parent: Parent, bot: FakeBot, settings: Settings
) -> None:
    bot.status, bot.ready = 500, False
    async with working(settings.model_copy(update={"late_seconds": 0.1, "unanswered_seconds": 0.3})):
        await parent.say("un")
        await parent.until(lambda found: found[-1]["text"] == turns.UNANSWERED)
        await parent.say("deux")
        bot.status, bot.ready = 200, True
        assert await parent.until_answers(2) == ["Reçu : un", "Reçu : deux"]


async def test_a_database_that_drops_every_connection_costs_nothing(
    parent: Parent, worker: None, database_url: str
) -> None:
    await parent.say("un")
    await parent.until_answers(1)
    with psycopg.connect(database_url, autocommit=True) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
    await parent.say("deux")
    assert await parent.until_answers(2) == ["Reçu : un", "Reçu : deux"]


async def test_without_a_database_the_api_says_so_in_words(web: httpx.AsyncClient, settings: Settings) -> None:
    from sqlalchemy.engine import make_url

    parent = await arrive(web)
    url = make_url(settings.database_url or "")
    with psycopg.connect(url.set(database="postgres").render_as_string(hide_password=False), autocommit=True) as admin:
        admin.execute(f"ALTER DATABASE {url.database} ALLOW_CONNECTIONS false")
        admin.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", (url.database,))
        refused = await parent.post(text="un")
        admin.execute(f"ALTER DATABASE {url.database} ALLOW_CONNECTIONS true")
    assert (refused.status_code, refused.json()["error"]["code"]) == (503, "unavailable")
    assert await parent.say("deux") == 3


async def test_a_worker_outlives_a_database_that_was_away(
    parent: Parent, worker: None, settings: Settings, bot: FakeBot
) -> None:
    from sqlalchemy.engine import make_url

    await parent.say("un")
    await parent.until_answers(1)
    url = make_url(settings.database_url or "")
    with psycopg.connect(url.set(database="postgres").render_as_string(hide_password=False), autocommit=True) as admin:
        admin.execute(f"ALTER DATABASE {url.database} ALLOW_CONNECTIONS false")
        admin.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", (url.database,))
        assert (await parent.post(text="pendant")).status_code == 503
        admin.execute(f"ALTER DATABASE {url.database} ALLOW_CONNECTIONS true")
    await parent.say("deux")
    assert await parent.until_answers(2) == ["Reçu : un", "Reçu : deux"]


async def test_a_job_whose_end_cannot_be_written_is_ended_later(
    parent: Parent, worker: None, bot: FakeBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    from procrastinate.exceptions import ConnectorException
    from procrastinate.manager import JobManager

    finish, failures = JobManager.finish_job, iter([True, True])

    async def fragile(self: JobManager, *arguments: object) -> None:
        if next(failures, False):
            raise ConnectorException
        await finish(self, *arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(JobManager, "finish_job", fragile)
    await parent.say("un")
    await parent.until_answers(1)
    await parent.say("deux")
    assert await parent.until_answers(2) == ["Reçu : un", "Reçu : deux"]


async def test_a_fault_in_one_conversation_does_not_stop_the_recovery_of_others(
    parent: Parent, bot: FakeBot, runtime: Runtime, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = await arrive(parent.web)
    for each in (parent, other):
        await each.say("un")
    async with runtime.database.transaction() as session:
        await session.execute(text("DELETE FROM procrastinate_jobs"))
    lock = conversations.lock

    async def fragile(session: object, conversation_id: uuid.UUID) -> object:
        if str(conversation_id) == parent.id:
            raise RuntimeError
        return await lock(session, conversation_id)  # type: ignore[arg-type]

    monkeypatch.setattr(conversations, "lock", fragile)
    async with runtime.jobs.open_async():
        await recovery.recover(runtime)
    assert await count(runtime, "SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'wake'") == 1
