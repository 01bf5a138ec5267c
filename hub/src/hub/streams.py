"""Event streams: how they are sent, and how many stay open, an address's and a conversation's newest ones."""

import asyncio
import contextlib
import uuid
from collections import Counter, defaultdict
from collections.abc import AsyncIterator, Iterator

from sse_starlette import EventSourceResponse, ServerSentEvent

from hub.errors import Refused
from hub.live import Notice
from hub.settings import Settings

RETRY_SECONDS = 10


def sent_live(events: AsyncIterator[ServerSentEvent], settings: Settings) -> EventSourceResponse:
    """The events as they come, kept by no proxy, with heartbeats between."""
    return EventSourceResponse(
        events,
        ping=int(max(1, settings.sse_heartbeat_seconds)),
        headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"},
        sep="\n",
    )


class Streams:
    """Counts the streams of this process."""

    def __init__(self, settings: Settings) -> None:
        self._conversation_at_most = settings.streams_conversation
        self._address_at_most = settings.streams_address
        self._of_conversation: dict[uuid.UUID, list[asyncio.Queue[Notice]]] = defaultdict(list)
        self._of_address: Counter[str] = Counter()

    def check(self, address: str) -> None:
        """Raises Refused(429) where an address has too many."""
        if self._of_address[address] >= self._address_at_most:
            raise Refused(429, "too_many", {"Retry-After": str(RETRY_SECONDS)})

    @contextlib.contextmanager
    def hold(self, conversation: uuid.UUID, address: str, notices: asyncio.Queue[Notice]) -> Iterator[None]:
        """Counts one stream while the block runs; the oldest of the conversation hears that it must end.

        A page that slept may have left a stream that nobody reads: the newest is the one that somebody looks at.
        """
        held = self._of_conversation[conversation]
        held.append(notices)
        self._of_address[address] += 1
        if len(held) > self._conversation_at_most:
            oldest = held.pop(0)
            while oldest.full():
                oldest.get_nowait()
            oldest.put_nowait(Notice(str(conversation), "elsewhere"))
        try:
            yield
        finally:
            if notices in held:
                held.remove(notices)
            if not held:
                self._of_conversation.pop(conversation, None)
            self._of_address[address] -= 1
            if self._of_address[address] == 0:
                del self._of_address[address]
