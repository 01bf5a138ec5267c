"""Plays a conversation that is written as data through the public chat API and says where it went otherwise.

A scenario file holds a list; docs/scenarios.md describes the fields. The same files serve tests, transcripts and load.
"""

from __future__ import annotations

import time
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import psycopg
import yaml

from tests.scenarios.adviser import AtDesk
from tests.scenarios.passing import length, pass_time

FOLDER = Path(__file__).parent
ANSWER_WITHIN = 60.0  # seconds until a missing answer fails the scenario: several are played at once
LOOK_EVERY = 0.02
ACTS = {"parent", "button", "adviser", "later"}
DESKS = ("open", "online", "closed")
EXPECTATIONS = {
    "contact",
    "row",
    "step",
    "owner",
    "case",
    "situation",
    "says",
    "lacks",
    "buttons",
    "no_buttons",
    "silent",
}


@dataclass(frozen=True)
class Scenario:
    """A conversation as data: what the parent does in each turn and what must come of it.

    desk: the service is open, an adviser is there too, or it is closed.
    """

    name: str
    file: str
    covers: tuple[str, ...]
    turns: tuple[dict[str, Any], ...]
    desk: str = "open"


@dataclass
class Played:
    """One turn as it went: what the parent did, what came back, what differed from the scenario."""

    parent: list[str]
    answers: list[dict[str, Any]]
    rows: tuple[str, ...] = ()
    step: str | None = None
    owner: str | None = None
    seconds: float = 0.0
    differences: list[str] = field(default_factory=list)


def scenarios() -> list[Scenario]:
    """All scenarios of this folder, in the order of the files.

    Raises:
        ValueError: an unknown field, a turn without a parent's act, or a name used twice.
    """
    found: dict[str, Scenario] = {}
    for path in sorted(FOLDER.glob("*.yml")):
        for entry in yaml.safe_load(path.read_text(encoding="utf-8")):
            covers = tuple(str(point) for point in entry.get("covers", ()))
            scenario = Scenario(
                name=entry["name"],
                file=path.name,
                covers=covers,
                turns=tuple(entry["turns"]),
                desk=entry.get("desk", "open"),
            )
            if scenario.desk not in DESKS:
                raise ValueError(f"{path.name}: {scenario.name}: desk is none of {DESKS}")
            if scenario.name in found:
                raise ValueError(f"{path.name}: the name {scenario.name} is used twice")
            for turn in scenario.turns:
                acts = turn.keys() & ACTS
                unknown = turn.keys() - EXPECTATIONS - ACTS
                if len(acts) != 1 or unknown:
                    raise ValueError(f"{path.name}: {scenario.name}: bad turn {turn}")
                if "later" in turn:
                    length(turn["later"])
            found[scenario.name] = scenario
    return list(found.values())


