"""What advisers see and do with a case: the list, consent, taking, answering, leaving."""

import asyncio
import uuid
from collections.abc import AsyncIterator

import httpx
import pytest
from sqlalchemy import select

from hub import cases, conversations
from hub.models import CaseEvent
from hub.runtime import Runtime
from tests.hub.conftest import Parent, arrive
from tests.hub.desk import Desk, ask_for_a_person, on_duty
from tests.hub.fake_bot import FakeBot, says


@pytest.fixture
async def bruno(runtime: Runtime, web: httpx.AsyncClient) -> AsyncIterator[Desk]:
    async with on_duty(runtime, web, "Bruno") as desk:
        yield desk


async def logged(runtime: Runtime) -> list[tuple[str, str | None]]:
    async with runtime.database.transaction() as session:
        events = (await session.execute(select(CaseEvent).order_by(CaseEvent.id))).scalars()
        return [(event.move, event.detail) for event in events]


async def test_urgent_cases_come_first_then_the_oldest(anne: Desk, web: httpx.AsyncClient, runtime: Runtime) -> None:
    for reason, urgency in (("first", "normal"), ("second", "urgent"), ("third", "normal"), ("fourth", "urgent")):
        parent = await arrive(web)
        async with runtime.database.transaction() as session:
            conversation = await conversations.lock(session, uuid.UUID(parent.id))
            assert conversation is not None
            await cases.queue(session, conversation, reason, urgency, "test")  # type: ignore[arg-type]
    assert [case["reason"] for case in await anne.cases()] == ["second", "fourth", "first", "third"]


async def test_before_the_parent_says_yes_only_the_reason_is_seen_and_nobody_joins(
    anne: Desk, parent: Parent, worker: None, bot: FakeBot
) -> None:
    bot.answer = lambda request: says(
        "Un conseiller ?",
        situation={"handoff": "offered", "platforms": ["tiktok"]},
        handoff={"reason": "police_asked", "urgency": "normal"},
    )
    await parent.say("Je veux porter plainte contre Kevin")
    await parent.until_answers(1)
    case = await anne.case()
    assert (case["reason"], case["state"], case["takeable"]) == ("police_asked", "offered", False)
    detail = await anne.detail(case["id"])
    assert (detail["extent"], detail["situation"], detail["messages"]) == ("none", None, [])
    refused = await anne.move("take", case)
    assert (refused.status_code, refused.json()["error"]["code"]) == (409, "not_accepted")
    assert (await parent.read())["owner"] == "bot"


async def test_with_consent_the_adviser_reads_the_situation_and_all_messages(
    anne: Desk, parent: Parent, worker: None, bot: FakeBot, runtime: Runtime
) -> None:
    evidence = [{"field": "platforms", "value": "tiktok", "words": "sur Tiktok", "start": 0, "end": 10, "turn": "t"}]
    await ask_for_a_person(parent, bot, platforms=["tiktok"], evidence=evidence)
    detail = await anne.detail((await anne.case())["id"])
    assert detail["extent"] == "all"
    assert detail["situation"]["evidence"] == evidence
    assert [message["text"] for message in detail["messages"]][-2:] == [
        "Un conseiller, s'il vous plaît",
        "C'est transmis.",
    ]
    assert [move["move"] for move in detail["moves"]] == ["queue", "view"]
    await anne.detail((await anne.case())["id"])
    assert [move for move, _ in await logged(runtime)].count("view") == 1


async def test_in_danger_the_adviser_may_read_and_join_without_consent(
    anne: Desk, parent: Parent, worker: None, bot: FakeBot
) -> None:
    bot.answer = lambda request: says("Appelez le 112.", situation={"handoff": "none", "danger_state": "open"})
    await parent.say("Ma fille dit qu'elle veut mourir")
    await parent.until_answers(1)
    case = await anne.case()
    assert (case["urgency"], case["takeable"]) == ("urgent", True)
    assert (await anne.detail(case["id"]))["extent"] == "all"
    assert (await anne.move("take", case)).status_code == 200


