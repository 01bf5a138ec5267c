"""How an adviser reaches the parent: from the bot's answer to the desk, as last said, erased with the conversation."""

from typing import Any

import pytest
from sqlalchemy import text

from hub.desk_cases import readable
from hub.runtime import Runtime
from tests.hub.conftest import Parent
from tests.hub.desk import Desk, ask_for_a_person
from tests.hub.fake_bot import FakeBot, says

GIVEN = {
    "first_name": "Sophie",
    "phone": "+32470123456",
    "email": "sophie@telenet.be",
    "when": "demain matin",
    "wish": "par SMS",
    "contract": "BE-77",
}


async def tell(parent: Parent, bot: FakeBot, answers: int, contact: Any, handoff: str = "queued") -> None:
    bot.answer = lambda request: says("C'est noté.", situation={"handoff": handoff}, contact=contact)
    await parent.say("Mes coordonnées")
    await parent.until_answers(answers)


async def stored(runtime: Runtime) -> list[Any]:
    async with runtime.database.transaction() as session:
        return list((await session.execute(text('SELECT contact FROM "case"'))).scalars())


async def test_the_desk_shows_how_the_parent_is_reached(anne: Desk, parent: Parent, worker: None, bot: FakeBot) -> None:
    await ask_for_a_person(parent, bot)
    assert not (await anne.case())["to_call"]
    assert (await anne.detail((await anne.case())["id"]))["contact"] is None
    await tell(parent, bot, 2, GIVEN)
    case = await anne.case()
    assert case["to_call"]
    assert (await anne.detail(case["id"]))["contact"] == GIVEN | {"phone_shown": "+32 470 12 34 56"}


async def test_the_last_word_counts_and_what_is_taken_back_is_gone(
    anne: Desk, parent: Parent, worker: None, bot: FakeBot, runtime: Runtime
) -> None:
    await ask_for_a_person(parent, bot)
    await tell(parent, bot, 2, GIVEN)
    await tell(parent, bot, 3, {"first_name": "Sophie"})
    case = await anne.case()
    shown = (await anne.detail(case["id"]))["contact"]
    assert (shown["first_name"], shown["phone"], case["to_call"]) == ("Sophie", None, False)
    await tell(parent, bot, 4, None)
    assert (await anne.detail(case["id"]))["contact"] is None


async def test_nobody_reads_it_before_the_parent_agrees(anne: Desk, parent: Parent, worker: None, bot: FakeBot) -> None:
    bot.answer = lambda request: says(
        "Un conseiller ?", situation={"handoff": "offered"}, handoff={"reason": "cover"}, contact=GIVEN
    )
    await parent.say("Mon numéro est le 0470 12 34 56")
    await parent.until_answers(1)
    detail = await anne.detail((await anne.case())["id"])
    assert detail["extent"] == "none" and detail["contact"] is None


async def test_it_is_erased_with_the_conversation(parent: Parent, worker: None, bot: FakeBot, runtime: Runtime) -> None:
    await ask_for_a_person(parent, bot)
    await tell(parent, bot, 2, GIVEN)
    assert await stored(runtime) == [GIVEN]
    answer = await parent.web.delete("/api/chat/conversations", headers=parent.headers)
    assert answer.status_code == 204
    assert await stored(runtime) == []


async def test_without_a_case_nothing_is_stored(parent: Parent, worker: None, bot: FakeBot, runtime: Runtime) -> None:
    await tell(parent, bot, 1, GIVEN, handoff="none")
    assert await stored(runtime) == []


@pytest.mark.parametrize("contact", [{"phone": "+32" + "4" * 400}, "0470123456", ["x"]])
async def test_an_answer_with_an_unusable_contact_is_refused(
    parent: Parent, worker: None, bot: FakeBot, runtime: Runtime, contact: Any
) -> None:
    bot.answer = lambda request: says("C'est noté.", contact=contact)
    await parent.say("Voici")
    bot.answered.clear()
    bot.answer = lambda request: says("Bien reçu.")
    assert await parent.until_answers(1) == ["Bien reçu."]


def test_a_number_that_cannot_be_read_is_shown_as_it_is() -> None:
    assert readable("+32470123456") == "+32 470 12 34 56"
    assert readable("?") == "?"
