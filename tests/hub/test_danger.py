"""The safety net: whoever is in charge and whatever is broken, a parent in danger sees numbers to call."""

import uuid

import pytest

from hub import cases, danger
from hub.runtime import Runtime
from tests.hub.conftest import Parent, working
from tests.hub.fake_bot import FakeBot, says
from tests.hub.test_cases import ANNE, case_of, desk, queue

WORDS = {
    "self_harm": "Ma fille dit qu'elle veut mourir",
    "threat": "Il menace de mort mon fils",
    "sexual": "Il veut diffuser ses photos nues",
}
SELF_HARM = WORDS["self_harm"]
NUMBERS = "Appelez le 112 ou le 0800 32 123."


def test_the_gravest_danger_counts() -> None:
    assert danger.gravest(["threat", "self_harm", "sexual"]) == "self_harm"
    assert danger.gravest([]) is None


@pytest.mark.parametrize("kind", WORDS)
async def test_a_hit_makes_an_urgent_case_and_the_bots_numbers_are_enough(
    parent: Parent, worker: None, bot: FakeBot, runtime: Runtime, kind: str
) -> None:
    bot.answer = lambda request: says(NUMBERS)
    await parent.say(WORDS[kind])
    await parent.until_answers(1)
    case = await case_of(runtime, parent)
    assert case is not None
    assert (case.state, case.reason, case.urgency, case.situation) == ("offered", kind, "urgent", None)
    assert await parent.heard("system") == []


async def test_a_hit_raises_the_case_that_is_there(parent: Parent, runtime: Runtime) -> None:
    await queue(runtime, parent)
    await parent.say(SELF_HARM)
    case = await case_of(runtime, parent)
    assert case is not None
    assert (case.state, case.reason, case.urgency) == ("queued", "asked", "urgent")


async def test_an_answer_without_numbers_is_completed(parent: Parent, worker: None, bot: FakeBot) -> None:
    await parent.say(SELF_HARM)
    await parent.until_answers(1)
    assert [message["author"] for message in (await parent.read(2))["messages"]] == ["parent", "assistant", "system"]
    assert danger.shows_numbers(await parent.heard("system"))


async def test_a_failing_bot_gives_the_numbers_at_once_and_queues_the_case(
    parent: Parent, worker: None, bot: FakeBot, runtime: Runtime
) -> None:
    bot.status = 500
    await parent.say(SELF_HARM)
    messages = await parent.until(lambda found: any(message["author"] == "system" for message in found))
    assert danger.shows_numbers([messages[1]["text"]])
    case = await case_of(runtime, parent)
    assert case is not None
    assert (case.state, case.urgency) == ("queued", "urgent")
    bot.status = 200
    bot.answer = lambda request: says(NUMBERS)
    await parent.until_answers(1)
    assert len(await parent.heard("system")) == 1


async def test_a_slow_bot_does_not_keep_the_numbers_back(
    parent: Parent, bot: FakeBot, settings: object, runtime: Runtime
) -> None:
    quick = runtime.settings.model_copy(update={"danger_seconds": 0.2})
    bot.may_answer.clear()
    async with working(quick):
        await parent.say(SELF_HARM)
        await parent.until(lambda found: any(message["author"] == "system" for message in found))
        bot.answer = lambda request: says(NUMBERS)
        bot.may_answer.set()
        await parent.until_answers(1)
    assert len(await parent.heard("system")) == 1


@pytest.mark.parametrize("owner", ["advisor", "external"])
async def test_with_a_person_in_charge_the_numbers_come_with_the_message(
    parent: Parent, runtime: Runtime, owner: str
) -> None:
    from sqlalchemy import update

    from hub.models import Conversation

    await queue(runtime, parent)
    await desk(runtime, cases.take, parent, 0)
    async with runtime.database.transaction() as session:
        await session.execute(update(Conversation).values(owner=owner))
    seq = await parent.say(SELF_HARM)
    after = (await parent.read(seq))["messages"]
    assert [(message["seq"], message["author"]) for message in after] == [(seq + 1, "system")]
    assert danger.shows_numbers([after[0]["text"]])
    case = await case_of(runtime, parent)
    assert case is not None
    assert (case.state, case.urgency) == ("taken", "urgent")


async def test_a_case_taken_during_the_turn_does_not_cost_the_numbers(
    parent: Parent, worker: None, bot: FakeBot, runtime: Runtime
) -> None:
    await queue(runtime, parent)
    bot.may_answer.clear()
    await parent.say(SELF_HARM)
    await bot.asked.wait()
    await desk(runtime, cases.take, parent, 0, ANNE)
    bot.may_answer.set()
    messages = await parent.until(lambda found: found[-1]["author"] == "system" and len(found) == 3)
    assert danger.shows_numbers([messages[-1]["text"]])
    assert await parent.heard() == []


async def test_without_any_worker_the_numbers_come(settings: object, runtime: Runtime, parent: Parent) -> None:
    import httpx

    from hub.application import create_app
    from tests.hub.conftest import SOON, arrive, served

    quick = runtime.settings.model_copy(update={"danger_seconds": 0.2})
    async with (
        served(create_app(quick)) as port,
        httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", timeout=SOON) as web,
    ):
        alone = await arrive(web)
        await alone.say(SELF_HARM)
        await alone.until(lambda found: found[-1]["author"] == "system")


async def test_a_fault_in_the_patterns_does_not_cost_the_message(
    parent: Parent, worker: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    import safety

    def broken(text: str) -> None:
        raise RecursionError

    monkeypatch.setattr(safety, "check", broken)
    await parent.say("Bonjour")
    assert await parent.until_answers(1) == ["Reçu : Bonjour"]


async def test_each_hit_gets_numbers_only_once(parent: Parent, runtime: Runtime) -> None:
    await parent.say(SELF_HARM)
    for _ in range(2):
        async with runtime.database.transaction() as session:
            await danger.make_good(session, uuid.UUID(parent.id))
    assert len(await parent.heard("system")) == 1
