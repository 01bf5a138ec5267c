"""Says the next step of the expert's ladder, or a step that was asked about, and what goes with it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from actions import buttons, danger, evidence, handover, heard, vocabulary, wait
from actions.topics import TOPICS
from actions.turn import Turn
from advice import Advice, about, next_step

COURT = frozenset({"police", "civil"})

# Who must take a step that the writer cannot take alone.
ACTORS = {"parents": "utter_writer_actor_parents", "adult": "utter_writer_actor_adult"}

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
    if not turn.situation.advised and not turn.news.new and not turn.news.asked and not turn.news.asks_human:
        if turn.news.off_topic:
            out_of_scope(turn)
        else:
            tell_me(turn)
        return
    turn.say(*heard.opening(turn))
    if turn.news.asked and not set(turn.news.asked) & COURT:
        ask_about(turn, turn.news.asked)
    else:
        go_on(turn)
    if turn.news.asks_human:
        turn.say(handover.offer(turn, "utter_adviser_offer_human", "asks_human"))
    if turn.news.new:
        turn.offer(buttons.CORRECT)


def tell_me(turn: Turn) -> None:
    """Nothing is known yet: what happens, and where?"""
    turn.utter("utter_greeting_story")
    turn.offer(*buttons.QUICK_STARTS)


def take_up(turn: Turn) -> None:
    """After a digression: new facts are answered, else the thread is taken up where it was."""
    if turn.news.new or turn.news.asked:
        tell(turn)
        return
    question = (turn.asked or {}).get("question")
    step = (turn.asked or {}).get("step") or turn.situation.last_step
    if question == "harasser":
        _who(turn)
    elif question == "platform":
        turn.utter("utter_report_which")
        turn.ask("platform", step="report_platform")
        turn.offer(*buttons.PLATFORMS)
    elif question == "safe":
        turn.utter("utter_danger_when_safe")
        turn.ask("safe")
        turn.offer(buttons.SAFE, buttons.NOT_YET)
    elif step:
        turn.utter("utter_question_retake", step=vocabulary.STEPS[step])
        turn.ask("outcome", step=step)
        turn.offer(*buttons.AFTER[step][:2], buttons.NEXT_STEP, buttons.ADVISER)
    elif turn.situation.advised:
        turn.offer(buttons.NEXT_STEP, buttons.ADVISER)
    else:
        tell_me(turn)


def where_are_we(turn: Turn) -> None:
    """What came of a step is said, but not of which."""
    turn.utter("utter_outcome_which")
    steps = turn.situation.steps_done or ("report_platform", "inform_school")
    turn.offer(*(buttons.about(vocabulary.STEP_TITLES[step], step) for step in steps[:3]), buttons.ADVISER)


def out_of_scope(turn: Turn) -> None:
    """Another matter: what this assistant is for, and a person."""
    offer_buttons = handover.offer(turn, "utter_scope", "out_of_scope")
    turn.say(offer_buttons or turn.words("utter_scope"))


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
        early = any(skipped.why == "still_open" for skipped in advice.skipped) or advice.beside
        before = topic.before(turn) if early and len(steps) == 1 else ()
        turn.say(_actor(turn, advice), *topic.asked(turn, advice), *before)
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
    turn.say(*evidence.first(turn, advice), _actor(turn, advice), *topic.advised(turn, advice))
    if advice.question:
        turn.ask(advice.question, step=advice.step)
    turn.offer(*topic.buttons(turn, advice))
    _beside(turn, advice)
    if advice.offers_person:
        _offer(turn, advice)
    else:
        turn.offer(buttons.ADVISER)


def _actor(turn: Turn, advice: Advice) -> str:
    return turn.words(ACTORS[advice.actor]) if advice.actor in ACTORS else ""


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


def _who(turn: Turn, advice: Advice | None = None) -> None:
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


def _teen(turn: Turn, advice: Advice) -> None:
    """A minor who writes about itself: an adult it trusts, then what it can do itself."""
    turn.utter("utter_writer_teen_next")
    turn.offer(buttons.NEXT_STEP, buttons.ADVISER)


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
    out_of_scope(turn)


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
    "teen": _teen,
    "scope": _scope,
}
