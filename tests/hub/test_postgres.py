"""The embedded PostgreSQL: made once, healed when its making was killed, silent about what it stores."""

from __future__ import annotations

import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

from hub.postgres import EmbeddedPostgres, prepare


@contextmanager
def serving(embedded: EmbeddedPostgres, log: Path) -> Iterator[psycopg.Connection[tuple[object, ...]]]:
    with log.open("wb") as output:
        process = subprocess.Popen(embedded.command(), user=embedded.system_user, cwd="/", stdout=output, stderr=output)
    try:
        deadline = time.monotonic() + 30
        while True:
            try:
                connection = psycopg.connect(embedded.url, autocommit=True)
                break
            except psycopg.OperationalError:
                assert time.monotonic() < deadline, log.read_text()
                time.sleep(0.05)
        with connection:
            yield connection
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(timeout=30)


def test_what_was_stored_is_there_at_the_next_start(tmp_path: Path) -> None:
    with serving(prepare(tmp_path / "postgres"), tmp_path / "log") as connection:
        connection.execute("CREATE TABLE kept AS SELECT 7 AS number")
    with serving(prepare(tmp_path / "postgres"), tmp_path / "log") as connection:
        assert connection.execute("SELECT number FROM kept").fetchone() == (7,)


def test_a_folder_whose_making_was_killed_is_made_again(tmp_path: Path) -> None:
    folder = tmp_path / "postgres"
    folder.mkdir()
    (folder / "PG_VERSION").write_text("18\n")
    with serving(prepare(folder), tmp_path / "log") as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)


def test_a_folder_that_has_served_is_never_removed(tmp_path: Path) -> None:
    folder = tmp_path / "postgres"
    with serving(prepare(folder), tmp_path / "log") as connection:
        connection.execute("CREATE TABLE kept AS SELECT 7 AS number")
    (folder / "assistant.ready").unlink()
    with serving(prepare(folder), tmp_path / "log") as connection:
        assert connection.execute("SELECT number FROM kept").fetchone() == (7,)


def test_a_long_path_gets_a_short_socket(tmp_path: Path) -> None:
    deep = tmp_path / ("d" * 60) / ("e" * 60)
    deep.mkdir(parents=True)
    embedded = prepare(deep / "postgres")
    assert len(str(embedded.socket_folder)) < 60
    with serving(embedded, tmp_path / "log") as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)


def test_no_statement_and_no_value_reaches_the_log(tmp_path: Path) -> None:
    with serving(prepare(tmp_path / "postgres"), tmp_path / "log") as connection:
        connection.execute("CREATE TABLE message (text text UNIQUE)")
        connection.execute("INSERT INTO message VALUES (%s)", ("secret de ma fille",))
        with pytest.raises(psycopg.errors.UniqueViolation):
            connection.execute("INSERT INTO message VALUES (%s)", ("secret de ma fille",))
        with pytest.raises(psycopg.errors.UndefinedTable):
            connection.execute("SELECT 'secret de ma fille' FROM nowhere")
    logged = (tmp_path / "log").read_text()
    assert "duplicate key" in logged
    assert "secret" not in logged
