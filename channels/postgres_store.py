"""Rasa's trackers in PostgreSQL: one turn of a conversation at a time, over any number of processes."""

from __future__ import annotations

import asyncio
import functools
import itertools
import json
from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import Any, TypeVar

import sqlalchemy as sa
from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import SQLTrackerStore, TrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import Event, SessionStarted, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from sqlalchemy.engine import URL, Connection, Engine
from sqlalchemy.orm import Query, Session

from channels.settings import Database
from channels.turn_store import (
    LOCK_SECONDS,
    ConversationBusy,
    ConversationErased,
    ConversationRefused,
    HistoryUnreadable,
    TrackerStoreUnavailable,
)

SCHEMA = "rasa"
CONNECT_SECONDS = 3
STATEMENT_SECONDS = 5
POOL_SECONDS = 5
# A turn holds one connection; the process is one thread of work, so few turns really run at once.
CONNECTIONS = 5
CONNECTIONS_AT_A_RUSH = 15
LOCK_POLL_SECONDS = (0.01, 0.02, 0.05, 0.1)

# One lock a conversation, the same for every process on the database.
TURN_LOCK = "hashtextextended('rasa.turn:' || :conversation, 0)"
ERASURE = (Path(__file__).parent / "erasure.sql").read_text(encoding="utf-8")

Result = TypeVar("Result")