class Player:
    """A parent's side of one conversation."""

    def __init__(self, client: httpx.Client, database_url: str, adviser: AtDesk | None = None) -> None:
        self.client = client
        self.adviser = adviser
        self.database_url = database_url
        created = client.post("/api/chat/conversations", json={})
        created.raise_for_status()
        self.conversation: str = created.json()["conversation_id"]
        self.headers = {"Authorization": f"Bearer {created.json()['token']}"}
        self.buttons: dict[str, str] = {}
        self.seen = 0
        self.greeting = self._take(self._messages())

    def play(self, turn: dict[str, Any]) -> Played:
        """Do what the parent does in `turn`, wait for the answer and compare it with what is expected."""
        started = time.monotonic()
        wait = not turn.get("silent") and "later" not in turn
        if "later" in turn:
            pass_time(self.database_url, self.conversation, length(turn["later"]), ANSWER_WITHIN)
            said, last = [f"({turn['later']} later)"], self.seen
        elif "adviser" in turn:
            assert self.adviser is not None, "only a desk that is online has an adviser"
            self.adviser.act(str(self.state()["case_id"]), turn["adviser"])
            said, last = [f"(adviser: {turn['adviser']})"], self.seen
        elif "button" in turn:
            title = turn["button"]
            if title not in self.buttons:
                return Played([f"[{title}]"], [], differences=[f"no button {title!r} among {sorted(self.buttons)}"])
            said, last = [f"[{title}]"], self._send({"button_id": self.buttons[title]})
        else:
            said = turn["parent"] if isinstance(turn["parent"], list) else [turn["parent"]]
            last = max(self._send({"text": text}) for text in said)
        answers = self._answers_after(last, wait)
        played = Played(said, answers, seconds=time.monotonic() - started)
        self._compare(turn, played)
        return played

    def _send(self, body: dict[str, str]) -> int:
        answer = self.client.post(
            "/api/chat/messages", json={"client_message_id": str(uuid.uuid4()), **body}, headers=self.headers
        )
        answer.raise_for_status()
        return int(answer.json()["seq"])

    def _messages(self) -> list[dict[str, Any]]:
        answer = self.client.get("/api/chat/messages", params={"after": self.seen}, headers=self.headers)
        answer.raise_for_status()
        found: list[dict[str, Any]] = answer.json()["messages"]
        return found

    def _take(self, messages: list[dict[str, Any]]) -> list[dict[str, Any]]:
        if messages:
            self.seen = messages[-1]["seq"]
        answers = [message for message in messages if message["author"] != "parent"]
        self.buttons |= {button["title"]: button["id"] for message in answers for button in message["buttons"]}
        return answers

    def _answers_after(self, seq: int, wait: bool) -> list[dict[str, Any]]:
        """An answer is written in one transaction, so its first bubble comes with all others."""
        deadline = time.monotonic() + ANSWER_WITHIN
        answers: list[dict[str, Any]] = []
        while time.monotonic() < deadline:
            answers += self._take(self._messages())
            if any(answer["seq"] > seq for answer in answers) or not wait:
                break
            time.sleep(LOOK_EVERY)
        return answers

    def _compare(self, turn: dict[str, Any], played: Played) -> None:
        state = self.state()
        situation = state["situation"] or {}
        given = situation.get("advised") or []
        played.rows = tuple(entry["row"] for entry in given if entry["turn"] == given[-1]["turn"])
        played.step, played.owner = state["step"], state["owner"]
        text = "\n".join(answer["text"] for answer in played.answers)
        plain = text.replace("\u00a0", " ").replace("\u202f", " ")
        shown = [button["title"] for answer in played.answers for button in answer["buttons"]]
        note = played.differences.append
        if not played.answers and not turn.get("silent") and "later" not in turn:
            note(f"no answer within {ANSWER_WITHIN:.0f} s")
        if "row" in turn and turn["row"] not in played.rows:
            note(f"row: expected {turn['row']!r}, found {played.rows!r}")
        reached = {"step": played.step, "owner": played.owner, "case": state["case"]}
        for name in reached.keys() & turn.keys():
            if turn[name] != reached[name]:
                note(f"{name}: expected {turn[name]!r}, found {reached[name]!r}")
        if "contact" in turn and turn["contact"] != state["contact"]:
            note(f"contact: expected {turn['contact']!r}, found {state['contact']!r}")
        for key, expected in (turn.get("situation") or {}).items():
            found = situation.get(key)
            same = set(expected) <= set(found or ()) if isinstance(expected, list) else expected == found
            if isinstance(expected, dict) and isinstance(found, dict):
                same = expected.items() <= found.items()
            if not same:
                note(f"situation {key}: expected {expected!r}, found {found!r}")
        for words in _listed(turn.get("says")):
            if words.lower() not in plain.lower():
                note(f"does not say {words!r}")
        for words in _listed(turn.get("lacks")):
            if words.lower() in plain.lower():
                note(f"says {words!r}")
        for title in _listed(turn.get("buttons")):
            if title not in shown:
                note(f"no button {title!r} among {shown}")
        for title in _listed(turn.get("no_buttons")):
            if title in shown:
                note(f"offers the button {title!r}")

    def state(self) -> dict[str, Any]:
        """What the hub keeps of this conversation: owner, step, situation, and the state of its case."""
        with psycopg.connect(self.database_url) as connection:
            row = connection.execute(
                """SELECT c.owner, c.step, c.situation, k.state, k.contact, k.id FROM conversation c
                LEFT JOIN "case" k ON k.conversation_id = c.id AND k.state <> 'closed' WHERE c.id = %s""",
                (self.conversation,),
            ).fetchone()
        assert row is not None
        return dict(zip(("owner", "step", "situation", "case", "contact", "case_id"), row, strict=True))


def play(scenario: Scenario, client: httpx.Client, database_url: str, adviser: AtDesk | None = None) -> list[Played]:
    """Play a scenario to its end; turns that differ say so in `differences`."""
    player = Player(client, database_url, adviser)
    return [player.play(turn) for turn in scenario.turns]


def told(turns: Sequence[Played]) -> str:
    """A played conversation to read, with what went otherwise than written."""
    lines = []
    for turn in turns:
        lines += [f"parent: {text}" for text in turn.parent]
        lines += [f"  {answer['author']}: {answer['text']}" for answer in turn.answers]
        lines += [f"  !! {difference}" for difference in turn.differences]
    return "\n".join(lines)


def _listed(value: Any) -> list[str]:
    return [] if value is None else value if isinstance(value, list) else [value]
