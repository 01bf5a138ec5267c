"""Cases and the right to speak."""

import uuid
from typing import Any

import pytest
from sqlalchemy import select

from hub import cases, conversations
from hub.cases import Advisor, MoveRefused
from hub.models import Case, CaseEvent, Conversation, Turn
from hub.runtime import Runtime
from tests.hub.conftest import Parent, eventually
from tests.hub.fake_bot import FakeBot, says

ANNE, BRUNO = Advisor("anne", "Anne"), Advisor("bruno", "Bruno")
CLOSED_SEQ_TEXT = "clôturé"


async def case_of(runtime: Runtime, parent: Parent) -> Case | None:
    async with runtime.database.transaction() as session:
        return await cases.current(session, uuid.UUID(parent.id))


async def queue(runtime: Runtime, parent: Parent, **more: Any) -> None:
    async with runtime.database.transaction() as session:
        conversation = await conversations.lock(session, uuid.UUID(parent.id))
        assert conversation is not None
        await cases.queue(session, conversation, "asked", "normal", "test", **more)


async def desk(runtime: Runtime, move: Any, parent: Parent, epoch: int, advisor: Advisor = ANNE) -> int:
    async with runtime.database.transaction() as session:
        new: int = await move(session, uuid.UUID(parent.id), epoch, advisor)
        return new


async def moves(runtime: Runtime) -> list[tuple[str, str | None, str, str]]:
    async with runtime.database.transaction() as session:
        events = (await session.execute(select(CaseEvent).order_by(CaseEvent.id))).scalars()
        return [(event.move, event.from_state, event.to_state, event.actor) for event in events]


def handing_over(state: str, reason: str | None = "police", urgency: str = "normal", **situation: Any) -> Any:
    handoff = {"reason": reason, "urgency": urgency} if reason else None
    return lambda request: says("Voici.", handoff=handoff, situation={"handoff": state, **situation})


async def test_an_offer_makes_a_case_without_content(
    parent: Parent, worker: None, bot: FakeBot, runtime: Runtime
) -> None:
    bot.answer = handing_over("offered", stage="police")
    await parent.say("La police ?")
    await parent.until_answers(1)
    case = await case_of(runtime, parent)
    assert case is not None
    assert (case.state, case.reason, case.urgency, case.situation) == ("offered", "police", "normal", None)
    assert (await parent.read())["owner"] == "bot"


async def test_consent_queues_the_case_with_the_situation_and_the_bot_goes_on(
    parent: Parent, worker: None, bot: FakeBot, runtime: Runtime
) -> None:
    bot.answer = handing_over("offered")
    await parent.say("La police ?")
    await parent.until_answers(1)
    bot.answer = handing_over("queued", reason=None, stage="police")
    await parent.say("Oui, un conseiller")
    await parent.until_answers(2)
    case = await case_of(runtime, parent)
    assert case is not None
    assert (case.state, case.reason) == ("queued", "police")
    assert case.situation == {"handoff": "queued", "stage": "police"}
    assert (await parent.read())["owner"] == "queue"
    bot.answer = handing_over("queued", reason=None, stage="civil")
    await parent.say("Et en attendant ?")
    await parent.until_answers(3)
    case = await case_of(runtime, parent)
    assert case is not None
    assert case.situation == {"handoff": "queued", "stage": "civil"}
    assert [move[:3] for move in await moves(runtime)] == [("offer", None, "offered"), ("queue", "offered", "queued")]


async def test_a_refusal_is_kept_and_a_new_reason_offers_again(
    parent: Parent, worker: None, bot: FakeBot, runtime: Runtime
) -> None:
    for number, answer in enumerate(
        [handing_over("offered"), handing_over("declined", reason=None), handing_over("declined", reason=None)], 1
    ):
        bot.answer = answer
        await parent.say("…")
        await parent.until_answers(number)
    case = await case_of(runtime, parent)
    assert case is not None
    assert case.state == "declined"
    bot.answer = handing_over("offered", reason="danger", urgency="urgent")
    await parent.say("Il y a du nouveau")
    await parent.until_answers(4)
    case = await case_of(runtime, parent)
    assert case is not None
    assert (case.state, case.reason, case.urgency) == ("offered", "danger", "urgent")


