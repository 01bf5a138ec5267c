"""The shapes of the desk's API."""

import uuid
from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, Field, StrictBool, StrictStr

from hub.models import CaseState, Channel, Owner, Role, Urgency
from hub.wire import ShownMessage, readable

SEQ_HIGHEST = 2**31 - 1
Count = Annotated[int, Field(ge=0, le=SEQ_HIGHEST)]
Extent = Literal["all", "unanswered", "none"]
"""What of a conversation an adviser may read: all with consent or in open danger; what waits for an answer; nothing."""
Outcome = Literal["advised", "callback", "file_opened", "mediation", "court", "no_answer", "other"]
"""How a case ended."""


class Credentials(BaseModel):
    email: Annotated[StrictStr, Field(min_length=1, max_length=254)]
    password: Annotated[StrictStr, Field(min_length=1, max_length=200)]


class Me(BaseModel):
    """Who is logged in."""

    id: uuid.UUID
    email: str
    name: str
    role: Role
    available: bool


class Availability(BaseModel):
    available: StrictBool


class Move(BaseModel):
    """A move holds only if the conversation's epoch is still the one that the adviser saw."""

    epoch: Count


class Leave(Move):
    """The end of the adviser's part; `seen` is the last seq on the screen, so that no new words are passed over."""

    seen: Count


class Closing(Leave):
    outcome: Outcome


class Answer(Move):
    client_message_id: uuid.UUID
    text: Annotated[StrictStr, AfterValidator(readable)]


class Moved(BaseModel):
    epoch: int


class Colleague(BaseModel):
    id: uuid.UUID
    name: str
    available: bool


class Presence(BaseModel):
    """Who is there, and what parents are told of it."""

    open: bool
    next_opening: datetime | None
    online: int
    wait_minutes: int | None
    colleagues: list[Colleague]


class CaseSummary(BaseModel):
    """A line of the list: nothing of what the parent wrote."""

    id: uuid.UUID
    state: CaseState
    owner: Owner
    epoch: int
    channel: Channel
    reason: str
    urgency: Urgency
    since: datetime = Field(description="When the parent's waiting began")
    adviser: str | None = Field(description="Name of who has it")
    mine: bool
    takeable: bool
    to_call: bool = Field(description="The parent left a number or an address")
    unanswered: bool = Field(description="The parent has the last word")


class CaseList(BaseModel):
    """Urgent first, then the oldest."""

    cases: list[CaseSummary]


class ContactData(BaseModel):
    """How the parent wants to be reached: only what it gave."""

    first_name: str | None = None
    phone: str | None = Field(default=None, description="E.164, to dial")
    phone_shown: str | None = Field(default=None, description="The same to read")
    email: str | None = None
    when: str | None = Field(default=None, description="The parent's words or choice")
    wish: str | None = Field(default=None, description="What it wishes of the contact, in its words")
    contract: str | None = None


class CaseMove(BaseModel):
    """A line of the case's log; `actor` is an adviser's name, or bot parent safety hub."""

    at: datetime
    move: str
    actor: str
    detail: str | None


class CaseMessages(BaseModel):
    extent: Extent
    messages: list[ShownMessage]


class CaseDetail(CaseMessages):
    case: CaseSummary
    situation: dict[str, Any] | None
    contact: ContactData | None
    moves: list[CaseMove]


class MessageEvent(BaseModel):
    """Somebody wrote: ask for the messages after the last seen."""

    case_id: uuid.UUID


class TypingEvent(MessageEvent):
    typing: bool
