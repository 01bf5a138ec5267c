"""Buttons of the form for contact data, and the way back to the ladder after an adviser."""

from __future__ import annotations

from actions import contact_form, ladder
from actions.answer import Answer
from actions.turn import Turn


class Contact(Answer):
    """Être rappelé, j’attends ici, passer, a moment, modifier."""

    label = "contact"

    def answer(self, turn: Turn) -> None:
        contact_form.PRESSED[turn.intent](turn)


class TakeUp(Answer):
    """An adviser gave the conversation back: it goes on where the ladder was."""

    label = "take_up"

    def answer(self, turn: Turn) -> None:
        ladder.take_up(turn)
