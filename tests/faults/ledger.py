"""What must hold of every conversation, read from the parent's page, the hub's tables and the bot's memory."""

from __future__ import annotations

import time
import uuid
from datetime import datetime
from typing import Any

import psycopg

from tests.faults.people import LOOK_EVERY, LiveChat, Parent

ANSWERED_WITHIN = 60.0  # seconds

Database = psycopg.Connection[Any]


def wait_until_all_is_answered(database: Database) -> None:
    """Returns when no message waits for the bot and no turn is open."""
    unfinished = (
        "SELECT (SELECT count(*) FROM message WHERE waiting) + (SELECT count(*) FROM turn WHERE state = 'open')"
    )
    deadline = time.monotonic() + ANSWERED_WITHIN
    while (left := _one(database, unfinished)) != 0:
        assert time.monotonic() < deadline, f"{left} messages or turns stay without an end"
        time.sleep(LOOK_EVERY)


def check_conversation(database: Database, parent: Parent) -> None:
    """Every message is there once and in order, belongs to one answered turn, and the bot has heard it once."""
    check_page(parent)
    turns = database.execute(
        "SELECT t.id::text, t.state, string_agg(m.text, E'\n' ORDER BY m.seq) FROM turn t JOIN message m "
        "ON m.turn_id = t.id WHERE t.conversation_id = %s GROUP BY t.id, t.state ORDER BY min(m.seq)",
        (parent.conversation,),
    ).fetchall()
    remembered = database.execute(
        "SELECT data::json->>'message_id', data::json->>'text' FROM rasa.events "
        "WHERE sender_id = %s AND type_name = 'user' ORDER BY id",
        (parent.conversation,),
    ).fetchall()
    assert "\n".join(text for _, _, text in turns) == "\n".join(parent.sent), f"{parent.name}: a message has no turn"
    assert {state for _, state, _ in turns} <= {"answered"}, f"{parent.name}: a turn was given up"
    assert remembered == [(turn, text) for turn, _, text in turns], f"{parent.name}: the bot heard it otherwise"
    said = database.execute(
        "SELECT data::json->>'text' FROM rasa.events WHERE sender_id = %s AND type_name = 'bot' ORDER BY id",
        (parent.conversation,),
    ).fetchall()
    shown = [message["text"] for message in parent.messages()[parent.greeting :] if message["author"] == "assistant"]
    assert shown == [text for (text,) in said], f"{parent.name}: an answer is missing or shown twice"


def check_page(parent: Parent) -> None:
    """What the parent reads has no holes and holds what he wrote, once and in order."""
    messages = parent.messages()
    assert [message["seq"] for message in messages] == list(range(1, len(messages) + 1)), f"{parent.name}: a hole"
    assert [message["text"] for message in messages if message["author"] == "parent"] == parent.sent


def check_live_chat(live: LiveChat) -> None:
    """Both sides have all words of each other once and in order, and the bot was silent."""
    check_page(live.parent)
    chat = [message for message in live.parent.messages() if message["author"] in ("parent", "advisor")]
    assert [message["text"] for message in chat if message["author"] == "advisor"] == live.answers
    begin = live.begin
    read = [
        message["text"] for message in live.adviser.transcript(live.case_id, begin) if message["author"] == "parent"
    ]
    assert read == [message["text"] for message in chat if message["author"] == "parent" and message["seq"] > begin]
    assert not [m for m in live.parent.messages(begin) if m["author"] == "assistant"], (
        "the bot spoke beside the adviser"
    )


def ends(database: Database, turns: list[uuid.UUID]) -> dict[uuid.UUID, datetime]:
    """When each of these turns was over."""
    return dict(database.execute("SELECT id, finished_at FROM turn WHERE id = ANY(%s)", (turns,)).fetchall())


def _one(database: Database, query: str) -> Any:
    row = database.execute(query).fetchone()
    assert row is not None
    return row[0]
