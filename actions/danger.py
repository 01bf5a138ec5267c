"""An open danger comes before anything else: numbers, a person at once, one question (rows D1 to D3)."""

from __future__ import annotations

import re
from collections.abc import Callable

from actions import alarm, handover, pressing, reassurance
from actions.buttons import ADVISER, NEXT_STEP, NO_DANGER, NOT_YET, SAFE, about, fact, how, question
from actions.intimate import is_sexual
from actions.known_questions import QUESTIONS
from actions.turn import Turn
from advice import Advice, next_step
from advice.standing import NOT_TO_BE_TALKED_OVER, school_open
from advice.vocabulary import DANGERS, GRAVE
from safety import check

ROWS = frozenset({"D1", "D2", "D3", "D"})
ROW_OF = {"self_harm": "D1", "threat": "D2", "sexual": "D3"}
FULL_WORDS = {
    "self_harm": "utter_danger_self_harm",
    "threat": "utter_danger_threat",
    "sexual": "utter_danger_sexual",
}
REMINDERS = {
    "self_harm": "utter_danger_reminder",
    "threat": "utter_danger_threat_open",
    "sexual": "utter_danger_sexual_open",
}
# Told once more after somebody said "en sécurité": the list was read, what is new and the numbers are said.
AGAIN = {
    "self_harm": "utter_danger_again_self_harm",
    "threat": "utter_danger_again_threat",
    "sexual": "utter_danger_again_sexual",
}
# What counts this very minute, however often it was asked whether the child is safe.
ACUTE = {
    "self_harm": "utter_danger_acute_self_harm",
    "threat": "utter_danger_police_now",
    "sexual": "utter_danger_again_sexual",
}
# What stays true once somebody said "en sécurité", before any step of the ladder.
AFTERWARDS = {
    "self_harm": "utter_wait_self_harm",
    "threat": "utter_wait_threat",
    "sexual": "utter_wait_sexual",
}
# Whether the child is safe was asked twice: the numbers stay, and the parent says it when it likes.
NO_MORE_ASKED = {
    "self_harm": "utter_danger_open_self_harm",
    "threat": "utter_danger_open_threat",
    "sexual": "utter_danger_open_sexual",
}
ASKING = (*REMINDERS.values(), "utter_danger_when_safe", "utter_danger_safe_question", "utter_danger_tell_safe")
OFTEN_ENOUGH = 2
_WHOSE = re.compile(r"(?:votre|l’)\s?(?:enfant|élève)", re.IGNORECASE)
_NUMBER = re.compile(r"\b(?:112|101|103|116\s000|0800\s32\s123)\b")
NO_THREATS = {"retractions": [{"field": "harm_types", "value": "threats"}]}
MAYBE_ASKED = "maybe"
MAYBE = {
    "self_harm": "utter_danger_maybe_self_harm",
    "threat": "utter_danger_maybe_threat",
    "sexual": "utter_danger_maybe_sexual",
}
NOT_SAFE = {
    "self_harm": "utter_danger_not_yet",
    "threat": "utter_danger_police_now",
    "sexual": "utter_danger_police_now",
}


def comes_first(turn: Turn) -> bool:
    """Says the danger's words if one is open and they are due; then nothing else is said in this turn.

    Self-harm keeps everything else back until somebody says "en sécurité"; with a threat or a sexual danger the
    numbers come first, and later questions are answered.
    """
    if turn.situation.danger_state != "open":
        return False
    advice = next_step(turn.situation)
    due = advice.row in ROWS and _answer(turn, advice) is not _still_open
    if not due and not turn.news.opened and "self_harm" not in turn.situation.open_dangers:
        return False
    speak(turn, advice)
    return True


