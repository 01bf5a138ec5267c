"""Rasa stays away: the parent hears so, gets a person, and every answer in order once it is back."""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import psycopg
import pytest

from hub.turns import LATE, REASON_UNANSWERED, UNANSWERED
from tests.assistant import Assistant
from tests.faults import ledger
from tests.faults.conditions import SETTINGS
from tests.faults.people import Adviser, Parent
from tests.faults.processes import find, frozen, wait_for_another, wait_until_ready

LATE_WITHIN = 8.0 + 4.0  # seconds; the rest is for a busy machine
UNANSWERED_WITHIN = float(SETTINGS["HUB_UNANSWERED_SECONDS"]) + 4.0
ANSWERED_WITHIN = 10.0  # seconds after the bot is ready again, for three turns


@contextmanager
def _hanging(assistant: Assistant) -> Iterator[None]:
    with frozen(assistant, "rasa"):
        yield


@contextmanager
def _killed(assistant: Assistant) -> Iterator[None]:
    """Its next start is held up until the end of the block."""
    keeper = find(assistant, "keeper")
    assert keeper is not None
    keeper.kill()
    wait_for_another(assistant, "keeper", keeper.pid)
    with frozen(assistant, "keeper"):
        yield


@pytest.mark.parametrize("away", [_hanging, _killed])
def test_parent_is_not_left_alone_and_answers_follow(
    away: Callable[[Assistant], AbstractContextManager[None]], assistant: Assistant
) -> None:
    parent = Parent(assistant.url, f"absence-{uuid.uuid4().hex[:6]}")
    parent.wait_for("assistant", parent.write("bonjour"))
    with away(assistant):
        written = time.monotonic()
        first = parent.write("Des moqueries sur Instagram depuis un mois")
        parent.wait_for("system", first, LATE)
        assert time.monotonic() - written <= LATE_WITHIN
        parent.write("Il ne veut plus aller à l'école")
        parent.write("Que faire ?")
        parent.wait_for("system", first, UNANSWERED)
        assert time.monotonic() - written <= UNANSWERED_WITHIN
        case = Adviser.first(assistant).case_of(parent.sent[-1])
        assert (case["state"], case["reason"]) == ("queued", REASON_UNANSWERED)
        assert not [message for message in parent.messages(first) if message["author"] == "assistant"]
    wait_until_ready(assistant)
    ready = time.monotonic()
    with psycopg.connect(assistant.database_url) as database:
        ledger.wait_until_all_is_answered(database)
        assert time.monotonic() - ready <= ANSWERED_WITHIN
        ledger.check_conversation(database, parent)
    told = [message["text"] for message in parent.messages(first) if message["author"] == "system"]
    assert told == [LATE, UNANSWERED]
    assert all("112" in text and "101" in text for text in told)
