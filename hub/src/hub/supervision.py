"""Starts every process of the assistant, restarts the one that dies, and tells the operator in plain lines."""

from __future__ import annotations

import configparser
import ctypes
import fcntl
import http.client
import os
import shutil
import signal
import subprocess
import sys
import time
import xmlrpc.client
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import httpx
import psycopg
from sqlalchemy.engine import make_url
from supervisor.xmlrpc import SupervisorTransport

from hub import postgres, sockets
from hub.settings import Settings

ROOT = Path(__file__).resolve().parents[3]
LOOK_EVERY = 0.25  # seconds between two looks at the processes
READY_WITHIN = 180.0  # seconds until a start that is still not ready is called a failure
STEADY_AFTER = 10  # seconds after which a process that failed to start counts as running again
LEFTOVERS_END_WITHIN = 15.0  # seconds that a killed run's processes get to end before their ports count as taken
SUPERVISOR_SOCKET = "supervisor.sock"
TEXTS = "texts.json"  # from which the action server speaks after `make texts`
FIRST_ADVISER = "first-adviser.txt"  # written by the hub when it makes the first account


class CannotStart(Exception):
    """What the operator has to change before a start can work, in one line."""


@dataclass(frozen=True)
class Program:
    """A process that `make run` keeps alive."""

    name: str
    command: list[str]
    folder: Path
    user: str | None = None
    stop_signal: str = "TERM"


def run(settings: Settings, say: Callable[[str], None] = print) -> int:
    """Start everything, stay until Ctrl-C or SIGTERM, stop everything; returns the exit code.

    Raises:
        CannotStart: a port is taken, the folder is in use, PostgreSQL cannot be reached or the model is missing.
    """
    started = time.monotonic()
    var = settings.var.resolve()
    run_folder = var / "run"
    run_folder.mkdir(parents=True, exist_ok=True)
    (var / "log").mkdir(exist_ok=True)
    with _only_one(run_folder):
        _check_model()
        _check_ports(settings, patient=(run_folder / "supervisord.pid").exists())
        environment = {**os.environ, **_environment(settings, var)}
        # A start takes the texts as they stand in domain/; a process that dies in between comes back with the copy.
        (var / TEXTS).unlink(missing_ok=True)
        programs = _programs(settings, environment, say)
        configuration = _write_configuration(run_folder, var / "log", programs)
        with _supervisord(configuration, environment, var / "log") as process:
            return _watch(process, configuration, settings, say, started)


