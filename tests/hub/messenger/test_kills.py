"""Webhooks with repeats while the hub's processes are killed: each message is handled once, in order, for each person.

MESSENGER_WEBHOOKS sets how many (60; the full run is 1000).
"""

import asyncio
import ctypes
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import psycopg
import pytest

from hub.messenger.page import person_of
from hub.messenger.webhook import PATH
from hub.settings import REPOSITORY
from tests.hub.conftest import BOT_SECRET, eventually, free_port
from tests.hub.fake_bot import FakeBot
from tests.messenger.fake_meta import Answer, FakeMeta, Person
from tests.scenarios.messenger_door import settings_for

WEBHOOKS = int(os.environ.get("MESSENGER_WEBHOOKS", "60"))
PEOPLE = 25
REPEATED = 0.2
ECHO_SECONDS = 10
"""Shorter than a killed hub may need to come back on a busy machine: only the time in which it hears must count."""
BACK_WITHIN = 60.0
DONE_WITHIN = 240.0
"""Beside the time of the kills: what was never sent waits as long again for an echo that could not come before."""
SEED = 20261122


@dataclass
class Down:
    """A time in which a process was killed and not yet back."""

    name: str
    begun: float
    ended: float

    def touches(self, answer: Answer) -> bool:
        return answer.begun < self.ended and answer.begun + answer.seconds > self.begun


def _die_with_us() -> None:
    ctypes.CDLL(None).prctl(1, signal.SIGKILL)  # 1 = PR_SET_PDEATHSIG: a test that is ended leaves nothing behind


class Hub:
    """The hub's own two processes, which are killed and started again."""

    def __init__(self, environment: dict[str, str], folder: Path) -> None:
        self.environment, self.folder = environment, folder
        self.running: dict[str, subprocess.Popen[bytes]] = {}
        self.downs: list[Down] = []

    def start(self, name: str) -> None:
        with (self.folder / f"{name}.log").open("ab") as log:
            command = [sys.executable, "-m", "hub.cli", name]
            self.running[name] = subprocess.Popen(
                command,
                cwd=REPOSITORY,
                env={**os.environ, **self.environment},
                stdout=log,
                stderr=log,
                preexec_fn=_die_with_us if sys.platform == "linux" else None,
            )

    async def live(self) -> None:
        """Waits until webhooks are taken."""

        address = f"http://127.0.0.1:{self.environment['HUB_PORT']}/health/live"
        async with httpx.AsyncClient(trust_env=False, timeout=2) as client:

            async def look() -> bool:
                try:
                    return (await client.get(address)).status_code == 200
                except httpx.HTTPError:
                    return False

            await eventually(look, BACK_WITHIN)

    async def kill(self, name: str) -> None:
        begun = time.monotonic()
        self.running[name].send_signal(signal.SIGKILL)
        self.running[name].wait()
        self.start(name)
        await self.live()
        self.downs.append(Down(name, begun, time.monotonic()))

    def stop(self) -> None:
        for process in self.running.values():
            process.kill()
            process.wait()


@pytest.fixture
async def hub(database_url: str, meta: FakeMeta, bot: FakeBot, tmp_path: Path) -> AsyncIterator[Hub]:
    port = free_port()
    meta.webhook = f"http://127.0.0.1:{port}{PATH}"
    environment = {
        "DATABASE_URL": database_url,
        "HUB_VAR": str(tmp_path / "var"),
        "HUB_PORT": str(port),
        "HUB_BOT_SECRET": BOT_SECRET,
        "HUB_RASA_PORT": str(bot.port),  # type: ignore[attr-defined]
        "HUB_QUIET_SECONDS": "0.1",
        "HUB_LATE_SECONDS": "600",
        "HUB_UNANSWERED_SECONDS": "3600",
        "HUB_STALLED_SECONDS": "4",
        "HUB_HEARTBEAT_SECONDS": "1",
        "HUB_MESSENGER_ECHO_SECONDS": str(ECHO_SECONDS),
        **settings_for(meta),
    }
    running = Hub(environment, tmp_path)
    try:
        running.start("serve")
        await running.live()
        running.start("work")
        yield running
    finally:
        running.stop()


async def test_each_message_is_handled_once_and_in_order_whatever_dies(
    hub: Hub, meta: FakeMeta, bot: FakeBot, database_url: str
) -> None:
    chance, begun = random.Random(SEED), time.monotonic()
    meta.patience = DONE_WITHIN
    people = [meta.person() for _ in range(PEOPLE)]
    sent: dict[str, list[str]] = {person.psid: [] for person in people}
    distinct = round(WEBHOOKS * (1 - REPEATED))

    async def write(person: Person, count: int) -> None:
        """One webhook after the other, some of them again."""
        last = None
        for number in range(count):
            said = f"{person.psid[-3:]} message {number}"
            sent[person.psid].append(said)
            last = meta.message(person, said)
            await meta.deliver([last])
            if chance.random() < REPEATED / (1 - REPEATED):
                await meta.deliver([last])

    stop = asyncio.Event()

    async def kill() -> None:
        while not stop.is_set():
            try:
                await asyncio.wait_for(stop.wait(), chance.uniform(0.3, 2.0))
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
    alive = sorted(answer.seconds for answer in meta.answers if not any(down.touches(answer) for down in absent))
    print(
        f"{WEBHOOKS} webhooks, {sum(map(len, sent.values()))} messages, {len(hub.downs)} kills, {len(alive)} answers "
        f"of a hub that lived: half within {alive[len(alive) // 2]:.3f} s, the slowest {alive[-1]:.2f} s"
    )
    assert sorted(text for texts in sent.values() for text in texts) == sorted(
        line for text in bot.texts() for line in text.split("\n")
    )


def _kept(database_url: str, meta: FakeMeta, person: Person) -> list[str]:
    """What the hub has of a person, in order."""
    with psycopg.connect(database_url) as connection:
        rows = connection.execute(
            "SELECT m.text FROM message m JOIN messenger_thread t ON t.conversation_id = m.conversation_id "
            "WHERE t.person = %s AND m.author = 'parent' ORDER BY m.seq",
            (person_of(meta.page_id, person.psid),),
        ).fetchall()
    return [text for (text,) in rows]
