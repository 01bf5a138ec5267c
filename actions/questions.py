"""Questions beside the way, answered shortly; then the thread is taken up where it was. E15, E11, E12."""

from __future__ import annotations

from actions import handover, ladder
from actions.answer import Answer
from actions.no_contact import is_forbidden
from actions.topics import TOPICS
from actions.turn import Turn
from advice import about


class Question(Answer):
    """Any question whose answer is one response: `ask_law` is answered by `utter_question_law`."""

    label = "question"

    def answer(self, turn: Turn) -> None:
        turn.utter(turn.intent.replace("ask_", "utter_question_", 1))
        ladder.take_up(turn)


class Cover(Answer):
    """What the contract may pay: an adviser checks it (E11, E12)."""

    label = "cover"

    def answer(self, turn: Turn) -> None:
        turn.utter("utter_cost" if turn.intent == "ask_cost" else "utter_cover")
        offer = handover.offer(turn, "utter_adviser_offer_cover", "cover")
        turn.say(offer)
        if turn.news.tells or not offer:
            ladder.take_up(turn)


class ContactAuthor(Answer):
    """ "Dois-je contacter les harceleurs ?" (E15)"""

    label = "contact_author"

    def answer(self, turn: Turn) -> None:
        advice = about("ask_harasser", turn.situation)
        early = "report_platform" not in turn.situation.steps_done
        unstated = advice.reason.endswith("author_unstated")
        if early and (unstated or not is_forbidden(advice)):
            turn.utter("utter_contact_author_later")
        else:
            turn.say(*TOPICS["ask_harasser"].asked(turn, advice))
        ladder.take_up(turn)
