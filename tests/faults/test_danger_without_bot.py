"""Danger while the bot is away or a person is in charge: the right numbers within two seconds, an urgent case."""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import psutil
import pytest

from tests.assistant import Assistant
from tests.faults.people import Adviser, Parent
from tests.faults.processes import NAMES, find, wait_until_ready

NUMBERS_WITHIN = 2.0  # seconds
WORDS = "Ma fille a écrit une lettre d'adieu, elle dit qu'elle veut mourir"
NUMBERS = ("112", "0800 32 123")


@contextmanager
def _hanging(assistant: Assistant) -> Iterator[None]:
    processes = _rasa(assistant)
    for process in processes:
        process.suspend()
    try:
        yield
    finally:
        for process in processes:
            process.resume()


@contextmanager
def _dead(assistant: Assistant) -> Iterator[None]:
    for process in _rasa(assistant):
        process.kill()
    yield
    wait_until_ready(assistant)


def _rasa(assistant: Assistant) -> list[psutil.Process]:
    """Rasa with whatever it has started itself, the one that started the others first."""
    rasa = find(assistant, "keeper")  # else another is forked at once
    assert rasa is not None
    family = {process.pid: process for process in [rasa, *rasa.parents(), *rasa.children(recursive=True)]}
    words = NAMES["rasa"]
    return [p for _, p in sorted(family.items()) if all(word in " ".join(p.cmdline()) for word in words)]


@pytest.mark.parametrize("away", [_hanging, _dead])
def test_numbers_and_an_urgent_case_without_the_bot(
    away: Callable[[Assistant], AbstractContextManager[None]], assistant: Assistant
) -> None:
    parent = Parent(assistant.url, _name())
    adviser = _adviser(assistant)
    with away(assistant):
        seconds = _seconds_to_numbers(parent)
        case = adviser.case_of(parent.name)
    assert seconds <= NUMBERS_WITHIN
    assert (case["state"], case["urgency"]) == ("queued", "urgent")


@pytest.mark.parametrize("away", [_hanging, _dead])
def test_numbers_while_an_adviser_is_in_charge_and_the_bot_away(
    away: Callable[[Assistant], AbstractContextManager[None]], assistant: Assistant
) -> None:
    parent = Parent(assistant.url, _name())
    adviser = _adviser(assistant)
    parent.wait_for("assistant", parent.write(f"Mon fils est insulté sur Instagram ({parent.name})"))
    parent.wait_for("assistant", parent.write("Je voudrais parler à un vrai conseiller s'il vous plaît"))
    parent.wait_for("assistant", parent.write("oui"))
    case = adviser.case_of(parent.name)
    adviser.take(case)
    with away(assistant):
        seconds = _seconds_to_numbers(parent)
        case = adviser.case_of(parent.name)
    assert seconds <= NUMBERS_WITHIN
    assert (case["state"], case["urgency"]) == ("taken", "urgent")


def _name() -> str:
    return f"dossier {uuid.uuid4().hex[:6]}"


def _adviser(assistant: Assistant) -> Adviser:
    email, password = (assistant.var / "first-adviser.txt").read_text().split()[:2]
    return Adviser(assistant.url, email, password)


def _seconds_to_numbers(parent: Parent) -> float:
    started = time.monotonic()
    seq = parent.write(f"{WORDS} ({parent.name})")
    parent.wait_for("system", seq)
    seconds = time.monotonic() - started
    said = next(message["text"] for message in parent.messages(seq) if message["author"] == "system")
    assert all(number in said.replace("\u202f", " ").replace("\u00a0", " ") for number in NUMBERS), said
    return seconds
