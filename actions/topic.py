"""What can be said of a step: as the next one, when it is asked about, and how it is done."""

from __future__ import annotations

from actions.buttons import AFTER, Button
from actions.turn import Turn
from advice import Advice

Paragraphs = tuple[str, ...]


class Topic:
    """Words by their names in the domain: `utter_<topic>`, then `…_about`, `…_how`, `…_before`."""

    def __init__(self, step: str, name: str) -> None:
        self.step = step
        self.name = name

    def advised(self, turn: Turn, advice: Advice) -> Paragraphs:
        """The step as the next one."""
        return (turn.words(self.name),)

    def asked(self, turn: Turn, advice: Advice) -> Paragraphs:
        """The step because the parent asks about it."""
        return (self._words_or(turn, "about"),)

    def how(self, turn: Turn) -> Paragraphs:
        """How it is done, as a list."""
        return (self._words_or(turn, "how"),)

    def before(self, turn: Turn) -> Paragraphs:
        """What usually comes before it, in one sentence."""
        name = f"{self.name}_before"
        return (turn.words(name),) if name in turn.texts else ()

    def buttons(self, turn: Turn, advice: Advice) -> tuple[Button, ...]:
        return AFTER[self.step]

    def _words_or(self, turn: Turn, kind: str) -> str:
        name = f"{self.name}_{kind}"
        return turn.words(name if name in turn.texts else self.name)
