"""Every setting of the hub, read once from the environment and checked before anything starts."""

import os
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlsplit

from pydantic import Field, ValidationError, ValidationInfo, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from hub.opening import read_hours

REPOSITORY = Path(__file__).resolve().parents[3]

Port = Annotated[int, Field(ge=1, le=65535)]
Seconds = Annotated[float, Field(gt=0, le=86400)]
Names = Annotated[tuple[str, ...], NoDecode]


class SettingsError(Exception):
    """The environment does not describe a hub that can start; `lines` says why, one fault a line."""

    def __init__(self, lines: list[str]) -> None:
        super().__init__("\n".join(lines))
        self.lines = lines


class Settings(BaseSettings):
    """Values of the HUB_ environment; DATABASE_URL keeps the name that every platform gives it."""

    model_config = SettingsConfigDict(
        env_prefix="HUB_", extra="ignore", hide_input_in_errors=True, populate_by_name=True
    )

    host: str = "127.0.0.1"
    port: Port = 8080
    var: Path = Path("var")
    web: Path = REPOSITORY / "web" / "dist"
    database_url: str | None = Field(default=None, validation_alias="DATABASE_URL")
    database_connections: int = Field(default=10, ge=2, le=200)

    secret: str | None = Field(default=None, min_length=32)
    bot_secret: str | None = Field(default=None, min_length=16)
    rasa_host: str = "127.0.0.1"
    rasa_port: Port = 5005
    actions_port: Port = 5055

    site_keys: Names = ()
    allowed_origins: Names = ()
    trusted_proxies: Names = ()
    assistant_name: str = Field(default="Assistant", min_length=1, max_length=80)
    pending_hours: float = Field(default=24, gt=0, le=8760)
    keep_days: int = Field(default=90, ge=1, le=3650)
    token_seconds: int = Field(default=30 * 86400, ge=60)

    quiet_seconds: float = Field(default=0.8, ge=0, le=10)
    quiet_longest_seconds: float = Field(default=3.0, ge=0, le=30)
    bot_seconds: Seconds = 15.0
    bot_pause_seconds: float = Field(default=0.5, ge=0, le=60)
    late_seconds: Seconds = 8.0
    danger_seconds: Seconds = 1.0
    unanswered_seconds: Seconds = 120.0
    give_up_seconds: Seconds = 3600.0
    worker_jobs: int = Field(default=32, ge=1, le=1000)
    heartbeat_seconds: Seconds = 3.0
    stalled_seconds: Seconds = 12.0
    sse_heartbeat_seconds: Seconds = 15.0

    hours: str = "Mo-Fr 09:00-17:00"
    closed_days: Names = ()
    open_on_holidays: bool = False
    desk_session_seconds: Seconds = 12 * 3600.0
    desk_idle_seconds: Seconds = 2 * 3600.0
    desk_heartbeat_seconds: Seconds = 10.0
    desk_absent_seconds: Seconds = 60.0
    desk_chats: int = Field(default=3, ge=1, le=50)
    desk_case_minutes: float = Field(default=15, gt=0, le=1440)
    wait_seconds: Seconds = 300.0

    limit_logins: str = "5/minute;50/hour"
    limit_logins_address: str = "20/minute;200/hour"
    # an address may be a whole school or town behind one gateway: its limits stop floods, not classes
    limit_conversations: str = "600/minute"
    limit_messages: str = "30/10 seconds"
    limit_messages_address: str = "1200/10 seconds"
    limit_reads: str = "20/second"
    limit_reads_address: str = "2000/second"
    limit_files: str = "6/minute;40/day"
    limit_files_address: str = "200/minute"
    limit_dossiers: str = "4/minute;40/day"
    limit_dossiers_address: str = "60/minute"
    limit_codes: str = "5/15 minutes;20/day"
    body_bytes: int = Field(default=65536, ge=1024)
    file_bytes: int = Field(default=8_000_000, ge=1024, le=64_000_000)
    files_conversation: int = Field(default=20, ge=0, le=1000)
    streams_conversation: int = Field(default=4, ge=1, le=100)
    streams_address: int = Field(default=2000, ge=1)

    messenger_page_id: str | None = Field(default=None, pattern=r"^\d{1,64}$")
    messenger_page_token: str | None = Field(default=None, min_length=1)
    messenger_app_id: str | None = Field(default=None, pattern=r"^\d{1,64}$")
    messenger_app_secret: str | None = Field(default=None, min_length=1)
    messenger_verify_token: str | None = Field(default=None, min_length=8)
    messenger_graph_url: str = "https://graph.facebook.com"
    messenger_graph_version: str = Field(default="v25.0", pattern=r"^v\d{1,3}\.\d{1,2}$")
    messenger_public_url: str | None = None
    messenger_human_agent: bool = False
    messenger_persona_picture: str | None = None
    messenger_seconds: Seconds = 10.0
    messenger_echo_seconds: Seconds = 30.0
    messenger_external_seconds: Seconds = 86400.0
    messenger_picture_bytes: int = Field(default=8 * 1024 * 1024, ge=1024, le=32 * 1024 * 1024)
    messenger_picture_hosts: Names = ("fbcdn.net", "fbsbx.com")

    log_level: str = Field(default="INFO", pattern="^(DEBUG|INFO|WARNING|ERROR)$")

    @field_validator(
        "site_keys", "allowed_origins", "trusted_proxies", "closed_days", "messenger_picture_hosts", mode="before"
    )
    @classmethod
    def _split(cls, value: Any) -> Any:
        """A list is written `a,b`: the form that survives shells and service files."""
        if isinstance(value, str):
            return tuple(part.strip() for part in value.split(",") if part.strip())
        return value

    @field_validator(
        "limit_conversations",
        "limit_messages",
        "limit_messages_address",
        "limit_reads",
        "limit_reads_address",
        "limit_files",
        "limit_files_address",
        "limit_dossiers",
        "limit_dossiers_address",
        "limit_codes",
        "limit_logins",
        "limit_logins_address",
    )
    @classmethod
    def _limit(cls, value: str) -> str:
        from limits import parse_many

        try:
            parse_many(value)
        except ValueError:
            raise ValueError("write it like 20/10 seconds or 5/second;100/minute") from None
        return value

    @field_validator("site_keys", "allowed_origins")
    @classmethod
    def _origins(cls, value: tuple[str, ...], info: ValidationInfo) -> tuple[str, ...]:
        """A browser's origin is compared letter by letter: `https://www.assureur.be`, without a path."""
        for entry in value:
            for origin in (entry if info.field_name == "allowed_origins" else entry.partition("=")[2]).split():
                parts = urlsplit(origin)
                if parts.scheme not in ("http", "https") or origin != f"{parts.scheme}://{parts.netloc}":
                    raise ValueError("write an origin like https://www.assureur.be, without a path or a slash")
        return value

    @field_validator("hours")
    @classmethod
    def _hours(cls, value: str) -> str:
        read_hours(value)
        return value

    @field_validator("closed_days")
    @classmethod
    def _days(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        read_hours("", value)
        return value

    @field_validator("database_url")
    @classmethod
    def _database(cls, value: str | None) -> str | None:
        if not value:
            return None
        try:
            url = make_url(value)
        except ArgumentError:
            raise ValueError("not a database address; write postgresql://user:password@host/database") from None
        if url.get_backend_name() not in ("postgresql", "postgres"):
            raise ValueError("only PostgreSQL is supported; write postgresql://user:password@host/database")
        return value

    @field_validator("messenger_graph_url", "messenger_public_url", "messenger_persona_picture")
    @classmethod
    def _safe_address(cls, value: str | None) -> str | None:
        if value is None:
            return None
        parts = urlsplit(value)
        if not parts.hostname or (parts.scheme != "https" and parts.hostname not in ("127.0.0.1", "localhost")):
            raise ValueError("write an address that begins with https://")
        return value.rstrip("/")

    @model_validator(mode="after")
    def _messenger_whole(self) -> "Settings":
        names = ("page_id", "page_token", "app_id", "app_secret", "verify_token")
        missing = [name for name in names if not getattr(self, f"messenger_{name}")]
        if missing and len(missing) < len(names):
            listed = ", ".join(f"HUB_MESSENGER_{name.upper()}" for name in missing)
            raise ValueError(f"Messenger is half set: give {listed} too, or none of its settings")
        return self

    @property
    def sqlalchemy_url(self) -> URL:
        """The database for SQLAlchemy, with psycopg 3 as the driver."""
        return make_url(self._required_database()).set(drivername="postgresql+psycopg")

    @property
    def dsn(self) -> str:
        """The database for plain psycopg (LISTEN, procrastinate)."""
        return make_url(self._required_database()).set(drivername="postgresql").render_as_string(hide_password=False)

    def _required_database(self) -> str:
        if self.database_url is None:
            raise SettingsError(["DATABASE_URL: missing; write postgresql://user:password@host/database"])
        return self.database_url

    @property
    def rasa_url(self) -> str:
        return f"http://{self.rasa_host}:{self.rasa_port}"

    def signing_secret(self) -> str:
        """Signs the parents' tokens."""
        return self.secret or _kept_secret(self.var, "secret")

    def rasa_secret(self) -> str:
        """Shared with the bot's channel."""
        return self.bot_secret or _kept_secret(self.var, "bot_secret")


def load() -> Settings:
    """Reads and checks the settings of the environment.

    Raises SettingsError with one line for each fault; a line never repeats the value, which may be a secret.
    """
    try:
        return Settings()
    except ValidationError as error:
        raise SettingsError([_line(dict(fault)) for fault in error.errors(include_input=False)]) from None


def _line(fault: Mapping[str, Any]) -> str:
    if not fault["loc"]:
        return str(fault["msg"]).removeprefix("Value error, ")
    name = str(fault["loc"][0])
    variable = name if name == "DATABASE_URL" else f"HUB_{name.upper()}"
    return f"{variable}: {str(fault['msg']).removeprefix('Value error, ')}"


def _kept_secret(folder: Path, name: str) -> str:
    """A secret that is made at the first start and kept; several processes may ask at once."""
    path = folder / name
    folder.mkdir(parents=True, exist_ok=True)
    fresh = folder / f".{name}.{os.getpid()}.{secrets.token_hex(4)}"
    if not path.exists():
        descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(48))
        try:
            os.link(fresh, path)  # only one process wins, and nobody ever reads half a secret
        except FileExistsError:
            pass
        finally:
            fresh.unlink()
    return path.read_text().strip()
