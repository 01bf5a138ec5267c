"""The parent corrects what was understood, starts again, or goes back one step."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import buttons, ladder, vocabulary
from actions.answer import Answer
from actions.buttons import Button, button
from actions.turn import Learned, Turn
from actions.understand import ActionUnderstand
from advice import Situation

MOST_FACTS = 3
TITLE_LENGTH = 20


class Correct(Answer):
    """A correction in words is taken at once; a bare one asks what is wrong."""

    label = "correct"

    def answer(self, turn: Turn) -> None:
        if turn.news.tells or (turn.news.not_done and turn.situation.advised):
            ladder.tell(turn)
            return
        facts = _correctable(turn.situation)
        turn.utter("utter_correct_which" if facts else "utter_correct_nothing")
        turn.offer(*facts[:MOST_FACTS], buttons.RESTART)


class Default(Answer):
    """Rasa answers the intents `restart` and `back` before any rule: the message is taken in here."""

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Mapping[str, Any]) -> list[Any]:
        taken_in = ActionUnderstand().run(dispatcher, tracker, domain)
        for event in taken_in:
            tracker.slots[event["name"]] = event["value"]
        return [*taken_in, *super().run(dispatcher, tracker, domain)]


class Restart(Default):
    """Everything told is forgotten; a request that waits with the advisers stays."""

    label = "restart"

    def answer(self, turn: Turn) -> None:
        queued = turn.situation.handoff == "queued"
        turn.situation = Situation().with_handoff("queued") if queued else Situation()
        turn.set(step=None, in_scope=None)
        if not queued:
            turn.set(contact=None)
        turn.utter("utter_restart_queued" if queued else "utter_restart")
        turn.offer(*buttons.QUICK_STARTS)


class Back(Default):
    """To the step before the one last advised."""

    label = "back"

    def answer(self, turn: Turn) -> None:
        steps = list(dict.fromkeys(given.step for given in turn.situation.advised if given.step))
        if not steps:
            turn.utter("utter_back_start")
            turn.offer(*buttons.QUICK_STARTS)
            return
        step = steps[-2] if len(steps) > 1 else steps[-1]
        words = vocabulary.doing(step, turn.situation.writer)
        turn.utter("utter_back", Step=words[0].upper() + words[1:])
        turn.ask("outcome", step=step)
        turn.offer(*buttons.awaited(step), buttons.how("Comment faire ?", step))


def _correctable(situation: Situation) -> list[Button]:
    """A button for each fact that the parent may take back, shortest words first where there are many."""
    facts = [
        *(Learned("harasser", situation.harasser) for _ in (1,) if situation.harasser != "unstated"),
        *(Learned("platforms", value) for value in situation.platforms),
        *(Learned("steps_done", value) for value in situation.steps_done),
        *(Learned("harm_types", value) for value in situation.harm_types),
    ]
    titled = [(f"Pas {words}", fact) for fact in facts if (words := vocabulary.SHORT.get(str(fact.value)))]
    return [
        button(title, "correct", field=fact.field, value=str(fact.value))
        for title, fact in titled
        if len(title) <= TITLE_LENGTH
    ]
