"""Says the next step of the expert's ladder, or a step that was asked about, and what goes with it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from actions import buttons, contact_state, danger, evidence, handover, heard, outcomes, vocabulary, wait
from actions.buttons import Button
from actions.known_questions import QUESTIONS
from actions.report import still_open
from actions.topics import TOPICS
from actions.turn import Turn
from actions.unwanted import is_hostile, is_put_out
from advice import Advice, about, next_step
from advice.settling import settle
from advice.standing import result, stuck, taken
from advice.vocabulary import FAILED, RANK

# Of more steps asked about in one message, the later ones are left for the next turn.
MOST_ASKED = 2

# These questions need all four buttons for their answers, "je ne sais pas" included.
OWN_BUTTONS = frozenset({"platform", "harasser"})

COURT = frozenset({"police", "civil"})
# Taking these changes nothing in what comes next.
BY_THE_WAY = frozenset({"keep_evidence", "talk_child"})
# Rows that answer a question about police or court themselves; once they are settled it is answered like any other.
BEFORE_QUESTIONS = frozenset({"P", "D", "D1", "D2", "D3", "D4", "8", "10"})

# Rows that may be said at any time: they are for who asks what comes next.
FILLERS = frozenset({"wait", "child"})
# Rows that come before a step that the parent has planned.
BEFORE_PLANS = frozenset({"D", "D1", "D2", "D3", "D4", "W", "scope", "offline"})
# Of the questions that may have been meant, so many are shown.
MOST_NEAR = 3

# A wish for one of these is the adviser's to answer, early or not.
BY_ADVISERS = frozenset({"mediation", "cleanup"})
WITH_A_PERSON = BY_ADVISERS | COURT

HUMAN = "utter_adviser_offer_human"
# The open question whether all of it has stopped.
OVER = "over"

# Who must take a step that the writer cannot take alone.
ACTORS = {"parents": "utter_writer_actor_parents", "adult": "utter_writer_actor_adult"}

# What an offer of a person says, by row, or by the step asked about.
OFFERS = {
    "P": "utter_adviser_offer_police",
    "8": "utter_adviser_offer_police",
    "9": "utter_adviser_offer_mediation",
    "10": "utter_adviser_offer_stuck",
    "mediation": "utter_adviser_offer_mediation",
    "cleanup": "utter_adviser_offer_cover",
}


def tell(turn: Turn) -> None:
    """Answers a message that tells facts or asks about steps: heard, understood, then what comes next."""
    if not turn.situation.advised and not turn.news.tells and not turn.news.asks_human:
        if turn.news.off_topic:
            out_of_scope(turn)
        else:
            tell_me(turn)
        return
    advice = next_step(turn.situation)
    if advice.row == "W" and turn.news.over is False:  # what is gone is gone, but it goes on elsewhere
        advice = next_step(replace(turn.situation, content_online=None))
    if advice.row == "W" and _is_unwell(turn):
        unwell(turn)
        return
    if advice.row != "W" or heard.is_first_story(turn):  # good news needs no list before it
        turn.say(*heard.opening(turn), can_wait=bool(turn.bubbles))
    if not turn.news.pressed and outcomes.evidence_is_lost(turn.text):
        vanished = turn.words("utter_evidence_vanished")
        if not any(vanished in bubble for bubble in turn.everything_said):
            turn.say(vanished, can_wait=True)
    if _is_by_the_way(turn):
        take_up_step(turn, turn.situation.standing or "report_platform")
        return
    if _answers_a_plan(turn, advice):
        return
    if turn.news.reassured and not turn.news.asked and danger.afterwards(turn):
        return
    step = open_step(turn)
    if step and not (turn.news.tells or turn.news.asks_human) and _says_how_it_stands(turn):
        take_up_step(turn, step)
        return
    if _is_filler(turn, advice):
        if _fails_again(turn):
            _left(turn, advice)
        else:
            listen(turn)
        return
    if turn.news.asked and danger.was_answered(turn, advice):
        ask_about(turn, turn.news.asked)
        danger.ask_again(turn)
    elif turn.news.asked and not (set(turn.news.asked) & COURT and advice.row in BEFORE_QUESTIONS):
        ask_about(turn, turn.news.asked)
    else:
        speak(turn, advice)
    if turn.news.asks_human and "handoff_request" not in turn.slots:
        turn.say(handover.offer(turn, HUMAN, "asks_human"))
    if turn.news.facts and (turn.asked or {}).get("question") not in OWN_BUTTONS:
        turn.offer(buttons.CORRECT)


def _is_unwell(turn: Turn) -> bool:
    """Whether this very message says that the child is unwell, known before or not."""
    told = [fact for fact in turn.situation.evidence if fact.turn == turn.id and fact.field == "danger"]
    return any(fact.value == "distress" for fact in told)


def unwell(turn: Turn) -> None:
    """A step worked, but the child is unwell: that first, and the good news can wait."""
    turn.say(*heard.opening(turn))
    turn.utter("utter_worked_unwell")
    turn.situation = turn.situation.advise(Advice("child", "talk_child", "child_meanwhile"), turn.id, turn.now)
    turn.offer(
        buttons.how("Comment en parler ?", "talk_child"),
        buttons.question(QUESTIONS["psychologist"].title, "psychologist"),
        buttons.question(QUESTIONS["medical_care"].title, "medical_care"),
        buttons.ADVISER,
    )


def calm(turn: Turn) -> None:
    """A parent beside itself: no step, no draft, no question in this turn."""
    turn.utter("utter_heard_rage")
    turn.offer(buttons.NEXT_STEP, buttons.about("Parler à l’enfant", "talk_child"), buttons.ADVISER)


def tell_me(turn: Turn) -> None:
    """Nothing is known yet: what happens, and where?"""
    turn.utter("utter_greeting_story")
    turn.offer(*buttons.QUICK_STARTS)


def take_up(turn: Turn) -> None:
    """After a digression: new facts are answered, else the thread is taken up where it was."""
    if turn.news.tells:
        tell(turn)
        return
    if turn.news.reassured and danger.afterwards(turn):
        return
    question = (turn.asked or {}).get("question")
    step = (turn.asked or {}).get("step") or turn.situation.standing
    if question == contact_state.QUESTION:
        return  # the form takes itself up
    if question == "harasser":
        _who(turn)
    elif question == "platform":
        turn.utter("utter_report_which")
        turn.ask("platform", step="report_platform")
        turn.offer(*buttons.PLATFORMS)
    elif question == "safe" and turn.situation.danger_state == "open":
        danger.ask_again(turn)
    elif step:
        take_up_step(turn, step)
    elif turn.situation.advised:
        turn.offer(buttons.NEXT_STEP, buttons.ADVISER)
    elif turn.situation.in_scope is not False:
        tell_me(turn)


def take_up_step(turn: Turn, step: str) -> None:
    """The step advised before is still the next one, or its answer is awaited."""
    if result(turn.situation, step) == "pending":
        turn.ask("outcome", step=step)
        turn.offer(*buttons.awaited(step), buttons.ADVISER)
    elif step in taken(turn.situation):
        turn.offer(buttons.NEXT_STEP, buttons.ADVISER)
    elif step in WITH_A_PERSON and turn.bubbles:  # nobody is pressed to these
        turn.offer(buttons.NEXT_STEP, buttons.how("Comment ça se passe", step), buttons.ADVISER)
    else:
        wants_it = turn.news.pressed and not turn.bubbles  # a button that takes the thread up
        if wants_it or not reminded(turn, step):
            turn.utter("utter_question_retake", step=turn.doing(step))
        elif not turn.bubbles:
            listen(turn)
        turn.ask("outcome", step=step)
        turn.offer(*buttons.AFTER[step][:2], buttons.NEXT_STEP, buttons.ADVISER)


def open_step(turn: Turn) -> str | None:
    """The step advised before is still the next one while nobody has said that it was taken."""
    situation, step = turn.situation, turn.situation.standing
    done = (*taken(situation), *COURT)
    return step if step in RANK and step not in done and situation.writer != "author_parent" else None


def _fails_again(turn: Turn) -> bool:
    """Whether something else was refused or had no effect, where all that is usual was said: then what is left is."""
    told = {str(value).rpartition(":")[2] for value in turn.news.values("step_results")}
    return not told.isdisjoint(FAILED) and bool(wait.what_is_left(turn))


def _says_how_it_stands(turn: Turn) -> bool:
    """It goes on, or something was not done yet: nothing new that would call for another step."""
    return turn.news.over is False or bool(turn.news.not_done)


def reminded(turn: Turn, step: str) -> bool:
    """Whether it was said once already that this step is still the next one: who asks again wants to go on."""
    reminders = turn.texts.wordings("utter_question_retake", step=turn.doing(step))
    return any(reminder in bubble for reminder in reminders for bubble in turn.everything_said)


def _is_by_the_way(turn: Turn) -> bool:
    """Whether only the evidence was kept or the child talked to, while the step advised before is still to be taken."""
    step, situation, news = turn.situation.standing, turn.situation, turn.news
    told = {fact.value for fact in news.facts} | (
        {news.result[0]} if news.result and news.result[1] == "done" else set()
    )
    to_be_taken = step in RANK and step not in COURT and step not in taken(situation)
    return bool(told) and told <= BY_THE_WAY and not news.asked and not news.withdrawn and to_be_taken


def where_are_we(turn: Turn) -> None:
    """What came of a step is said, but not of which."""
    turn.utter("utter_outcome_which")
    steps = turn.situation.steps_done or ("report_platform", "inform_school")
    turn.offer(*(buttons.about(vocabulary.STEP_TITLES[step], step) for step in steps[:3]), buttons.ADVISER)


def out_of_scope(turn: Turn) -> None:
    """Another matter: what this assistant is for, and a person."""
    offer_buttons = handover.offer(turn, "utter_scope", "out_of_scope")
    turn.say(offer_buttons or turn.words("utter_scope" if turn.buttons else "utter_scope_only"))


def go_on(turn: Turn) -> None:
    """The next step."""
    advice = next_step(turn.situation)
    if _is_filler(turn, advice):
        listen(turn)
    else:
        speak(turn, advice)


def _is_filler(turn: Turn, advice: Advice) -> bool:
    """Whether nothing is due that this message asks for: waiting, or what can be said to anybody at any time."""
    asked_for = heard.asks_what_next(turn) or turn.news.asks_human or turn.news.asked
    return advice.row in FILLERS and not asked_for and bool(turn.situation.advised)


def listen(turn: Turn) -> None:
    """A message of which no step follows is heard, or honestly not answered; the way on is a button."""
    if heard.asks(turn):
        offers = turn.situation.handoff in ("none", "offered")
        turn.utter("utter_question_none" if offers else "utter_question_unsure")
        turn.offer(*questions_near(turn))
    elif not turn.bubbles or heard.listening(turn) != "utter_listening":
        turn.utter(heard.listening(turn))
    turn.offer(buttons.NEXT_STEP)
    if turn.situation.handoff != "declined":
        turn.offer(buttons.ADVISER)
    if turn.news.facts:
        turn.offer(buttons.CORRECT)


def questions_near(turn: Turn) -> tuple[Button, ...]:
    """The questions that may have been meant, each with its title."""
    names = [name for name in turn.news.near if name in QUESTIONS]
    return tuple(buttons.question(QUESTIONS[name].title, name) for name in names[:MOST_NEAR])


def _answers_a_plan(turn: Turn, advice: Advice) -> bool:
    """A step that the parent has planned is prepared with them, one that they do not want is left aside."""
    put_out = "report_platform" in turn.news.declined and is_put_out(turn.text)
    if put_out:
        turn.utter("utter_report_put_out")
    if turn.news.declined and not (turn.news.facts or turn.news.asked):
        named = vocabulary.listed(vocabulary.STEP_NOUNS[step] for step in turn.news.declined)
        if not put_out:
            turn.utter("utter_declined_hostile" if is_hostile(turn.text) else "utter_declined", step=named)
        if advice.row in FILLERS and stuck(turn.situation) and wait.what_is_left(turn):
            _left(turn, advice)
            turn.situation = turn.situation.advise(advice, turn.id, turn.now)
        elif advice.row in FILLERS or advice.row == "P":
            turn.offer(buttons.NEXT_STEP, buttons.ADVISER)
        else:
            speak(turn, advice)
        return True
    step = next((step for step in turn.news.planned if step not in turn.answered), None)
    if step is None or turn.news.asked or advice.row in BEFORE_PLANS or turn.situation.in_scope is False:
        return False
    noun = vocabulary.STEP_NOUNS[step]
    how = (turn.words("utter_question_school_meeting"),) if step == "inform_school" else TOPICS[step].how(turn)
    known = step in turn.situation.steps_done and turn.situation.step_results.get(step) != "pending"
    if known or any(paragraph in bubble for paragraph in how for bubble in turn.everything_said):
        turn.utter("utter_planned_after", step=noun)
    else:
        turn.say(turn.words("utter_planned", step=noun))
        turn.say(*how)
    turn.ask("outcome", step=step)
    turn.offer(*(buttons.AFTER[step][2:3]), buttons.NEXT_STEP, buttons.ADVISER)
    return True


def speak(turn: Turn, advice: Advice) -> None:
    """The words and buttons of an advice and of what rides along; remembers that it was given."""
    if danger.was_said(turn, advice):
        turn.utter("utter_danger_sexual_again")
        turn.situation = turn.situation.advise(advice, turn.id, turn.now)
        go_on(turn)
        return
    if danger.lets_go_on(turn, advice):
        danger.speak(turn, advice)
        advice = next_step(turn.situation.answer_danger("safe"))
    ROWS.get(advice.row, _step)(turn, advice)
    if advice.offers_person and "handoff_request" not in turn.slots:
        _offer(turn, advice)
    if (turn.slots.get("asked") or {}).get("question") == OVER:
        return  # whether it is over decides what is advised
    turn.situation = turn.situation.advise(advice, turn.id, turn.now)
    if advice.step:
        turn.set(step=advice.step)


def ask_about(turn: Turn, steps: Sequence[str]) -> None:
    """Steps that the parent asks about: at once, then in one sentence what usually comes before."""
    for step in steps[:MOST_ASKED]:
        advice = about(step, turn.situation)
        if advice.row != "asked":
            speak(turn, advice)
            continue
        topic = TOPICS[step]
        before = topic.before(turn) if advice.reason == "asked_early" else ()
        words = topic.asked(turn, advice)
        if all(map(turn.texts.was_said, words)):  # asked again: how it is done
            words = topic.how(turn)
        turn.say(_actor(turn, advice), *words, *before)
        turn.offer(*topic.buttons(turn, advice))
        if advice.question == "harasser":
            _who(turn)
        turn.situation = turn.situation.advise(advice, turn.id, turn.now)
        if advice.offers_person or step in BY_ADVISERS:
            turn.say(handover.offer(turn, OFFERS.get(step, "utter_adviser_offer"), advice.reason, advice.urgency))
    turn.set(step=steps[0])
    turn.offer(buttons.NEXT_STEP)


def _step(turn: Turn, advice: Advice) -> None:
    """A row that advises one step."""
    if advice.step is None:
        _offer(turn, advice)
        return
    topic = TOPICS[advice.step]
    turn.say(*evidence.first(turn, advice), _actor(turn, advice), *topic.advised(turn, advice))
    if advice.question:
        turn.ask(advice.question, step=advice.step)
    turn.offer(*topic.buttons(turn, advice))
    _beside(turn, advice)
    if not advice.offers_person:
        turn.offer(buttons.ADVISER)


def _actor(turn: Turn, advice: Advice) -> str:
    return turn.words(ACTORS[advice.actor]) if advice.actor in ACTORS else ""


def _beside(turn: Turn, advice: Advice) -> None:
    """What rides along: in full beside police, court and a teen's first words, else in one sentence."""
    for other in advice.beside:
        if other.step == "cleanup":
            turn.add("utter_cleanup")
        elif advice.row in IN_FULL and other.row in ALONG:
            ALONG[other.row](turn, other)
        elif advice.row in IN_FULL and other.step:
            topic = TOPICS[other.step]
            turn.say(*evidence.first(turn, other), *topic.advised(turn, other))
            turn.offer(*topic.buttons(turn, other))
            if other.question:
                turn.ask(other.question, step=other.step)
        elif other.step in SENTENCES:
            turn.add(SENTENCES[other.step])
            turn.offer(buttons.about(*ABOUT[other.step]))


