"""The tracker store in PostgreSQL by itself."""

from __future__ import annotations

import asyncio
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from rasa.shared.core.events import ActionExecuted, SessionStarted, SlotSet, UserUttered
from rasa.shared.core.slots import AnySlot
from rasa.shared.core.trackers import DialogueStateTracker

from channels.postgres_store import PostgresTrackerStore
from channels.settings import Database
from channels.turn_store import (
    ConversationBusy,
    ConversationErased,
    ConversationRefused,
    HistoryUnreadable,
    TrackerStoreUnavailable,
)
from tests.channels.conftest import TestDatabase, new_id

SITUATION = AnySlot("situation", mappings=[{}], influence_conversation=False)


def address(database: TestDatabase) -> Database:
    return Database(database.host, int(database.port), "postgres", None, database.name)


@pytest.fixture
def store(database: TestDatabase) -> PostgresTrackerStore:
    return PostgresTrackerStore(address(database))


def tracker(conversation: str, *texts: str) -> DialogueStateTracker:
    events = [UserUttered(text, message_id=f"turn of {text}") for text in texts]
    return DialogueStateTracker.from_events(conversation, [SessionStarted(), *events], [SITUATION])


def said(tracker: DialogueStateTracker | None) -> list[str]:
    assert tracker is not None
    return [event.text for event in tracker.events if isinstance(event, UserUttered)]


async def test_saved_events_come_back_in_order(store: PostgresTrackerStore) -> None:
    conversation = new_id()
    await store.save(tracker(conversation, "un", "deux"))
    await store.save(tracker(conversation, "un", "deux", "trois : œuf, 😀"))
    assert said(await store.retrieve(conversation)) == ["un", "deux", "trois : œuf, 😀"]
    assert await store.retrieve(new_id()) is None


async def test_session_begins_where_it_was_written_even_if_the_clock_went_back(store: PostgresTrackerStore) -> None:
    conversation, now = new_id(), time.time()
    events = [
        UserUttered("avant", timestamp=now),
        SessionStarted(timestamp=now - 3600),
        UserUttered("après", timestamp=now - 3599),
    ]
    await store.save(DialogueStateTracker.from_events(conversation, events, []))
    assert said(await store.retrieve(conversation)) == ["après"]
    assert said(await store.retrieve_full_tracker(conversation)) == ["avant", "après"]


async def test_turn_is_found_by_its_id_only(store: PostgresTrackerStore) -> None:
    conversation = new_id()
    await store.save(tracker(conversation, 'il écrit "message_id": "forged"', "b"))
    assert await store.holds_turn(conversation, "turn of b")
    assert not await store.holds_turn(conversation, "forged")
    assert not await store.holds_turn(conversation, "turn of _")
    assert not await store.holds_turn(new_id(), "turn of b")


async def test_erased_conversation_is_gone_and_stays_so(store: PostgresTrackerStore) -> None:
    conversation, other = new_id(), new_id()
    await store.save(tracker(conversation, "a"))
    await store.save(tracker(other, "a"))
    await store.erase(conversation)
    assert await store.retrieve_full_tracker(conversation) is None
    assert await store.retrieve_full_tracker(other) is not None
    with pytest.raises(ConversationErased):
        async with store.one_turn_at_a_time(conversation, gone=lambda: False):
            pytest.fail("an erased conversation had a turn")


async def test_lock_of_an_erased_conversation_is_given_back(
    store: PostgresTrackerStore, database: TestDatabase
) -> None:
    conversation = new_id()
    await store.erase(conversation)
    for _ in range(2):
        with pytest.raises(ConversationErased):
            async with store.one_turn_at_a_time(conversation, gone=lambda: False):
                pass
    held = (
        "SELECT count(*) FROM pg_locks JOIN pg_database AS d ON d.oid = database "
        "WHERE locktype = 'advisory' AND datname = :n"
    )
    assert database.run(held, n=database.name) == [0]


async def test_waiting_ends_when_the_caller_is_gone(store: PostgresTrackerStore) -> None:
    conversation = new_id()
    async with store.one_turn_at_a_time(conversation, gone=lambda: False):
        with pytest.raises(ConversationBusy):
            async with store.one_turn_at_a_time(conversation, gone=lambda: True):
                pytest.fail("two turns at a time")


async def test_erasing_waits_for_the_running_turn(store: PostgresTrackerStore) -> None:
    conversation = new_id()
    async with store.one_turn_at_a_time(conversation, gone=lambda: False):
        erasing = asyncio.create_task(store.erase(conversation))
        await asyncio.wait([erasing], timeout=0.2)
        assert not erasing.done()
        await store.save(tracker(conversation, "a"))
    await erasing
    assert await store.retrieve(conversation) is None


async def test_unreadable_event_is_told_without_its_text(store: PostgresTrackerStore, database: TestDatabase) -> None:
    conversation = new_id()
    await store.save(tracker(conversation, "a"))
    database.run("UPDATE rasa.events SET data = '{\"secret' WHERE sender_id = :sender", sender=conversation)
    with pytest.raises(HistoryUnreadable) as caught:
        await store.retrieve(conversation)
    assert "secret" not in str(caught.value)
    assert conversation in str(caught.value)


@pytest.mark.parametrize("call", ["retrieve", "retrieve_full_tracker", "erase"])
async def test_id_with_nul_is_refused(store: PostgresTrackerStore, call: str) -> None:
    with pytest.raises(ConversationRefused):
        await getattr(store, call)("a\x00b")


async def test_carried_slots_of_a_new_session_are_stored_once(store: PostgresTrackerStore) -> None:
    conversation = new_id()
    old = [SlotSet("situation", number) for number in range(5)]
    events = [*old, SessionStarted(), *old, ActionExecuted("action_listen"), *old[:2]]
    await store.save(DialogueStateTracker.from_events(conversation, events, [SITUATION]))
    store.domain.slots.append(SITUATION)
    latest = await store.retrieve(conversation)
    assert latest is not None
    assert [event.value for event in latest.events if isinstance(event, SlotSet)] == [4, 0, 1]


def test_processes_that_start_together_make_the_tables_once(own_database: TestDatabase) -> None:
    with ThreadPoolExecutor(4) as together:
        stores = list(together.map(lambda _: PostgresTrackerStore(address(own_database)), range(4)))
    assert len(stores) == 4
    assert own_database.events("nobody") == 0


def test_tables_are_in_a_schema_of_their_own(own_database: TestDatabase) -> None:
    PostgresTrackerStore(address(own_database))
    found = "SELECT schemaname || '.' || tablename FROM pg_tables WHERE schemaname IN ('rasa', 'public') ORDER BY 1"
    assert own_database.run(found) == ["rasa.erased", "rasa.events"]


def test_database_that_is_away_is_told_at_once(own_database: TestDatabase) -> None:
    begin = time.monotonic()
    with pytest.raises(TrackerStoreUnavailable, match="cannot be used"):
        PostgresTrackerStore(Database("127.0.0.1", 1, "postgres", "a password", "nothing"))
    assert time.monotonic() - begin < 5
