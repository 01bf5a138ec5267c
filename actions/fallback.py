"""Not understood: said, with buttons built from the situation; a second time in a row a person is offered."""

from __future__ import annotations

from actions import buttons, greeting, handover, ladder, questions
from actions.answer import Answer
from actions.turn import Turn


class Fallback(Answer):
    label = "fallback"

    def answer(self, turn: Turn) -> None:
        if turn.news.tells:
            ladder.tell(turn)
            return
        if turn.situation.advised and greeting.was_away(turn):
            greeting.come_back(turn)
            return
        again = (turn.asked or {}).get("question") == "rephrase"
        if again and handover.can_offer(turn):
            turn.say(handover.offer(turn, "utter_adviser_offer_lost", "not_understood"))
            turn.offer(buttons.NEXT_STEP)
            return
        if questions.near(turn):
            questions.ask_which(turn)
            return
        known = turn.situation.advised
        turn.utter("utter_fallback" if known else "utter_fallback_empty")
        step = turn.situation.last_step
        if known and step:
            turn.offer(*buttons.AFTER[step][:2], buttons.NEXT_STEP, buttons.ADVISER)
        else:
            turn.offer(*buttons.QUICK_STARTS)
        turn.ask("rephrase")
