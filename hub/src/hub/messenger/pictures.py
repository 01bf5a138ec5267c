"""A parent's picture: fetched from Meta's own hosts, checked and cleaned as every file of evidence."""

import asyncio
from dataclasses import dataclass
from urllib.parse import urlsplit

import httpx
import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from hub import evidence
from hub.models import Conversation
from hub.settings import Settings

SECONDS = 10.0
CHUNK = 65536
log = structlog.get_logger()


class NotKept(Exception):
    """The picture cannot be kept; the text is the reason, a short word."""


@dataclass(frozen=True)
class Fetched:
    media_type: str
    content: bytes


async def forbidden(session: AsyncSession, conversation: Conversation, said: str) -> bool:
    """Whether no picture may be kept: by what is known, and by the words that came with it."""
    return await evidence.forbidden(session, conversation) or evidence.sexual(said)


async def fetch(settings: Settings, url: str | None) -> Fetched:
    """Reads the picture from Meta's own hosts, up to the limit. Raises NotKept."""
    if url is None or not _metas(url, settings):
        raise NotKept("address")
    try:
        async with (
            httpx.AsyncClient(timeout=SECONDS, follow_redirects=False) as client,
            client.stream("GET", url) as response,
        ):
            if response.status_code != httpx.codes.OK:
                raise NotKept("gone")
            content = bytearray()
            async for chunk in response.aiter_bytes(CHUNK):
                content += chunk
                if len(content) > settings.messenger_picture_bytes:
                    raise NotKept("size")
    except (httpx.HTTPError, httpx.InvalidURL):
        raise NotKept("unreachable") from None
    try:
        media_type, clean = await asyncio.to_thread(evidence.cleaned, bytes(content))
    except evidence.Unsuitable as why:
        raise NotKept(str(why)) from None
    return Fetched(media_type, clean)


def _metas(url: str, settings: Settings) -> bool:
    """Only addresses of Meta's picture hosts are ever opened: the webhook must not send us elsewhere."""
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").lower()
        loopback = host == "127.0.0.1" and "127.0.0.1" in settings.messenger_picture_hosts
        if parts.scheme != "https" and not loopback:
            return False
    except ValueError:
        return False
    return any(host == allowed or host.endswith("." + allowed) for allowed in settings.messenger_picture_hosts)
