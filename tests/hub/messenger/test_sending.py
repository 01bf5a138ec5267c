"""What Meta refuses, loses or answers too late: each message reaches the parent once, in order, or says why not."""

import contextlib
from collections.abc import AsyncIterator
from datetime import datetime, timedelta, timezone
from typing import Any

import pytest
from sqlalchemy import text, update

from hub.application import create_app
from hub.messenger import hearing, outbox
from hub.messenger.models import Hearing, Out, Thread
from hub.messenger.webhook import PATH
from hub.runtime import Runtime
from hub.settings import Settings
from tests.hub.conftest import eventually, served, working
from tests.hub.desk import Desk
from tests.hub.fake_bot import FakeBot, says
from tests.hub.messenger.conftest import Parent, ask_for_a_person
from tests.messenger.fake_meta import FakeMeta, Fault
from tests.messenger.meta_rules import Refusal

SUITS = "Reçu : Bonjour"


async def greeted(mother: Parent) -> None:
    """The greeting is out of the way, so that a fault meets the answer."""
    await mother.says("Salut")
    await mother.until_reads("Reçu : Salut")
    await mother.until_state("sent", "sent", "sent")


async def hurry(runtime: Runtime) -> None:
    """Pauses are over."""
    async with runtime.database.transaction() as session:
        await session.execute(text("UPDATE messenger_out SET next_try_at = clock_timestamp() WHERE state = 'queued'"))


@pytest.mark.parametrize("fault", [Refusal(613, "rate"), Refusal(2, "temporary", status=500), Refusal(190, "token")])
async def test_what_passes_is_tried_again(
    mother: Parent, worker: None, bot: FakeBot, runtime: Runtime, fault: Fault
) -> None:
    await greeted(mother)
    mother.meta.faults.append(fault)
    await mother.says("Bonjour")

    async def refused() -> bool:
        row = (await mother.outbox())[-1]
        return row.state == "queued" and row.reason in ("rate", "passing", "token")

    await eventually(refused)
    await hurry(runtime)
    await mother.until_reads(SUITS)
    assert mother.person.texts().count(SUITS) == 1


async def test_the_pauses_grow_while_meta_asks_for_fewer_calls(
    mother: Parent, worker: None, bot: FakeBot, runtime: Runtime
) -> None:
    await greeted(mother)
    mother.meta.faults += [Refusal(613, "rate")] * 3
    await mother.says("Bonjour")
    pauses: list[timedelta] = []
    for attempt in (1, 2, 3):

        async def refused(attempt: int = attempt) -> bool:
            row = (await mother.outbox())[-1]
            return row.state == "queued" and row.attempts == attempt

        await eventually(refused)
        row = (await mother.outbox())[-1]
        assert row.next_try_at is not None and row.tried_at is not None
        pauses.append(row.next_try_at - row.tried_at)
        await hurry(runtime)
    await mother.until_reads(SUITS)
    assert pauses[1] > 1.5 * pauses[0] and pauses[2] > 1.5 * pauses[1]


@pytest.mark.parametrize(
    ("fault", "reason"),
    [
        (Refusal(10, "window", 2018278), "window"),
        (Refusal(10, "elsewhere", 2018300), "elsewhere"),
        (Refusal(10, "restricted", 1893063), "page_restricted"),
        (Refusal(1545041, "window"), "window"),
        (Refusal(551, "unavailable"), "unavailable"),
        (Refusal(200, "permission"), "permission"),
    ],
)
async def test_what_meta_refuses_now_is_held_with_the_reason_and_does_not_hold_up_the_rest(
    mother: Parent, worker: None, bot: FakeBot, fault: Refusal, reason: str
) -> None:
    await greeted(mother)
    mother.meta.faults.append(fault)
    bot.answer = lambda request: {**says("Un"), "messages": says("Un")["messages"] + says("Deux")["messages"]}
    await mother.says("Bonjour")
    held, _ = (await mother.until_state("held", "sent"))[-2:]
    assert held.reason == reason
    assert mother.person.texts()[-1] == "Deux"


