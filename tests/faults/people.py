"""Parents and an adviser who keep talking while processes die: they repeat what was not accepted, as a page does."""

from __future__ import annotations

import threading
import time
import uuid
from dataclasses import dataclass, field
from typing import Any

import httpx

from tests.assistant import Assistant
from wording.typography import plain

REPEAT_AFTER = 0.1  # seconds between two tries of a request that was not accepted
LOOK_EVERY = 0.05
PATIENCE = 150.0  # seconds until a request or an answer that does not come fails the test
SAFE_TO_REPEAT = (429, 500, 502, 503, 504)
YES = "Oui, un conseiller"


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


def _every_page(client: httpx.Client, path: str, after: int) -> list[dict[str, Any]]:
    """All messages after a seq: a long conversation comes in pages."""
    found: list[dict[str, Any]] = []
    while True:
        answer = patiently(client, "GET", path, params={"after": found[-1]["seq"] if found else after})
        answer.raise_for_status()
        page: list[dict[str, Any]] = answer.json()["messages"]
        if not page:
            return found
        found += page


@dataclass
class Parent:
    """One conversation of a parent."""

    url: str
    name: str
    sent: list[str] = field(default_factory=list)
    conversation: str = ""
    greeting: int = 0  # messages that were there from the beginning

    def __post_init__(self) -> None:
        self.client = httpx.Client(base_url=self.url, trust_env=False, timeout=10)
        opened = patiently(self.client, "POST", "/api/chat/conversations", json={}).json()
        self.conversation = opened["conversation_id"]
        self.client.headers["Authorization"] = f"Bearer {opened['token']}"
        self.greeting = len(self.messages())

    def write(self, text: str) -> int:
        """Send a text until it is accepted, always under the same id; returns its seq."""
        self.sent.append(text)
        return self._send({"text": text})

    def press(self, title: str) -> int:
        """Press the button of that title that was offered last; returns the message's seq."""
        offered = [button for message in self.messages() for button in message["buttons"] if button["title"] == title]
        self.sent.append(title)
        return self._send({"button_id": offered[-1]["id"]})

    def _send(self, content: dict[str, str]) -> int:
        body = {"client_message_id": str(uuid.uuid4()), **content}
        answer = patiently(self.client, "POST", "/api/chat/messages", json=body)
        answer.raise_for_status()
        return int(answer.json()["seq"])

    def messages(self, after: int = 0) -> list[dict[str, Any]]:
        """As the API gives them, with plain spaces."""
        found = _every_page(self.client, "/api/chat/messages", after)
        return [message | {"text": plain(message["text"])} for message in found]

    def wait_for(self, author: str, after: int, text: str | None = None) -> None:
        """Wait until somebody has answered."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            if any(m["author"] == author and text in (None, m["text"]) for m in self.messages(after)):
                return
            time.sleep(LOOK_EVERY)
        raise GaveUp(f"no {author} answered {self.name} within {PATIENCE:.0f} s")

    def ask_for_a_person(self) -> None:
        """Ask for an adviser and agree that one reads the conversation."""
        self.wait_for("assistant", self.write(f"Je voudrais parler à un conseiller ({self.name})"))
        self.wait_for("assistant", self.press(YES))


@dataclass
class Adviser:
    """Sits at the desk."""

    url: str
    email: str
    password: str

    def __post_init__(self) -> None:
        self.client = httpx.Client(base_url=self.url, trust_env=False, timeout=10, headers={"X-Desk": "1"})
        credentials = {"email": self.email, "password": self.password}
        patiently(self.client, "POST", "/api/desk/login", json=credentials).raise_for_status()

    @classmethod
    def first(cls, assistant: Assistant) -> Adviser:
        """The adviser whom the first start made."""
        email, password = (assistant.var / "first-adviser.txt").read_text().split()[:2]
        return cls(assistant.url, email, password)

    def case_of(self, conversation_text: str) -> dict[str, Any]:
        """The open case whose transcript holds a text."""
        cases = patiently(self.client, "GET", "/api/desk/cases").json()["cases"]
        for case in sorted(cases, key=lambda case: str(case["since"]), reverse=True):
            detail = patiently(self.client, "GET", f"/api/desk/cases/{case['id']}").json()
            if any(conversation_text in message["text"] for message in detail["messages"]):
                return dict(detail["case"])
        raise GaveUp("no case on the desk holds that text")

    def take(self, case: dict[str, Any]) -> int:
        """Take a case; returns the epoch to answer under."""
        return self._move(case["id"], "take", {"epoch": case["epoch"]})

    def give_back(self, case_id: str, epoch: int, seen: int) -> int:
        """Leave the parent to the bot, having read up to `seen`; returns the new epoch."""
        return self._move(case_id, "give-back", {"epoch": epoch, "seen": seen})

    def answer(self, case_id: str, epoch: int, text: str) -> int:
        body = {"epoch": epoch, "client_message_id": str(uuid.uuid4()), "text": text}
        answer = patiently(self.client, "POST", f"/api/desk/cases/{case_id}/answer", json=body)
        answer.raise_for_status()
        return int(answer.json()["seq"])

    def transcript(self, case_id: str, after: int = 0) -> list[dict[str, Any]]:
        """What the adviser may read of the conversation."""
        return _every_page(self.client, f"/api/desk/cases/{case_id}/messages", after)

    def _move(self, case_id: str, move: str, body: dict[str, int]) -> int:
        answer = patiently(self.client, "POST", f"/api/desk/cases/{case_id}/{move}", json=body)
        answer.raise_for_status()
        return int(answer.json()["epoch"])


class Talking(threading.Thread):
    """Somebody who talks until told to stop, beside the test; `end` brings out what went wrong."""

    def __init__(self, stop: threading.Event) -> None:
        super().__init__(daemon=True)
        self.stop = stop
        self.failure: Exception | None = None

    def run(self) -> None:
        try:
            while not self.stop.is_set():
                self.talk()
        except Exception as error:
            self.failure = error

    def talk(self) -> None:
        raise NotImplementedError

    def end(self) -> None:
        self.join(2 * PATIENCE)
        assert not self.is_alive(), "a conversation did not come to its end"
        if self.failure is not None:
            raise self.failure


class TalkingParent(Talking):
    """Talks to the assistant, in conversations of a usual length; after some messages does not wait for the answer."""

    MESSAGES = 24
    HASTY = 4  # every fourth message is followed at once by another

    def __init__(self, url: str, name: str, stop: threading.Event) -> None:
        super().__init__(stop)
        self.url, self.label = url, name
        self.conversations: list[Parent] = []

    def talk(self) -> None:
        parent = Parent(self.url, f"{self.label}.{len(self.conversations) + 1}")
        self.conversations.append(parent)
        while len(parent.sent) < self.MESSAGES and not self.stop.is_set():
            seq = self._write(parent)
            if len(parent.sent) % self.HASTY == 0:
                seq = self._write(parent)
            parent.wait_for("assistant", seq)

    def _write(self, parent: Parent) -> int:
        return parent.write(f"{parent.name}, message {len(parent.sent) + 1} : des moqueries sur Instagram")


class LiveChat(Talking):
    """Parent and adviser write in turn; each reads the other's words before the next."""

    def __init__(self, parent: Parent, adviser: Adviser, case_id: str, epoch: int, stop: threading.Event) -> None:
        super().__init__(stop)
        self.parent, self.adviser, self.case_id, self.epoch = parent, adviser, case_id, epoch
        self.answers: list[str] = []
        self.begin = len(parent.messages())

    def talk(self) -> None:
        number = len(self.answers) + 1
        text = f"{self.parent.name}, message {number} à une personne"
        seq = self.parent.write(text)
        assert [message["text"] for message in self.adviser.transcript(self.case_id, seq - 1)][:1] == [text]
        self.answers.append(f"Réponse {number} à {self.parent.name}")
        self.adviser.answer(self.case_id, self.epoch, self.answers[-1])
        self.parent.wait_for("advisor", seq, self.answers[-1])
