"""The advisers' accounts: who may log in on the desk, and the check of a password."""

import asyncio
import os
import secrets
import uuid
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from pathlib import Path

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import delete, func, select, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from hub.database import clock
from hub.live import DESK, Notice, notify
from hub.models import Adviser, DeskSession, Role

PASSWORD_BYTES = 12
PASSWORD_SHORTEST = 10
PASSWORD_LONGEST = 200
"""A longer one only costs time to hash."""
FIRST_EMAIL = "conseiller@desk.local"
FIRST_NAME = "Un conseiller"
"""Parents read it, until the insurer names its people."""
FIRST_FILE = "first-adviser.txt"
FIRST_LOCK = 0x6875625F61647669  # "hub_advi": several processes may start on an empty database
HASHES_AT_ONCE = 2
"""Each takes 64 MB; a storm of logins must not take the memory."""

_hasher = PasswordHasher()
_hashing = ThreadPoolExecutor(HASHES_AT_ONCE, "hash")


class EmailTaken(Exception):
    """There is an adviser with this e-mail."""


class PasswordUnfit(Exception):
    """Too short or too long."""


def login_of(email: str) -> str:
    """The form in which an e-mail is kept and compared."""
    return email.strip().casefold()


def new_password() -> str:
    return secrets.token_urlsafe(PASSWORD_BYTES)


async def add(session: AsyncSession, email: str, name: str, role: Role, password: str) -> Adviser:
    """A new account. Raises EmailTaken or PasswordUnfit."""
    adviser = Adviser(email=login_of(email), name=name.strip(), role=role, password_hash=_hash(password))
    try:
        async with session.begin_nested():
            session.add(adviser)
    except IntegrityError:
        raise EmailTaken from None
    return adviser


async def everybody(session: AsyncSession) -> Sequence[Adviser]:
    """All accounts, the disabled ones too, oldest first."""
    return (await session.execute(select(Adviser).order_by(Adviser.created_at))).scalars().all()


async def find(session: AsyncSession, email: str) -> Adviser | None:
    query = select(Adviser).where(Adviser.email == login_of(email))
    return (await session.execute(query)).scalar_one_or_none()


async def name_of(session: AsyncSession, adviser_id: str | None) -> str | None:
    """The name of the adviser that a case names."""
    try:
        key = uuid.UUID(adviser_id or "")
    except ValueError:
        return None
    adviser = await session.get(Adviser, key)
    return adviser.name if adviser else None


async def disable(session: AsyncSession, adviser: Adviser) -> None:
    """No login any more, and every session ends now."""
    adviser.disabled_at = await clock(session)
    await _end_sessions(session, adviser.id)


async def set_password(session: AsyncSession, adviser: Adviser, password: str) -> None:
    """A new password opens the account again and ends every session. Raises PasswordUnfit."""
    adviser.password_hash, adviser.disabled_at = _hash(password), None
    await _end_sessions(session, adviser.id)


async def right(adviser: Adviser | None, password: str) -> bool:
    """Whether this is the password of an account in use; a wrong one takes as long as an unknown adviser."""
    expected = adviser.password_hash if adviser is not None else None
    matches = await asyncio.get_running_loop().run_in_executor(_hashing, _verify, expected, password)
    return matches and adviser is not None and adviser.disabled_at is None


async def make_first(session: AsyncSession, folder: Path) -> str | None:
    """Where nobody has an account: makes one and returns its password, which is also in `first-adviser.txt`."""
    await session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": FIRST_LOCK})
    if (await session.execute(select(func.count()).select_from(Adviser))).scalar_one():
        return None
    password = new_password()
    await add(session, FIRST_EMAIL, FIRST_NAME, "supervisor", password)
    folder.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(folder / FIRST_FILE, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as file:
        os.fchmod(descriptor, 0o600)
        file.write(f"{FIRST_EMAIL}\n{password}\n")
    return password


def forget_first(folder: Path, email: str) -> None:
    """The generated password is no longer valid: its file goes."""
    if login_of(email) == FIRST_EMAIL:
        (folder / FIRST_FILE).unlink(missing_ok=True)


def _hash(password: str) -> str:
    if not PASSWORD_SHORTEST <= len(password) <= PASSWORD_LONGEST:
        raise PasswordUnfit
    return _hasher.hash(password)


@lru_cache(maxsize=1)
def _nobody() -> str:
    """A hash whose password nobody has."""
    return _hasher.hash(secrets.token_urlsafe(PASSWORD_BYTES))


def _verify(expected: str | None, password: str) -> bool:
    try:
        return _hasher.verify(expected or _nobody(), password)
    except (VerificationError, InvalidHashError):
        return False


async def _end_sessions(session: AsyncSession, adviser_id: uuid.UUID) -> None:
    await session.execute(delete(DeskSession).where(DeskSession.adviser_id == adviser_id))
    await notify(session, Notice(DESK, "presence"))
