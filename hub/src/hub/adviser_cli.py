"""`hub adviser add|list|disable|password`: the accounts of the desk."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Annotated, NoReturn, TypeVar

import typer
from email_validator import EmailNotValidError, validate_email
from sqlalchemy.ext.asyncio import AsyncSession

from hub import advisers
from hub.database import Database
from hub.models import Adviser, Role
from hub.settings import Settings

Result = TypeVar("Result")
Generate = Annotated[bool, typer.Option("--generate", help="Make a password and print it once, instead of asking")]
app = typer.Typer(no_args_is_help=True, help=__doc__)


@app.command()
def add(
    email: str,
    name: Annotated[str, typer.Argument(help="What parents read, for example “Anne, conseillère”")],
    supervisor: Annotated[bool, typer.Option("--supervisor", help="May also end a colleague's chat")] = False,
    generate: Generate = False,
) -> None:
    """A new adviser."""
    try:
        validate_email(email, check_deliverability=False)
    except EmailNotValidError:
        _stop("This is no e-mail address.")
    if not 0 < len(name.strip()) <= 80:
        _stop("The name has 1 to 80 characters.")
    role: Role = "supervisor" if supervisor else "adviser"
    password = _password(generate)

    async def act(session: AsyncSession, settings: Settings) -> None:
        await advisers.add(session, email, name, role, password)

    try:
        _run(act)
    except advisers.EmailTaken:
        _stop("There is an adviser with this e-mail.")
    _tell(generate, password)


@app.command("list")
def show() -> None:
    """All advisers."""

    async def act(session: AsyncSession, settings: Settings) -> list[str]:
        return [_line(adviser) for adviser in await advisers.everybody(session)]

    for line in _run(act):
        typer.echo(line)


@app.command()
def disable(email: str) -> None:
    """No login any more, every session ends; a new password opens the account again."""

    async def act(session: AsyncSession, settings: Settings) -> None:
        await advisers.disable(session, await _known(session, email))

    _run(act)


@app.command()
def password(email: str, generate: Generate = False) -> None:
    """A new password; every session ends."""
    chosen = _password(generate)

    async def act(session: AsyncSession, settings: Settings) -> None:
        await advisers.set_password(session, await _known(session, email), chosen)
        advisers.forget_first(settings.var, email)

    _run(act)
    _tell(generate, chosen)


def make_first(settings: Settings) -> None:
    """At a start where nobody has an account: makes one, prints its password once and keeps it in a private file."""

    async def act(session: AsyncSession, settings: Settings) -> str | None:
        return await advisers.make_first(session, settings.var)

    made = _in_database(settings, act)
    if made is not None:
        typer.echo(
            f"first adviser: {advisers.FIRST_EMAIL}  password: {made}  (in {settings.var / advisers.FIRST_FILE})"
        )


async def _known(session: AsyncSession, email: str) -> Adviser:
    adviser = await advisers.find(session, email)
    if adviser is None:
        _stop("There is no adviser with this e-mail.")
    return adviser


def _line(adviser: Adviser) -> str:
    state = "disabled" if adviser.disabled_at else "active"
    return f"{adviser.email}\t{adviser.name}\t{adviser.role}\t{state}\tsince {adviser.created_at:%Y-%m-%d}"


def _password(generate: bool) -> str:
    if generate:
        return advisers.new_password()
    chosen: str = typer.prompt("Password", hide_input=True, confirmation_prompt=True)
    if not advisers.PASSWORD_SHORTEST <= len(chosen) <= advisers.PASSWORD_LONGEST:
        _stop(f"A password has {advisers.PASSWORD_SHORTEST} to {advisers.PASSWORD_LONGEST} characters.")
    return chosen


def _tell(generate: bool, chosen: str) -> None:
    if generate:
        typer.echo(f"password: {chosen}")


def _stop(why: str) -> NoReturn:
    typer.echo(why, err=True)
    raise typer.Exit(1)


def _run(act: Callable[[AsyncSession, Settings], Awaitable[Result]]) -> Result:
    from hub.cli import _settings as checked_settings
    from hub.migration import migrate

    settings = checked_settings()
    migrate(settings.sqlalchemy_url)
    return _in_database(settings, act)


def _in_database(settings: Settings, act: Callable[[AsyncSession, Settings], Awaitable[Result]]) -> Result:
    async def run() -> Result:
        database = Database(settings)
        try:
            async with database.transaction() as session:
                return await act(session, settings)
        finally:
            await database.close()

    return asyncio.run(run())
