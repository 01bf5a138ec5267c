"""What the desk hears without asking."""

import contextlib
from collections.abc import AsyncIterator

import httpx

from hub.runtime import Runtime
from tests.hub.conftest import Parent, eventually
from tests.hub.desk import Desk, ask_for_a_person, on_duty
from tests.hub.fake_bot import FakeBot
from tests.hub.test_events import Stream


@contextlib.asynccontextmanager
async def listening(desk: Desk) -> AsyncIterator[Stream]:
    async with desk.http.stream("GET", "/api/desk/events") as response:
        assert response.status_code == 200
        yield Stream(response.aiter_lines())


async def test_a_case_that_opens_is_taken_and_closed_is_heard(
    anne: Desk, parent: Parent, worker: None, bot: FakeBot
) -> None:
    async with listening(anne) as stream:
        assert (await stream.until("cases"))[-1].data == {"cases": []}
        await ask_for_a_person(parent, bot)
        opened = (await stream.until("cases"))[-1].data["cases"]
        assert [case["state"] for case in opened] == ["queued"]
        case = await anne.take()
        while not (taken := (await stream.until("cases"))[-1].data["cases"])[0]["mine"]:
            pass
        assert taken[0]["adviser"] == "Anne"
        await anne.leave("close", case, outcome="advised")
        while (await stream.until("cases"))[-1].data["cases"]:
            pass


async def test_the_parents_words_and_typing_are_heard_live_without_their_text(
    anne: Desk, parent: Parent, worker: None, bot: FakeBot
) -> None:
    await ask_for_a_person(parent, bot)
    case = await anne.take()
    last = await anne.seen(case)
    async with listening(anne) as stream:
        await stream.until("presence")
        await parent.web.post("/api/chat/typing", json={"typing": True}, headers=parent.headers)
        await stream.until("typing", case_id=case["id"], typing=True)
        await parent.say("un secret")
        heard = await stream.until("message", case_id=case["id"])
        assert "un secret" not in repr(heard)
    read = await anne.http.get(f"/api/desk/cases/{case['id']}/messages", params={"after": last})
    assert [message["text"] for message in read.json()["messages"]] == ["un secret"]


async def test_the_adviser_who_writes_is_seen_by_the_parent(
    anne: Desk, parent: Parent, worker: None, bot: FakeBot
) -> None:
    await ask_for_a_person(parent, bot)
    case = await anne.take()
    async with parent.web.stream("GET", "/api/chat/events", params={"after": 100}, headers=parent.headers) as response:
        stream = Stream(response.aiter_lines())
        await stream.until("owner", owner="advisor")
        assert (await anne.post(f"cases/{case['id']}/typing", typing=True)).status_code == 204
        await stream.until("typing", author="advisor", typing=True)


async def test_colleagues_are_seen_coming_and_going(anne: Desk, runtime: Runtime, web: httpx.AsyncClient) -> None:
    async with listening(anne) as stream:
        await stream.until("presence", online=1)
        async with on_duty(runtime, web, "Bruno") as bruno, listening(bruno) as his:
            await his.until("presence")
            assert len((await stream.until("presence", online=2))[-1].data["colleagues"]) == 2
            await bruno.post("availability", available=False)
            await stream.until("presence", online=1)
            await bruno.post("logout")
            await his.until("over")
            assert await his.next() is None


async def test_the_stream_is_the_sign_of_life(anne: Desk, runtime: Runtime) -> None:
    async def online() -> bool:
        from hub import desk_sessions

        async with runtime.database.transaction() as session:
            return [one.name for one in await desk_sessions.present(session, runtime.settings)] == ["Anne"]

    assert not await online()
    async with listening(anne) as stream:
        await stream.until("presence")
        await eventually(online)
