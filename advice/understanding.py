"""What one message changed in a situation, for an answer that shows it was heard."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from advice.situation import Situation


@dataclass(frozen=True)
class Understanding:
    """situation: after the message. new, withdrawn: (field, value) pairs that came and went.
    asked: the steps that this very message asks about. opened: the grave dangers that it (re)opened.
    asks_human: whether it asks for a person. off_topic: whether it says nothing of the matter."""

    situation: Situation
    new: tuple[tuple[str, str | bool], ...] = ()
    withdrawn: tuple[tuple[str, str | bool], ...] = ()
    asked: tuple[str, ...] = ()
    opened: tuple[str, ...] = ()
    asks_human: bool = False
    off_topic: bool = False


def understand(situation: Situation, message: Mapping[str, Any], turn: str) -> Understanding:
    """Learns the message (as Situation.learn does) and says what it changed."""
    return Understanding(situation.learn(message, turn))