async def test_a_form_that_meta_refuses_goes_out_as_words_alone(mother: Parent, worker: None, bot: FakeBot) -> None:
    await greeted(mother)
    mother.meta.faults.append(Refusal(100, "quick replies"))
    bot.answer = lambda request: says("Choisissez", buttons=[{"title": "Oui", "payload": "/affirm"}])
    await mother.says("Bonjour")
    await mother.until_reads("Choisissez")
    assert "quick_replies" not in mother.person.messages[-1]["message"]


async def test_what_meta_never_takes_has_failed(mother: Parent, worker: None, bot: FakeBot) -> None:
    await greeted(mother)
    mother.meta.faults += [Refusal(100, "no"), Refusal(100, "no")]
    await mother.says("Bonjour")
    (row,) = (await mother.until_state("failed"))[-1:]
    assert row.reason == "refused_100"


async def test_an_answer_that_is_lost_is_awaited_as_an_echo_and_nothing_is_sent_twice(
    mother: Parent, worker: None, bot: FakeBot
) -> None:
    await greeted(mother)
    mother.meta.echoes = False
    mother.meta.faults.append("lost")
    await mother.says("Bonjour")
    await mother.until_state("ambiguous")
    await mother.meta.release_echoes()
    (row,) = (await mother.until_state("sent"))[-1:]
    assert row.mid == mother.person.messages[-1]["mid"]
    assert mother.person.texts().count(SUITS) == 1


@pytest.mark.parametrize("fault", ["unheard", "gateway"])
async def test_without_an_echo_it_is_sent_again_and_what_follows_waits_for_it(
    mother: Parent, worker: None, bot: FakeBot, fault: Fault
) -> None:
    await greeted(mother)
    mother.meta.faults.append(fault)
    bot.answer = lambda request: {**says("Un"), "messages": says("Un")["messages"] + says("Deux")["messages"]}
    await mother.says("Bonjour")
    await mother.until_reads("Un", "Deux")
    assert mother.person.texts()[-2:] == ["Un", "Deux"]


async def test_a_worker_that_died_in_the_middle_of_a_call_asks_the_echo_first(
    mother: Parent, settings: Settings, bot: FakeBot, runtime: Runtime
) -> None:
    async with working(settings):
        await greeted(mother)
        mother.meta.echoes = False
        await mother.says("Bonjour")
        await mother.until_reads(SUITS)
        await mother.until_state("sent")
    async with runtime.database.transaction() as session:  # as if it died before it wrote down Meta's answer
        await session.execute(update(Out).where(Out.mid.is_not(None)).values(state="sending", mid=None, sent_at=None))
        await session.execute(text("UPDATE messenger_out SET tried_at = clock_timestamp() + interval '1 minute'"))
    async with working(settings):
        await mother.meta.release_echoes()
        await mother.until_state("sent")
    assert mother.person.texts().count(SUITS) == 1


async def test_a_hub_that_was_away_longer_than_the_echo_may_take_sends_nothing_twice(
    meta: FakeMeta, settings: Settings, bot: FakeBot, runtime: Runtime
) -> None:
    mother = Parent(meta, meta.person(), runtime)
    async with working(settings):
        async with taking_webhooks(settings, meta):
            await greeted(mother)
            meta.echoes = False
            meta.faults.append("lost")
            await mother.says("Bonjour")
            (row,) = (await mother.until_state("ambiguous"))[-1:]
            over = (row.tried_at or datetime.max) + 2 * timedelta(seconds=settings.messenger_echo_seconds)

        async def looked_at_later() -> bool:
            last = (await mother.outbox())[-1]
            return last.state != "ambiguous" or (last.next_try_at is not None and last.next_try_at > over)

        await eventually(looked_at_later)
        assert (await mother.outbox())[-1].state == "ambiguous"
        async with taking_webhooks(settings, meta):
            await meta.release_echoes()
            await mother.until_state("sent")
    assert mother.person.texts().count(SUITS) == 1


