"""What is known of one family's case, over all messages of a conversation."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

from advice import codec, fronts, giving, learning, waiting
from advice.answer import Advice
from advice.remembered import Evidence, Given
from advice.standing import contact_forbidden, solved, taken
from advice.vocabulary import CONTACT, COURT, DANGERS, GRAVE, LADDER, STEPS, known

RESTING = ("W", "wait", "part")
"""Rows after which nobody is expected to have done something."""
BESIDE_THE_WAY = (*RESTING, "1", "school", "child", "asked", "P", "D1", "D2", "D3", "D4", "D")
"""Rows that leave the family at the step that it was told before."""


@dataclass(frozen=True)
class Situation:
    """The facts, what came of the steps, and what was advised; every change makes a new one.

    `settled` holds, for each row and step already said ("2/report_platform"), the facts under which it was said: while
    they are the same the row is not said again. Under "handoff" it holds those under which a person was last
    accepted or declined. Where two children of a family are bullied `child` is the one it is about ("son", "daughter")
    and `aside` the situation of the other. `other_authors` are beside `harasser`, who decides the advice. `declined`
    are the steps that the family does not want. `behind` are the steps and platforms of what has stopped since:
    against a new front (advice/fronts.py) these steps are still to be taken.
    """

    in_scope: bool | None = None
    platforms: tuple[str, ...] = ()
    harm_types: tuple[str, ...] = ()
    harasser: str = "unstated"
    other_authors: tuple[str, ...] = ()
    child: str = ""
    aside: Mapping[str, Any] | None = None
    school_involved: bool | None = None
    steps_done: tuple[str, ...] = ()
    step_results: Mapping[str, str] = field(default_factory=dict)
    steps_asked: tuple[str, ...] = ()
    declined: tuple[str, ...] = ()
    behind: tuple[str, ...] = ()
    writer: str = "unstated"
    dangers: tuple[str, ...] = ()
    danger_state: str | None = None
    asks_human: bool = False
    content_online: bool | None = None
    getting_worse: bool = False
    handoff: str = "none"
    advised: tuple[Given, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    settled: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def danger(self) -> str:
        """The gravest danger told so far, "none" where there is none."""
        return max(self.dangers, key=DANGERS.index, default="none")

    @property
    def open_dangers(self) -> tuple[str, ...]:
        """The grave dangers that nobody has called safe yet, gravest first."""
        if self.danger_state in ("safe", "adviser"):
            return ()
        return tuple(danger for danger in reversed(DANGERS) if danger in self.dangers and danger in GRAVE)

    @property
    def stage(self) -> str:
        """The highest step of the ladder that was taken, "discovery" where none was."""
        return next((step for step in reversed(LADDER) if step in self.steps_done), "discovery")

    @property
    def last_step(self) -> str | None:
        """The step last advised, waiting aside: what "c'est fait" speaks of."""
        return next(
            (
                given.step
                for given in reversed(self.advised)
                if given.step and given.row not in RESTING and given.step not in self.declined
            ),
            None,
        )

    @property
    def standing(self) -> str | None:
        """The step at which the family stands: the last one of the ladder that it was told, None once it is solved.

        What was said meanwhile (the child, the school, an answer out of order) does not move it. Writing to the
        author's side is no longer one of its steps once that is no good idea any more.
        """
        if solved(self):
            return None
        forbidden = CONTACT if contact_forbidden(self) not in (None, "author_unstated") else ()
        steps = [
            given.step
            for given in self.advised
            if given.step
            and given.row not in BESIDE_THE_WAY
            and given.step not in self.declined
            and (given.step not in forbidden or given.step in taken(self))
        ]
        return steps[-1] if steps else None

    @property
    def person_due(self) -> bool:
        """Whether a person must be proposed: asked for, police or court named, or a grave danger."""
        court = any(step in (*self.steps_asked, *self.steps_done) for step in COURT)
        return self.asks_human or court or any(danger in GRAVE for danger in self.dangers)

    def learn(self, message: Mapping[str, Any], turn: str) -> Situation:
        """The situation after a message: facts join, retractions and contradictions replace.

        message: {"facts", "retractions", "labels"} as the tagger writes it; what is not understood is left out.
        A grave danger told in a turn that has not told it yet (re)opens the danger.
        """
        return learning.learn(self, message, turn)

    def record(self, step: str | None, result: str | None, turn: str) -> Situation:
        """The situation after the parent says what came of a step.

        step None is the step last advised; with a result, the last one from which an effect is expected.
        result None says that the step is taken; where somebody must react it is then pending.
        Raises UnknownWordError for a step or result that the vocabulary does not have.
        """
        return learning.record(self, step, result, turn)

    def dont_know(self, question: str, turn: str) -> Situation:
        """The situation after "je ne sais pas" to a question ("platform", "harasser", "outcome", "safe")."""
        return learning.dont_know(self, question, turn)

    def outwaited(self, turn: str, now: str, seen: str | None, patience: timedelta) -> Situation:
        """The situation after a turn that says that the content is still there: what was awaited so long has failed."""
        return waiting.outwaited(self, turn, now, seen, patience)

    def decline(self, steps: Iterable[str]) -> Situation:
        """The situation after a family says that it does not want these steps; asked about, they are wanted again.

        Raises UnknownWordError for a step that the vocabulary does not have.
        """
        return replace(self, declined=tuple(dict.fromkeys((*self.declined, *(known(step, STEPS) for step in steps)))))

    def open_front(self, gone: Iterable[str] = (), back: Iterable[str] = ()) -> Situation:
        """The situation once something new goes on after a success: on the platforms `back`, no longer on `gone`."""
        return fronts.open_front(self, gone, back)

    def leave_behind(self, words: Iterable[str]) -> Situation:
        """The situation with these steps taken, or platforms reported to, for good."""
        return fronts.leave_behind(self, words)

    def answer_danger(self, state: str) -> Situation:
        """The situation after the parent says "safe", or an adviser has taken the danger over ("adviser")."""
        return learning.answer_danger(self, state)

    def advise(self, advice: Advice, turn: str, at: str) -> Situation:
        """Remembers that this advice, with all that is beside it, was given; a person offered is "offered"."""
        return giving.advise(self, advice, turn, at)

    def with_handoff(self, state: str) -> Situation:
        """The situation after a person was "offered", "queued", "declined", or the case went back ("none")."""
        return giving.with_handoff(self, state)

    def as_dict(self) -> dict[str, Any]:
        """Plain data for a slot or a column; `json.dumps` takes it."""
        return codec.as_dict(self)

    @staticmethod
    def from_dict(data: Mapping[str, Any] | None) -> Situation:
        """The situation that as_dict wrote; missing keys take their default, what is not understood is dropped."""
        return Situation(**codec.read(data))