def speak(turn: Turn, advice: Advice) -> None:
    """The words of a row of danger, and a person at once."""
    answer = _answer(turn, advice)
    urgent = advice.urgency == handover.URGENT
    if answer is not _still_open and urgent:
        handover.queue(turn, advice.reason, handover.URGENT)
    answer(turn)
    if not urgent and advice.offers_person:
        turn.say(handover.offer(turn, "utter_adviser_offer", advice.reason, advice.urgency))
    turn.situation = turn.situation.advise(advice, turn.id, turn.now)


def _answer(turn: Turn, advice: Advice) -> Callable[[Turn], None]:
    """The full words for a danger that this message tells, or that was not answered yet; short ones where they were
    said before; else the reminder."""
    told = next((danger for danger in turn.situation.open_dangers if danger in turn.news.opened), None)
    if told and not _known(turn, told):
        return ANSWERS[ROW_OF[told]]
    if told and (turn.news.presses or not turn.news.was_open):
        return _again
    said = any(given.row == advice.row for given in turn.situation.advised)
    return _still_open if said else ANSWERS.get(advice.row, _still_open)


def _known(turn: Turn, danger: str) -> bool:
    """Whether its full words were said: they are not said twice in one talk."""
    words = _of_any_child(turn.words(_sexual_words(turn) if danger == "sexual" else FULL_WORDS[danger]))
    return any(words in _of_any_child(bubble) for bubble in turn.everything_said)


def _of_any_child(text: str) -> str:
    """A text whoever's child it speaks of: who writes may be known better by now."""
    return _WHOSE.sub("…", text)


def _again(turn: Turn) -> None:
    """A danger whose list was read is told once more: what counts now, the numbers, and the question."""
    gravest = next(danger for danger in turn.situation.open_dangers if danger in turn.news.opened)
    if gravest == "sexual" and pressing.is_meeting(turn.text):
        turn.utter("utter_danger_meeting")
    elif gravest == "self_harm" and alarm.is_acute(turn.text):
        turn.utter(_this_minute(turn, gravest))
    else:
        turn.utter("utter_danger_sexual_again" if gravest == "sexual" and not turn.news.presses else AGAIN[gravest])
    if turn.news.beside:
        turn.say(_adviser(turn))
        _ask_safe(turn)
    else:
        _go_on_when_safe(turn)


def _self_harm(turn: Turn) -> None:
    turn.utter("utter_danger_self_harm")
    if alarm.is_behind_a_door(turn.text):
        turn.utter("utter_danger_acute_door")
    turn.utter("utter_danger_safe_question", adviser=_adviser(turn))
    _ask_safe(turn)


def _threat(turn: Turn) -> None:
    also = "sexual" in turn.situation.open_dangers
    turn.utter("utter_danger_threat", *(["utter_danger_also_sexual"] if also else []))
    _go_on_when_safe(turn)
    turn.offer(how("Porter plainte ?", "police"))


def _sexual(turn: Turn) -> None:
    also = "threat" in turn.situation.open_dangers
    turn.utter(_sexual_words(turn), *(["utter_danger_also_threat"] if also else []))
    _go_on_when_safe(turn)
    turn.offer(how("Porter plainte ?", "police"))


def _sexual_words(turn: Turn) -> str:
    """Blackmail first, then somebody who seeks the child; images alone are no matter of paying."""
    harms, grave = turn.situation.harm_types, "sexual" in turn.situation.dangers
    if "blackmail" in harms:
        return "utter_danger_sexual" if is_sexual(turn.situation) else "utter_danger_blackmail"
    if "grooming" in harms:
        return "utter_danger_grooming"
    return "utter_danger_sexual" if grave else "utter_danger_images"


def was_answered(turn: Turn, advice: Advice) -> bool:
    """Whether an open danger but self-harm had its words before this message, so that what is asked can be answered."""
    threat_or_images = turn.situation.danger_state == "open" and "self_harm" not in turn.situation.open_dangers
    return threat_or_images and advice.row in ROWS and _answer(turn, advice) is _still_open


