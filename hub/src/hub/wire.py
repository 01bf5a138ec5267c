"""The shapes of the web chat API."""

import unicodedata
import uuid
from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StrictBool, StrictStr, field_validator, model_validator

from hub.models import Author, Message, Owner

TEXT_LONGEST = 4000


def readable(text: str) -> str:
    """The text, if a person can read it and PostgreSQL store it. Raises ValueError with the code of the refusal."""
    if len(text) > TEXT_LONGEST:
        raise ValueError("too_long")
    if "\x00" in text or any(0xD800 <= ord(character) <= 0xDFFF for character in text):
        raise ValueError("characters")
    if all(unicodedata.category(character)[0] in "ZC" for character in text):
        raise ValueError("empty")
    return text


class NewConversation(BaseModel):
    """The site that the widget stands on; without it only this machine may open a conversation."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"site_key": "site-assureur"}, {}]})
    site_key: Annotated[StrictStr, Field(max_length=200)] | None = None


class Access(BaseModel):
    """The right to one conversation."""

    token: str
    expires_at: datetime


class OpenedConversation(Access):
    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "conversation_id": "0b6f4c1e-6f0e-4b57-9d6e-0a8b6a0f3f11",
                    "token": "WyIwYjZm….c2lnbmVk",
                    "expires_at": "2026-12-22T08:00:00Z",
                }
            ]
        }
    )
    conversation_id: uuid.UUID


class NewMessage(BaseModel):
    """Either a text or a button that was offered; the id is the client's, so that a repeat changes nothing."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "client_message_id": "2f1c9a52-3f0e-4a35-8a35-2f3a0f0a9d11",
                    "text": "Ma fille reçoit des insultes sur Snapchat.",
                },
                {"client_message_id": "7b0f7a0e-5b0b-4a63-93c5-0a7a0b4d9e22", "button_id": "Zk3vQ0aX1b2c"},
            ]
        }
    )
    client_message_id: uuid.UUID
    text: StrictStr | None = Field(default=None, description="1 to 4,000 code points, not only blanks")
    button_id: Annotated[StrictStr, Field(min_length=1, max_length=64)] | None = None

    @field_validator("text")
    @classmethod
    def _readable(cls, text: str | None) -> str | None:
        return None if text is None else readable(text)

    @field_validator("button_id")
    @classmethod
    def _storable(cls, button_id: str | None) -> str | None:
        if button_id is not None and not button_id.isprintable():
            raise ValueError("invalid")
        return button_id

    @model_validator(mode="after")
    def _one(self) -> "NewMessage":
        if (self.text is None) == (self.button_id is None):
            raise ValueError("choose_one")
        return self


class Accepted(BaseModel):
    """The message is kept, and will be answered once."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"seq": 3}]})
    seq: int


class Typing(BaseModel):
    typing: StrictBool = True


class ShownButton(BaseModel):
    id: str
    title: str


class ShownMessage(BaseModel):
    """One message; `text` is the plain form of `blocks`."""

    seq: int
    author: Author
    author_name: str | None
    text: str
    blocks: list[dict[str, Any]] = Field(description="Each has a type: paragraph steps draft link file summary")
    buttons: list[ShownButton]
    sent_at: datetime
    client_message_id: uuid.UUID | None = Field(
        default=None, description="Of the parent's messages: the id under which the client sent it"
    )

    @staticmethod
    def of(message: Message) -> "ShownMessage":
        return ShownMessage(
            seq=message.seq,
            author=message.author,
            author_name=message.author_name,
            text=message.text,
            blocks=message.blocks,
            buttons=[ShownButton(id=button["id"], title=button["title"]) for button in message.buttons],
            sent_at=message.sent_at,
            client_message_id=message.client_message_id if message.author == "parent" else None,
        )


class Messages(BaseModel):
    """Who answers now, and the messages after the asked `seq`, in order."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "owner": "bot",
                    "files": False,
                    "messages": [
                        {
                            "seq": 2,
                            "author": "assistant",
                            "author_name": "Assistant",
                            "text": "Que s'est-il passé ?",
                            "blocks": [{"type": "paragraph", "text": "Que s'est-il passé ?"}],
                            "buttons": [{"id": "Zk3vQ0aX1b2c", "title": "Parler à un conseiller"}],
                            "sent_at": "2026-11-22T08:00:00Z",
                        }
                    ],
                }
            ]
        }
    )
    owner: Owner
    files: bool = Field(default=False, description="Whether a file may be sent: never where pictures are the danger")
    messages: list[ShownMessage]


class OwnerEvent(BaseModel):
    owner: Owner
    files: bool = False


class TypingEvent(BaseModel):
    author: Literal["assistant", "advisor"]
    typing: bool


class DeliveryEvent(BaseModel):
    """Up to which of the parent's messages somebody has read."""

    seq: int
    state: Literal["read"]
