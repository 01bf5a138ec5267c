"""A message that is mainly a question: answered before (actions/question_answers.py), or nobody knows which one."""

from __future__ import annotations

from actions import buttons, handover, ladder
from actions.answer import Answer
from actions.buttons import Button
from actions.turn import Turn


def near(turn: Turn) -> tuple[Button, ...]:
    return ladder.questions_near(turn)


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
            if turn.situation.handoff == "declined":
                turn.utter("utter_question_unsure")
            else:
                turn.say(turn.words("utter_question_none"), handover.offer(turn, "utter_adviser_offer", "question"))
            turn.offer(buttons.NEXT_STEP)
