"""The command line: `hub run`, `hub serve`, `hub work`, `hub migrate`, `hub talk`."""

import asyncio
import os
from typing import Annotated

import typer

from hub import adviser_cli, logs, postgres
from hub.messenger import cli as messenger_cli
from hub.settings import Settings, SettingsError, load

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, help=__doc__)
app.add_typer(adviser_cli.app, name="adviser")
app.add_typer(messenger_cli.app, name="messenger")
GRACE_SECONDS = 5


def main() -> None:
    app()


def _settings(*, database: bool = True) -> Settings:
    """The checked settings; ends the command with one line for each fault."""
    try:
        settings = load()
        if database and settings.database_url is None:
            embedded = postgres.url_in(settings.var / "postgres")
            settings = settings.model_copy(update={"database_url": embedded})
        if database:
            assert settings.sqlalchemy_url
    except SettingsError as error:
        for line in error.lines:
            typer.echo(line, err=True)
        raise typer.Exit(2) from None
    logs.configure(settings.log_level)
    return settings


def _count_across_processes(settings: Settings) -> None:
    """Must come before anything imports prometheus_client, which decides at import how it counts."""
    folder = settings.var / "metrics"
    folder.mkdir(parents=True, exist_ok=True)
    os.environ.setdefault("PROMETHEUS_MULTIPROC_DIR", str(folder.resolve()))


def _migrate(settings: Settings) -> None:
    """Ends the command with one line when there is no database."""
    from sqlalchemy.exc import OperationalError

    from hub.migration import migrate as apply

    try:
        apply(settings.sqlalchemy_url)
    except OperationalError:
        typer.echo("DATABASE_URL: the database does not answer", err=True)
        raise typer.Exit(1) from None


@app.command()
def migrate() -> None:
    """Brings the database to this version."""
    _migrate(_settings())


@app.command()
def serve() -> None:
    """Serves the API and the pages; migrates the database first."""
    settings = _settings()
    _count_across_processes(settings)
    import uvicorn

    from hub.application import create_app
    from hub.migration import migrate as apply

    apply(settings.sqlalchemy_url)
    adviser_cli.make_first(settings)
    uvicorn.run(
        create_app(settings),
        host=settings.host,
        port=settings.port,
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=bool(settings.trusted_proxies),
        forwarded_allow_ips=list(settings.trusted_proxies),
        timeout_graceful_shutdown=GRACE_SECONDS,
    )


@app.command()
def work() -> None:
    """Answers the conversations; any number of workers may run."""
    settings = _settings()
    _count_across_processes(settings)
    from hub.runtime import running
    from hub.worker import work as run

    async def until_stopped() -> None:
        async with running(settings) as runtime:
            await run(runtime)

    _migrate(settings)
    asyncio.run(until_stopped())


@app.command()
def run() -> None:
    """Starts everything on this machine and keeps it running; Ctrl-C stops it."""
    settings = _settings(database=False)
    logs.configure("WARNING")  # what happens is said in plain lines
    from hub.supervision import CannotStart
    from hub.supervision import run as supervise

    try:
        raise typer.Exit(supervise(settings))
    except CannotStart as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from None


@app.command()
def talk(
    url: Annotated[str | None, typer.Option(help="Address of the hub; else the one of the settings")] = None,
    site_key: Annotated[str | None, typer.Option(help="Needed where the hub is on another machine")] = None,
) -> None:
    """A chat in the terminal, through the same API as the widget."""
    from hub.talk import talk as run

    settings = _settings(database=False)
    run(url or f"http://{settings.host}:{settings.port}", site_key)


if __name__ == "__main__":
    main()
