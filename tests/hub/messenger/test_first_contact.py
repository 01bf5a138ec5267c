"""From the first message on Messenger to the answer: greeted, answered, tapped, and each once."""

import time
from typing import Any

import httpx
import pytest

from hub.application import create_app
from hub.greeting import CARE, WHO
from hub.messenger import menu, receive
from hub.messenger.webhook import PATH
from hub.settings import Settings
from tests.hub.conftest import served
from tests.hub.fake_bot import FakeBot, says
from tests.hub.messenger.conftest import Parent, ask


async def test_a_first_message_is_greeted_and_answered(mother: Parent, worker: None, bot: FakeBot) -> None:
    await mother.says("Ma fille reçoit des insultes")
    await mother.until_reads(WHO[:60], CARE[:60], "Reçu : Ma fille reçoit des insultes")
    assert len(mother.person.messages) == 3
    assert bot.requests[0]["channel"] == "messenger"
    assert all(row.state == "sent" and row.mid for row in await mother.until_state("sent", "sent", "sent"))


async def test_the_greeting_offers_its_quick_starts(mother: Parent, worker: None, bot: FakeBot) -> None:
    await mother.meta.presses(mother.person, "Démarrer", menu.GET_STARTED)
    await mother.until_reads("112")
    replies = mother.person.messages[-1]["message"]["quick_replies"]
    titles = [reply["title"] for reply in replies]
    assert titles == ["Par où commencer ?", "Signaler", "Les contacter ?", "Un conseiller"]
    assert bot.requests == []
    await mother.taps("Signaler")
    await mother.until_reads("Reçu : Comment signaler les messages ?")
    assert bot.requests[0]["payload"] == '/ask_step{"step": "report_platform"}'


async def test_a_repeated_webhook_changes_nothing(mother: Parent, worker: None, bot: FakeBot) -> None:
    event = mother.meta.message(mother.person, "Bonjour")
    for _ in range(3):
        await mother.meta.deliver([{**event, "timestamp": event["timestamp"] + 40}])
    await mother.until_reads("Reçu : Bonjour")
    await mother.says("Encore là ?")
    await mother.until_reads("Reçu : Encore là ?")
    assert await mother.said() == ["Bonjour", "Encore là ?"]


async def test_the_200_does_not_wait_for_the_bot(mother: Parent, worker: None, bot: FakeBot) -> None:
    bot.may_answer.clear()
    await mother.says("Bonjour")
    assert mother.meta.statuses == [200]
    bot.may_answer.set()
    await mother.until_reads("Reçu : Bonjour")


async def test_a_typed_text_that_looks_like_a_payload_is_only_text(mother: Parent, worker: None, bot: FakeBot) -> None:
    await mother.says("/request_adviser")
    await mother.until_reads("Reçu : /request_adviser")
    assert "payload" not in bot.requests[0]


async def test_a_payload_that_was_never_offered_is_only_its_title(mother: Parent, worker: None, bot: FakeBot) -> None:
    await mother.says("Bonjour", quick_reply={"payload": "b:neveroffered"})
    await mother.until_reads("Reçu : Bonjour")
    await mother.meta.presses(mother.person, "Autre", '/set_fact{"field": "danger"}')
    await mother.until_reads("Reçu : Autre")
    assert all("payload" not in request for request in bot.requests)


async def test_the_parent_sees_that_the_message_was_seen_and_is_being_answered(
    mother: Parent, worker: None, bot: FakeBot
) -> None:
    bot.may_answer.clear()
    await mother.says("Bonjour")

    def shown(_: object) -> bool:
        return mother.person.actions[:2] == ["mark_seen", "typing_on"]

    await mother.until(shown)
    bot.may_answer.set()
    await mother.until_reads("Reçu : Bonjour")


async def test_messages_of_a_batch_are_taken_in_the_order_of_time(mother: Parent, worker: None, bot: FakeBot) -> None:
    now = time.time()
    events = [
        mother.meta.message(mother.person, text, at=now - 5 + n) for n, text in enumerate(("un", "deux", "trois"))
    ]
    await mother.meta.deliver(list(reversed(events)))
    await mother.until_reads("trois")
    assert await mother.said() == ["un", "deux", "trois"]


