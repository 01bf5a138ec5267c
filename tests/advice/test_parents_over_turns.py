"""Random parents over many turns: whatever they say in whatever order, the rules hold and nothing is said in vain."""

from __future__ import annotations

from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from advice import Situation, about, next_step
from advice.learning import held
from advice.vocabulary import QUESTIONS, RESULTS, STEPS
from tests.advice.invariants import check
from tests.advice.situations import MESSAGES


class Parent(RuleBasedStateMachine):
    """Tells, takes back, asks, reports, accepts and declines, while the assistant advises."""

    def __init__(self) -> None:
        super().__init__()
        self.situation = Situation()
        self.turn = 0
        self.last: tuple[str, str | None] | None = None

    def next_turn(self) -> str:
        self.turn += 1
        return f"t{self.turn}"

    def heard(self, after: Situation) -> None:
        """What changes the facts, even for a moment, makes any answer a new one."""
        if held(after) != held(self.situation) or after.danger_state != self.situation.danger_state:
            self.last = None
        self.situation = after

    @rule(message=MESSAGES)
    def tells(self, message: dict[str, Any]) -> None:
        turn = self.next_turn()
        self.heard(self.situation.learn(message, turn))
        assert self.situation.learn(message, turn) == self.situation

    @rule(result=st.none() | st.sampled_from(RESULTS), step=st.none() | st.sampled_from(STEPS))
    def says_what_came_of_a_step(self, result: str | None, step: str | None) -> None:
        self.heard(self.situation.record(step, result, self.next_turn()))

    @rule(question=st.sampled_from(QUESTIONS))
    def does_not_know(self, question: str) -> None:
        self.heard(self.situation.dont_know(question, self.next_turn()))

    @precondition(lambda self: self.situation.open_dangers)
    @rule(state=st.sampled_from(["safe", "adviser", "open"]))
    def answers_the_danger(self, state: str) -> None:
        self.heard(self.situation.answer_danger(state))

    @rule(state=st.sampled_from(["queued", "declined", "none"]))
    def answers_the_offer(self, state: str) -> None:
        self.heard(self.situation.with_handoff(state))

    @rule()
    def is_advised(self) -> None:
        before, advice = self.situation, next_step(self.situation)
        check(before, advice)
        assert (advice.row, advice.step) != self.last
        self.situation = before.advise(advice, self.next_turn(), "")
        self.last = (advice.row, advice.step)

    @rule(step=st.sampled_from(STEPS))
    def asks_about_a_step(self, step: str) -> None:
        advice = about(step, self.situation)
        self.situation = self.situation.advise(advice, self.next_turn(), "")
        self.last = None

    @invariant()
    def is_the_same_after_the_store(self) -> None:
        assert Situation.from_dict(self.situation.as_dict()) == self.situation


TestParents = Parent.TestCase
TestParents.settings = settings(max_examples=60, stateful_step_count=25)
