"""Webhooks with repeats while the hub's processes are killed: each message is handled once, in order, for each person.

MESSENGER_WEBHOOKS sets how many (60; the full run is 1000).
"""

import asyncio
import json
import os
import random
import time
from collections.abc import Callable

import psycopg

from hub.messenger.page import person_of
from tests.hub.conftest import eventually
from tests.hub.fake_bot import FakeBot
from tests.messenger.fake_meta import FakeMeta, Person
from tests.messenger.hub_processes import HubProcesses, quickness

WEBHOOKS = int(os.environ.get("MESSENGER_WEBHOOKS", "60"))
PEOPLE = 25
REPEATED = 0.2
DONE_WITHIN = 240.0
"""Beside the time of the kills: what was never sent waits as long again for an echo that could not come before."""
META_PATIENCE = 1800.0
"""Meta goes on with a webhook for an hour."""
SEED = 20261122


async def test_each_message_is_handled_once_and_in_order_whatever_dies(
    hub: HubProcesses,
    meta: FakeMeta,
    bot: FakeBot,
    database_url: str,
    record_property: Callable[[str, object], None],
) -> None:
    chance, begun = random.Random(SEED), time.monotonic()
    meta.patience = META_PATIENCE
    people = [meta.person() for _ in range(PEOPLE)]
    sent: dict[str, list[str]] = {person.psid: [] for person in people}
    distinct = round(WEBHOOKS * (1 - REPEATED))

    repeated = 0

    async def write(person: Person, count: int) -> None:
        """One webhook after the other, and between them one of the earlier ones again."""
        nonlocal repeated
        past = []
        for number in range(count):
            said = f"{person.psid[-3:]} message {number}"
            sent[person.psid].append(said)
            past.append(meta.message(person, said))
            await meta.deliver([past[-1]])
            if chance.random() < REPEATED / (1 - REPEATED):
                repeated += 1
                await meta.deliver([chance.choice(past)])

    stop = asyncio.Event()

    async def kill() -> None:
        while not stop.is_set():
            try:
                # alive for at least as long as it was away: on a busy machine it would never answer else
                await asyncio.wait_for(stop.wait(), chance.uniform(0.3, 2.0) + hub.last_absence)
            except asyncio.TimeoutError:
                await hub.kill(chance.choice(["serve", "work"]))

    killing = asyncio.create_task(kill())
    counts = [distinct // PEOPLE + (place < distinct % PEOPLE) for place in range(PEOPLE)]
    await asyncio.gather(*(write(person, count) for person, count in zip(people, counts, strict=True)))
    if not hub.downs:
        await hub.kill("work")
    stop.set()
    await killing

    async def answered() -> bool:
        return all("\n".join(person.texts()).count("message") >= len(sent[person.psid]) for person in people)

    try:
        await eventually(answered, DONE_WITHIN + time.monotonic() - begun)
    except asyncio.TimeoutError:
        missing = [p.psid for p in people if "\n".join(p.texts()).count("message") < len(sent[p.psid])]
        raise AssertionError(f"without an answer: {missing}, {len(hub.downs)} kills") from None
    for person in people:
        assert _kept(database_url, meta, person) == sent[person.psid]
        heard = [line for text in person.texts() for line in text.split("\n") if " message " in line]
        assert [line.removeprefix("Reçu : ") for line in heard] == sent[person.psid]
    assert hub.downs
    absent = [down for down in hub.downs if down.name == "serve"]
    alive = [answer for answer in meta.answers if not any(down.touches(answer) for down in absent)]
    assert sorted(text for texts in sent.values() for text in texts) == sorted(
        line for text in bot.texts() for line in text.split("\n")
    )
    figures = {
        "messages": sum(map(len, sent.values())),
        "webhooks that came again though answered": repeated,
        "tries that a dead hub did not answer": sum(status != 200 for status in meta.statuses),
        "kills": len(hub.downs),
        "minutes": round((time.monotonic() - begun) / 60, 1),
        "answers of a hub that lived": quickness(alive),
    }
    record_property("figures", json.dumps(figures))


def _kept(database_url: str, meta: FakeMeta, person: Person) -> list[str]:
    """What the hub has of a person, in order."""
    with psycopg.connect(database_url) as connection:
        rows = connection.execute(
            "SELECT m.text FROM message m JOIN messenger_thread t ON t.conversation_id = m.conversation_id "
            "WHERE t.person = %s AND m.author = 'parent' ORDER BY m.seq",
            (person_of(meta.page_id, person.psid),),
        ).fetchall()
    return [text for (text,) in rows]
