"""Live notices between processes: LISTEN/NOTIFY with ids and states, never with a message's text."""

import asyncio
import contextlib
import json
import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from typing import Literal

import psycopg
import structlog
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from hub.ending import end

CHANNEL = "hub_live"
RECONNECT_SECONDS = 0.5
BACKLOG = 256  # notices kept for one slow reader; past it, one "message" notice makes it read all again

DESK = "desk"
"""Stands for a conversation in notices that concern the advisers only."""
EVERYTHING = "*"

Kind = Literal["message", "owner", "typing", "delivery", "erased", "case", "presence", "elsewhere"]
log = structlog.get_logger()


@dataclass(frozen=True)
class Notice:
    """Something happened in a conversation; readers fetch what it was from the tables."""

    conversation: str
    kind: Kind
    author: str | None = None
    on: bool | None = None
    seq: int | None = None
    state: str | None = None


async def notify(session: AsyncSession, notice: Notice) -> None:
    """Tells all processes, at the moment this transaction commits."""
    payload = json.dumps({key: value for key, value in asdict(notice).items() if value is not None})
    await session.execute(select(func.pg_notify(CHANNEL, payload)))


class Live:
    """Listens on one connection and hands each notice to those who follow its conversation."""

    def __init__(self, dsn: str) -> None:
        self._dsn = dsn
        self._followers: dict[str, set[asyncio.Queue[Notice]]] = defaultdict(set)
        self._task: asyncio.Task[None] | None = None
        self._listening = asyncio.Event()

    async def start(self) -> None:
        self._task = asyncio.create_task(self._run(), name="live")
        await self._listening.wait()

    async def stop(self) -> None:
        if self._task is not None:
            await end(self._task)

    @contextlib.contextmanager
    def follow(self, conversation: uuid.UUID | None) -> Iterator[asyncio.Queue[Notice]]:
        """A queue of the conversation's notices (None: of all and of the desk), for as long as the block runs."""
        key = str(conversation) if conversation else EVERYTHING
        queue: asyncio.Queue[Notice] = asyncio.Queue(BACKLOG)
        self._followers[key].add(queue)
        try:
            yield queue
        finally:
            self._followers[key].discard(queue)
            if not self._followers[key]:
                del self._followers[key]

    async def _run(self) -> None:
        lost = False
        while True:
            try:
                async with await psycopg.AsyncConnection.connect(self._dsn, autocommit=True) as connection:
                    await connection.execute(f"LISTEN {CHANNEL}")
                    self._listening.set()
                    if lost:
                        self._reread()
                    async for notification in connection.notifies():
                        self._receive(notification.payload)
            except psycopg.OperationalError as error:
                log.warning("live_connection_lost", error=type(error).__name__)
            lost = True
            await asyncio.sleep(RECONNECT_SECONDS)

    def _receive(self, payload: str) -> None:
        try:
            notice = Notice(**json.loads(payload))
        except (ValueError, TypeError):  # of another version, or of another program
            log.warning("live_notice_unreadable")
        else:
            self._hand_out(notice)

    def _reread(self) -> None:
        """Notices may have been missed: everybody looks again."""
        for conversation in list(self._followers):
            self._hand_out(Notice(conversation, "message"))
            self._hand_out(Notice(conversation, "owner"))

    def _hand_out(self, notice: Notice) -> None:
        for queue in (*self._followers.get(notice.conversation, ()), *self._everywhere(notice)):
            if queue.full():
                while not queue.empty():
                    queue.get_nowait()
                queue.put_nowait(Notice(notice.conversation, "message"))
                queue.put_nowait(Notice(notice.conversation, "owner"))
            else:
                queue.put_nowait(notice)

    def _everywhere(self, notice: Notice) -> Iterable[asyncio.Queue[Notice]]:
        return self._followers.get(EVERYTHING, ()) if notice.conversation != EVERYTHING else ()