def _offer(turn: Turn, advice: Advice) -> None:
    name = HUMAN if turn.news.asks_human else OFFERS.get(advice.row, "utter_adviser_offer")
    turn.say(handover.offer(turn, name, advice.reason, advice.urgency))


def _court(turn: Turn, advice: Advice) -> None:
    """Row P: police and court in two sentences, a person, and the step below that is still open."""
    offer = handover.offer(turn, OFFERS["P"], advice.reason, advice.urgency)
    step = advice.step or "police"
    turn.say(*(() if step in turn.answered else TOPICS[step].asked(turn, advice)), offer)
    turn.offer(buttons.draft("summary"))
    _beside(turn, advice)


def _pending(turn: Turn, advice: Advice) -> None:
    turn.say(*wait.words(turn, advice))
    turn.offer(*wait.buttons(advice), buttons.ADVISER)


def _wait(turn: Turn, advice: Advice) -> None:
    """Nothing new is due: the step that is still open, the child, or a person."""
    if advice.reason == "wait_step_open" and not (turn.situation.standing in WITH_A_PERSON and wait.what_is_left(turn)):
        _outcome(turn, advice)
    elif advice.step:
        _step(turn, advice)
    elif not danger.afterwards(turn):
        _left(turn, advice)


def _left(turn: Turn, advice: Advice) -> None:
    """The ways that are still open, or that all was done for now."""
    left = wait.what_is_left(turn)
    turn.say(left or turn.words("utter_wait_come_back"))
    if left and "police" not in turn.situation.declined:
        turn.offer(buttons.how("Aller à la police", "police"), buttons.draft("summary"))
    if not advice.offers_person:
        turn.offer(buttons.CORRECT, buttons.ADVISER)


