"""The base of every answering action: danger goes first, then the questions of the message, then the topic."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import (
    adviser,
    children,
    contact_form,
    danger,
    draft_wish,
    heard,
    ladder,
    other_child,
    question_answers,
    setting_out,
)
from actions.contact_state import CHOICE, Form
from actions.turn import Turn

# Questions that a no to a person, or a yes, answers.
SAID_BY_A_NO = frozenset({"cancel_request", "adviser_told"})
SAID_BY_A_YES = frozenset({*SAID_BY_A_NO, "identity"})
# What these answer includes the questions that had to wait.
ANSWERS_HELD = frozenset({"safe_now", "affirm"})


class Answer(Action, ABC):
    """`label` is the action's name in the domain without `action_`; `answer` says what the topic has to say."""

    label: str

    def name(self) -> str:
        return f"action_{self.label}"

    @abstractmethod
    def answer(self, turn: Turn) -> None:
        """Says the topic's words into `turn`; called only where danger and questions leave something to say."""

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Mapping[str, Any]) -> list[Any]:
        turn = Turn.read(tracker, domain)
        asked = turn.asked
        turn.answers_beside = bool(question_answers.beside_danger(turn))
        if not contact_form.in_danger(turn) and danger.comes_first(turn):
            contact_form.keep(turn, asked)
            question_answers.answer_beside_danger(turn, asked)
        else:
            if turn.news.reassured and not turn.news.pressed:
                turn.utter("utter_danger_safe_now")
                if turn.intent not in ANSWERS_HELD:
                    question_answers.take_out_held(turn)
            self._speak(turn)
            question_answers.own_up(turn)
            danger.ask_maybe(turn)
            danger.keep_numbers(turn)
            danger.leave_a_way(turn)
            question_answers.hold(turn, asked)
        children.remind(turn)
        turn.send(dispatcher)
        return turn.events()

    def _speak(self, turn: Turn) -> None:
        """The form for contact data reads its own answers; what else is said is answered first, and it goes on then."""
        none = danger.says_that_none(turn)
        if none and (turn.asked or {}).get("danger") == "threat":
            turn.situation = turn.situation.learn(danger.NO_THREATS, turn.id)
        if (turn.asked or {}).get("question") == danger.MAYBE_ASKED:
            turn.resume()
        if none:
            turn.utter("utter_danger_none")
            if not question_answers.answer_first(turn):
                ladder.take_up(turn)
            return
        if heard.is_rage(turn):
            ladder.calm(turn)
            contact_form.keep(turn, turn.asked)
            return
        if turn.news.other_child:
            other_child.speak(turn)
            return
        if setting_out.is_setting_out(turn):
            setting_out.calm(turn)
            question_answers.answer_the_rest(turn)
            contact_form.keep(turn, turn.asked)
            return
        if draft_wish.is_change(turn):
            draft_wish.change(turn)
            return
        if turn.news.refuses_adviser:
            _leave_out(turn, SAID_BY_A_NO)
            contact_form.refuse(turn)
            turn.resume()
            if not question_answers.answer_first(turn):
                ladder.take_up(turn)
            return
        if turn.news.accepts_adviser:
            _leave_out(turn, SAID_BY_A_YES)
            turn.intent = "request_adviser"
        if contact_form.answers(turn) or children.changes_over(turn):
            return
        form, choice = Form.read(turn.asked), (turn.asked or {}).get("question") == CHOICE
        if not question_answers.answer_first(turn):
            (adviser.request if turn.news.accepts_adviser else self.answer)(turn)
        contact_form.take_up(turn, form, choice)


def _leave_out(turn: Turn, names: Collection[str]) -> None:
    """Questions that something else in this answer speaks of."""
    turn.news = replace(turn.news, questions=tuple(name for name in turn.news.questions if name not in names))
