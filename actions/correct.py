"""The parent corrects what was understood, starts again, or goes back one step."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import buttons, heard, ladder, named, outcomes, vocabulary, who
from actions.answer import Answer
from actions.buttons import Button, button
from actions.turn import Learned, Turn
from actions.understand import ActionUnderstand
from advice import Situation

MOST_FACTS = 3
TITLE_LENGTH = 20
# In the slot `asked`: which of the noted facts are shown as buttons.
ASKED = "correct"
OTHERS = button("Autre chose", "correct")
BARE = 4  # words; a longer correction names what is wrong


class Correct(Answer):
    """A correction in words is taken at once; a bare one asks what is wrong, another one shows what is noted."""

    label = "correct"

    def answer(self, turn: Turn) -> None:
        told = turn.news.tells or turn.news.over is not None
        if told or (turn.news.not_done and turn.situation.advised):
            ladder.tell(turn)
            return
        if _take_out(turn) or _is_who_it_was(turn):
            return
        if outcomes.has_calmed(turn.text):
            turn.utter("utter_listening_warm")
            turn.offer(buttons.NEXT_STEP, buttons.AGAIN)
            return
        facts = _correctable(turn.situation)
        first = _shown_from(turn, len(facts))
        if not facts:
            turn.utter("utter_correct_nothing")
            turn.offer(buttons.RESTART)
            return
        bare = turn.news.pressed or len(turn.text.split()) <= BARE
        if bare and not _was_asked(turn):
            turn.utter("utter_correct_which")
        else:
            noted = "\n".join(f"- {line}" for line in vocabulary.summary(turn.situation))
            words = turn.words("utter_correct_noted", facts=noted)
            if turn.texts.was_said(words):
                turn.utter("utter_correct_unable")
            else:
                turn.say(words)
        turn.offer(*facts[first : first + MOST_FACTS])
        turn.ask(ASKED, first=first)
        turn.offer(OTHERS if len(facts) > MOST_FACTS else buttons.RESTART)


def _shown_from(turn: Turn, many: int) -> int:
    """Which of the facts is the first of those shown: pressed once more, the next ones are."""
    asked = turn.asked or {}
    again = turn.news.pressed and asked.get("question") == ASKED
    first = int(asked.get("first", 0)) + MOST_FACTS if again else 0
    return first if first < many else 0


def _is_who_it_was(turn: Turn) -> bool:
    """Who writes is said once more, and is known by now: it is confirmed."""
    name = heard.PUT_RIGHT.get(turn.situation.writer)
    known = "author_parent" if turn.situation.writer == "parent" else turn.situation.writer
    if name is None or turn.news.pressed or who.says(turn.text, known) != turn.situation.writer:
        return False
    turn.utter(name)
    turn.offer(buttons.NEXT_STEP, buttons.CORRECT)
    return True


def _was_asked(turn: Turn) -> bool:
    return any(map(turn.texts.was_said, turn.texts.wordings("utter_correct_which")))


def _take_out(turn: Turn) -> bool:
    """Takes out what the message names of what is noted, or puts a step back, and says so."""
    if turn.news.pressed:
        return False
    again = named.taken_after_all(turn.text, turn.situation)
    facts = named.take_out(turn)
    for step in again:
        turn.situation = turn.situation.record(step, None, turn.id)
    if not facts and not again:
        return False
    if facts:
        turn.utter("utter_understood_removed", facts=vocabulary.listed(_in_words(turn, facts)))
    if again:
        steps = vocabulary.listed(vocabulary.STEP_NOUNS[step] for step in again)
        turn.utter("utter_correct_back", facts=steps)
    turn.offer(buttons.NEXT_STEP, buttons.CORRECT)
    if turn.situation.handoff != "declined":
        turn.offer(buttons.ADVISER)
    return True


def _in_words(turn: Turn, facts: list[Learned]) -> list[str]:
    writer = turn.situation.writer
    return [words for fact in facts if (words := vocabulary.fact(fact.field, fact.value, writer))]


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
    """A button for each fact that the parent may take back, what was told last first."""
    told = [*situation.step_results.items()]
    course = {"getting_worse": situation.getting_worse or None, "content_online": situation.content_online}
    facts = [
        *(Learned("step_results", f"{step}:{result}") for step, result in told),
        *(Learned("danger", danger) for danger in situation.dangers if danger == "distress"),
        *(Learned("harasser", situation.harasser) for _ in (1,) if situation.harasser != "unstated"),
        *(Learned("platforms", value) for value in situation.platforms),
        *(Learned("steps_done", value) for value in situation.steps_done),
        *(Learned("harm_types", value) for value in situation.harm_types),
        *(Learned("school_involved", True) for _ in (1,) if situation.school_involved),
        *(Learned(field, value) for field, value in course.items() if value is not None),
    ]
    titled = {title: fact for fact in reversed(facts) if (title := vocabulary.not_so(fact.field, fact.value))}
    titled = dict(sorted(reversed(titled.items()), key=lambda one: -_last_told(situation, one[1])))
    return [
        button(title, "correct", field=fact.field, value=str(fact.value).lower())
        for title, fact in titled.items()
        if len(title) <= TITLE_LENGTH
    ]


def _last_told(situation: Situation, fact: Learned) -> int:
    """In which of the turns that are remembered it was told last, -1 where no words told it."""
    turns = list(dict.fromkeys(one.turn for one in situation.evidence))
    told = [turns.index(one.turn) for one in situation.evidence if (one.field, one.value) == (fact.field, fact.value)]
    return max(told, default=-1)
