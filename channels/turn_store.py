"""What a turn needs of a tracker store beyond Rasa's own interface, and how a store says no."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

from rasa.shared.exceptions import RasaException

# How long a turn waits for the one before it.
LOCK_SECONDS = 20.0


class TrackerStoreUnavailable(RasaException):
    """The database does not answer; the supervisor tries again, the hub answers meanwhile."""


class HistoryUnreadable(RasaException):
    """A stored event of this conversation cannot be read back."""


class ConversationBusy(Exception):
    """Another turn of the conversation did not end in time."""


class ConversationErased(Exception):
    """The conversation was erased; nothing may be written to it again."""


class ConversationRefused(RasaException):
    """An id that PostgreSQL cannot store."""


class TurnStore(Protocol):
    """What the channel needs of a tracker store beyond Rasa's own interface."""

    def one_turn_at_a_time(self, conversation: str, gone: Callable[[], bool]) -> Any:
        """An async context in which no other process runs a turn of this conversation.

        Raises:
            ConversationBusy: it was not free in time, or `gone()` became true while waiting.
            ConversationErased: it was erased, maybe while waiting.
        """

    async def holds_turn(self, conversation: str, turn_id: str) -> bool:
        """Whether a user event of any session carries `turn_id`."""

    async def erase(self, conversation: str) -> None:
        """Removes every event of the conversation, after its running turn if there is one."""

    async def check(self) -> None:
        """Returns when the store answers.

        Raises:
            TrackerStoreUnavailable: it does not.
        """