@contextmanager
def _only_one(run_folder: Path) -> Iterator[None]:
    with (run_folder / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise CannotStart(
                f"the assistant already runs with the data folder {run_folder.parent}: stop it, or set HUB_VAR "
                "(and HUB_PORT, HUB_RASA_PORT, HUB_ACTIONS_PORT) to run a second one"
            ) from None
        yield


def _check_model() -> None:
    if not list((ROOT / "models").glob("*.tar.gz")):
        raise CannotStart("there is no trained model in models/: run `make train`")


def _check_ports(settings: Settings, patient: bool) -> None:
    wanted = [
        ("HUB_PORT", settings.host, settings.port),
        ("HUB_RASA_PORT", "127.0.0.1", settings.rasa_port),
        ("HUB_ACTIONS_PORT", "127.0.0.1", settings.actions_port),
    ]
    deadline = time.monotonic() + (LEFTOVERS_END_WITHIN if patient else 0.0)
    for name, host, port in wanted:
        while not sockets.port_is_free(host, port):
            if time.monotonic() > deadline:
                raise CannotStart(
                    f"{host}:{port} is taken by another program: end it, or choose another with {name}={port + 1}"
                )
            time.sleep(LOOK_EVERY)


def _environment(settings: Settings, var: Path) -> dict[str, str]:
    """What every process gets besides the operator's own environment."""
    return {
        "HUB_VAR": str(var),
        "HUB_SECRET": settings.signing_secret(),
        "HUB_BOT_SECRET": settings.rasa_secret(),
        "HUB_RASA_PORT": str(settings.rasa_port),
        "HUB_ACTIONS_PORT": str(settings.actions_port),
        "RASA_TELEMETRY_ENABLED": "false",
        "SANIC_HOST": "127.0.0.1",  # the action server has no other way to be kept on loopback
        "TF_CPP_MIN_LOG_LEVEL": "3",
    }


def _database_environment(url: str) -> dict[str, str]:
    """The database as the hub's processes and as Rasa's tracker store read it."""
    address = make_url(url)
    names = {
        "HUB_TRACKER_HOST": address.query.get("host") or address.host,
        "HUB_TRACKER_PORT": address.port,
        "HUB_TRACKER_USER": address.username,
        "HUB_TRACKER_PASSWORD": address.password,
        "HUB_TRACKER_DATABASE": address.database,
    }
    return {"DATABASE_URL": url, **{name: str(value) for name, value in names.items() if value is not None}}


def _programs(settings: Settings, environment: dict[str, str], say: Callable[[str], None]) -> list[Program]:
    bot_python = str(ROOT / ".venv" / "bin" / "python")
    hub = [sys.executable, "-m", "hub.cli"]
    programs = [
        Program("hub", [*hub, "serve"], ROOT),
        Program("worker", [*hub, "work"], ROOT),
        Program("rasa", [bot_python, "-m", "channels.serve"], ROOT),
        Program(
            "actions",
            [bot_python, "-m", "rasa_sdk", "--actions", "actions", "--port", str(settings.actions_port)],
            ROOT,
        ),
    ]
    if settings.database_url is None:
        say("preparing the embedded PostgreSQL …")
        try:
            embedded = postgres.prepare(settings.var / "postgres")
        except RuntimeError as error:
            raise CannotStart(str(error)) from error
        environment.update(_database_environment(embedded.url))
        server = Program("postgres", embedded.command(), Path("/"), embedded.system_user, "INT")
        return [server, *programs]
    _check_database(settings.database_url)
    environment.update(_database_environment(settings.database_url))
    return programs


def _check_database(url: str) -> None:
    try:
        psycopg.connect(url, connect_timeout=5).close()
    except psycopg.Error as error:
        reason = str(error).strip().splitlines()[0]
        raise CannotStart(f"PostgreSQL of DATABASE_URL does not answer: {reason}") from None


def _write_configuration(run_folder: Path, log_folder: Path, programs: list[Program]) -> Path:
    parser = configparser.RawConfigParser()
    socket_path = sockets.folder_for(run_folder, SUPERVISOR_SOCKET) / SUPERVISOR_SOCKET
    parser["unix_http_server"] = {"file": str(socket_path), "chmod": "0700"}
    parser["rpcinterface:supervisor"] = {
        "supervisor.rpcinterface_factory": "supervisor.rpcinterface:make_main_rpcinterface"
    }
    parser["supervisord"] = {
        "logfile": str(log_folder / "supervisord.log"),
        "pidfile": str(run_folder / "supervisord.pid"),
        "childlogdir": str(log_folder),
        **({"user": "root"} if os.geteuid() == 0 else {}),
    }
    for priority, program in enumerate(programs):
        parser[f"program:{program.name}"] = {
            "command": " ".join(_quoted(word) for word in _dies_with_parent(program)),
            "directory": str(program.folder),
            "priority": str(priority),
            "autorestart": "true",
            "startsecs": "1",
            "startretries": "1000000",
            "stopsignal": program.stop_signal,
            "stopwaitsecs": "15",
            "stopasgroup": "true" if program.name != "postgres" else "false",
            "killasgroup": "true",
            "redirect_stderr": "true",
            "stdout_logfile": str(log_folder / f"{program.name}.log"),
            "stdout_logfile_maxbytes": "10MB",
            "stdout_logfile_backups": "3",
            **({"user": program.user} if program.user else {}),
        }
    path = run_folder / "supervisord.conf"
    with path.open("w") as file:
        parser.write(file)
    return path


def _dies_with_parent(program: Program) -> list[str]:
    """A killed supervisor must not leave servers behind that hold the ports (Linux; elsewhere they stay)."""
    setpriv = shutil.which("setpriv") if sys.platform == "linux" else None
    return [setpriv, "--pdeathsig", program.stop_signal, "--", *program.command] if setpriv else program.command


def _quoted(word: str) -> str:
    escaped = word.replace("%", "%%").replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


@contextmanager
def _supervisord(
    configuration: Path, environment: Mapping[str, str], log_folder: Path
) -> Iterator[subprocess.Popen[bytes]]:
    log: IO[bytes]
    with (log_folder / "supervisord.out").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "supervisor.supervisord", "-n", "-s", "-c", str(configuration)],
            env=dict(environment),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,  # Ctrl-C reaches us alone; we stop the others in order
            preexec_fn=_die_with_us if sys.platform == "linux" else None,
        )
    try:
        yield process
    finally:
        if process.poll() is None:
            process.terminate()
            try:
                process.wait(timeout=40)
            except subprocess.TimeoutExpired:
                process.kill()


