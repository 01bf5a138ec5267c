"""What the advisers' page learns of Messenger: what became of each message, and until when Meta lets one out."""

import asyncio
import contextlib
import uuid
from datetime import datetime, timedelta
from typing import Literal

from fastapi import APIRouter, Depends
from pydantic import BaseModel, Field
from sqlalchemy import select, update

from hub import desk_cases
from hub.chat import InRuntime
from hub.database import clock
from hub.desk_access import InAdvisersPage, from_our_page
from hub.errors import Refused, documented
from hub.messenger.graph import Away, GraphRefused, Unknown
from hub.messenger.models import Out, Thread
from hub.messenger.window import window
from hub.runtime import Runtime

Shown = Literal["failed", "held", "unsure", "waiting", "sent", "delivered", "read"]
"""The worst of a message's parts is what counts: in this order."""
ORDER: tuple[Shown, ...] = ("failed", "held", "unsure", "waiting", "sent", "delivered", "read")
TYPING_AGAIN = timedelta(seconds=8)
"""Meta shows it for some 20 seconds; each call counts against the page's rate."""
TYPING_SECONDS = 2.0
router = APIRouter(prefix="/api/desk", tags=["desk"], dependencies=[Depends(from_our_page)])


class Delivery(BaseModel):
    """What became of one message to the parent."""

    seq: int
    state: Shown
    reason: str | None = Field(description="Of held and failed: window unavailable elsewhere permission token …")
    reaction: str | None


class Deliveries(BaseModel):
    """For a conversation on Messenger."""

    closes_at: datetime | None = Field(description="End of Meta's 24 hours for any message")
    adviser_until: datetime | None = Field(description="Until when an adviser's own words may go out")
    deliveries: list[Delivery]


@router.get("/cases/{case_id}/delivery", responses=documented(401, 404, 422))
async def show_delivery(case_id: uuid.UUID, me: InAdvisersPage, runtime: InRuntime) -> Deliveries:
    """What became of the messages that this adviser may read."""
    async with runtime.database.transaction() as session:
        seen = await desk_cases.find(session, me, case_id)
        if seen is None:
            raise Refused(404, "case_unknown")
        readable = {message.seq for message in await desk_cases.messages(session, seen, 0)}
        thread = await session.get(Thread, seen.conversation.id)
        query = select(Out).where(Out.conversation_id == seen.conversation.id).order_by(Out.seq, Out.part)
        rows = [row for row in (await session.execute(query)).scalars() if row.seq in readable]
    reach = window(thread.acted_at if thread else None, runtime.settings.messenger_human_agent)
    shown: dict[int, Delivery] = {}
    for row in rows:
        part = Delivery(seq=row.seq, state=_state(row), reason=_reason(row), reaction=row.reaction)
        before = shown.get(row.seq)
        if before is None or ORDER.index(part.state) < ORDER.index(before.state):
            shown[row.seq] = part
    return Deliveries(closes_at=reach.closes_at, adviser_until=reach.adviser_until, deliveries=list(shown.values()))


def _state(row: Out) -> Shown:
    if row.state == "sent":
        return "read" if row.read_at else "delivered" if row.delivered_at else "sent"
    unfinished: dict[str, Shown] = {"queued": "waiting", "sending": "waiting", "ambiguous": "unsure"}
    return unfinished.get(row.state) or ("held" if row.state == "held" else "failed")


def _reason(row: Out) -> str | None:
    return row.reason if row.state in ("held", "failed") or row.reason in ("token", "rate", "away") else None


async def type_to(runtime: Runtime, conversation_id: uuid.UUID) -> None:
    """Lets the parent see that the adviser writes; a courtesy, which may fail."""
    graph = runtime.graph
    if graph is None or graph.resting:
        return
    async with runtime.database.transaction() as session:
        now = await clock(session)
        mine = Thread.conversation_id == conversation_id
        due = (Thread.typing_at.is_(None)) | (Thread.typing_at < now - TYPING_AGAIN)
        marked = update(Thread).where(mine, due).values(typing_at=now).returning(Thread.psid)
        psid = (await session.execute(marked)).scalar_one_or_none()
    if psid is not None:
        with contextlib.suppress(Away, Unknown, GraphRefused, asyncio.TimeoutError):
            await asyncio.wait_for(graph.act(psid, "typing_on"), TYPING_SECONDS)