class PostgresTrackerStore(SQLTrackerStore):
    """Rasa's event table under a schema of its own, without the ways in which Rasa's store ends the process.

    While a conversation's turn runs, its advisory lock and all its reads and writes go through one connection: if that
    connection dies, the lock is free for others and the turn that lost it cannot be saved any more.
    """

    def __init__(
        self, database: Database, domain: Domain | None = None, event_broker: EventBroker | None = None
    ) -> None:
        """Connects and creates schema and table where they are missing.

        Raises:
            TrackerStoreUnavailable: the database cannot be reached or used.
        """
        TrackerStore.__init__(self, domain, event_broker)
        self.engine = _engine(database)
        self._in_turn: dict[str, Connection] = {}
        self.sessionmaker = sa.orm.session.sessionmaker(bind=self.engine)
        try:
            self._create_tables()
        except sa.exc.DBAPIError as error:
            self.engine.dispose()
            raise TrackerStoreUnavailable(
                f"the tracker database {database.name!r} at {database.host}:{database.port} cannot be used: "
                f"{_reason(error)}"
            ) from None
        self.engine.dispose()  # a process forked from this one must not share a connection with it

    def _create_tables(self) -> None:
        with self.engine.begin() as connection:
            # Two processes that start together would both try to create what is missing.
            connection.execute(sa.text("SELECT pg_advisory_xact_lock(hashtextextended('rasa.schema', 0))"))
            if connection.scalar(sa.text("SELECT to_regnamespace(:schema)::text"), schema=SCHEMA) is None:
                connection.execute(sa.text(f"CREATE SCHEMA {SCHEMA}"))
            self.Base.metadata.create_all(connection)
            connection.exec_driver_sql(ERASURE)

    @contextmanager
    def session_scope(self, conversation: str | None = None) -> Iterator[Session]:
        """A session, on the connection of the conversation's turn if one runs.

        Unlike Rasa's, it leaves errors to the caller: that one ends the process on any ValueError.
        """
        held = self._in_turn.get(conversation) if conversation is not None else None
        session = self.sessionmaker(bind=held) if held is not None else self.sessionmaker()
        try:
            yield session
        finally:
            session.close()

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        """The tracker of the latest session."""
        return await _in_thread(self._read, sender_id, False)

    async def retrieve_full_tracker(self, conversation_id: str) -> DialogueStateTracker | None:
        """The tracker over all sessions."""
        return await _in_thread(self._read, conversation_id, True)

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Appends the events that are not stored yet, all or none."""
        await self.stream_events(tracker)
        await _in_thread(self._write, tracker)

    async def keys(self) -> Iterable[str]:
        """The ids of all conversations."""
        return await _in_thread(self._read_conversations)

    async def holds_turn(self, conversation: str, turn_id: str) -> bool:
        return await _in_thread(self._read_turn, conversation, turn_id)

    async def erase(self, conversation: str) -> None:
        await _in_thread(self._delete, conversation)

    async def check(self) -> None:
        await _in_thread(self._ask)

    @asynccontextmanager
    async def one_turn_at_a_time(self, conversation: str, gone: Callable[[], bool]) -> AsyncIterator[None]:
        connection = await _in_thread(self.engine.connect)
        try:
            await self._wait_for_lock(connection, conversation, gone)
            try:
                await _in_thread(_check_not_erased, connection, conversation)
            except BaseException:
                await _in_thread(_unlock, connection, conversation)
                raise
            self._in_turn[conversation] = connection
            try:
                yield
            finally:
                del self._in_turn[conversation]
                await _in_thread(_unlock, connection, conversation)
        finally:
            connection.close()

    async def _wait_for_lock(self, connection: Connection, conversation: str, gone: Callable[[], bool]) -> None:
        deadline = asyncio.get_running_loop().time() + LOCK_SECONDS
        for pause in itertools.chain(LOCK_POLL_SECONDS, itertools.repeat(LOCK_POLL_SECONDS[-1])):
            if await _in_thread(_try_lock, connection, conversation):
                return
            if gone() or asyncio.get_running_loop().time() > deadline:
                raise ConversationBusy(conversation)
            await asyncio.sleep(pause)

    def _read(self, conversation: str, all_sessions: bool) -> DialogueStateTracker | None:
        _check_id(conversation)
        with self.session_scope(conversation) as session:
            rows = [row.data for row in self._event_query(session, conversation, all_sessions)]
        if not rows:
            return None
        try:
            events = [_event(json.loads(row)) for row in rows]
            return DialogueStateTracker.from_events(conversation, events, self.domain.slots)
        except Exception as error:
            # What the events hold is a parent's: neither the log nor the caller needs it.
            raise HistoryUnreadable(f"conversation {conversation}: {type(error).__name__} in a stored event") from None

    def _event_query(self, session: Session, sender_id: str, fetch_events_from_all_sessions: bool) -> Query[Any]:
        """In the order of writing; Rasa finds the session's start by the clock, which may be set back."""
        event = self.SQLEvent
        query = session.query(event).filter(event.sender_id == sender_id)
        if not fetch_events_from_all_sessions:
            start = (
                session.query(sa.func.max(event.id))
                .filter(event.sender_id == sender_id, event.type_name == SessionStarted.type_name)
                .scalar_subquery()
            )
            query = query.filter(event.id >= sa.func.coalesce(start, 0))
        return query.order_by(event.id)

    def _write(self, tracker: DialogueStateTracker) -> None:
        _check_id(tracker.sender_id)
        with self.session_scope(tracker.sender_id) as session:
            for event in _without_repeated_slots(self._additional_events(session, tracker)):
                data = event.as_dict()
                session.add(
                    self.SQLEvent(
                        sender_id=tracker.sender_id,
                        type_name=event.type_name,
                        timestamp=data.get("timestamp"),
                        intent_name=(data.get("parse_data") or {}).get("intent", {}).get("name"),
                        action_name=data.get("name"),
                        data=json.dumps(data),
                    )
                )
            session.commit()

    def _read_conversations(self) -> list[str]:
        with self.session_scope() as session:
            return [conversation for (conversation,) in session.query(self.SQLEvent.sender_id).distinct()]

    def _read_turn(self, conversation: str, turn_id: str) -> bool:
        _check_id(conversation)
        # Quotes inside a stored text are escaped, so nothing that a parent writes looks like this.
        mark = f'"message_id": {json.dumps(turn_id)}'
        with self.session_scope(conversation) as session:
            found = session.query(self.SQLEvent.id).filter(
                self.SQLEvent.sender_id == conversation,
                self.SQLEvent.type_name == UserUttered.type_name,
                sa.func.strpos(self.SQLEvent.data, mark) > 0,
            )
            return found.first() is not None

    def _delete(self, conversation: str) -> None:
        _check_id(conversation)
        with self.engine.begin() as connection:
            # The function waits for a running turn.
            connection.execute(sa.text(f"SET LOCAL statement_timeout = {int(LOCK_SECONDS * 1000)}"))
            connection.execute(sa.text(f"SELECT {SCHEMA}.erase(:conversation)"), conversation=conversation)

    def _ask(self) -> None:
        with self.session_scope() as session:
            session.execute(sa.text("SELECT 1"))


