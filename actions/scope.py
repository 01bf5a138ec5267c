"""Another matter: what this assistant is for, and a person."""

from __future__ import annotations

from actions import heard, ladder
from actions.answer import Answer
from actions.turn import Turn


class Scope(Answer):
    label = "scope"

    def answer(self, turn: Turn) -> None:
        if turn.news.tells:
            ladder.tell(turn)
        elif turn.news.contact.found:  # how the parent can be reached is no other matter
            ladder.take_up(turn)
        elif turn.situation.in_scope and heard.asks(turn):  # a question of our own matter that was not recognised
            ladder.listen(turn)
        else:
            ladder.out_of_scope(turn)
