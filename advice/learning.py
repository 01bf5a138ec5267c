"""How a situation takes in what the parent says."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from advice.situation import Situation


def learn(situation: Situation, message: Mapping[str, Any], turn: str) -> Situation:
    return situation


def record(situation: Situation, step: str | None, result: str | None, turn: str) -> Situation:
    return situation


def dont_know(situation: Situation, question: str, turn: str) -> Situation:
    return situation


def answer_danger(situation: Situation, state: str) -> Situation:
    return situation
