"""The environment of the Rasa process, read in this one place."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass

LOOPBACK = "127.0.0.1"
DEFAULT_RASA_PORT = 5005
DEFAULT_ACTIONS_PORT = 5055
DEFAULT_POSTGRES_PORT = 5432
# Actions only read slots and ask the ladder: they answer within milliseconds. Rasa's own limit is 300 s.
DEFAULT_ACTION_SECONDS = 8.0


class SettingMissing(Exception):
    """A variable is unset or unusable; its text names the variable, never its value."""


@dataclass(frozen=True)
class Database:
    """Where Rasa's trackers are kept. `host` is a host name or the folder of a Unix socket."""

    host: str
    port: int
    user: str
    password: str | None
    name: str


@dataclass(frozen=True)
class Settings:
    """What the process needs to know from outside; `database` is None where trackers live in memory."""

    secret: str
    rasa_port: int
    actions_url: str
    action_seconds: float
    database: Database | None


def read_database(environment: Mapping[str, str] = os.environ) -> Database | None:
    """The tracker database, or None when HUB_TRACKER_HOST is unset.

    Raises:
        SettingMissing: HUB_TRACKER_HOST is set but the rest is not usable.
    """
    host = environment.get("HUB_TRACKER_HOST", "")
    if not host:
        return None
    return Database(
        host=host,
        port=_number(environment, "HUB_TRACKER_PORT", DEFAULT_POSTGRES_PORT),
        user=environment.get("HUB_TRACKER_USER") or "postgres",
        password=environment.get("HUB_TRACKER_PASSWORD") or None,
        name=environment.get("HUB_TRACKER_DATABASE") or "postgres",
    )


def read_secret(environment: Mapping[str, str] = os.environ) -> str:
    """The secret that hub and bot share.

    Raises:
        SettingMissing: there is none; an open channel would let anyone on the machine speak for any parent.
    """
    secret = environment.get("HUB_BOT_SECRET", "")
    if not secret.strip():
        raise SettingMissing("HUB_BOT_SECRET is empty: the channel does not start without a secret")
    return secret


def read_settings(environment: Mapping[str, str] = os.environ) -> Settings:
    """Everything at once.

    Raises:
        SettingMissing: a variable is unset or unusable.
    """
    actions_port = _number(environment, "HUB_ACTIONS_PORT", DEFAULT_ACTIONS_PORT)
    return Settings(
        secret=read_secret(environment),
        rasa_port=_number(environment, "HUB_RASA_PORT", DEFAULT_RASA_PORT),
        actions_url=f"http://{LOOPBACK}:{actions_port}/webhook",
        action_seconds=_seconds(environment, "HUB_ACTION_SECONDS", DEFAULT_ACTION_SECONDS),
        database=read_database(environment),
    )


def _number(environment: Mapping[str, str], name: str, default: int) -> int:
    text = environment.get(name, "")
    if not text:
        return default
    if not text.isascii() or not text.isdigit() or not 0 < int(text) < 65536:
        raise SettingMissing(f"{name} is not a port number")
    return int(text)


def _seconds(environment: Mapping[str, str], name: str, default: float) -> float:
    text = environment.get(name, "")
    if not text:
        return default
    try:
        seconds = float(text)
    except ValueError:
        seconds = 0.0
    if not 0 < seconds <= 60:
        raise SettingMissing(f"{name} is not a number of seconds between 0 and 60")
    return seconds
