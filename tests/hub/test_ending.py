"""Background tasks end, even one that a cancellation does not reach."""

import asyncio

from hub.ending import end


async def test_a_task_that_swallows_its_cancellation_is_cancelled_again() -> None:
    swallowed = asyncio.Event()

    async def stubborn() -> None:
        try:
            await asyncio.Event().wait()
        except asyncio.CancelledError:
            swallowed.set()  # as asyncio.wait_for does when its result comes in the same moment
        await asyncio.Event().wait()

    task = asyncio.create_task(stubborn())
    await asyncio.sleep(0)
    await asyncio.wait_for(end(task, again_seconds=0.01), 5)
    assert swallowed.is_set()
    assert task.cancelled()


async def test_a_failure_while_it_ends_is_left_to_the_caller() -> None:
    async def failing() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            raise OSError

    task = asyncio.create_task(failing())
    await asyncio.sleep(0)
    await end(task)
    assert isinstance(task.exception(), OSError)