def _engine(database: Database) -> Engine:
    # A socket folder must not pass through Rasa's own URL builder, which takes it for a host name.
    url = URL.create(
        "postgresql+psycopg2",
        username=database.user,
        password=database.password,
        database=database.name,
        query={"host": database.host, "port": str(database.port)},
    )
    return sa.create_engine(
        url,
        pool_pre_ping=True,
        pool_size=CONNECTIONS,
        max_overflow=CONNECTIONS_AT_A_RUSH,
        pool_timeout=POOL_SECONDS,
        hide_parameters=True,  # an error's text would quote the events
        connect_args={
            "connect_timeout": CONNECT_SECONDS,
            "application_name": "rasa",
            "options": f"-c search_path={SCHEMA} -c statement_timeout={STATEMENT_SECONDS * 1000}",
            "keepalives_idle": 10,
            "keepalives_interval": 5,
            "keepalives_count": 3,
        },
    )


# Rasa looks through all classes for each event: a third of the time that a turn takes.
_event_class = functools.lru_cache(maxsize=None)(Event.resolve_by_type)


def _event(stored: dict[str, Any]) -> Event:
    return _event_class(stored["event"])._from_parameters(stored)


def _without_repeated_slots(events: Iterable[Event]) -> list[Event]:
    """A new session repeats every slot event of the one before it; the last of each slot says the same."""
    kept: list[Event] = []
    carried: dict[str, Event] | None = None
    for event in events:
        if carried is not None and isinstance(event, SlotSet):
            carried[event.key] = event
            continue
        if carried is not None:
            kept.extend(carried.values())
        carried = {} if isinstance(event, SessionStarted) else None
        kept.append(event)
    return kept + list((carried or {}).values())


async def _in_thread(work: Callable[..., Result], *arguments: object) -> Result:
    """Runs a blocking database call beside the event loop, so that other conversations go on.

    Raises:
        TrackerStoreUnavailable: the database does not answer.
    """
    try:
        return await asyncio.to_thread(work, *arguments)
    except (sa.exc.DBAPIError, sa.exc.TimeoutError) as error:
        raise TrackerStoreUnavailable(_reason(error)) from None


def _try_lock(connection: Connection, conversation: str) -> bool:
    with connection.begin():
        return bool(connection.scalar(sa.text(f"SELECT pg_try_advisory_lock({TURN_LOCK})"), conversation=conversation))


def _unlock(connection: Connection, conversation: str) -> None:
    try:
        with connection.begin():
            connection.execute(sa.text(f"SELECT pg_advisory_unlock({TURN_LOCK})"), conversation=conversation)
    except sa.exc.SQLAlchemyError:
        # A connection that may still hold the lock must not go back to the pool; closing it frees the lock.
        connection.invalidate()


def _check_not_erased(connection: Connection, conversation: str) -> None:
    with connection.begin():
        asked = sa.text(f"SELECT 1 FROM {SCHEMA}.erased WHERE conversation = :conversation")
        if connection.scalar(asked, conversation=conversation) is not None:
            raise ConversationErased(conversation)


def _check_id(conversation: str) -> None:
    if "\x00" in conversation:
        raise ConversationRefused("a conversation's id holds NUL")


def _reason(error: Exception) -> str:
    """The driver's reason where it speaks of the connection; other errors may quote what was to be stored."""
    cause = getattr(error, "orig", None) or error
    if isinstance(error, sa.exc.OperationalError | sa.exc.InterfaceError) and str(cause).strip():
        return str(cause).strip().splitlines()[0]
    return type(cause).__name__
