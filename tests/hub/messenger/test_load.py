"""Under load: many people write at once, the worker answers them, and each webhook has its 200 within a second.

MESSENGER_LOAD sets how many webhooks are sent (60 with 10 at once; the full run is 600, with up to 50 at once).
"""

import asyncio
import json
import os
from collections.abc import Callable

import pytest

from tests.hub.fake_bot import FakeBot
from tests.messenger.fake_meta import FakeMeta, Person
from tests.messenger.hub_processes import HubProcesses, quickness

WEBHOOKS = int(os.environ.get("MESSENGER_LOAD", "60"))
AT_ONCE = [1, 10, 25, 50] if "MESSENGER_LOAD" in os.environ else [10]
WITHIN_SECONDS = 1.0


@pytest.mark.parametrize("at_once", AT_ONCE)
async def test_the_200_leaves_within_a_second_while_the_worker_answers(
    hub: HubProcesses, meta: FakeMeta, bot: FakeBot, at_once: int, record_property: Callable[[str, object], None]
) -> None:
    await meta.says(meta.person(), "Bonjour")  # the first one loads what is loaded late
    meta.answers.clear()
    people = [meta.person() for _ in range(at_once)]
    before = hub.processor_seconds("serve")

    async def write(person: Person) -> None:
        for number in range(max(1, WEBHOOKS // at_once)):
            assert await meta.post(meta.body(meta.entry([meta.message(person, f"message {number}")]))) == 200

    await asyncio.gather(*(write(person) for person in people))
    figures = quickness(meta.answers)
    cost = (hub.processor_seconds("serve") - before) / len(meta.answers)
    record_property(
        "figures", json.dumps({"at once": at_once, **figures, "processor time of each (s)": round(cost, 4)})
    )
    assert figures["p95 (s)"] <= WITHIN_SECONDS
