"""Who has the thread at Meta: a human in the page's inbox takes it (owner `external`, a silent bot) and gives back.

Our own advisers are not moved by that: a conversation that one of them has stays theirs.
"""

from datetime import datetime, timedelta

import structlog
from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

from hub import cases, conversations, returning
from hub.database import clock
from hub.live import Notice, notify
from hub.messenger.models import Thread
from hub.models import CaseEvent, Conversation, Message
from hub.runtime import Runtime

HUMAN_NAME = "Équipe (boîte de réception Facebook)"
HUMAN_SILENT = timedelta(hours=1)
"""After a human's last words in the inbox: before, an idle thread may only be waiting for the parent's reply."""
BACK = "Vous parlez de nouveau à l’assistant automatique (IA)."
ACTOR = "messenger"
log = structlog.get_logger()


async def taken(session: AsyncSession, conversation: Conversation) -> None:
    """Somebody outside has the thread: the bot is silent from now on, whatever it was computing."""
    if conversation.owner not in cases.BOT_OWNERS:
        return
    waiting = update(Message).where(Message.conversation_id == conversation.id, Message.waiting)
    await session.execute(waiting.values(waiting=False))
    conversation.owner, conversation.epoch = "external", conversation.epoch + 1
    await _log(session, conversation, "external_take")
    await notify(session, Notice(str(conversation.id), "owner"))


async def human_wrote(
    session: AsyncSession, thread: Thread, conversation: Conversation, said: str | None, at: datetime
) -> None:
    """A human's words from the inbox belong to the transcript; they are on Messenger already."""
    await taken(session, conversation)
    thread.human_at = max(at, thread.human_at or at)
    await conversations.append(
        session, conversation, "advisor", said or "[pièce jointe]", name=HUMAN_NAME, already_there=True
    )


async def back(runtime: Runtime, session: AsyncSession, conversation: Conversation, *, say: bool = True) -> None:
    """The bot may speak again; it says so, and answers what nobody answered."""
    if conversation.owner != "external":
        return
    case = await cases.current(session, conversation.id)
    waits = case is not None and case.state == "queued"
    conversation.owner, conversation.epoch = ("queue" if waits else "bot"), conversation.epoch + 1
    await _log(session, conversation, "external_return")
    await notify(session, Notice(str(conversation.id), "owner"))
    if say:
        await conversations.append(session, conversation, "system", BACK)
        await returning.wake_bot(session, runtime.jobs, conversation)


async def quiet_long_enough(session: AsyncSession, thread: Thread) -> bool:
    """Whether it makes sense to ask Meta if the human is done."""
    return thread.human_at is None or await clock(session) - thread.human_at >= HUMAN_SILENT


async def _log(session: AsyncSession, conversation: Conversation, move: str) -> None:
    case = await cases.current(session, conversation.id)
    if case is not None:
        session.add(
            CaseEvent(
                case_id=case.id,
                move=move,
                from_state=case.state,
                to_state=case.state,
                actor=ACTOR,
                epoch=conversation.epoch,
            )
        )
    log.info(f"messenger_{move}", conversation=str(conversation.id))
