"""Thanks, goodbye, small talk, and insults to the assistant, which stays calm."""

from __future__ import annotations

from actions import buttons, greeting, ladder
from actions.answer import Answer
from actions.turn import Turn

WORDS = {"thank": "utter_thank", "goodbye": "utter_goodbye", "chitchat": "utter_chitchat", "insult_bot": "utter_insult"}


class Smalltalk(Answer):
    label = "smalltalk"

    def answer(self, turn: Turn) -> None:
        if turn.news.tells:
            ladder.tell(turn)
            return
        if turn.intent == "chitchat" and turn.situation.advised and greeting.was_away(turn):
            greeting.come_back(turn)
            return
        turn.utter(WORDS[turn.intent])
        if turn.intent in ("chitchat", "insult_bot"):
            turn.offer(buttons.NEXT_STEP, buttons.ADVISER)
