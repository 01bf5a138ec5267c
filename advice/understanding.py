"""What one message changed in a situation, for an answer that shows it was heard."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from advice.learning import Held, held, learn
from advice.messages import facts, off_topic
from advice.situation import Situation
from advice.vocabulary import GRAVE


@dataclass(frozen=True)
class Understanding:
    """The situation after a message, and what the message changed.

    new, withdrawn: the (field, value) pairs that came and went, in the tagger's words.
    asked: the steps that this very message asks about, known before or not.
    opened: the grave dangers that it tells.
    asks_human: whether it asks for a person.
    off_topic: whether by itself it is of another matter, or of none.
    over: whether it says that the trouble has stopped, or goes on; None where it says neither.
    refuses_adviser: whether it says that no person is wanted.
    """

    situation: Situation
    new: tuple[Held, ...] = ()
    withdrawn: tuple[Held, ...] = ()
    asked: tuple[str, ...] = ()
    opened: tuple[str, ...] = ()
    asks_human: bool = False
    off_topic: bool = False
    over: bool | None = None
    refuses_adviser: bool = False


def understand(situation: Situation, message: Mapping[str, Any], turn: str) -> Understanding:
    """Learns the message (as Situation.learn does) and says what it changed."""
    after = learn(situation, message, turn)
    told = facts(message)
    before, now = held(situation), held(after)
    return Understanding(
        situation=after,
        new=_in_order(now - before),
        withdrawn=_in_order(before - now),
        asked=tuple(dict.fromkeys(str(fact.value) for fact in told if fact.field == "steps_asked")),
        opened=tuple(dict.fromkeys(str(fact.value) for fact in told if fact.value in GRAVE)),
        asks_human=any(fact.field == "asks_human" for fact in told),
        off_topic=off_topic(message),
        over=next((fact.value is True for fact in told if fact.field == "over"), None),
        refuses_adviser=any(fact.field == "adviser_refused" for fact in told),
    )


def _in_order(pairs: frozenset[Held]) -> tuple[Held, ...]:
    return tuple(sorted(pairs, key=lambda pair: (pair[0], str(pair[1]))))
