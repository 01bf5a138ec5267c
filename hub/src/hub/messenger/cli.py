"""`hub messenger check [--repair]`: is the page set up at Meta as the hub needs it?"""

import asyncio
from typing import TYPE_CHECKING, Annotated

import typer

from hub.messenger.page import Page, page_of
from hub.settings import SettingsError, load

if TYPE_CHECKING:
    from hub.messenger.setup import Finding

app = typer.Typer(no_args_is_help=True, help=__doc__)


@app.callback()
def about() -> None:
    """Facebook Messenger."""


@app.command()
def check(
    repair: Annotated[bool, typer.Option("--repair", help="Set what can be set from here")] = False,
) -> None:
    """Looks at token, webhook, subscriptions, start button, greeting, menu; ends with 1 if something is wrong."""
    try:
        settings = load()
    except SettingsError as error:
        for line in error.lines:
            typer.echo(line, err=True)
        raise typer.Exit(2) from None
    page = page_of(settings)
    if page is None:
        typer.echo("Messenger is off: docs/messenger.md says which HUB_MESSENGER_ settings it needs", err=True)
        raise typer.Exit(2)
    found = asyncio.run(_look(page, settings.messenger_seconds, settings.messenger_public_url, repair))
    for finding in found:
        typer.echo(_line(finding))
    raise typer.Exit(0 if all(finding.good for finding in found) else 1)


async def _look(page: Page, seconds: float, public_url: str | None, repair: bool) -> "list[Finding]":
    from hub.messenger.graph import Graph  # counts errors: not before the process knows how it counts
    from hub.messenger.setup import check as look

    async with Graph(page, seconds) as graph:
        return await look(graph, public_url, repair=repair)


def _line(finding: "Finding") -> str:
    state = "repaired" if finding.repaired else "good" if finding.good else "WRONG"
    return f"{finding.name:14} {state:9} {finding.hint}".rstrip()
