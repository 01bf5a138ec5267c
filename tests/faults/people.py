"""Parents and an adviser who keep talking while processes die: they repeat what was not accepted, as a page does."""

from __future__ import annotations

import threading
import time
import uuid
from dataclasses import dataclass, field
from typing import Any

import httpx

REPEAT_AFTER = 0.15  # seconds between two tries of a request that was not accepted
LOOK_EVERY = 0.1
PATIENCE = 150.0  # seconds until a request or an answer that does not come fails the test
SAFE_TO_REPEAT = (429, 500, 502, 503, 504)


class GaveUp(Exception):
    """Something was not accepted or not answered in time."""


def patiently(client: httpx.Client, method: str, path: str, **options: Any) -> httpx.Response:
    """A request, repeated until a server answers it."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        try:
            answer = client.request(method, path, **options)
            if answer.status_code not in SAFE_TO_REPEAT:
                return answer
        except httpx.HTTPError:
            pass
        time.sleep(REPEAT_AFTER)
    raise GaveUp(f"{method} {path} was not answered within {PATIENCE:.0f} s")


@dataclass
class Parent:
    """Writes numbered messages, one after the other, each after the answer to the one before."""

    url: str
    name: str
    sent: list[str] = field(default_factory=list)
    conversation: str = ""
    failure: Exception | None = None

    def __post_init__(self) -> None:
        self.client = httpx.Client(base_url=self.url, trust_env=False, timeout=10)
        opened = patiently(self.client, "POST", "/api/chat/conversations", json={}).json()
        self.conversation = opened["conversation_id"]
        self.client.headers["Authorization"] = f"Bearer {opened['token']}"

    def write(self, text: str) -> int:
        """Send a text until it is accepted, always under the same id; returns its seq."""
        self.sent.append(text)
        body = {"client_message_id": str(uuid.uuid4()), "text": text}
        answer = patiently(self.client, "POST", "/api/chat/messages", json=body)
        answer.raise_for_status()
        return int(answer.json()["seq"])

    def messages(self, after: int = 0) -> list[dict[str, Any]]:
        answer = patiently(self.client, "GET", "/api/chat/messages", params={"after": after})
        answer.raise_for_status()
        found: list[dict[str, Any]] = answer.json()["messages"]
        return found

    def wait_for(self, author: str, after: int, text: str | None = None) -> None:
        """Wait until somebody has answered."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            if any(m["author"] == author and text in (None, m["text"]) for m in self.messages(after)):
                return
            time.sleep(LOOK_EVERY)
        raise GaveUp(f"no {author} answered {self.name} within {PATIENCE:.0f} s")

    def talk(self, stop: threading.Event) -> None:
        """Talk to the assistant until told to stop."""
        try:
            number = 0
            while not stop.is_set():
                number += 1
                seq = self.write(f"{self.name} {number} : mon fils reçoit des moqueries sur Instagram")
                self.wait_for("assistant", seq)
        except Exception as error:
            self.failure = error


@dataclass
class Adviser:
    """Sits at the desk and answers whatever the parent of one case writes."""

    url: str
    email: str
    password: str
    sent: list[str] = field(default_factory=list)
    failure: Exception | None = None

    def __post_init__(self) -> None:
        self.client = httpx.Client(base_url=self.url, trust_env=False, timeout=10, headers={"X-Desk": "1"})
        credentials = {"email": self.email, "password": self.password}
        patiently(self.client, "POST", "/api/desk/login", json=credentials).raise_for_status()

    def case_of(self, conversation_text: str) -> dict[str, Any]:
        """The open case whose transcript holds a text."""
        for case in patiently(self.client, "GET", "/api/desk/cases").json()["cases"]:
            detail = patiently(self.client, "GET", f"/api/desk/cases/{case['id']}").json()
            if any(conversation_text in message["text"] for message in detail["messages"]):
                return dict(detail["case"])
        raise GaveUp("no case on the desk holds that text")

    def take(self, case: dict[str, Any]) -> int:
        """Take a case; returns the epoch to answer under."""
        answer = patiently(self.client, "POST", f"/api/desk/cases/{case['id']}/take", json={"epoch": case["epoch"]})
        answer.raise_for_status()
        return int(answer.json()["epoch"])

    def answer(self, case_id: str, epoch: int, text: str) -> int:
        self.sent.append(text)
        body = {"epoch": epoch, "client_message_id": str(uuid.uuid4()), "text": text}
        answer = patiently(self.client, "POST", f"/api/desk/cases/{case_id}/answer", json=body)
        answer.raise_for_status()
        return int(answer.json()["seq"])


def chat_live(parent: Parent, adviser: Adviser, case_id: str, epoch: int, stop: threading.Event) -> None:
    """Parent and adviser write in turn until told to stop; each waits for the other's words to arrive."""
    try:
        number = 0
        while not stop.is_set():
            number += 1
            seq = parent.write(f"{parent.name} live {number}")
            reply = f"adviser to {parent.name} {number}"
            adviser.answer(case_id, epoch, reply)
            parent.wait_for("advisor", seq, reply)
    except Exception as error:
        parent.failure = error