def _child(turn: Turn, advice: Advice) -> None:
    """E13 meanwhile; a family that is stuck hears first what is still open."""
    if stuck(turn.situation) and wait.what_is_left(turn):
        _left(turn, advice)
    else:
        _step(turn, advice)


def _who(turn: Turn, advice: Advice | None = None) -> None:
    turn.utter("utter_harasser_who")
    turn.ask("harasser")
    turn.offer(*buttons.HARASSERS)


def _unknown(turn: Turn, advice: Advice) -> None:
    turn.utter("utter_harasser_unknown")
    turn.offer(buttons.about("Prévenir l’école", "inform_school"))
    if any(other.step == "cleanup" for other in advice.beside):
        turn.add("utter_cleanup")
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
    _beside(turn, advice)
    turn.offer(buttons.NEXT_STEP, buttons.ADVISER)


def _part(turn: Turn, advice: Advice) -> None:
    worse = turn.situation.getting_worse and result(turn.situation, "inform_school") == "partial"
    turn.utter("utter_part_worse" if worse else "utter_part")
    if worse:  # the police were named
        turn.situation = settle(turn.situation, "8/police")
    school = next((other for other in advice.beside if other.step == "inform_school"), None)
    if school:
        topic = TOPICS["inform_school"]
        turn.say(*topic.advised(turn, school))
        turn.offer(*topic.buttons(turn, school)[:3], buttons.ADVISER)
        school = replace(school, row="7", reason="talks_failed_school")  # where the family stands from here on
        turn.situation = turn.situation.advise(school, turn.id, turn.now)
        return
    if "report_platform" not in turn.situation.declined:
        turn.offer(buttons.about("Comment signaler", "report_platform"))
    turn.offer(buttons.NEXT_STEP, buttons.ADVISER)