async def test_without_consent_an_adviser_reads_what_waits_for_an_answer(
    anne: Desk, parent: Parent, worker: None, bot: FakeBot
) -> None:
    await parent.say("Une histoire privée")
    await parent.until_answers(1)
    bot.answer = lambda request: {**says("…"), "messages": []}
    await parent.say("Et cette question ?")
    await parent.until(lambda found: found[-1]["author"] == "system")
    case = await anne.take()
    read = await anne.detail(case["id"])
    assert (read["extent"], read["situation"]) == ("unanswered", None)
    assert [message["author"] for message in read["messages"]] == ["parent", "system", "system"]
    assert read["messages"][0]["text"] == "Et cette question ?"


async def test_two_take_at_once_and_the_other_reads_who_has_it(
    anne: Desk, bruno: Desk, parent: Parent, worker: None, bot: FakeBot
) -> None:
    await ask_for_a_person(parent, bot)
    case = await anne.case()
    answers = await asyncio.gather(anne.move("take", case), bruno.move("take", case))
    winner, loser = sorted(zip(answers, (anne, bruno), strict=True), key=lambda pair: pair[0].status_code)
    assert (winner[0].status_code, loser[0].status_code) == (200, 409)
    assert loser[0].json()["error"] == {"code": "case_taken", "message": f"{winner[1].name} suit ce dossier."}
    assert (await loser[1].case())["adviser"] == winner[1].name
    assert (await parent.heard("system")) == [cases.TAKEN.format(name=winner[1].name)]


async def test_an_answer_reaches_the_parent_only_while_the_conversation_is_mine(
    anne: Desk, bruno: Desk, parent: Parent, worker: None, bot: FakeBot
) -> None:
    await ask_for_a_person(parent, bot)
    waiting = await anne.case()
    assert (await anne.say(waiting, "Trop tôt")).status_code == 409
    case = await anne.take()
    assert (await anne.say(waiting, "Avec l'ancien epoch")).status_code == 409
    assert (await bruno.say(case, "Pas la mienne")).json()["error"]["message"] == "Anne suit ce dossier."
    once = str(uuid.uuid4())
    seqs = [(await anne.say(case, "Bonjour, je suis là.", once)).json()["seq"] for _ in range(2)]
    assert seqs[0] == seqs[1]
    last = (await parent.read())["messages"][-1]
    assert (last["author"], last["author_name"], last["text"]) == ("advisor", "Anne", "Bonjour, je suis là.")
    assert (await anne.leave("give-back", case)).status_code == 200
    assert (await anne.say(case, "Trop tard")).status_code == 409
    assert await parent.heard("advisor") == ["Bonjour, je suis là."]


@pytest.mark.parametrize(("text", "status"), [("", 422), ("   ", 422), ("a\x00b", 422), ("a" * 4001, 413)])
async def test_an_answer_that_cannot_be_read_is_refused(
    anne: Desk, parent: Parent, worker: None, bot: FakeBot, text: str, status: int
) -> None:
    await ask_for_a_person(parent, bot)
    assert (await anne.say(await anne.take(), text)).status_code == status


async def test_what_the_bot_was_computing_is_dropped_when_an_adviser_takes(
    anne: Desk, parent: Parent, worker: None, bot: FakeBot
) -> None:
    await ask_for_a_person(parent, bot)
    bot.may_answer.clear()
    bot.asked.clear()
    await parent.say("Et en attendant ?")
    await bot.asked.wait()
    case = await anne.take()
    bot.may_answer.set()
    await anne.say(case, "Je vous réponds.")
    await parent.say("Merci")
    assert (await anne.leave("close", case, outcome="advised")).status_code == 200
    await parent.say("Encore une question")
    await parent.until_answers(2)
    assert await parent.heard("assistant") == ["C'est transmis.", "Reçu : Encore une question"]


