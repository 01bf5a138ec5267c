"""Messenger's tables: whose thread a conversation is, what Meta told, and what is to be sent."""

import uuid
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import BigInteger, ForeignKey, Identity, Index, Text, UniqueConstraint, func
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from hub.models import Author, Base, one_of

OutState = Literal["queued", "sending", "sent", "ambiguous", "held", "failed"]
DeletionState = Literal["erased", "unknown"]


class Thread(Base):
    """The conversation of one person with the page; `person` is made of page and person, for locks and jobs."""

    __tablename__ = "messenger_thread"
    __table_args__ = (UniqueConstraint("person"),)

    conversation_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("conversation.id", ondelete="CASCADE"), primary_key=True
    )
    person: Mapped[uuid.UUID]
    page_id: Mapped[str]
    psid: Mapped[str]
    acted_at: Mapped[datetime | None]
    human_at: Mapped[datetime | None]
    typing_at: Mapped[datetime | None]


class Event(Base):
    """One event of a webhook, kept before the 200; handled, only its key stays, so that it is known again."""

    __tablename__ = "messenger_event"
    __table_args__ = (
        Index("messenger_event_waiting_idx", "person", "at", "number", postgresql_where="handled_at IS NULL"),
    )

    key: Mapped[str] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(BigInteger, Identity(always=True))
    person: Mapped[uuid.UUID | None]
    at: Mapped[int] = mapped_column(BigInteger)
    body: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    received_at: Mapped[datetime] = mapped_column(server_default=func.clock_timestamp())
    handled_at: Mapped[datetime | None]


class Out(Base):
    """One message to Meta, written with the message that it carries; its id is the `metadata` that comes back."""

    __tablename__ = "messenger_out"
    __table_args__ = (
        one_of("state", OutState),
        UniqueConstraint("conversation_id", "seq", "part"),
        Index(
            "messenger_out_unsent_idx",
            "conversation_id",
            "seq",
            "part",
            postgresql_where="state IN ('queued', 'sending', 'ambiguous')",
        ),
        Index("messenger_out_mid_idx", "mid", postgresql_where="mid IS NOT NULL"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    conversation_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("conversation.id", ondelete="CASCADE"))
    seq: Mapped[int]
    part: Mapped[int]
    author: Mapped[Author]
    author_name: Mapped[str | None]
    payload: Mapped[dict[str, Any]]
    state: Mapped[OutState] = mapped_column(Text, default="queued")
    reason: Mapped[str | None]
    attempts: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime] = mapped_column(server_default=func.clock_timestamp())
    next_try_at: Mapped[datetime | None]
    tried_at: Mapped[datetime | None]
    mid: Mapped[str | None]
    sent_at: Mapped[datetime | None]
    delivered_at: Mapped[datetime | None]
    read_at: Mapped[datetime | None]
    reaction: Mapped[str | None]


class Hearing(Base):
    """Since when webhooks of a page are taken without a gap, and when that was last so."""

    __tablename__ = "messenger_hearing"

    page_id: Mapped[str] = mapped_column(primary_key=True)
    since: Mapped[datetime]
    beat_at: Mapped[datetime]


class Persona(Base):
    """Under which persona of the page an adviser's words appear."""

    __tablename__ = "messenger_persona"

    page_id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(primary_key=True)
    persona_id: Mapped[str]


class Deletion(Base):
    """A request for deletion that came through Meta, found again by its code."""

    __tablename__ = "messenger_deletion"
    __table_args__ = (one_of("state", DeletionState),)

    code: Mapped[str] = mapped_column(primary_key=True)
    state: Mapped[DeletionState] = mapped_column(Text)
    requested_at: Mapped[datetime] = mapped_column(server_default=func.clock_timestamp())
