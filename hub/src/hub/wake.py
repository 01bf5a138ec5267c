"""The job that answers a conversation: it runs turn after turn until nothing waits."""

import asyncio
import contextlib
import uuid
from collections.abc import AsyncIterator, Awaitable, Callable

import structlog

from hub import danger, metrics, turns
from hub.bot import BotFailed
from hub.dossier_link import on_channel
from hub.ending import end
from hub.live import Notice
from hub.runtime import Runtime

ATTEMPTS = 2
"""Calls to the bot within one job; later ones belong to the recovery, so that a broken bot holds no job."""

CLOCK_GRAIN_SECONDS = 0.01
"""So that the database's clock, too, has passed the moment that was waited for."""

log = structlog.get_logger()


async def answer_all(runtime: Runtime, conversation_id: uuid.UUID) -> None:
    """Runs under the conversation's job lock; every step commits, so that any other worker can go on after it."""
    with runtime.live.follow(conversation_id) as notices:
        while True:
            async with runtime.database.transaction() as session:
                step = await turns.begin(session, conversation_id, runtime.settings)
            match step:
                case turns.Idle():
                    return
                case turns.Quiet(seconds):
                    await _next_message(notices, seconds)
                case turns.Open():
                    if not await _answer(runtime, conversation_id, step):
                        return


async def _next_message(notices: asyncio.Queue[Notice], seconds: float) -> None:
    """Waits until the quiet time is over, or until a message comes which may end it."""

    async def message() -> None:
        while (await notices.get()).kind != "message":
            pass

    with contextlib.suppress(asyncio.TimeoutError):
        await asyncio.wait_for(message(), seconds)


async def _answer(runtime: Runtime, conversation_id: uuid.UUID, turn: turns.Open) -> bool:
    """Asks the bot and writes what it says; False if the turn stays open for later."""
    reached = False
    bound = log.bind(conversation=str(conversation_id), turn=str(turn.turn_id))
    async with _company(runtime, conversation_id, turn):
        for attempt in range(ATTEMPTS):
            if attempt:
                await asyncio.sleep(runtime.settings.bot_pause_seconds)
            try:
                said = on_channel(await runtime.bot.turn(turn.request), turn.request, runtime.settings)
            except BotFailed as failure:
                reached = failure.reached
                metrics.BOT_FAILURES.labels(failure.kind).inc()
                bound.warning("bot_failed", kind=failure.kind, attempt=attempt + 1)
                if turn.dangerous:
                    await _show_numbers(runtime, conversation_id, turn)
                continue
            async with runtime.database.transaction() as session:
                if said.messages:
                    state = await turns.answer(
                        session, conversation_id, turn.turn_id, said, runtime.settings.assistant_name
                    )
                else:
                    state = await turns.speechless(session, conversation_id, turn.turn_id)
            bound.info("turn_ended", state=state or "erased")
            return True
    async with runtime.database.transaction() as session:
        return not await turns.postpone(
            session, conversation_id, turn.turn_id, runtime.settings, attempts=ATTEMPTS, reached=reached
        )


@contextlib.asynccontextmanager
async def _company(runtime: Runtime, conversation_id: uuid.UUID, turn: turns.Open) -> AsyncIterator[None]:
    """While the bot computes: the parent in danger gets the numbers, and every parent hears when it takes long."""

    async def console() -> None:
        async with runtime.database.transaction() as session:
            await turns.console(session, conversation_id, runtime.settings)

    async def numbers() -> None:
        await _show_numbers(runtime, conversation_id, turn)

    due: list[tuple[float, Callable[[], Awaitable[None]]]] = [(runtime.settings.late_seconds - turn.age, console)]
    if turn.dangerous:
        due.append((runtime.settings.danger_seconds - turn.age, numbers))
    tasks = [asyncio.create_task(_after(seconds, act)) for seconds, act in due]
    try:
        yield
    finally:
        await end(*tasks)


async def _after(seconds: float, act: Callable[[], Awaitable[None]]) -> None:
    await asyncio.sleep(max(0.0, seconds) + CLOCK_GRAIN_SECONDS)
    await act()


async def _show_numbers(runtime: Runtime, conversation_id: uuid.UUID, turn: turns.Open) -> None:
    async with runtime.database.transaction() as session:
        await danger.make_good(session, conversation_id, turn.turn_id)
