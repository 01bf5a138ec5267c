"""A message that is mainly a question: answered before (actions/question_answers.py), or nobody knows which one."""

from __future__ import annotations

from actions import buttons, handover, ladder
from actions.answer import Answer
from actions.buttons import Button
from actions.known_questions import QUESTIONS
from actions.turn import Turn

# Of the questions that may have been meant, so many are shown.
MOST_NEAR = 3


def near(turn: Turn) -> tuple[Button, ...]:
    """The questions that may have been meant, each with its title."""
    names = [name for name in turn.news.near if name in QUESTIONS]
    return tuple(buttons.question(QUESTIONS[name].title, name) for name in names[:MOST_NEAR])


def ask_which(turn: Turn) -> None:
    """« Vouliez-vous dire … »: titles to choose from."""
    turn.utter("utter_question_near")
    turn.offer(*near(turn), buttons.ADVISER)
    turn.ask("rephrase")


class AskedQuestion(Answer):
    label = "question"

    def answer(self, turn: Turn) -> None:
        """Only what no answer was found for comes here."""
        again = (turn.asked or {}).get("question") == "rephrase"
        if turn.news.tells:
            ladder.tell(turn)
        elif near(turn) and not again:
            ask_which(turn)
        else:
            turn.say(turn.words("utter_question_none"), handover.offer(turn, "utter_adviser_offer", "question"))
            turn.offer(buttons.NEXT_STEP)