@contextlib.asynccontextmanager
async def taking_webhooks(settings: Settings, meta: FakeMeta) -> AsyncIterator[None]:
    """The hub's API, for as long as it lives."""
    async with served(create_app(settings)) as port:
        meta.webhook = f"http://127.0.0.1:{port}{PATH}"
        yield


async def test_an_echo_that_waits_behind_other_events_is_known(
    mother: Parent, settings: Settings, bot: FakeBot, runtime: Runtime
) -> None:
    async with working(settings):
        await greeted(mother)
        mother.meta.echoes = False
        mother.meta.faults.append("lost")
        settings.messenger_echo_seconds = 3600
        await mother.says("Bonjour")
        (row,) = (await mother.until_state("ambiguous"))[-1:]
    await mother.meta.release_echoes()  # kept, and handled by nobody
    async with runtime.database.transaction() as session:
        taken = await outbox.take(session, row.conversation_id, human_agent=False, echo_seconds=0.0, resting=False)
        assert taken is None
    (row,) = (await mother.until_state("sent"))[-1:]
    assert row.mid == mother.person.messages[-1]["mid"]


@pytest.mark.parametrize(
    ("since", "beat", "left"),
    [
        (-100, 10, 20),  # heard all the time: 30 seconds
        (-100, 31, -1),
        (5, 31, 4),  # away for 5 seconds: 30 from then on
        (600, 640, 560),  # away for 10 minutes: as long again, for Meta's pauses grow
        (600, 1201, -1),
        (3000, 3040, 560),  # after an hour Meta gives up
        (9000, 9031, -1),
    ],
)
async def test_only_time_in_which_the_hub_hears_counts(runtime: Runtime, since: int, beat: int, left: int) -> None:
    tried = datetime(2026, 11, 22, tzinfo=timezone.utc)
    at = [tried + timedelta(seconds=seconds) for seconds in (since, beat)]
    async with runtime.database.transaction() as session:
        assert await hearing.still_to_wait(session, "1", tried, 30) is None
        session.add(Hearing(page_id="1", since=at[0], beat_at=at[1]))
        await session.flush()
        assert await hearing.still_to_wait(session, "1", tried, 30) == timedelta(seconds=left)


async def test_a_beat_that_comes_late_begins_anew(runtime: Runtime) -> None:
    async def after(seconds: float, *, begins: bool = False) -> bool:
        async with runtime.database.transaction() as session:
            moved = text("UPDATE messenger_hearing SET beat_at = beat_at - make_interval(secs => :seconds)")
            await session.execute(moved, {"seconds": seconds})
            before = await session.get(Hearing, "1", populate_existing=True)
            known = before.since if before else None
            await hearing.beat(session, "1", begins=begins)
            now = await session.get(Hearing, "1", populate_existing=True)
            assert now is not None
            return now.since != known

    assert await after(0)
    assert not await after(1)
    assert await after(hearing.DEAF_AFTER.total_seconds() + 1)
    assert await after(0, begins=True)


async def test_numbers_to_call_do_not_wait_for_an_echo(
    mother: Parent, worker: None, bot: FakeBot, settings: Settings
) -> None:
    await greeted(mother)
    settings.messenger_echo_seconds = 3600
    mother.meta.faults.append("unheard")
    await mother.says("Bonjour")
    await mother.until_state("ambiguous")
    await mother.says("Ma fille dit qu'elle veut mourir")
    await mother.until_reads("112", "0800")
    assert SUITS not in mother.person.texts()


async def closed(runtime: Runtime, days: float) -> None:
    """The parent's last act was so long ago."""
    async with runtime.database.transaction() as session:
        await session.execute(
            update(Thread).values(acted_at=text(f"clock_timestamp() - interval '{days * 24 * 3600} seconds'"))
        )


@pytest.fixture
async def anne(mother: Parent, worker: None, bot: FakeBot, runtime: Runtime, anne: Desk) -> Desk:
    """An adviser who has taken the conversation."""
    await ask_for_a_person(mother, bot)
    await anne.take()
    await mother.until_reads("Anne a rejoint")
    return anne