def _worked(turn: Turn, advice: Advice) -> None:
    if danger.afterwards(turn):
        return
    results = turn.situation.step_results
    awaited = [step for step, told in results.items() if told == "pending" and step != "report_platform"]
    awaited += [step for step in turn.news.planned if step not in awaited]
    if awaited:
        turn.utter("utter_worked_pending", step=vocabulary.STEP_NOUNS[awaited[-1]])
        turn.ask("outcome", step=awaited[-1])
        turn.offer(*buttons.awaited(awaited[-1]), buttons.ADVISER)
        return
    if _may_be_left(turn):
        turn.utter("utter_worked_some")
        turn.ask(OVER)
        turn.offer(buttons.ALL_OVER, buttons.SOME_LEFT, buttons.ADVISER)
        return
    turn.utter("utter_worked")
    turn.utter("utter_takeaways")
    turn.utter("utter_come_back")
    turn.offer(buttons.how("Comment en parler ?", "talk_child"), buttons.AGAIN, buttons.ADVISER)


def _may_be_left(turn: Turn) -> bool:
    """Whether one step has worked where there is more (authors, networks, a meeting), and it is not said to be over."""
    situation = turn.situation
    if turn.news.over is True:
        return False
    networks = len(still_open(situation)) > 1
    authors = (
        bool(situation.other_authors)
        or "pile_on" in situation.harm_types
        or any(map(outcomes.names_several, turn.written))
    )
    meets = any(step in outcomes.MET for text in turn.written for step in outcomes.planned(text))
    return networks or authors or meets or not taken(situation)