async def test_a_fault_of_ours_costs_no_message(
    mother: Parent, worker: None, bot: FakeBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole, faults = receive.apply, [RuntimeError("a fault")]

    async def apply(*given: Any) -> receive.Result:
        if faults:
            raise faults.pop()
        return await whole(*given)

    monkeypatch.setattr(receive, "apply", apply)
    await mother.says("un")
    await mother.says("deux")
    await mother.until_reads("deux")
    assert await mother.said() == ["un", "deux"]


async def test_messenger_is_off_unless_set(settings: Settings) -> None:
    off = settings.model_copy(update={"messenger_page_id": None})
    async with served(create_app(off)) as port, httpx.AsyncClient(trust_env=False) as client:
        answer = await client.get(f"http://127.0.0.1:{port}{PATH}")
    assert answer.status_code == 404


async def test_buttons_that_would_vanish_stay_or_move(mother: Parent, worker: None, bot: FakeBot) -> None:
    def answer(request: dict[str, object]) -> dict[str, object]:
        buttons = [{"title": f"Choix {n}", "payload": "/affirm"} for n in range(2)]
        many = [{"title": f"Autre {n}", "payload": "/deny"} for n in range(4)]
        said = says("Premier", buttons=buttons)
        said["messages"] += says("Deuxième", buttons=many)["messages"] + says("Troisième")["messages"]
        return said

    bot.answer = answer
    await mother.says("Bonjour")
    await mother.until_reads("Premier", "Deuxième", "Troisième")
    first, second, third = (shown["message"] for shown in mother.person.messages[-3:])
    assert [b["title"] for b in first["attachment"]["payload"]["buttons"]] == ["Choix 0", "Choix 1"]
    assert "quick_replies" not in second
    assert [reply["title"] for reply in third["quick_replies"]] == [f"Autre {n}" for n in range(4)]
    bot.answer = lambda request: says("Bien")
    await mother.taps("Choix 1")
    await mother.until_reads("Bien")
    assert bot.requests[-1]["payload"] == "/affirm"


async def test_the_title_of_a_button_that_vanished_may_be_typed(mother: Parent, worker: None, bot: FakeBot) -> None:
    await ask(mother, bot, {"title": "En sécurité", "payload": "/safe_now"})
    await mother.says("et le médiateur ?")
    await mother.until_reads("Bien")
    await mother.says("en sécurité.")
    await mother.until(lambda read: read.count("Bien") == 2)
    assert [request.get("payload") for request in bot.requests] == [None, None, "/safe_now"]


@pytest.mark.parametrize(
    "typed", ["j'attends ici", "J’ATTENDS ICI !", "par où commencer", "Par où commencer\u00a0?", "ici"]
)
async def test_a_title_counts_as_a_phone_types_it(mother: Parent, worker: None, bot: FakeBot, typed: str) -> None:
    await ask(
        mother,
        bot,
        {"title": "J’attends ici", "short_title": "Ici", "payload": "/affirm"},
        {"title": "Par où commencer ?", "payload": "/affirm"},
    )
    await mother.says(typed)
    await mother.until_reads("Bien")
    assert bot.requests[-1]["payload"] == "/affirm"


async def test_a_word_that_is_no_title_is_only_a_word(mother: Parent, worker: None, bot: FakeBot) -> None:
    await ask(mother, bot, {"title": "Oui", "payload": "/affirm"})
    await mother.says("None")
    await mother.until_reads("Bien")
    assert "payload" not in bot.requests[-1]


@pytest.mark.parametrize("title, payload", [item for item in menu.ITEMS if item[1] in menu.PAYLOADS])
async def test_the_pages_menu_asks_the_bot(
    mother: Parent, worker: None, bot: FakeBot, title: str, payload: str
) -> None:
    await mother.meta.presses(mother.person, title, payload)
    await mother.until_reads(f"Reçu : {title}")
    assert bot.requests[-1]["payload"] == menu.PAYLOADS[payload]


async def test_who_comes_by_a_link_is_greeted_once(mother: Parent, worker: None, bot: FakeBot) -> None:
    referral = {"ref": "affiche", "source": "SHORTLINK", "type": "OPEN_THREAD"}
    await mother.meta.deliver([mother.meta.event(mother.person, referral=referral)])
    await mother.until_reads(WHO[:60], CARE[:60])
    await mother.meta.deliver([mother.meta.event(mother.person, referral=referral)])
    await mother.until_handled()
    assert len(mother.person.messages) == 2
    assert bot.requests == []


async def test_a_batch_of_several_people_and_pages_reaches_each_of_ours(
    mother: Parent, worker: None, bot: FakeBot
) -> None:
    meta, father = mother.meta, Parent(mother.meta, mother.meta.person(), mother.runtime)
    later = meta.message(mother.person, "deux", at=time.time() + 1)
    entries = [
        meta.entry([later, meta.message(father.person, "lui")]),
        meta.entry([meta.message(mother.person, "ailleurs")], page_id="55"),
        meta.entry([meta.message(mother.person, "un", at=time.time() - 1)]),
    ]
    await meta.deliver_body(meta.body(*entries))
    await mother.until_reads("deux")
    await father.until_reads("Reçu : lui")
    assert (await mother.said(), await father.said()) == (["un", "deux"], ["lui"])
