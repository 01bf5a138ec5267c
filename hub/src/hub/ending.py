"""Ends background tasks for sure: before Python 3.12 `asyncio.wait_for` can swallow a cancellation.

It does when what it waits for is done in the same moment, and psycopg waits for the database with it. A task that loops
goes on then, and whoever waits for its end waits for ever (https://github.com/python/cpython/issues/86296).
"""

import asyncio
from typing import Any

CANCEL_AGAIN_SECONDS = 1.0


async def end(*tasks: asyncio.Task[Any], again_seconds: float = CANCEL_AGAIN_SECONDS) -> None:
    """Cancels the tasks until all have ended; how they ended is left to the caller."""
    pending = {task for task in tasks if not task.done()}
    while pending:
        for task in pending:
            task.cancel()
        _, pending = await asyncio.wait(pending, timeout=again_seconds)
