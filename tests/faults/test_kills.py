"""Any process dies at any moment, and every message is still answered or delivered once, in order."""

from __future__ import annotations

import os
import random
import threading
from collections import Counter
from collections.abc import Iterator

import psycopg
import pytest

from tests.assistant import UNLIMITED, Assistant, running
from tests.faults.people import Adviser, Parent, chat_live
from tests.faults.processes import NAMES, kill, wait_until_ready

KILLS = int(os.environ.get("KILLS", "20"))
PARENTS = 3
LATEST_MOMENT = 1.5  # seconds of talk after which a process is killed at the latest
SEED = 20261122


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    settings = UNLIMITED | {"HUB_QUIET_SECONDS": "0.1", "HUB_UNANSWERED_SECONDS": "600", "HUB_DESK_GONE_SECONDS": "600"}
    with running(tmp_path_factory.mktemp("assistant") / "var", settings) as started:
        yield started


@pytest.mark.parametrize("name", NAMES)
def test_killed_in_mid_turn_and_in_mid_chat(name: str, assistant: Assistant) -> None:
    moments = random.Random(f"{SEED} {name}")
    parents = [Parent(assistant.url, f"{name}-{number}") for number in range(PARENTS)]
    live, adviser, case_id, epoch = _live_chat(assistant, name)
    stop = threading.Event()
    threads = [threading.Thread(target=parent.talk, args=(stop,)) for parent in parents]
    threads.append(threading.Thread(target=chat_live, args=(live, adviser, case_id, epoch, stop)))
    for thread in threads:
        thread.start()
    try:
        for _ in range(KILLS):
            threading.Event().wait(moments.uniform(0.0, LATEST_MOMENT))
            kill(assistant, name)
            wait_until_ready(assistant)
    finally:
        stop.set()
        for thread in threads:
            thread.join(timeout=200)
    for parent in [*parents, live]:
        assert parent.failure is None, f"{parent.name}: {parent.failure}"
    for parent in parents:
        _said_once_in_order(parent)
        _answered_once(assistant, parent)
    _said_once_in_order(live)
    delivered = [message["text"] for message in live.messages() if message["author"] == "advisor"]
    assert delivered == adviser.sent
    assert len(adviser.sent) > KILLS / 4, "the live chat hardly moved"


def _live_chat(assistant: Assistant, name: str) -> tuple[Parent, Adviser, str, int]:
    """A parent whom an adviser has taken over."""
    parent = Parent(assistant.url, f"{name}-live")
    seq = parent.write(f"{name} : je voudrais parler à un conseiller")
    parent.wait_for("assistant", seq)
    seq = parent.write("oui")
    parent.wait_for("assistant", seq)
    email, password = (assistant.var / "first-adviser.txt").read_text().split()[:2]
    adviser = Adviser(assistant.url, email, password)
    case = adviser.case_of(f"{name} : je voudrais")
    return parent, adviser, str(case["id"]), adviser.take(case)


def _said_once_in_order(parent: Parent) -> None:
    messages = parent.messages()
    assert [message["seq"] for message in messages] == list(range(1, len(messages) + 1)), "seq has holes"
    assert [message["text"] for message in messages if message["author"] == "parent"] == parent.sent


def _answered_once(assistant: Assistant, parent: Parent) -> None:
    """Each message belongs to one turn, each turn is answered once, and the bot's memory holds each turn once."""
    with psycopg.connect(assistant.database_url) as connection:
        turns = connection.execute(
            "SELECT t.id::text, t.state, count(*) FROM turn t JOIN message m ON m.turn_id = t.id "
            "WHERE t.conversation_id = %s GROUP BY t.id, t.state",
            (parent.conversation,),
        ).fetchall()
        remembered = connection.execute(
            "SELECT data::json->>'message_id' FROM rasa.events WHERE sender_id = %s AND type_name = 'user'",
            (parent.conversation,),
        ).fetchall()
    assert sum(count for _, _, count in turns) == len(parent.sent)
    assert {state for _, state, _ in turns} == {"answered"}
    once = Counter(turn for (turn,) in remembered)
    assert once == Counter(turn for turn, _, _ in turns)
