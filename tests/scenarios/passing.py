"""Lets time pass in a stored conversation: all that the hub and Rasa wrote down of it happened that much earlier."""

from __future__ import annotations

import json
import re
import threading
import time
from datetime import datetime, timedelta
from typing import Any

import psycopg
from psycopg import sql

UNITS = {"minute": "minutes", "hour": "hours", "day": "days", "week": "weeks"}
LENGTH = re.compile(r"(\d+) (minute|hour|day|week)s?")
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d")
WAITING = """SELECT count(*) FROM "case" WHERE conversation_id = %s AND state = 'queued' AND told_waiting_at IS NULL"""
LOOK_EVERY = 0.05


def length(text: str) -> timedelta:
    """ "3 days", "1 hour", "2 weeks".

    Raises:
        ValueError: it is written otherwise.
    """
    found = LENGTH.fullmatch(text)
    if found is None:
        raise ValueError(f"{text!r} is no stretch of time such as '3 days'")
    return timedelta(**{UNITS[found[2]]: int(found[1])})


def pass_time(database_url: str, conversation: str, passed: timedelta, within: float) -> None:
    """Moves every stored moment of the conversation into the past, in one transaction.

    A parent whose request waits with the advisers for so long has been told meanwhile that it does: that is awaited,
    for at most `within` seconds.
    """
    with psycopg.connect(database_url) as connection:
        connection.execute("SELECT 1 FROM conversation WHERE id = %s FOR UPDATE", (conversation,))
        for table, columns, key in _tables(connection):
            moved = sql.SQL(", ").join(sql.SQL("{0} = {0} - %(passed)s").format(sql.Identifier(one)) for one in columns)
            connection.execute(
                sql.SQL("UPDATE {} SET {} WHERE {} = %(conversation)s").format(sql.Identifier(table), moved, key),
                {"passed": passed, "conversation": conversation},
            )
        kept = connection.execute("SELECT situation FROM conversation WHERE id = %s", (conversation,)).fetchone()
        assert kept is not None
        connection.execute(
            "UPDATE conversation SET situation = %s WHERE id = %s",
            (json.dumps(_earlier(kept[0], passed)), conversation),
        )
        for number, data in connection.execute(
            "SELECT id, data FROM rasa.events WHERE sender_id = %s", (conversation,)
        ).fetchall():
            moved_data = _earlier(json.loads(data), passed)
            connection.execute(
                "UPDATE rasa.events SET data = %s, timestamp = %s WHERE id = %s",
                (json.dumps(moved_data), moved_data["timestamp"], number),
            )
    _wait_until_told(database_url, conversation, within)


def _tables(connection: psycopg.Connection[Any]) -> list[tuple[str, list[str], sql.Composable]]:
    """Each table of the hub with moments of a conversation, those columns, and which rows are the conversation's."""
    found: dict[str, list[str]] = {}
    for table, column in connection.execute(
        "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'public' "
        "AND data_type = 'timestamp with time zone'"
    ).fetchall():
        found.setdefault(table, []).append(column)
    keyed = connection.execute(
        "SELECT table_name FROM information_schema.columns WHERE table_schema = 'public' "
        "AND column_name = 'conversation_id'"
    ).fetchall()
    named = {table for (table,) in keyed}
    tables = [(table, columns, sql.Identifier("conversation_id")) for table, columns in found.items() if table in named]
    return [*tables, ("conversation", found["conversation"], sql.Identifier("id"))]


def _earlier(value: Any, passed: timedelta) -> Any:
    """Plain data with every moment in it that much earlier."""
    if isinstance(value, dict):
        return {
            key: one - passed.total_seconds()
            if key == "timestamp" and isinstance(one, float)
            else _earlier(one, passed)
            for key, one in value.items()
        }
    if isinstance(value, list):
        return [_earlier(one, passed) for one in value]
    if isinstance(value, str) and MOMENT.match(value):
        try:
            return (datetime.fromisoformat(value.replace("Z", "+00:00")) - passed).isoformat()
        except ValueError:
            return value
    return value


def _wait_until_told(database_url: str, conversation: str, within: float) -> None:
    deadline = time.monotonic() + within
    with psycopg.connect(database_url, autocommit=True) as connection:
        while time.monotonic() < deadline:
            if connection.execute(WAITING, (conversation,)).fetchone() == (0,):
                return
            threading.Event().wait(LOOK_EVERY)
