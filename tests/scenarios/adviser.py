"""An adviser at the desk, for scenarios: takes the conversation, answers, gives it back, closes it."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx

MOVES = ("take", "give-back", "close")


class AtDesk:
    """An adviser who is logged in, and whose page is open."""

    def __init__(self, http: httpx.Client) -> None:
        self.http = http

    def act(self, case_id: str, move: str) -> None:
        """`take`, `give-back`, `close`, or anything else as an answer to the parent."""
        read = self.http.get(f"/api/desk/cases/{case_id}").raise_for_status().json()
        body: dict[str, Any] = {"epoch": read["case"]["epoch"]}
        if move in ("give-back", "close"):
            body["seen"] = read["messages"][-1]["seq"]
        if move == "close":
            body["outcome"] = "advised"
        if move not in MOVES:
            body |= {"client_message_id": str(uuid.uuid4()), "text": move}
        path = move if move in MOVES else "answer"
        self.http.post(f"/api/desk/cases/{case_id}/{path}", json=body).raise_for_status()


@contextmanager
def at_desk(url: str, var: Path) -> Iterator[AtDesk]:
    """The first adviser of this assistant, there for parents until the end."""
    email, password = (var / "first-adviser.txt").read_text().split()
    with httpx.Client(base_url=url, trust_env=False, timeout=30, headers={"X-Desk": "1"}) as http:
        http.post("/api/desk/login", json={"email": email, "password": password}).raise_for_status()
        with http.stream("GET", "/api/desk/events") as stream:
            next(stream.iter_lines())  # its first line comes once the adviser counts as being there
            yield AtDesk(http)
        http.post("/api/desk/logout").raise_for_status()
