"""A parent is never left alone: the adviser's session dies, nobody comes, the service is closed."""

import uuid
from collections.abc import Callable
from datetime import datetime

import httpx
import pytest
from sqlalchemy import text

from hub import cases, returning
from hub.opening import ZONE
from hub.runtime import Runtime
from hub.settings import Settings
from tests.hub.conftest import Parent
from tests.hub.desk import Desk, ask_for_a_person, at_desk
from tests.hub.fake_bot import FakeBot, says
from wording.typography import plain

ALWAYS = "Mo-Su 00:00-24:00"


async def minutes_pass(runtime: Runtime, *, signs_of_life: str = "streamed_at = NULL, seen_at = {then}") -> None:
    """Ten minutes without a sign of life of any desk."""
    then = "clock_timestamp() - interval '10 minutes'"
    async with runtime.database.transaction() as session:
        await session.execute(text(f"UPDATE desk_session SET {signs_of_life.format(then=then)}"))
        await session.execute(text(f'UPDATE "case" SET taken_at = {then}, queued_at = {then}'))


async def test_a_dead_desk_gives_the_parent_back_to_the_bot_and_the_case_to_the_queue(
    anne: Desk, parent: Parent, worker: None, bot: FakeBot, runtime: Runtime
) -> None:
    await ask_for_a_person(parent, bot)
    await anne.take()
    await parent.say("Vous êtes là ?")
    await minutes_pass(runtime)
    await returning.recover(runtime)
    assert cases.LEFT.format(name="Anne") in await parent.heard("system")
    assert (await parent.until_answers(2))[-1] == "Reçu : Vous êtes là ?"
    async with runtime.database.transaction() as session:
        case = await cases.current(session, uuid.UUID(parent.id))
    assert case is not None
    assert case.state == "queued"
    assert (await parent.read())["owner"] == "queue"
    await returning.recover(runtime)
    assert (await parent.heard("system")).count(cases.LEFT.format(name="Anne")) == 1


@pytest.mark.parametrize("alive", ["streamed_at = clock_timestamp(), seen_at = {then}", "streamed_at = NULL"])
async def test_a_living_desk_keeps_its_parents(
    anne: Desk, parent: Parent, worker: None, bot: FakeBot, runtime: Runtime, alive: str
) -> None:
    await ask_for_a_person(parent, bot)
    await anne.take()
    await minutes_pass(runtime, signs_of_life=alive)
    await returning.recover(runtime)
    assert (await parent.read())["owner"] == "advisor"


async def test_a_logout_in_mid_chat_gives_the_parent_back_at_once(
    anne: Desk, parent: Parent, worker: None, bot: FakeBot
) -> None:
    await ask_for_a_person(parent, bot)
    await anne.take()
    await anne.post("logout")
    assert (await parent.read())["owner"] == "queue"
    assert (await parent.heard("system"))[-1] == cases.LEFT.format(name="Anne")


async def test_a_logout_in_one_window_leaves_the_chat_to_the_other(
    anne: Desk, parent: Parent, worker: None, bot: FakeBot, web: httpx.AsyncClient
) -> None:
    await ask_for_a_person(parent, bot)
    await anne.take()
    async with at_desk(web, "Anne") as window:
        await window.login()
        await window.post("logout")
    assert (await parent.read())["owner"] == "advisor"


def always() -> str:
    return ALWAYS


def just_closed() -> str:
    """Hours of every day without the ten minutes around now; asked for when the test runs, which may be later."""
    now = datetime.now(ZONE)
    begin, end = max(0, now.hour * 60 + now.minute - 5), min(24 * 60, now.hour * 60 + now.minute + 5)
    spans = [(0, begin), (end, 24 * 60)]
    clock = [f"{a // 60:02}:{a % 60:02}-{b // 60:02}:{b % 60:02}" for a, b in spans if a < b]
    return f"Mo-Su {', '.join(clock)}"


@pytest.mark.parametrize(("hours", "said"), [(always, returning.NOBODY_FREE), (just_closed, returning.NOBODY_AT_WORK)])
async def test_who_waits_too_long_is_told_once_and_may_go_on_with_the_bot(
    parent: Parent,
    worker: None,
    bot: FakeBot,
    runtime: Runtime,
    settings: Settings,
    hours: Callable[[], str],
    said: str,
) -> None:
    object.__setattr__(runtime.settings, "hours", hours())
    await ask_for_a_person(parent, bot)
    await returning.recover(runtime)
    assert await parent.heard("system") == []
    await minutes_pass(runtime)
    for _ in range(2):
        await returning.recover(runtime)
    told = [message for message in (await parent.read())["messages"] if message["author"] == "system"]
    assert [plain(message["text"]) for message in told] == [said]
    buttons = {button["title"]: button["id"] for button in told[0]["buttons"]}
    assert list(buttons) == ["Être rappelé", "J’attends ici", "Continuer avec l’assistant"]
    await parent.post(button_id=buttons["Continuer avec l’assistant"])
    await parent.until_answers(2)
    assert bot.requests[-1]["payload"] == "/ask_next_step"
    assert (await parent.read())["owner"] == "queue"


async def test_who_asked_while_the_service_was_closed_has_read_so_and_is_not_told_again(
    parent: Parent, worker: None, bot: FakeBot, runtime: Runtime
) -> None:
    object.__setattr__(runtime.settings, "hours", "")
    await ask_for_a_person(parent, bot)
    await minutes_pass(runtime)
    await returning.recover(runtime)
    assert await parent.heard("system") == []


async def test_who_left_a_number_is_not_asked_for_one_while_waiting(
    parent: Parent, worker: None, bot: FakeBot, runtime: Runtime
) -> None:
    object.__setattr__(runtime.settings, "hours", ALWAYS)
    await ask_for_a_person(parent, bot)
    given = {"phone": "+32470123456"}
    bot.answer = lambda request: says("C'est noté.", situation={"handoff": "queued"}, contact=given)
    await parent.say("0470 12 34 56")
    await parent.until_answers(2)
    await minutes_pass(runtime)
    await returning.recover(runtime)
    (told,) = [message for message in (await parent.read())["messages"] if message["author"] == "system"]
    assert [button["title"] for button in told["buttons"]] == ["J’attends ici", "Continuer avec l’assistant"]