def _processes(configuration: Path) -> list[dict[str, Any]]:
    """What supervisord says of each process; empty while it does not answer."""
    parser = configparser.RawConfigParser()
    parser.read(configuration)
    transport = SupervisorTransport(None, None, f"unix://{parser['unix_http_server']['file']}")
    try:
        with xmlrpc.client.ServerProxy("http://127.0.0.1", transport=transport) as control:  # the socket is what counts
            processes: Any = control.supervisor.getAllProcessInfo()
            return list(processes)
    except (OSError, http.client.HTTPException, xmlrpc.client.Error):
        return []


def with_forked(processes: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Also the process that Rasa's keeper has forked: it computes the turns, and supervisord does not know it."""
    forked = []
    for info in processes:
        if info["name"] == "rasa":
            with suppress(OSError):  # it is gone, or this is not Linux
                children = Path(f"/proc/{info['pid']}/task/{info['pid']}/children").read_text().split()
                forked += [{**info, "name": "rasa (serving)", "pid": int(child)} for child in children[:1]]
    return processes + forked


def _die_with_us() -> None:
    ctypes.CDLL(None).prctl(1, signal.SIGTERM)  # 1 = PR_SET_PDEATHSIG (linux/prctl.h)


def _watch(
    process: subprocess.Popen[bytes],
    configuration: Path,
    settings: Settings,
    say: Callable[[str], None],
    started: float,
) -> int:
    stop: list[int] = []
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda received, _: stop.append(received))
    watchman = Watchman()
    ready, missing = False, ""
    new_adviser = not (settings.var / FIRST_ADVISER).exists()
    while not stop:
        if process.poll() is not None:
            say(f"the supervisor ended (code {process.returncode}): see {settings.var}/log/supervisord.log")
            return 1
        for line in watchman.changes(with_forked(_processes(configuration))):
            say(line)
        if not ready:
            now_missing = _missing(settings)
            if now_missing is None:
                ready = True
                _announce(settings, say, time.monotonic() - started, new_adviser)
            elif now_missing != missing:
                missing = now_missing
                say(f"waiting for {missing} …")
            if not ready and time.monotonic() - started > READY_WITHIN:
                say(f"not ready after {READY_WITHIN:.0f} s, still waiting for {missing}: see {settings.var}/log/*.log")
                started = time.monotonic()
        time.sleep(LOOK_EVERY)
    say("stopping …")
    return 0


class Watchman:
    """Remembers how the processes were at the last look, and puts what changed into words."""

    def __init__(self) -> None:
        self._pids: dict[str, int] = {}
        self._failing: set[str] = set()

    def changes(self, processes: list[dict[str, Any]]) -> Iterator[str]:
        """Lines about what happened since the last look.

        A new pid is a restart, whatever states were missed between; one that fails again and again is named once.
        """
        for info in processes:
            name, pid = info["name"], info["pid"]
            if info["statename"] in ("BACKOFF", "FATAL"):
                if name not in self._failing:
                    yield f"{name} does not start, trying again and again: {info['spawnerr'] or 'its log says why'}"
                self._failing.add(name)
            elif name in self._failing and info["now"] - info["start"] > STEADY_AFTER:
                self._failing.discard(name)
                yield f"{name} runs again (process {pid})"
            elif pid and self._pids.get(name, pid) != pid and name not in self._failing:
                yield f"{name} died and was started again (process {pid})"
            self._pids[name] = pid or self._pids.get(name, pid)


def _missing(settings: Settings) -> str | None:
    """Name what the hub still waits for; None once a message can be answered."""
    host = "127.0.0.1" if settings.host in ("0.0.0.0", "::") else settings.host
    try:
        answer = httpx.get(f"http://{host}:{settings.port}/health/ready", timeout=2.0, trust_env=False)
    except httpx.HTTPError:
        return "hub"
    if answer.status_code == 200:
        return None
    missing = answer.json().get("missing") or ["hub"]
    return ", ".join(missing)


def _announce(settings: Settings, say: Callable[[str], None], seconds: float, new_adviser: bool) -> None:
    address = f"http://{settings.host}:{settings.port}"
    say(f"ready after {seconds:.1f} s")
    say(f"  page of the parent   {address}/")
    say(f"  desk of the advisers {address}/desk")
    first = settings.var / FIRST_ADVISER
    if new_adviser and first.exists():
        say(f"    first adviser      {' '.join(first.read_text().split())}   (kept in {first}, said only now)")
    say(f"  API description      {address}/openapi.json")
    say(f"  health, metrics      {address}/health/ready  {address}/metrics")
    say(f"  data and logs        {settings.var.resolve()}")
    say("Ctrl-C stops everything.")