async def test_taking_silences_the_bot_and_giving_back_lets_it_speak(
    parent: Parent, worker: None, bot: FakeBot, runtime: Runtime
) -> None:
    await queue(runtime, parent)
    assert await desk(runtime, cases.take, parent, 0) == 1
    assert (await parent.read())["owner"] == "advisor"
    await parent.say("À la conseillère")
    await parent.say("Encore")
    assert await desk(runtime, cases.give_back, parent, 1) == 2
    assert (await parent.read())["owner"] == "bot"
    await parent.say("Au bot")
    assert await parent.until_answers(1) == ["Reçu : Au bot"]
    assert bot.texts() == ["Au bot"]
    system = await parent.heard("system")
    assert "Anne" in system[0]
    assert "assistant automatique" in system[1]
    case = await case_of(runtime, parent)
    assert case is not None
    assert case.state == "returned"


async def test_closing_ends_the_case_and_a_new_trigger_opens_another(parent: Parent, runtime: Runtime) -> None:
    await queue(runtime, parent)
    await desk(runtime, cases.take, parent, 0)
    assert await desk(runtime, cases.close, parent, 1) == 2
    assert await case_of(runtime, parent) is None
    assert (await parent.read())["owner"] == "bot"
    await queue(runtime, parent)
    async with runtime.database.transaction() as session:
        states = [case.state for case in (await session.execute(select(Case).order_by(Case.created_at))).scalars()]
    assert states == ["closed", "queued"]


async def test_only_one_of_two_advisers_takes_a_case(parent: Parent, runtime: Runtime) -> None:
    import asyncio

    await queue(runtime, parent)
    results = await asyncio.gather(
        desk(runtime, cases.take, parent, 0, ANNE), desk(runtime, cases.take, parent, 0, BRUNO), return_exceptions=True
    )
    assert sorted(type(result).__name__ for result in results) == ["MoveRefused", "int"]
    assert (await parent.read())["owner"] == "advisor"


async def test_a_repeated_move_of_the_same_adviser_changes_nothing(parent: Parent, runtime: Runtime) -> None:
    await queue(runtime, parent)
    assert [await desk(runtime, cases.take, parent, 0) for _ in range(2)] == [1, 1]
    assert [await desk(runtime, cases.close, parent, 1) for _ in range(2)] == [2, 2]
    assert [move[0] for move in await moves(runtime)] == ["queue", "take", "close"]
    assert len(await parent.heard("system")) == 2


@pytest.mark.parametrize("move", [cases.give_back, cases.close])
async def test_moves_from_an_old_picture_are_refused(parent: Parent, runtime: Runtime, move: Any) -> None:
    with pytest.raises(MoveRefused):
        await desk(runtime, cases.take, parent, 0)
    await queue(runtime, parent)
    with pytest.raises(MoveRefused):
        await desk(runtime, move, parent, 0)
    await desk(runtime, cases.take, parent, 0)
    with pytest.raises(MoveRefused):
        await desk(runtime, move, parent, 0)
    with pytest.raises(MoveRefused):
        await desk(runtime, cases.take, parent, 1, BRUNO)


async def taken_while_the_bot_computes(parent: Parent, bot: FakeBot, runtime: Runtime) -> None:
    await queue(runtime, parent)
    bot.may_answer.clear()
    await parent.say("Une question")
    await bot.asked.wait()
    await desk(runtime, cases.take, parent, 0)


async def test_a_case_taken_while_the_bot_computes_silences_that_answer(
    parent: Parent, worker: None, bot: FakeBot, runtime: Runtime
) -> None:
    await taken_while_the_bot_computes(parent, bot, runtime)
    bot.may_answer.set()

    async def dropped() -> bool:
        async with runtime.database.transaction() as session:
            return list((await session.execute(select(Turn.state))).scalars()) == ["dropped"]

    await eventually(dropped)
    assert await parent.heard() == []
    assert await parent.heard("parent") == ["Une question"]
    async with runtime.database.transaction() as session:
        conversation = await session.get(Conversation, uuid.UUID(parent.id))
        assert conversation is not None
        assert conversation.situation == {}


async def test_an_answer_of_an_older_epoch_is_dropped_though_the_bot_is_back(
    parent: Parent, worker: None, bot: FakeBot, runtime: Runtime
) -> None:
    await taken_while_the_bot_computes(parent, bot, runtime)
    await desk(runtime, cases.give_back, parent, 1)
    await parent.say("Suite")
    bot.may_answer.set()
    assert await parent.until_answers(1) == ["Reçu : Suite"]


async def test_messages_that_waited_belong_to_the_adviser_who_takes(
    parent: Parent, bot: FakeBot, runtime: Runtime, settings: Any
) -> None:
    from tests.hub.conftest import working

    await queue(runtime, parent)
    await parent.say("Avant")
    await desk(runtime, cases.take, parent, 0)
    await desk(runtime, cases.give_back, parent, 1)
    async with working(settings):
        await parent.say("Après")
        assert await parent.until_answers(1) == ["Reçu : Après"]
    assert bot.texts() == ["Après"]
