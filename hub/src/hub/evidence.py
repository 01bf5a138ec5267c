"""Files of evidence: checked, made anew without what they hide, kept with their conversation.

Never where a picture itself is the danger: nobody may copy it, the parent as little as we (row D3).
"""

import io
import uuid
import warnings
from datetime import datetime
from typing import Any

import structlog
from PIL import Image, ImageOps, UnidentifiedImageError
from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, func, select, text
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

import safety
from hub.models import Base, Conversation, Message

PDF = "application/pdf"
KINDS = ("image/jpeg", "image/png", PDF)
"""What is kept; a WebP image becomes a JPEG."""
OPENED = ("JPEG", "PNG", "WEBP")
PIXELS_MOST = 40_000_000
"""A phone's largest photograph; more is meant to fill the memory."""
SIDE_LONGEST = 3000
QUALITY = 88
ACTIVE_PDF = (b"/JavaScript", b"/JS", b"/Launch", b"/EmbeddedFile", b"/OpenAction", b"/RichMedia", b"/XFA")
PDF_END_WITHIN = 2048
SEXUAL_HARM = frozenset({"blackmail", "intimate_images", "grooming"})
FORBIDDEN = """
    conversation.situation -> 'dangers' ? 'sexual'
    OR conversation.situation -> 'harm_types' ?| ARRAY['blackmail', 'intimate_images', 'grooming']
    OR EXISTS (SELECT 1 FROM message WHERE message.conversation_id = conversation.id AND message.sexual)
"""
log = structlog.get_logger()


class File(Base):
    """A parent's file, for the adviser who reads the case."""

    __tablename__ = "file"
    __table_args__ = (
        CheckConstraint(f"media_type IN {KINDS}", name="media_type"),
        Index("file_conversation_id_idx", "conversation_id"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    conversation_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("conversation.id", ondelete="CASCADE"))
    media_type: Mapped[str]
    content: Mapped[bytes] = mapped_column(LargeBinary)
    created_at: Mapped[datetime] = mapped_column(server_default=func.clock_timestamp())


class Unsuitable(Exception):
    """The file is not kept; the text is the code of the refusal."""


def cleaned(content: bytes) -> tuple[str, bytes]:
    """The media type by the content itself, and the content without place, time, device or hidden parts.

    Raises Unsuitable. Takes some tenths of a second for a photograph: not for the event loop.
    """
    if content.startswith(b"%PDF-"):
        _check_pdf(content)
        return PDF, content
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(content), formats=OPENED) as opened:
                return _painted_anew(opened)
    except (UnidentifiedImageError, Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise Unsuitable("file_kind") from None
    except (OSError, SyntaxError, ValueError, EOFError):  # what Pillow raises over a damaged image
        raise Unsuitable("file_unreadable") from None


def _painted_anew(opened: Image.Image) -> tuple[str, bytes]:
    if opened.width * opened.height > PIXELS_MOST:
        raise Unsuitable("file_kind")
    is_png = opened.format == "PNG"
    upright = ImageOps.exif_transpose(opened)
    has_alpha = upright.mode in ("RGBA", "LA", "PA") or "transparency" in upright.info
    flat = upright.convert("RGBA" if has_alpha else "RGB")
    flat.thumbnail((SIDE_LONGEST, SIDE_LONGEST))
    painted = Image.new("RGB", flat.size, "white")  # a new image carries nothing of the old one but its pixels
    painted.paste(flat, mask=flat.getchannel("A") if has_alpha else None)
    out = io.BytesIO()
    if is_png:
        painted.save(out, "PNG", optimize=True)
        return "image/png", out.getvalue()
    painted.save(out, "JPEG", quality=QUALITY, optimize=True)
    return "image/jpeg", out.getvalue()


def _check_pdf(content: bytes) -> None:
    """A document that runs nothing, as far as it can be read without opening it; advisers get it as a download."""
    if b"%%EOF" not in content[-PDF_END_WITHIN:]:
        raise Unsuitable("file_unreadable")
    if any(name in content for name in ACTIVE_PDF):
        raise Unsuitable("file_kind")


def sexual(said: str) -> bool:
    """Whether a text speaks of that danger, among whatever others; a fault in the patterns costs only the files.

    The gravest danger does not tell: a threat is graver than the sexual danger beside it.
    """
    try:
        return any(hit.danger == "sexual" for hit in safety.check(said))
    except Exception as error:
        log.error("safety_check_failed", error=type(error).__name__)
        return True


async def forbidden(session: AsyncSession, conversation: Conversation) -> bool:
    """Whether no file may be sent, kept or shown in this conversation."""
    situation: dict[str, Any] = conversation.situation
    if "sexual" in (situation.get("dangers") or ()) or SEXUAL_HARM & set(situation.get("harm_types") or ()):
        return True
    query = select(Message.seq).where(Message.conversation_id == conversation.id, Message.sexual).limit(1)
    return (await session.execute(query)).scalar_one_or_none() is not None


async def invited(session: AsyncSession, conversation: Conversation) -> bool:
    """Whether the window offers to send one: once the parent has told something, and it is not that danger."""
    told = select(Message.seq).where(Message.conversation_id == conversation.id, Message.author == "parent").limit(1)
    if (await session.execute(told)).scalar_one_or_none() is None:
        return False
    return not await forbidden(session, conversation)


async def count(session: AsyncSession, conversation_id: uuid.UUID) -> int:
    query = select(func.count()).select_from(File).where(File.conversation_id == conversation_id)
    return int((await session.execute(query)).scalar_one())


def keep(
    session: AsyncSession, conversation_id: uuid.UUID, media_type: str, content: bytes, shown: str
) -> dict[str, Any]:
    """Keeps a file that was cleaned; gives the block that shows it in its message."""
    file = File(id=uuid.uuid4(), conversation_id=conversation_id, media_type=media_type, content=content)
    session.add(file)
    return {"type": "file", "text": shown, "id": str(file.id), "media_type": media_type, "bytes": len(content)}


async def find(session: AsyncSession, conversation: Conversation, file_id: uuid.UUID) -> File | None:
    """The conversation's own file, where it may be shown."""
    found = await session.get(File, file_id)
    if found is None or found.conversation_id != conversation.id or await forbidden(session, conversation):
        return None
    return found


async def forget_forbidden(session: AsyncSession) -> None:
    """Deletes what was kept before the danger was known."""
    await session.execute(
        text(f"DELETE FROM file USING conversation WHERE conversation.id = file.conversation_id AND ({FORBIDDEN})")
    )
