"""First words, and the words for somebody who comes back."""

from __future__ import annotations

from datetime import datetime, timedelta

from actions import buttons, ladder, vocabulary
from actions.answer import Answer
from actions.turn import Turn

# Somebody who was away so long is asked how it went, not just greeted again.
AWAY = timedelta(hours=1)


class Greet(Answer):
    label = "greet"

    def answer(self, turn: Turn) -> None:
        if turn.news.tells:
            ladder.tell(turn)
        elif not turn.situation.advised:
            turn.begin("utter_greeting")
            turn.utter("utter_greeting_story")
            turn.offer(*buttons.QUICK_STARTS)
        elif was_away(turn):
            come_back(turn)
        else:
            turn.utter("utter_greeting_again")
            ladder.take_up(turn)


def was_away(turn: Turn) -> bool:
    """Whether so much time has passed that the thread is recalled first."""
    if not turn.last_seen or not turn.now:
        return False
    return _moment(turn.now) - _moment(turn.last_seen) >= AWAY


def _moment(text: str) -> datetime:
    # `fromisoformat` of Python 3.10 does not know the "Z" of ISO 8601.
    return datetime.fromisoformat(text.replace("Z", "+00:00"))


def come_back(turn: Turn) -> None:
    """Where the family stood, and how it went."""
    step = turn.situation.standing
    result = turn.situation.step_results.get(step) if step else None
    if step is None or result not in (None, "pending"):
        turn.utter("utter_greeting_back_plain")
        turn.offer(buttons.NEXT_STEP, buttons.CORRECT, buttons.RESTART, buttons.ADVISER)
        return
    if result == "pending":
        turn.utter("utter_greeting_back_pending", step=vocabulary.STEP_NOUNS[step])
        turn.offer(*buttons.awaited(step), buttons.ADVISER)
    else:
        turn.utter("utter_greeting_back", step=turn.doing(step))
        turn.offer(*buttons.AFTER[step][:2], buttons.NOT_YET, buttons.ADVISER)
    turn.ask("outcome", step=step)


class Language(Answer):
    """One sentence in each language that may be meant."""

    label = "language"

    def answer(self, turn: Turn) -> None:
        turn.utter("utter_language")
        turn.offer(*buttons.QUICK_STARTS)
