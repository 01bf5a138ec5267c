"""A chat in the terminal through the web chat API."""

import sys
import threading
import time
import uuid
from typing import Any

import httpx

POLL_SECONDS = 0.3
REQUEST_SECONDS = 10.0
AUTHORS = {"assistant": "Assistant", "advisor": "Conseiller", "system": "—", "parent": "Vous"}


class Chat:
    """One conversation; a thread prints what arrives while the terminal waits for the parent's words."""

    def __init__(self, client: httpx.Client) -> None:
        self._client = client
        self._after = 0
        self._buttons: list[dict[str, Any]] = []

    def show_new(self) -> None:
        """Prints what came since the last look; raises httpx.HTTPError."""
        response = self._client.get("/api/chat/messages", params={"after": self._after})
        response.raise_for_status()
        for message in response.json()["messages"]:
            self._after = message["seq"]
            if message["author"] == "parent":
                continue
            print(f"\n{AUTHORS[message['author']]} : {message['text']}")
            if message["buttons"]:
                self._buttons = message["buttons"]
                for number, button in enumerate(self._buttons, 1):
                    print(f"  [{number}] {button['title']}")
            sys.stdout.flush()

    def send(self, line: str) -> None:
        """A number alone presses the button of that number, if there is one."""
        body: dict[str, Any] = {"client_message_id": str(uuid.uuid4())}
        if line.isdecimal() and 1 <= int(line) <= len(self._buttons):
            body["button_id"] = self._buttons[int(line) - 1]["id"]
        else:
            body["text"] = line
        response = self._client.post("/api/chat/messages", json=body)
        if response.is_error:
            print(response.json()["error"]["message"])


def talk(url: str, site_key: str | None) -> None:
    """Runs until the end of the input or Ctrl-C."""
    with httpx.Client(base_url=url, timeout=REQUEST_SECONDS, trust_env=False) as client:
        try:
            opened = client.post("/api/chat/conversations", json={"site_key": site_key} if site_key else {})
        except httpx.HTTPError:
            sys.exit(f"The hub does not answer at {url}.")
        if opened.is_error:
            sys.exit(opened.json()["error"]["message"])
        client.headers["Authorization"] = f"Bearer {opened.json()['token']}"
        chat = Chat(client)
        chat.show_new()
        threading.Thread(target=_follow, args=(chat,), daemon=True).start()
        print("\n(Écrivez, ou le numéro d'un bouton ; Ctrl-D pour finir.)")
        try:
            for line in sys.stdin:
                if line.strip():
                    chat.send(line.strip())
        except KeyboardInterrupt:
            pass


def _follow(chat: Chat) -> None:
    while True:
        time.sleep(POLL_SECONDS)
        try:
            chat.show_new()
        except httpx.HTTPError:
            continue
