"""Messenger's jobs: handle what came of a person, send what waits in a conversation. They hold an id, no content."""

import uuid
from collections.abc import Sequence
from typing import Literal

from sqlalchemy import ARRAY, Text, bindparam, text
from sqlalchemy.ext.asyncio import AsyncSession

Job = Literal["messenger_receive", "messenger_send"]
RECEIVE: Job = "messenger_receive"
SEND: Job = "messenger_send"
QUEUE = "messenger"
DEFER = text(
    """
    INSERT INTO procrastinate_jobs (queue_name, task_name, lock, queueing_lock, args)
    SELECT :queue, task, task || ':' || id, task || ':' || id, jsonb_build_object('id', id)
    FROM unnest(:ids) AS id, CAST(:task AS text) AS task
    ON CONFLICT DO NOTHING
    """
).bindparams(bindparam("ids", type_=ARRAY(Text)))


async def defer(session: AsyncSession, job: Job, ids: Sequence[uuid.UUID]) -> None:
    """Has the worker run the job for each id once this transaction commits; one that already waits is enough.

    The queue's own call takes one job and a savepoint each; a webhook may bring events of hundreds of people.
    The caller holds the lock under which a running job takes its last look (of the person, of the conversation).
    """
    await session.flush()
    if ids:
        values = {"queue": QUEUE, "task": job, "ids": [str(one) for one in ids]}
        await session.execute(DEFER, values)
