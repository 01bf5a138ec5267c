"""The channel as a door: who is let in, what is refused, and that there is no other one."""

from __future__ import annotations

import json
from typing import Any

import pytest
import requests

from tests.channels.conftest import SECRET, Rasa, TestDatabase, new_id, reason, texts, turn

THERE = {"open": True, "online": 1, "wait_minutes": None}


@pytest.mark.parametrize("secret", [None, "", "wrong", SECRET + " ", SECRET[:-1], "é", "Bearer " + SECRET])
@pytest.mark.parametrize("path", ["turn", "ready"])
def test_wrong_secret_is_refused(rasa: Rasa, secret: str | None, path: str) -> None:
    answer = rasa.get(path, secret) if path == "ready" else rasa.post(turn(), secret)
    assert reason(answer) == (401, "wrong secret")


def test_secret_is_asked_for_before_the_body_is_read(rasa: Rasa) -> None:
    assert rasa.post(b"{", secret="wrong").status_code == 401


def test_ready_names_the_model(rasa: Rasa) -> None:
    answer = rasa.get("ready")
    assert (answer.status_code, answer.json()) == (200, {"model": "bot.tar.gz"})


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"turn_id": None}, "turn_id"),
        ({"turn_id": 5}, "turn_id"),
        ({"turn_id": "a b"}, "turn_id"),
        ({"turn_id": "x" * 101}, "turn_id"),
        ({"conversation": ""}, "conversation"),
        ({"conversation": "a\x00b"}, "conversation"),
        ({"conversation": ["a"]}, "conversation"),
        ({"channel": "facebook"}, "channel"),
        ({"channel": None}, "channel"),
        ({"text": None}, "text"),
        ({"text": 5}, "text"),
        ({"text": " \n\t"}, "text"),
        ({"text": "a\x00b"}, "text"),
        ({"text": "a\ud800"}, "text"),
        ({"text": "x" * 8001}, "text"),
        ({"payload": 5}, "payload"),
        ({"payload": "set_fact"}, "payload"),
        ({"payload": "/unknown_intent"}, "payload"),
        ({"payload": "/session_start"}, "payload"),
        ({"payload": '/set_fact{"field": 1}'}, "not a short text"),
        ({"payload": '/set_fact{"phone": "1"}'}, "unknown entity"),
        ({"now": "yesterday"}, "now"),
        ({"now": "2026-11-22T08:00:00"}, "now"),
        ({"now": None}, "now"),
        ({"last_seen": 0}, "last_seen"),
        ({"advisers": None}, "advisers"),
        ({"advisers": {"open": 1, "online": 1, "wait_minutes": None}}, "advisers"),
        ({"advisers": {"open": True, "online": -1, "wait_minutes": None}}, "advisers"),
        ({"advisers": {"open": True, "online": 1}}, "advisers"),
        ({"advisers": {**THERE, "hours": "Mo-Fr"}}, "advisers.hours"),
        ({"advisers": {**THERE, "hours": [["2026-11-23T09:00:00+01:00"]]}}, "advisers.hours"),
        ({"advisers": {**THERE, "hours": [["2026-11-23T09:00:00", "2026-11-23T17:00:00+01:00"]]}}, "advisers.hours"),
        ({"metadata": {}}, "unknown field"),
    ],
)
def test_malformed_turn_is_refused_by_the_name_of_its_field(
    rasa: Rasa, database: TestDatabase, changes: dict[str, Any], named: str
) -> None:
    conversation = new_id()
    # `json.dumps` writes NUL and half a surrogate pair as escapes, as a client might.
    answer = rasa.post(json.dumps({**turn(conversation=conversation), **changes}).encode())
    assert answer.status_code == 400
    assert named in answer.json()["reason"]
    assert database.events(conversation) == 0


@pytest.mark.parametrize("body", [b"", b"null", b"[]", b'"text"', b"{", b"\xff\xfe", b"[" * 50_000, b"{}"])
def test_body_that_is_no_turn_is_refused(rasa: Rasa, body: bytes) -> None:
    assert rasa.post(body).status_code == 400


def test_large_body_is_refused(rasa: Rasa) -> None:
    assert rasa.post(json.dumps(turn(text="x" * 70_000)).encode()).status_code == 413
    assert texts(rasa.turn(text="bonjour")) == ["Bonjour."]


@pytest.mark.parametrize(
    "path",
    ["/", "/status", "/model", "/conversations/x/tracker", "/webhooks/rest/webhook", "/webhooks/hub", "/socket.io/"],
)
def test_there_is_no_other_route(rasa: Rasa, path: str) -> None:
    address = f"http://127.0.0.1:{rasa.port}{path}"
    headers = {"Authorization": f"Bearer {SECRET}"}
    assert requests.get(address, headers=headers, timeout=10).status_code == 404
    assert requests.post(address, headers=headers, json=turn(), timeout=10).status_code == 404


def test_it_listens_on_loopback_only(rasa: Rasa) -> None:
    with open("/proc/net/tcp") as table:
        listening = [line.split()[1] for line in table if line.split()[3] == "0A"]
    assert [address for address in listening if address.endswith(f":{rasa.port:04X}")] == [f"0100007F:{rasa.port:04X}"]
