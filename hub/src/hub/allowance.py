"""How often one conversation and one address may ask; counted in the memory of this process."""

import math
import time

from limits import RateLimitItem, parse_many
from limits.aio.storage import MemoryStorage
from limits.aio.strategies import MovingWindowRateLimiter

from hub.errors import Refused
from hub.settings import Settings


class Allowance:
    """Raises Refused(429) with the seconds to wait when a limit is reached."""

    def __init__(self, settings: Settings) -> None:
        self._limiter = MovingWindowRateLimiter(MemoryStorage())
        self._logins = parse_many(settings.limit_logins)
        self._logins_address = parse_many(settings.limit_logins_address)
        self._conversations = parse_many(settings.limit_conversations)
        self._messages = parse_many(settings.limit_messages)
        self._messages_address = parse_many(settings.limit_messages_address)
        self._reads = parse_many(settings.limit_reads)
        self._reads_address = parse_many(settings.limit_reads_address)
        self._files = parse_many(settings.limit_files)
        self._files_address = parse_many(settings.limit_files_address)
        self._dossiers = parse_many(settings.limit_dossiers)
        self._dossiers_address = parse_many(settings.limit_dossiers_address)
        self._codes = parse_many(settings.limit_codes)

    async def new_conversation(self, address: str) -> None:
        await self._take(self._conversations, "new", address)

    async def login(self, email: str, address: str) -> None:
        await self._take(self._logins_address, "login-from", address)
        await self._take(self._logins, "login", email)

    async def message(self, conversation: str, address: str) -> None:
        await self._take(self._messages, "message", conversation)
        await self._take(self._messages_address, "message-from", address)

    async def reading(self, conversation: str, address: str) -> None:
        await self._take(self._reads, "read", conversation)
        await self._take(self._reads_address, "read-from", address)

    async def file(self, conversation: str, address: str) -> None:
        await self._take(self._files, "file", conversation)
        await self._take(self._files_address, "file-from", address)

    async def dossier(self, conversation: str, address: str) -> None:
        await self._take(self._dossiers, "dossier", conversation)
        await self._take(self._dossiers_address, "dossier-from", address)

    async def code(self, conversation: str, address: str) -> None:
        await self._take(self._dossiers_address, "code-from", address)
        await self._take(self._codes, "code", conversation)

    async def _take(self, limits: list[RateLimitItem], what: str, who: str) -> None:
        for limit in limits:
            if not await self._limiter.hit(limit, what, who):
                window = await self._limiter.get_window_stats(limit, what, who)
                wait = max(1, math.ceil(window.reset_time - time.time()))
                raise Refused(429, "too_many", {"Retry-After": str(wait)})
