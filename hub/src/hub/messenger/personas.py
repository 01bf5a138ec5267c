"""Who speaks: an adviser's words appear under a persona of the page, or with the name before them."""

from typing import Any

import structlog
from sqlalchemy import delete
from sqlalchemy.dialects.postgresql import insert

from hub.messenger.graph import Away, Graph, GraphRefused, Unknown
from hub.messenger.limits import PERSONA_NAME, shortened
from hub.messenger.models import Persona
from hub.runtime import Runtime

log = structlog.get_logger()


async def persona(runtime: Runtime, graph: Graph, name: str) -> str | None:
    """The id of the adviser's persona, made at the first message; None where the page has no picture for one."""
    picture = runtime.settings.messenger_persona_picture
    if picture is None:
        return None
    shown = shortened(name, PERSONA_NAME)
    async with runtime.database.transaction() as session:
        known = await session.get(Persona, (graph.page.id, shown))
        if known is not None:
            return known.persona_id
    try:
        persona_id = await graph.new_persona(shown, picture)
    except (Away, Unknown, GraphRefused, KeyError) as error:
        log.warning("messenger_persona_failed", error=type(error).__name__)
        return None
    async with runtime.database.transaction() as session:
        row = {"page_id": graph.page.id, "name": shown, "persona_id": persona_id}
        await session.execute(insert(Persona).values(row).on_conflict_do_nothing())
    return persona_id


async def forget(runtime: Runtime, graph: Graph) -> None:
    """Meta no longer knows a persona of ours: all are made anew."""
    async with runtime.database.transaction() as session:
        await session.execute(delete(Persona).where(Persona.page_id == graph.page.id))


def signed(payload: dict[str, Any], name: str) -> dict[str, Any]:
    """The words with the name of who wrote them."""
    if "text" not in payload:
        return payload
    return {**payload, "text": f"{shortened(name, PERSONA_NAME)} :\n{payload['text']}"}