async def test_an_adviser_answers_and_sees_what_became_of_it(mother: Parent, anne: Desk) -> None:
    case = await anne.case()
    await anne.say(case, "Bonjour, je suis là.")
    await mother.until_reads("Anne :\nBonjour, je suis là.")
    mid = mother.person.messages[-1]["mid"]
    now = mother.meta.event(mother.person, delivery={"mids": [mid], "watermark": 1})
    await mother.meta.deliver([now])
    await mother.until_handled()
    assert await shown(anne, case) == ("delivered", None)
    await mother.meta.deliver([mother.meta.event(mother.person, read={"watermark": now["timestamp"] + 60_000})])
    await mother.until_handled()
    assert await shown(anne, case) == ("read", None)
    await mother.says("Merci")
    await mother.until_handled()
    assert (await anne.detail(case["id"]))["messages"][-1]["text"] == "Merci"


async def shown(anne: Desk, case: dict[str, Any]) -> tuple[str, str | None]:
    """State and reason of the adviser's last message."""
    answer = await anne.http.get(f"/api/desk/cases/{case['id']}/delivery")
    assert answer.status_code == 200, answer.text
    last = answer.json()["deliveries"][-1]
    return last["state"], last["reason"]


async def test_after_24_hours_an_adviser_is_held_until_the_parent_acts(
    mother: Parent, anne: Desk, runtime: Runtime
) -> None:
    await closed(runtime, 2)
    case = await anne.case()
    await anne.say(case, "Avez-vous des nouvelles ?")
    await mother.until_state("held")
    assert await shown(anne, case) == ("held", "window")
    await mother.says("Me revoilà")
    await mother.until_reads("Avez-vous des nouvelles ?")


@pytest.mark.parametrize(("days", "state"), [(2.0, "sent"), (8.0, "held")])
async def test_the_tag_of_a_human_agent_is_for_an_adviser_within_seven_days(
    mother: Parent, anne: Desk, runtime: Runtime, settings: Settings, days: float, state: str
) -> None:
    mother.meta.human_agent = True
    assert mother.person.acted_at is not None
    mother.person.acted_at -= days * 24 * 3600
    await closed(runtime, days)
    settings.messenger_human_agent = True
    await anne.say(await anne.case(), "Avez-vous des nouvelles ?")
    await mother.until_state(state)
    if state == "sent":
        assert mother.person.messages[-1]["tag"] == "HUMAN_AGENT"


async def test_the_adviser_speaks_under_a_persona_where_the_page_has_a_picture(
    mother: Parent, anne: Desk, settings: Settings
) -> None:
    settings.messenger_persona_picture = "https://example.org/face.png"
    await anne.say(await anne.case(), "Me voici")
    await mother.until_reads("Me voici")
    assert mother.meta.personas[mother.person.messages[-1]["persona_id"]] == "Anne"
    await anne.say(await anne.case(), "Encore moi")
    await mother.until_reads("Encore moi")
    assert len(mother.meta.personas) == 1


async def test_a_persona_that_meta_no_longer_knows_costs_no_word_and_is_made_anew(
    mother: Parent, anne: Desk, settings: Settings
) -> None:
    settings.messenger_persona_picture = "https://example.org/face.png"
    await anne.say(await anne.case(), "Me voici")
    await mother.until_reads("Me voici")
    mother.meta.personas.clear()  # somebody has deleted it in Meta's own pages
    await anne.say(await anne.case(), "Encore moi")
    await mother.until_reads("Anne :\nEncore moi")
    await anne.say(await anne.case(), "Et de nouveau")
    await mother.until_reads("Et de nouveau")
    assert mother.meta.personas[mother.person.messages[-1]["persona_id"]] == "Anne"


async def test_the_parent_sees_that_the_adviser_writes(mother: Parent, anne: Desk) -> None:
    case = await anne.case()
    before = len(mother.person.actions)
    await anne.post(f"cases/{case['id']}/typing", typing=True)
    await mother.until(lambda _: mother.person.actions[before:] == ["typing_on"])