async def test_given_back_the_bot_says_so_and_answers_what_nobody_answered(
    anne: Desk, parent: Parent, worker: None, bot: FakeBot, runtime: Runtime
) -> None:
    await ask_for_a_person(parent, bot)
    case = await anne.take()
    await anne.say(case, "Je vous rends à l'assistant.")
    await parent.say("D'accord, et comment signaler ?")
    assert (await anne.leave("give-back", case)).json() == {"epoch": 2}
    assert (await parent.until_answers(2))[-1] == "Reçu : D'accord, et comment signaler ?"
    assert (await parent.heard("system"))[-1] == cases.BOT_AGAIN.format(name="Anne")
    back = await anne.case()
    assert (back["state"], back["owner"], back["takeable"]) == ("returned", "bot", True)
    assert ("answers", "1") in await logged(runtime)
    assert (await anne.move("take", back)).status_code == 200


async def test_nobody_leaves_over_words_that_were_not_read(
    anne: Desk, parent: Parent, worker: None, bot: FakeBot
) -> None:
    await ask_for_a_person(parent, bot)
    case = await anne.take()
    seen = await anne.seen(case)
    await parent.say("Attendez !")
    refused = await anne.move("close", case, seen=seen, outcome="advised")
    assert (refused.status_code, refused.json()["error"]["code"]) == (409, "unseen")
    assert (await parent.read())["owner"] == "advisor"
    assert (await anne.leave("close", case, outcome="advised")).status_code == 200
    assert await anne.cases() == []


async def test_only_who_has_it_or_a_supervisor_ends_a_chat(
    anne: Desk, bruno: Desk, parent: Parent, worker: None, bot: FakeBot, runtime: Runtime, web: httpx.AsyncClient
) -> None:
    await ask_for_a_person(parent, bot)
    case = await anne.take()
    assert (await bruno.leave("close", case, outcome="other")).status_code == 409
    async with on_duty(runtime, web, "Chantal", "supervisor") as chantal:
        assert (await chantal.leave("close", case, outcome="other")).status_code == 200


async def test_a_repeated_move_answers_as_the_first_time(
    anne: Desk, parent: Parent, worker: None, bot: FakeBot, runtime: Runtime
) -> None:
    await ask_for_a_person(parent, bot)
    waiting = await anne.case()
    assert [(await anne.move("take", waiting)).json() for _ in range(2)] == [{"epoch": 1}] * 2
    case, seen = await anne.case(), await anne.seen(waiting)
    closings = [await anne.move("close", case, seen=seen, outcome="advised") for _ in range(2)]
    assert [closing.json() for closing in closings] == [{"epoch": 2}] * 2
    assert [move for move, _ in await logged(runtime)] == ["queue", "take", "view", "answers", "close"]


async def test_a_closed_or_declined_case_is_no_longer_readable(
    anne: Desk, parent: Parent, worker: None, bot: FakeBot
) -> None:
    await ask_for_a_person(parent, bot)
    case = await anne.case()
    bot.answer = lambda request: says("D'accord.", situation={"handoff": "declined"})
    await parent.say("Finalement non")
    await parent.until_answers(2)
    assert await anne.cases() == []
    for path in (f"cases/{case['id']}", f"cases/{case['id']}/messages"):
        assert (await anne.http.get(f"/api/desk/{path}")).status_code == 404


async def test_the_bot_is_told_who_is_there(anne: Desk, parent: Parent, worker: None, bot: FakeBot) -> None:
    await parent.say("Bonjour")
    await parent.until_answers(1)
    told = bot.requests[-1]["advisers"]
    assert (told["online"], told["wait_minutes"]) == (0, None)
    assert isinstance(told["open"], bool)
    async with anne.http.stream("GET", "/api/desk/events") as stream:
        async for line in stream.aiter_lines():
            if line.startswith("data") and '"online":1' in line:
                break
        await parent.say("Et maintenant ?")
        await parent.until_answers(2)
        told = bot.requests[-1]["advisers"]
        assert (told["online"], told["wait_minutes"]) == (1, 0)
        await anne.post("availability", available=False)
        await parent.say("Encore ?")
        await parent.until_answers(3)
        assert bot.requests[-1]["advisers"]["online"] == 0
