"""The player's other door: the same conversations, with a parent who writes to the page on Messenger."""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections.abc import Coroutine, Iterator
from dataclasses import dataclass
from typing import Any, TypeVar

import psycopg
import uvicorn

from hub.messenger.page import person_of
from hub.messenger.webhook import PATH
from tests.messenger.fake_meta import FakeMeta, Person, titles_of
from tests.ports import free_port
from tests.scenarios.adviser import AtDesk
from tests.scenarios.player import Player

PATIENCE = 60.0
"""Seconds that the fake Meta goes on with a webhook: the machine may be busy with a model."""
LOOK_EVERY = 0.02
Result = TypeVar("Result")


@dataclass
class MetaThread:
    """A fake Meta that lives in a thread of its own."""

    fake: FakeMeta
    loop: asyncio.AbstractEventLoop

    def run(self, work: Coroutine[Any, Any, Result]) -> Result:
        return asyncio.run_coroutine_threadsafe(work, self.loop).result()


@contextlib.contextmanager
def meta_running() -> Iterator[MetaThread]:
    """A fake Meta on a port of its own."""
    fake = FakeMeta()
    fake.patience = PATIENCE
    port = free_port()
    fake.url = f"http://127.0.0.1:{port}"
    loop = asyncio.new_event_loop()
    server = uvicorn.Server(uvicorn.Config(fake.app, port=port, log_config=None, timeout_graceful_shutdown=1))
    server.install_signal_handlers = lambda: None  # type: ignore[attr-defined]
    thread = threading.Thread(target=lambda: loop.run_until_complete(server._serve()), daemon=True)
    thread.start()
    try:
        yield MetaThread(fake, loop)
    finally:
        asyncio.run_coroutine_threadsafe(fake.stop(), loop).result()
        server.should_exit = True
        thread.join()


def settings_for(fake: FakeMeta) -> dict[str, str]:
    """The environment of a hub that speaks for the fake's page."""
    return {
        "HUB_MESSENGER_PAGE_ID": fake.page_id,
        "HUB_MESSENGER_PAGE_TOKEN": fake.token,
        "HUB_MESSENGER_APP_ID": fake.app_id,
        "HUB_MESSENGER_APP_SECRET": fake.app_secret,
        "HUB_MESSENGER_VERIFY_TOKEN": fake.verify_token,
        "HUB_MESSENGER_GRAPH_URL": fake.url,
    }


class MessengerPlayer(Player):
    """A parent who uses Messenger; what is expected of the hub is the same."""

    def __init__(self, meta: MetaThread, hub_url: str, database_url: str, adviser: AtDesk | None = None) -> None:
        self.meta, self.database_url, self.adviser = meta, database_url, adviser
        meta.fake.webhook = hub_url + PATH
        self.person: Person = meta.fake.person()
        self.id = person_of(meta.fake.page_id, self.person.psid)
        self.seen, self.buttons, self.conversation = 0, {}, ""
        meta.run(meta.fake.presses(self.person, "Démarrer", "m:start"))
        self.greeting = self._answers_after(0, wait=True)

    def _send(self, body: dict[str, str]) -> int:
        if "button_id" in body:
            self.meta.run(self._tap(body["button_id"]))
        else:
            self.meta.run(self.meta.fake.says(self.person, body["text"]))
        return self._received()

    async def _tap(self, title: str) -> None:
        """Quick replies vanish with the next message: then the parent types what stood there."""
        try:
            await self.meta.fake.taps(self.person, title)
        except AssertionError:
            await self.meta.fake.says(self.person, title)

    def _received(self) -> int:
        """The seq of what was just sent, once the hub has handled all that came from this person."""
        with psycopg.connect(self.database_url, autocommit=True) as connection:
            while True:
                waiting = connection.execute(
                    "SELECT count(*) FROM messenger_event WHERE handled_at IS NULL AND person = %s "
                    "AND body ->> 'kind' IN ('message', 'postback')",
                    (self.id,),
                ).fetchone()
                if waiting == (0,):
                    break
                threading.Event().wait(LOOK_EVERY)
            row = connection.execute(
                "SELECT max(seq) FROM message WHERE conversation_id = %s AND author = 'parent'", (self.conversation,)
            ).fetchone()
        assert row is not None
        return int(row[0] or 0)

    def _messages(self) -> list[dict[str, Any]]:
        """What has reached the phone, as the web's API shows it; nothing while an answer is still on its way."""
        with psycopg.connect(self.database_url) as connection:
            rows = connection.execute(
                "SELECT t.conversation_id::text, m.seq, m.author, m.author_name, m.text, m.buttons, "
                "(SELECT bool_and(o.state IN ('sent', 'held', 'failed')) FROM messenger_out o "
                "WHERE o.conversation_id = m.conversation_id AND o.seq = m.seq) "
                "FROM messenger_thread t JOIN message m ON m.conversation_id = t.conversation_id "
                "WHERE t.person = %s AND m.seq > %s ORDER BY m.seq",
                (self.id, self.seen),
            ).fetchall()
        found = []
        if not all(row[-1] for row in rows if row[2] != "parent"):
            return []
        for conversation, seq, author, name, text, buttons, _ in rows:
            self.conversation = conversation
            shown = self._shown(buttons)
            found.append({"seq": seq, "author": author, "author_name": name, "text": text, "buttons": shown})
        return found

    def _shown(self, buttons: list[dict[str, Any]]) -> list[dict[str, str]]:
        """The long titles that scenarios name, with what stands on the phone in place of an id."""
        on_phone = [title for message in self.person.messages for title in titles_of(message["message"])]
        shown = []
        for button in buttons:
            for title in (button["title"], button.get("short_title")):
                if title in on_phone:
                    shown.append({"title": button["title"], "id": title})
                    break
        return shown
