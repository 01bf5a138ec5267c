"""First words, and the words for somebody who comes back."""

from __future__ import annotations

from actions import buttons, ladder, vocabulary
from actions.answer import Answer
from actions.turn import Turn


class Greet(Answer):
    label = "greet"

    def answer(self, turn: Turn) -> None:
        if turn.news.new or turn.news.asked:
            ladder.tell(turn)
        elif not turn.situation.advised:
            turn.utter("utter_greeting")
            turn.utter("utter_greeting_story")
            turn.offer(*buttons.QUICK_STARTS)
        else:
            _come_back(turn)


def _come_back(turn: Turn) -> None:
    """Where the family stood, and how it went."""
    step = turn.situation.last_step
    if step is None or step in turn.situation.step_results:
        turn.utter("utter_greeting_back_plain")
        turn.offer(buttons.NEXT_STEP, buttons.CORRECT, buttons.RESTART, buttons.ADVISER)
        return
    turn.utter("utter_greeting_back", step=vocabulary.STEPS[step])
    turn.ask("outcome", step=step)
    turn.offer(*buttons.awaited(step), buttons.NOT_YET)


class Language(Answer):
    """One sentence in each language that may be meant."""

    label = "language"

    def answer(self, turn: Turn) -> None:
        turn.utter("utter_language")
        turn.offer(*buttons.QUICK_STARTS)
