"""The hub's tables."""

import uuid
from datetime import datetime
from typing import Any, Literal, get_args

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    MetaData,
    Text,
    UniqueConstraint,
    false,
    func,
)
from sqlalchemy.dialects.postgresql import JSONB, TIMESTAMP
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

Channel = Literal["web", "messenger"]
Owner = Literal["bot", "queue", "advisor", "external"]
Author = Literal["parent", "assistant", "advisor", "system"]
TurnState = Literal["open", "answered", "dropped", "failed"]
CaseState = Literal["offered", "queued", "taken", "returned", "declined", "closed"]
Urgency = Literal["normal", "urgent"]
Danger = Literal["sexual", "threat", "self_harm"]
Role = Literal["adviser", "supervisor"]


def one_of(column: str, values: Any) -> CheckConstraint:
    allowed = ", ".join(f"'{value}'" for value in get_args(values))
    return CheckConstraint(f"{column} IN ({allowed})", name=column)


class Base(DeclarativeBase):
    metadata = MetaData(
        naming_convention={
            "pk": "%(table_name)s_pkey",
            "fk": "%(table_name)s_%(column_0_name)s_fkey",
            "uq": "%(table_name)s_%(column_0_N_name)s_key",
            "ck": "%(table_name)s_%(constraint_name)s_check",
            "ix": "%(table_name)s_%(column_0_N_name)s_idx",
        }
    )
    type_annotation_map = {  # noqa: RUF012
        datetime: TIMESTAMP(timezone=True),
        dict[str, Any]: JSONB,
        list[dict[str, Any]]: JSONB,
        str: Text,
        Channel: Text,
        Owner: Text,
        Author: Text,
        TurnState: Text,
        CaseState: Text,
        Urgency: Text,
        Danger: Text,
        Role: Text,
    }


class Conversation(Base):
    """One parent's conversation; its row lock orders everything that happens in it."""

    __tablename__ = "conversation"
    __table_args__ = (one_of("channel", Channel), one_of("owner", Owner))

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    channel: Mapped[Channel]
    owner: Mapped[Owner] = mapped_column(default="bot")
    epoch: Mapped[int] = mapped_column(default=0)
    last_seq: Mapped[int] = mapped_column(default=0)
    situation: Mapped[dict[str, Any]] = mapped_column(default=dict)
    step: Mapped[str | None]
    created_at: Mapped[datetime] = mapped_column(server_default=func.clock_timestamp())


class Turn(Base):
    """What the bot is asked at once: a fixed list of messages (`message.turn_id`), written before the bot is called."""

    __tablename__ = "turn"
    __table_args__ = (
        one_of("state", TurnState),
        Index("turn_open_idx", "conversation_id", unique=True, postgresql_where="state = 'open'"),
        Index("turn_conversation_id_idx", "conversation_id"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    conversation_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("conversation.id", ondelete="CASCADE"))
    epoch: Mapped[int]
    state: Mapped[TurnState] = mapped_column(default="open")
    danger: Mapped[Danger | None]
    attempts: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime] = mapped_column(server_default=func.clock_timestamp())
    next_try_at: Mapped[datetime | None]
    told_late_at: Mapped[datetime | None]
    told_unanswered_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]


class Message(Base):
    """One message of any author; `seq` counts all of a conversation without holes."""

    __tablename__ = "message"
    __table_args__ = (
        ForeignKeyConstraint(["conversation_id"], ["conversation.id"], ondelete="CASCADE"),
        ForeignKeyConstraint(["turn_id"], ["turn.id"], ondelete="CASCADE"),
        UniqueConstraint("conversation_id", "client_message_id"),
        one_of("author", Author),
        Index("message_waiting_idx", "conversation_id", "seq", postgresql_where="waiting"),
        Index("message_turn_id_idx", "turn_id", postgresql_where="turn_id IS NOT NULL"),
    )

    conversation_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    author: Mapped[Author]
    author_name: Mapped[str | None]
    text: Mapped[str]
    blocks: Mapped[list[dict[str, Any]]]
    buttons: Mapped[list[dict[str, Any]]] = mapped_column(default=list)
    sent_at: Mapped[datetime]
    client_message_id: Mapped[uuid.UUID | None]
    payload: Mapped[str | None]
    turn_id: Mapped[uuid.UUID | None]
    waiting: Mapped[bool] = mapped_column(default=False)
    danger: Mapped[Danger | None]
    sexual: Mapped[bool] = mapped_column(default=False, server_default=false())
    numbers_at: Mapped[datetime | None]


class Case(Base):
    """What an adviser works on; at most one that is not closed for each conversation."""

    __tablename__ = "case"
    __table_args__ = (
        one_of("state", CaseState),
        one_of("urgency", Urgency),
        Index("case_not_closed_idx", "conversation_id", unique=True, postgresql_where="state <> 'closed'"),
        Index("case_conversation_id_idx", "conversation_id"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    conversation_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("conversation.id", ondelete="CASCADE"))
    state: Mapped[CaseState]
    reason: Mapped[str]
    urgency: Mapped[Urgency]
    situation: Mapped[dict[str, Any] | None]
    contact: Mapped[dict[str, Any] | None]
    advisor: Mapped[str | None]
    outcome: Mapped[str | None]
    created_at: Mapped[datetime] = mapped_column(server_default=func.clock_timestamp())
    queued_at: Mapped[datetime | None]
    taken_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    told_waiting_at: Mapped[datetime | None]


class CaseEvent(Base):
    """The log of every move of a case."""

    __tablename__ = "case_event"
    __table_args__ = (Index("case_event_case_id_idx", "case_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("case.id", ondelete="CASCADE"))
    at: Mapped[datetime] = mapped_column(server_default=func.clock_timestamp())
    move: Mapped[str]
    from_state: Mapped[CaseState | None]
    to_state: Mapped[CaseState]
    actor: Mapped[str]
    epoch: Mapped[int]
    detail: Mapped[str | None]


class Adviser(Base):
    """Somebody who may log in on the desk; parents read the name."""

    __tablename__ = "adviser"
    __table_args__ = (one_of("role", Role), UniqueConstraint("email"))

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    email: Mapped[str]
    name: Mapped[str]
    password_hash: Mapped[str]
    role: Mapped[Role]
    created_at: Mapped[datetime] = mapped_column(server_default=func.clock_timestamp())
    disabled_at: Mapped[datetime | None]


class DeskSession(Base):
    """A login on the desk: `seen_at` is the adviser's last action, `streamed_at` the page's last sign of life."""

    __tablename__ = "desk_session"
    __table_args__ = (UniqueConstraint("token_hash"), Index("desk_session_adviser_id_idx", "adviser_id"))

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    token_hash: Mapped[str]
    adviser_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("adviser.id", ondelete="CASCADE"))
    available: Mapped[bool]
    created_at: Mapped[datetime] = mapped_column(server_default=func.clock_timestamp())
    seen_at: Mapped[datetime]
    streamed_at: Mapped[datetime | None]
    expires_at: Mapped[datetime]
