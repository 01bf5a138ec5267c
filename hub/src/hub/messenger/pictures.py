"""A parent's picture: fetched from Meta, checked, kept for the adviser; never where the danger is sexual."""

import uuid
from dataclasses import dataclass
from urllib.parse import urlsplit

import httpx
import structlog
from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncSession

from hub.messenger.models import Picture
from hub.models import Conversation, Message
from hub.settings import Settings

SECONDS = 10.0
CHUNK = 65536
SEXUAL_HARM = frozenset({"blackmail", "intimate_images", "grooming"})
"""With a sexual danger, the situations in which nobody may copy a picture (row D3)."""
SIGNATURES = (
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
)
FORGET = text(
    """
    DELETE FROM messenger_picture AS picture USING conversation
    WHERE conversation.id = picture.conversation_id AND (
        conversation.situation -> 'dangers' ? 'sexual'
        OR conversation.situation -> 'harm_types' ?| ARRAY['blackmail', 'intimate_images', 'grooming']
        OR EXISTS (
            SELECT 1 FROM message WHERE message.conversation_id = conversation.id AND message.danger = 'sexual'
        )
    )
    """
)
log = structlog.get_logger()


class NotKept(Exception):
    """The picture cannot be kept; the text is the reason, a short word."""


@dataclass(frozen=True)
class Fetched:
    media_type: str
    content: bytes


async def forbidden(session: AsyncSession, conversation: Conversation) -> bool:
    """Whether no picture may be kept in this conversation."""
    situation = conversation.situation
    if "sexual" in (situation.get("dangers") or ()) or SEXUAL_HARM & set(situation.get("harm_types") or ()):
        return True
    query = select(Message.seq).where(Message.conversation_id == conversation.id, Message.danger == "sexual").limit(1)
    return (await session.execute(query)).scalar_one_or_none() is not None


async def forget_forbidden(session: AsyncSession) -> None:
    """What was kept before the danger was known."""
    await session.execute(FORGET)


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
    media_type = _type_of(bytes(content[:16]))
    if media_type is None:
        raise NotKept("type")
    return Fetched(media_type, bytes(content))


def keep(session: AsyncSession, conversation_id: uuid.UUID, message_id: uuid.UUID, fetched: Fetched) -> uuid.UUID:
    picture = Picture(
        id=uuid.uuid4(),
        conversation_id=conversation_id,
        message_id=message_id,
        media_type=fetched.media_type,
        content=fetched.content,
    )
    session.add(picture)
    return picture.id


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


def _type_of(begin: bytes) -> str | None:
    """By the content, not by what the server says."""
    if begin[:4] == b"RIFF" and begin[8:12] == b"WEBP":
        return "image/webp"
    return next((media_type for signature, media_type in SIGNATURES if begin.startswith(signature)), None)