def lets_go_on(turn: Turn, advice: Advice) -> bool:
    """Whether a threat was answered and nobody says, asked twice, whether the child is safe: the next step is said
    all the same, behind the numbers. Not with images or blackmail, where the next step is to call."""
    return was_answered(turn, advice) and turn.situation.open_dangers == ("threat",) and asked_often(turn)


def was_said(turn: Turn, advice: Advice) -> bool:
    """Whether this row's words stand in the conversation already, and nothing is open that asks for more of them."""
    words = turn.words(_sexual_words(turn))
    closed = advice.row == "D3" and turn.situation.danger_state != "open"
    return closed and any(words in bubble for bubble in turn.everything_said)


def _go_on_when_safe(turn: Turn) -> None:
    """The adviser who was told, and the question on which the ladder waits, where the danger is open."""
    if turn.situation.danger_state == "open":
        turn.say(_adviser(turn), turn.words("utter_danger_when_safe"))
        _ask_safe(turn)
    elif turn.situation.handoff == "queued":
        turn.say(_adviser(turn))


def _still_open(turn: Turn) -> None:
    """Nobody has said yet that the child is safe: the numbers again, in other words than last time.

    What is told as grave gets what counts this minute, whatever was asked before.
    """
    gravest = next(iter(turn.situation.open_dangers), "self_harm")
    acute, beside = _is_acute(turn), turn.answers_beside and gravest == "self_harm"
    if acute:
        turn.utter(_this_minute(turn, gravest))
    elif beside:
        turn.utter("utter_danger_short")
    if _wants_adviser(turn):
        turn.utter("utter_adviser_already", adviser=handover.status(turn, in_danger=True))
    elif turn.news.refuses_adviser and handover.is_kept(turn):
        turn.utter("utter_adviser_kept")
    if acute:
        pass
    elif turn.news.beside:
        turn.utter("utter_danger_calling" if reassurance.calls_now(turn.text) else "utter_danger_beside")
    elif _says_no(turn):
        turn.utter(NOT_SAFE[gravest])
    elif asked_often(turn):
        if not beside:
            turn.utter(NO_MORE_ASKED[gravest])
    else:
        turn.utter("utter_danger_tell_safe" if beside else REMINDERS[gravest])
    _ask_safe(turn)


def _is_acute(turn: Turn) -> bool:
    """Whether this message tells the danger as one of this minute, and nobody is with the child yet."""
    if turn.news.pressed or turn.news.beside:
        return False
    return bool(turn.news.opened) or alarm.is_acute(turn.text) or _is_heard(turn)


def _is_heard(turn: Turn) -> bool:
    return any(hit.danger in turn.situation.open_dangers for hit in check(turn.text))


def _this_minute(turn: Turn, danger: str) -> str:
    if danger == "self_harm" and alarm.is_behind_a_door(turn.text):
        return "utter_danger_acute_door"
    if danger == "sexual" and pressing.is_meeting(turn.text):
        return "utter_danger_meeting"
    return ACUTE[danger]


def _wants_adviser(turn: Turn) -> bool:
    """Who had said that it wants nobody, and now asks why somebody was told, need not hear that somebody has it."""
    if turn.intent in ("accept_adviser", "request_adviser"):
        return True
    return turn.news.asks_human and not refused(turn)


def refused(turn: Turn) -> bool:
    """Whether this parent was told that an adviser knows although it wants none."""
    words = turn.words("utter_danger_queued_refused")
    return any(words in bubble for bubble in turn.everything_said)


def asked_often(turn: Turn) -> bool:
    """Whether it was asked often enough whether the child is safe."""
    asking = {words for name in ASKING for words in turn.texts.wordings(name, adviser="")}
    return sum(any(words.strip() in bubble for words in asking) for bubble in turn.everything_said) >= OFTEN_ENOUGH


def ask_again(turn: Turn) -> None:
    """After an answer, while a danger is open: whether the child is safe, in words or just as buttons."""
    if not asked_often(turn):
        turn.utter("utter_danger_when_safe")
    _ask_safe(turn)