def _outcome(turn: Turn, advice: Advice) -> None:
    step = advice.step or turn.situation.standing or "report_platform"
    is_taken = step in taken(turn.situation)
    turn.utter("utter_outcome_question" if is_taken else "utter_outcome_whether", step=turn.doing(step))
    turn.ask("outcome", step=step)
    turn.offer(*(buttons.awaited(step) if is_taken else buttons.AFTER[step]), buttons.ADVISER)


def _offline(turn: Turn, advice: Advice) -> None:
    told = "inform_school" in turn.situation.steps_done
    turn.utter("utter_school_refused" if told else "utter_school_offline")
    turn.offer(buttons.how("Comment leur dire ?", "inform_school"))
    _offer(turn, advice)


def _author(turn: Turn, advice: Advice) -> None:
    """The writer's own child bullies: no blame, what can be put right."""
    names = {
        "author_parent_child": ("utter_writer_author_parent", "utter_writer_author_parent_next"),
        "author_parent_school": ("utter_writer_author_parent_school",),
        "author_parent_mediation": ("utter_writer_author_parent_mediation",),
    }
    for name in names[advice.reason]:
        turn.utter(name)
    turn.offer(buttons.NEXT_STEP, buttons.how("Comment en parler ?", "talk_child"), buttons.ADVISER)


def _scope(turn: Turn, advice: Advice) -> None:
    out_of_scope(turn)


# Beside these the next open step is said in full; beside others it is one sentence with a button.
IN_FULL = frozenset({"P", "teen"})
SENTENCES = {"inform_school": "utter_contact_parents_and_school", "report_platform": "utter_report_still"}
ABOUT = {
    "inform_school": ("Prévenir l’école", "inform_school"),
    "report_platform": ("Comment signaler", "report_platform"),
}

ALONG: dict[str, Callable[[Turn, Advice], None]] = {"3": _pending, "4": _who, "5": _unknown, "outcome": _outcome}

ROWS: dict[str, Callable[[Turn, Advice], None]] = {
    "D1": _danger,
    "D2": _danger,
    "D3": _danger,
    "D": _danger,
    "D4": _adult,
    "P": _court,
    "3": _pending,
    "4": _who,
    "5": _unknown,
    "W": _worked,
    "part": _part,
    "outcome": _outcome,
    "wait": _wait,
    "child": _child,
    "offline": _offline,
    "author": _author,
    "teen": _teen,
    "scope": _scope,
}
