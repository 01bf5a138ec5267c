"""Answers that follow the ladder: a story, the next step, a step asked about, how it is done, what came of it."""

from __future__ import annotations

from actions import adviser, buttons, danger, ladder, question_answers
from actions.answer import Answer
from actions.contact_state import Form
from actions.topics import TOPICS
from actions.turn import Turn
from advice import about
from advice.vocabulary import STEPS


class Tell(Answer):
    """A message or a button that tells facts, or asks about steps in words."""

    label = "tell"

    def answer(self, turn: Turn) -> None:
        ladder.tell(turn)


class NextStep(Answer):
    label = "next_step"

    def answer(self, turn: Turn) -> None:
        step = ladder.open_step(turn)
        if step and not turn.news.tells and not ladder.reminded(turn, step):
            ladder.take_up_step(turn, step)
        else:
            ladder.tell(turn)


class AboutStep(Answer):
    """A button that asks about one step."""

    label = "about_step"

    def answer(self, turn: Turn) -> None:
        step = turn.entities.get("step")
        if step in STEPS:
            ladder.ask_about(turn, (step,))
        else:
            ladder.tell(turn)


class How(Answer):
    """How a step is done: the button's, the one the message asks about, the one last advised."""

    label = "how"

    def answer(self, turn: Turn) -> None:
        named = turn.entities.get("step") or next(iter(turn.news.asked), None)
        step = named if named in STEPS else turn.situation.last_step
        refused = not turn.news.pressed and (bool(turn.news.declined) or step in turn.situation.declined)
        if step is None or refused or (turn.news.facts and not named):
            ladder.tell(turn)
            return
        topic = TOPICS[step]
        advice = about(step, turn.situation)
        how = topic.how(turn)
        if all(map(turn.texts.was_said, how)):
            how = (turn.words("utter_how_again"),)
            turn.offer(buttons.NEXT_STEP)
        turn.say(*how)
        turn.offer(*(button for button in topic.buttons(turn, advice) if not button.payload.startswith("/ask_how")))
        turn.offer(buttons.ADVISER)
        turn.ask("outcome", step=step)


class Outcome(Answer):
    """What came of a step."""

    label = "outcome"

    def answer(self, turn: Turn) -> None:
        if turn.news.result is None and not turn.news.tells:
            ladder.where_are_we(turn)
        else:
            ladder.tell(turn)


class ShortAnswer(Answer):
    """Oui, non, pas encore, je ne sais pas: read in the light of the open question."""

    label = "short_answer"

    def answer(self, turn: Turn) -> None:
        question = (turn.asked or {}).get("question")
        if turn.news.tells or (turn.news.over is not None and not turn.news.pressed):
            ladder.tell(turn)
        elif question == "adviser" and turn.intent == "affirm":
            adviser.accept(turn)
        elif question == "adviser" and turn.intent in ("deny", "not_yet"):
            adviser.decline(turn)
        elif question == "safe" and turn.intent == "affirm":
            _safe(turn)
        elif turn.situation.danger_state == "open":
            ladder.go_on(turn)
        elif turn.intent in ("deny", "not_yet") and turn.situation.last_step is not None:
            _not_done(turn, turn.situation.last_step)
        else:
            ladder.go_on(turn)


class SafeNow(Answer):
    """Somebody says that the child is safe: the ladder goes on."""

    label = "safe"

    def answer(self, turn: Turn) -> None:
        if turn.situation.danger_state is None or turn.news.tells:
            ladder.tell(turn)  # nothing was in danger: "je suis seule avec lui" tells something else
        elif turn.news.reassured and not turn.news.pressed:
            _after_danger(turn)
        else:
            _safe(turn)


def _safe(turn: Turn) -> None:
    if not (turn.news.reassured and not turn.news.pressed):  # else it was said before anything else
        turn.utter("utter_danger_safe_now")
    _after_danger(turn)


def _after_danger(turn: Turn) -> None:
    """What was asked meanwhile is answered, and the ladder goes on; a form that waited for this takes itself up."""
    form = Form.read(turn.asked)
    if question_answers.answer_held(turn) or form is not None or danger.afterwards(turn):
        return
    if step := ladder.open_step(turn):
        ladder.take_up_step(turn, step)
    else:
        ladder.go_on(turn)


def _not_done(turn: Turn, step: str) -> None:
    """The step is not taken yet: what helps to take it."""
    turn.utter("utter_outcome_not_done", step=turn.doing(step))
    turn.offer(buttons.how("Comment faire ?", step), buttons.NEXT_STEP, buttons.ADVISER)
    turn.ask("outcome", step=step)