def _says_no(turn: Turn) -> bool:
    return turn.intent in ("not_yet", "deny", "step_failed")


def _adviser(turn: Turn) -> str:
    """That an adviser was told, and why, once; against the parent's word also what it may do about it."""
    status = handover.status(turn, in_danger=True)
    told = turn.words("utter_danger_queued", adviser=status)
    if refused(turn) or any(told in bubble for bubble in turn.everything_said):
        return turn.words("utter_danger_queued_again")
    if turn.news.refuses_adviser or handover.last_word_was_no(turn, *handover.NOES):
        return turn.words("utter_danger_queued_refused")
    return told


def leave_a_way(turn: Turn) -> None:
    """Whatever else was answered: while a danger is open there is a button to say that the child is safe."""
    if turn.situation.danger_state == "open" and SAFE not in turn.buttons and turn.intent != "goodbye":
        turn.buttons = [SAFE, NOT_YET, *turn.buttons]


def _ask_safe(turn: Turn) -> None:
    turn.ask("safe")
    turn.offer(SAFE, NOT_YET)
    handover.offer_call(turn)


def ask_maybe(turn: Turn) -> None:
    """What may be a danger is asked about before anything else, once, with the numbers for the case that it is one.

    Not in a message about another matter, which no danger is heard in.
    """
    danger = next((danger for danger in reversed(DANGERS) if danger in turn.news.maybe), None)
    elsewhere = turn.news.off_topic or turn.intent == "out_of_scope"
    if danger is None or turn.situation.open_dangers or (elsewhere and not check(turn.text)):
        return
    words = turn.words(MAYBE[danger])
    if any(words in bubble for bubble in turn.everything_said):
        return
    turn.bubbles.insert(0, words)
    turn.ask(MAYBE_ASKED, danger=danger, then=turn.slots.get("asked"))
    turn.buttons = [fact("Oui, c’est le cas", "danger", danger), NO_DANGER, *turn.buttons]


def says_that_none(turn: Turn) -> bool:
    """Whether a message answers no to what may be a danger: the button at any time, a word right after the question."""
    if turn.entities.get("field") == "danger" and turn.intent == "deny":
        return True
    asked = (turn.asked or {}).get("question") == MAYBE_ASKED
    return asked and turn.intent in ("deny", "not_yet", "safe_now") and not turn.news.tells


def keep_numbers(turn: Turn) -> None:
    """Words that sound like a danger and are none: a number stays at hand, in one line."""
    if turn.news.pressed or not check(turn.text):
        return
    heard = {hit.danger for hit in check(turn.text)}
    if not any(_NUMBER.search(bubble) for bubble in turn.bubbles):
        turn.utter("utter_danger_near_sexual" if heard == {"sexual"} else "utter_danger_near")


def afterwards(turn: Turn) -> bool:
    """After a grave danger: what counts now, before any step, and nobody is told that all is well.

    False where none was told, or where the last answer said just that.
    """
    blackmail = any(harm in turn.situation.harm_types for harm in NOT_TO_BE_TALKED_OVER)
    danger = "sexual" if blackmail and turn.situation.danger not in GRAVE else turn.situation.danger
    words = turn.words(AFTERWARDS[danger]) if danger in GRAVE else ""
    if not words or turn.texts.was_said(words):
        return False
    turn.say(words)
    if danger == "self_harm":
        turn.offer(how("Comment en parler ?", "talk_child"))
        turn.offer(question(QUESTIONS["medical_care"].title, "medical_care"))
    else:
        turn.offer(how("Porter plainte ?", "police"))
        if danger == "threat" and school_open(turn.situation):
            turn.offer(about("Prévenir l’école", "inform_school"))
        if danger == "sexual":
            turn.offer(question(QUESTIONS["take_it_down"].title, "take_it_down"))
    turn.offer(NEXT_STEP, ADVISER)
    return True


ANSWERS: dict[str, Callable[[Turn], None]] = {"D1": _self_harm, "D2": _threat, "D3": _sexual}
