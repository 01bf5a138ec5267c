"""Which rows are settled, and under which facts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from advice.answer import Advice

if TYPE_CHECKING:
    from advice.situation import Situation


def advise(situation: Situation, advice: Advice, turn: str, at: str) -> Situation:
    return situation


def with_handoff(situation: Situation, state: str) -> Situation:
    return situation
