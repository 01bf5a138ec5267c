"""A family that talks to the assistant over several turns: what it tells, what it is advised."""

from __future__ import annotations

from typing import Any

from advice import Advice, Situation, about, next_step

Told = tuple[str, str | bool]


def message(*facts: Told, retract: tuple[Told, ...] = (), **labels: Any) -> dict[str, Any]:
    """A message as the tagger writes it, with nothing but what is given."""
    return {
        "facts": [{"field": field, "value": value} for field, value in facts],
        "retractions": [{"field": field, "value": value} for field, value in retract],
        "labels": {"in_scope": True, **labels},
    }


class Family:
    """Plays turns; every advice that is asked for is given, so that it settles."""

    def __init__(self, *facts: Told, **labels: Any) -> None:
        self.situation = Situation()
        self.turn = 0
        self.tells(*facts, **labels)

    def tells(self, *facts: Told, retract: tuple[Told, ...] = (), **labels: Any) -> Family:
        self.situation = self.situation.learn(message(*facts, retract=retract, **labels), self._next_turn())
        return self

    def says(self, result: str | None, step: str | None = None) -> Family:
        """What came of a step, the last advised one where none is named; None is "c'est fait"."""
        self.situation = self.situation.record(step, result, self._next_turn())
        return self

    def knows_not(self, question: str) -> Family:
        self.situation = self.situation.dont_know(question, self._next_turn())
        return self

    def is_safe(self) -> Family:
        self.situation = self.situation.answer_danger("safe")
        return self

    def answers_offer(self, state: str) -> Family:
        self.situation = self.situation.with_handoff(state)
        return self

    def advice(self) -> Advice:
        return self._given(next_step(self.situation))

    def asks_about(self, step: str) -> Advice:
        return self._given(about(step, self.situation))

    def rows(self, count: int) -> list[tuple[str, str | None]]:
        """Row and step of the next advices when nothing new is told."""
        return [(advice.row, advice.step) for advice in (self.advice() for _ in range(count))]

    def _given(self, advice: Advice) -> Advice:
        self.situation = self.situation.advise(advice, self._next_turn(), "2026-11-22T10:00:00+01:00")
        return advice

    def _next_turn(self) -> str:
        self.turn += 1
        return f"t{self.turn}"


def beside(advice: Advice) -> list[tuple[str, str | None]]:
    return [(other.row, other.step) for other in advice.beside]


def why_skipped(advice: Advice) -> dict[str, str]:
    return {skipped.step: skipped.why for skipped in advice.skipped}
