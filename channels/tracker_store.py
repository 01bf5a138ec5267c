"""Which tracker store Rasa gets: PostgreSQL, or memory when HUB_TRACKER_HOST is unset (`rasa shell`)."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from weakref import WeakValueDictionary

from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import InMemoryTrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import UserUttered

from channels.postgres_store import PostgresTrackerStore
from channels.settings import read_database
from channels.turn_store import LOCK_SECONDS, ConversationBusy

logger = logging.getLogger(__name__)


class MemoryTrackerStore(InMemoryTrackerStore):
    """Trackers of one process, gone with it."""

    def __init__(self, domain: Domain | None = None, event_broker: EventBroker | None = None) -> None:
        super().__init__(domain, event_broker)
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    @asynccontextmanager
    async def one_turn_at_a_time(self, conversation: str, gone: Callable[[], bool]) -> AsyncIterator[None]:
        lock = self._locks.setdefault(conversation, asyncio.Lock())
        try:
            await asyncio.wait_for(lock.acquire(), LOCK_SECONDS)
        except asyncio.TimeoutError:
            raise ConversationBusy(conversation) from None
        try:
            if gone():
                raise ConversationBusy(conversation)
            yield
        finally:
            lock.release()

    async def holds_turn(self, conversation: str, turn_id: str) -> bool:
        tracker = await self.retrieve_full_tracker(conversation)
        return tracker is not None and any(
            isinstance(event, UserUttered) and event.message_id == turn_id for event in tracker.events
        )

    async def erase(self, conversation: str) -> None:
        self.store.pop(conversation, None)

    async def check(self) -> None:
        return None


class ConfiguredTrackerStore:
    """What endpoints.yml names: makes the store that the environment asks for."""

    def __new__(  # type: ignore[misc]
        cls, host: object = None, domain: Domain | None = None, event_broker: EventBroker | None = None
    ) -> MemoryTrackerStore | PostgresTrackerStore:
        """`host` comes from Rasa (the `url` of endpoints.yml) and is not used."""
        database = read_database()
        if database is not None:
            return PostgresTrackerStore(database, domain, event_broker)
        logger.warning("HUB_TRACKER_HOST is unset: conversations are kept in memory and end with this process")
        return MemoryTrackerStore(domain, event_broker)
