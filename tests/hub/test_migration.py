"""Migrations: again and at once, and the same tables as the models."""

import threading

import psycopg
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine
from sqlalchemy.engine import make_url
from sqlalchemy.pool import NullPool

from hub.migration import migrate
from hub.models import Base

TABLES = {"conversation", "message", "turn", "case", "case_event", "procrastinate_jobs"}


def tables(url: str) -> set[str]:
    with psycopg.connect(url) as connection:
        found = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
    return {row[0] for row in found}


def test_an_empty_database_gets_all_tables_and_a_second_time_changes_nothing(empty_database_url: str) -> None:
    url = make_url(empty_database_url).set(drivername="postgresql+psycopg")
    migrate(url)
    assert tables(empty_database_url) >= TABLES
    before = tables(empty_database_url)
    migrate(url)
    assert tables(empty_database_url) == before


def test_several_processes_may_migrate_at_once(empty_database_url: str) -> None:
    url = make_url(empty_database_url).set(drivername="postgresql+psycopg")
    failures: list[Exception] = []

    def run() -> None:
        try:
            migrate(url)
        except Exception as error:
            failures.append(error)

    threads = [threading.Thread(target=run) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert tables(empty_database_url) >= TABLES


def test_the_migrated_tables_are_those_of_the_models(database_url: str) -> None:
    engine = create_engine(make_url(database_url).set(drivername="postgresql+psycopg"), poolclass=NullPool)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"include_name": _ours})
        assert compare_metadata(context, Base.metadata) == []


def _ours(name: str | None, kind: str, parents: object) -> bool:
    return kind != "table" or not (name or "").startswith(("procrastinate", "alembic"))
