"""Processes killed at random moments while parents talk to the assistant and one to an adviser, and what came of it."""

from __future__ import annotations

import random
import statistics
import threading
import time
import uuid
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import psycopg

from tests.assistant import Assistant
from tests.faults import ledger
from tests.faults.people import Adviser, LiveChat, Parent, TalkingParent
from tests.faults.processes import LOOK_EVERY, frozen, wait_for_another, wait_until_ready

PARENTS = 3
LATEST_MOMENT = 1.0  # seconds after the bot computes again, at which the next process is killed at the latest
WHILE_STARTING = 4  # every fourth kill comes at a random moment of the start after the one before
LONGEST_START = 1.0  # seconds, of the usual ones
TALKING_WITHIN = 60.0  # seconds after a process is back until the bot computes a turn again

COMPUTING = """
EXISTS (
    SELECT 1 FROM pg_locks JOIN pg_stat_activity USING (pid)
    WHERE locktype = 'advisory' AND granted AND application_name = 'rasa'
)
"""
STATE = f"""
SELECT clock_timestamp(),
    ARRAY(SELECT id FROM turn WHERE state = 'open'),
    (SELECT count(*) FROM message WHERE waiting),
    {COMPUTING}
"""


@dataclass(frozen=True)
class Kill:
    """What the assistant was doing when a process died."""

    at: datetime
    open_turns: list[uuid.UUID]
    waiting: int
    computing: bool
    killed: float = field(default_factory=time.monotonic)

    def seconds(self) -> float:
        """Since then."""
        return time.monotonic() - self.killed

    @property
    def met_a_message(self) -> bool:
        """Some message was not answered yet."""
        return bool(self.open_turns or self.waiting)


@dataclass
class Outcome:
    """What a row of kills met, and how long the turns took that it met."""

    kills: list[Kill] = field(default_factory=list)
    recovered: list[float] = field(default_factory=list)
    back: list[float] = field(default_factory=list)
    messages: int = 0
    live_messages: int = 0

    def met(self) -> int:
        return sum(kill.met_a_message for kill in self.kills)

    def computing(self) -> int:
        return sum(kill.computing for kill in self.kills)

    def figures(self) -> dict[str, Any]:
        """For the benchmark's report."""
        return {
            "kills": len(self.kills),
            "with an unanswered message": self.met(),
            "while Rasa computed": self.computing(),
            "turns met": sum(len(kill.open_turns) for kill in self.kills),
            "messages to the assistant": self.messages,
            "messages in live chats": self.live_messages,
            "ready again (s)": _spread(self.back),
            "met turn answered after the kill (s)": _spread(self.recovered),
        }


def kill_at_random_moments(assistant: Assistant, name: str, times: int, moments: random.Random) -> Outcome:
    """Kill a process so often, let everybody come to an end, and check every message of every conversation.

    Raises:
        AssertionError, GaveUp: a message was lost, repeated, out of order or not answered.
    """
    stop = threading.Event()
    live = _live_chat(assistant, f"{name}-live-{uuid.uuid4().hex[:6]}", stop)
    parents = [TalkingParent(assistant.url, f"{name}-{number}", stop) for number in range(1, PARENTS + 1)]
    outcome = Outcome()
    for talking in (live, *parents):
        talking.start()
    try:
        for number in range(1, times + 1):
            if number % WHILE_STARTING:
                _wait_until_a_turn_is_computed(assistant)
                stop.wait(moments.uniform(0.0, LATEST_MOMENT))
            else:
                stop.wait(moments.uniform(0.0, LONGEST_START))
            outcome.kills.append(_kill(assistant, name))
            if (number + 1) % WHILE_STARTING:
                wait_until_ready(assistant)
                outcome.back.append(outcome.kills[-1].seconds())
        wait_until_ready(assistant)
    finally:
        stop.set()
    for talking in (live, *parents):
        talking.end()
    with psycopg.connect(assistant.database_url) as connection:
        ledger.wait_until_all_is_answered(connection)
        for parent in (parent for talking in parents for parent in talking.conversations):
            ledger.check_conversation(connection, parent)
            outcome.messages += len(parent.sent)
        met = {turn: kill.at for kill in outcome.kills for turn in kill.open_turns}  # the last kill that met a turn
        for turn, finished_at in ledger.ends(connection, list(met)).items():
            outcome.recovered.append((finished_at - met[turn]).total_seconds())
    ledger.check_live_chat(live)
    outcome.live_messages = len(live.parent.sent) + len(live.answers)
    return outcome


def _wait_until_a_turn_is_computed(assistant: Assistant) -> None:
    deadline = time.monotonic() + TALKING_WITHIN
    with closing(_connected(assistant)) as connection:
        while connection.execute(f"SELECT {COMPUTING}").fetchone() != (True,):
            assert time.monotonic() < deadline, f"no turn is computed within {TALKING_WITHIN:.0f} s"
            time.sleep(LOOK_EVERY)


def _connected(assistant: Assistant) -> psycopg.Connection[Any]:
    """PostgreSQL itself may be just starting."""
    deadline = time.monotonic() + TALKING_WITHIN
    while True:
        try:
            return psycopg.connect(assistant.database_url, autocommit=True)
        except psycopg.OperationalError:
            assert time.monotonic() < deadline, "PostgreSQL does not come back"
            time.sleep(LOOK_EVERY)


def _kill(assistant: Assistant, name: str) -> Kill:
    """`kill -9` of a process that was frozen for the look at what it was doing; returns when another is started."""
    with closing(_connected(assistant)) as connection, frozen(assistant, name) as process:
        row = connection.execute(STATE).fetchone()
        assert row is not None
        process.kill()
    kill = Kill(*row)
    wait_for_another(assistant, name, process.pid)
    return kill


def _live_chat(assistant: Assistant, name: str, stop: threading.Event) -> LiveChat:
    """A parent whom an adviser has taken over."""
    parent = Parent(assistant.url, name)
    parent.ask_for_a_person()
    adviser = Adviser.first(assistant)
    case = adviser.case_of(f"({name})")
    return LiveChat(parent, adviser, str(case["id"]), adviser.take(case), stop)


def _spread(seconds: list[float]) -> dict[str, float]:
    if not seconds:
        return {}
    ordered = sorted(seconds)
    return {"median": round(statistics.median(ordered), 2), "longest": round(ordered[-1], 2), "count": len(ordered)}
