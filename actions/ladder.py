"""Says the next step of the expert's ladder, or a step that was asked about, and what goes with it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from actions import buttons, danger, evidence, handover, heard, vocabulary, wait
from actions.report import called
from actions.topic import Paragraphs
from actions.topics import TOPICS
from actions.turn import Turn
from advice import Advice, about, next_step

# What an offer of a person says, by row; the other rows have their own words.
OFFERS = {
    "P": "utter_adviser_offer_police",
    "8": "utter_adviser_offer_police",
    "9": "utter_adviser_offer_mediation",
    "10": "utter_adviser_offer_stuck",
}


def tell(turn: Turn) -> None:
    """Answers a message that tells facts or asks about steps: heard, understood, then what comes next."""
    if heard.is_rage(turn):
        turn.utter("utter_heard_rage")
        turn.offer(buttons.NEXT_STEP, buttons.about("Parler à l’enfant", "talk_child"), buttons.ADVISER)
        return
    turn.say(*heard.opening(turn))
    if turn.news.asked and not set(turn.news.asked) & {"police", "civil"}:
        ask_about(turn, turn.news.asked)
    else:
        go_on(turn)
    if turn.news.new:
        turn.offer(buttons.CORRECT)


def go_on(turn: Turn) -> None:
    """The next step."""
    speak(turn, next_step(turn.situation))


def speak(turn: Turn, advice: Advice) -> None:
    """The words and buttons of an advice and of what rides along; remembers that it was given."""
    ROWS.get(advice.row, _step)(turn, advice)
    turn.situation = turn.situation.advise(advice, turn.id, turn.now)
    if advice.step:
        turn.set(step=advice.step)


def ask_about(turn: Turn, steps: Sequence[str]) -> None:
    """Steps that the parent asks about: at once, then in one sentence what usually comes before."""
    for step in steps[:2]:
        advice = about(step, turn.situation)
        topic = TOPICS[step]
        before = topic.before(turn) if len(steps) == 1 and step not in turn.situation.steps_done else ()
        turn.say(*topic.asked(turn, advice), *before)
        turn.offer(*topic.buttons(turn, advice))
        turn.situation = turn.situation.advise(advice, turn.id, turn.now)
        if advice.offers_person:
            turn.say(handover.offer(turn, OFFERS.get(step, "utter_adviser_offer"), advice.reason, advice.urgency))
    turn.set(step=steps[0])
    turn.offer(buttons.NEXT_STEP)


def _step(turn: Turn, advice: Advice) -> None:
    """A row that advises one step."""
    if advice.step is None:
        _nothing(turn, advice)
        return
    topic = TOPICS[advice.step]
    turn.say(*evidence.first(turn, advice), *topic.advised(turn, advice))
    if advice.question:
        turn.ask(advice.question, step=advice.step)
    turn.offer(*topic.buttons(turn, advice))
    _beside(turn, advice)
    if advice.offers_person:
        _offer(turn, advice)
    else:
        turn.offer(buttons.ADVISER)


def _beside(turn: Turn, advice: Advice) -> None:
    for other in advice.beside:
        if other.step == "cleanup":
            turn.utter("utter_cleanup")
        elif advice.step == "contact_parents" and other.step == "inform_school":
            turn.utter("utter_contact_parents_and_school")
            turn.offer(buttons.about("Prévenir l’école", "inform_school"))


def _offer(turn: Turn, advice: Advice) -> None:
    turn.say(handover.offer(turn, OFFERS.get(advice.row, "utter_adviser_offer"), advice.reason, advice.urgency))


def _court(turn: Turn, advice: Advice) -> None:
    """Row P: police and court in two sentences, a person, and the step below that is still open."""
    asked = {"police", "civil"} & {*turn.news.asked, advice.step}
    names = [step for step in ("police", "civil") if step in asked] or ["police"]
    offer = handover.offer(turn, OFFERS["P"], advice.reason, advice.urgency)
    turn.say(*(paragraph for step in names for paragraph in TOPICS[step].asked(turn, advice)), offer)
    for other in advice.beside:
        if other.step and other.step != "cleanup":
            topic = TOPICS[other.step]
            turn.say(*evidence.first(turn, other), *topic.advised(turn, other))
            turn.offer(*topic.buttons(turn, other))


def _wait(turn: Turn, advice: Advice) -> None:
    turn.say(*wait.words(turn, advice))
    turn.offer(*wait.buttons(advice), buttons.ADVISER)


def _who(turn: Turn, advice: Advice) -> None:
    turn.utter("utter_harasser_who")
    turn.ask("harasser")
    turn.offer(*buttons.HARASSERS)


def _unknown(turn: Turn, advice: Advice) -> None:
    turn.utter("utter_harasser_unknown")
    turn.offer(buttons.about("Prévenir l’école", "inform_school"))
    _beside(turn, advice)
    _offer(turn, advice)


def _adult(turn: Turn, advice: Advice) -> None:
    turn.utter("utter_danger_adult", evidence=evidence.line(turn))
    turn.offer(buttons.about("Comment signaler", "report_platform"))
    _offer(turn, advice)


def _danger(turn: Turn, advice: Advice) -> None:
    danger.speak(turn, advice)


def _worked(turn: Turn, advice: Advice) -> None:
    turn.utter("utter_worked")
    turn.utter("utter_takeaways")
    turn.utter("utter_come_back")


def _outcome(turn: Turn, advice: Advice) -> None:
    step = advice.step or turn.situation.last_step or "report_platform"
    turn.utter("utter_outcome_question", step=vocabulary.STEPS[step])
    turn.ask("outcome", step=step)
    turn.offer(*buttons.awaited(step), buttons.ADVISER)


def _offline(turn: Turn, advice: Advice) -> None:
    turn.utter("utter_school_offline")
    _offer(turn, advice)


def _author(turn: Turn, advice: Advice) -> None:
    turn.utter("utter_writer_author_parent")
    turn.utter("utter_writer_author_parent_next")
    turn.offer(buttons.ADVISER)


def _scope(turn: Turn, advice: Advice) -> None:
    turn.utter("utter_scope")
    handover.offer(turn, "utter_adviser_offer", advice.reason)


def _nothing(turn: Turn, advice: Advice) -> None:
    """Nothing new is due: where the family stands, and how it went."""
    _outcome(turn, advice)


ROWS: dict[str, Callable[[Turn, Advice], None]] = {
    "D1": _danger,
    "D2": _danger,
    "D3": _danger,
    "D": _danger,
    "D4": _adult,
    "P": _court,
    "3": _wait,
    "4": _who,
    "5": _unknown,
    "W": _worked,
    "outcome": _outcome,
    "wait": _wait,
    "offline": _offline,
    "author": _author,
    "scope": _scope,
}
