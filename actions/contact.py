"""A person asked for, accepted or declined, the buttons of the form for contact data, and the way back after one."""

from __future__ import annotations

from actions import adviser, contact_form, ladder
from actions.answer import Answer
from actions.turn import Turn


class RequestAdviser(Answer):
    label = "request_adviser"

    def answer(self, turn: Turn) -> None:
        adviser.request(turn)


class AcceptAdviser(Answer):
    label = "accept_adviser"

    def answer(self, turn: Turn) -> None:
        adviser.accept(turn)


class DeclineAdviser(Answer):
    label = "decline_adviser"

    def answer(self, turn: Turn) -> None:
        adviser.decline(turn)


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
