"""Answers the questions of a message, first and shortly; what else it says is answered after them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from actions import buttons, contact_form, drafts, evidence, handover, heard, ladder, mediation, setting_out
from actions.buttons import ADVISER
from actions.contact_reading import REACH, WISH
from actions.drafts import HELD
from actions.known_questions import OFFERS, QUESTIONS, Question
from actions.no_contact import PREFIX, is_forbidden
from actions.topic import Paragraphs
from actions.topics import TOPICS
from actions.turn import PARAGRAPH, Turn, fits_in_one_bubble
from advice import about, next_step
from advice.vocabulary import GRAVE, RANK

# Their answers keep somebody from going there, and so from making it worse.
HOLDING_BACK = frozenset({"visit_parents", "face_author", "answer_author"})
# Of more questions in one message the later ones are left for the next turn, as buttons.
MOST_ANSWERED = 2
# Asked again, these are answered by how their step is done; of others nothing surer is known.
BY_HOW = frozenset(
    {
        *("evidence_how", "evidence_vanished", "school_who", "complaint_where", "mediator_what", "block"),
        *("contact_author", "contact_parents", "parents_friends", "report_effect"),
    }
)
# In these a question may stand that was not recognised; others are answered by what they are.
MAY_ASK = frozenset(
    {
        *("ask_question", "tell_situation", "nlu_fallback", "out_of_scope", "chitchat", "other_language", "not_yet"),
        *("step_done", "step_worked", "step_failed", "step_refused", "step_pending", "deny"),
    }
)
# What says already that a question is not answered.
OWNED_UP = (
    *("utter_question_none", "utter_question_unsure", "utter_question_near", "utter_question_again"),
    *("utter_fallback", "utter_fallback_empty", "utter_adviser_offer_lost", "utter_scope"),
)

# These intents say no more than that something is asked or told: the answers and the ladder say it all.
SAID_BY_THE_ANSWERS = frozenset(
    {"ask_question", "ask_how", "tell_situation", "nlu_fallback", "out_of_scope", "chitchat", "other_language"}
)
# What is said beside a wish for a text and is answered after it; other intents say no more than the wish.
STILL_TO_ANSWER = frozenset({"request_adviser", "accept_adviser", "restart", "back", "goodbye"})


def answer_first(turn: Turn) -> bool:
    """Says the answers before anything else; True where the whole message is answered with that."""
    if (wanted := (turn.asked or {}).get(drafts.WANTED)) and turn.news.values("harasser"):
        drafts.give(wanted, turn)  # who it is was all that was missing for this text
        return True
    questions = asked(turn)
    if not questions:
        return False
    for question in questions:
        if not question.draft:
            turn.say(*_not_the_same(turn, question, words(turn, question)))
    turn.offer(*(buttons.question(left.title, left.id) for left in known(turn)[MOST_ANSWERED:]))
    _leave_to_the_answers(turn, {step for question in questions if (step := _spoken_of(question))})
    kind = next((question.draft for question in questions if question.draft), None)
    if kind:
        return _answer_with_text(turn, kind)
    if turn.intent not in SAID_BY_THE_ANSWERS:
        return False
    due = next_step(turn.situation)
    if due.row == "P" and due.step in turn.answered:
        (ladder.tell if turn.news.tells else ladder.go_on)(turn)
        return True
    offered = _offer(turn, questions)
    if turn.news.tells or not offered:
        ladder.take_up(turn)
    return True


def _answer_with_text(turn: Turn, kind: str) -> bool:
    """A text to copy was asked for; one in a turn."""
    first = heard.is_first_story(turn)
    more_to_say = drafts.give(kind, turn)
    if all(map(turn.texts.was_said, turn.bubbles)):
        turn.begin("utter_draft_again")
    if not more_to_say:
        return True
    if turn.intent in STILL_TO_ANSWER:
        return False
    if turn.news.tells and (first or turn.news.asked or turn.news.planned or turn.news.result):
        ladder.tell(turn)
    elif turn.news.tells:  # who asked for a text is not pressed to a step
        turn.say(*heard.opening(turn), can_wait=True)
    return True


def beside_danger(turn: Turn) -> list[Question]:
    """The questions that are answered behind the numbers of an open danger.

    While self-harm is open no step is advised: what is asked of one waits, and so does a text to copy.
    """
    alone = "self_harm" in turn.situation.open_dangers
    return [question for question in asked(turn) if not question.draft and not (alone and _leads_away(question))]


def _leads_away(question: Question) -> bool:
    """Whether the answer would advise a step of the ladder, or offer a person for one."""
    return not question.care and question.id not in HOLDING_BACK and bool(question.step in RANK or question.offer)


def answer_beside_danger(turn: Turn, before: Mapping[str, Any] | None) -> None:
    """The numbers stand first, then the answer; what is not answered now is held until the child is safe.

    before: the question that was open when the message came.
    """
    now = beside_danger(turn)
    said, turn.bubbles = turn.bubbles, []
    if setting_out.is_setting_out(turn):
        now = [question for question in now if question.id not in HOLDING_BACK]
        turn.say(setting_out.paragraphs(turn)[0])
    answered = [question for question in asked(turn) if turn.bubbles and question.id in HOLDING_BACK]
    for question in now:
        answer = _not_the_same(turn, question, words(turn, question))
        if not turn.bubbles:
            turn.say(*answer)
        elif fits_in_one_bubble(*turn.bubbles, *answer):
            turn.bubbles = [PARAGRAPH.join((*turn.bubbles, *answer))]
        else:
            continue
        answered.append(question)
    later = [one.id for one in asked(turn) if one not in answered]
    if later and not answered:
        turn.utter("utter_danger_held")
    turn.bubbles = [*said[:1], *turn.bubbles, *said[1:]]
    hold(turn, before, later)


def answer_the_rest(turn: Turn) -> None:
    """Beside the words that keep somebody from going there: what else is asked."""
    for question in asked(turn):
        if question.id not in HOLDING_BACK and not question.draft:
            turn.say(*words(turn, question), can_wait=True)


def hold(turn: Turn, before: Mapping[str, Any] | None, later: Sequence[str] = ()) -> None:
    """Keeps the questions that wait, with those of before, while a danger is open."""
    held = [*(before or {}).get(HELD, ()), *(turn.slots.get("asked") or {}).get(HELD, ()), *later]
    if held and turn.situation.danger_state == "open":
        turn.set(asked={**(turn.slots.get("asked") or {}), HELD: list(dict.fromkeys(held))})


def take_out_held(turn: Turn) -> None:
    """The child is safe, told beside something else: what had to wait is asked now, with what this message asks."""
    held = (turn.asked or {}).get(HELD, ())
    if held:
        turn.news = replace(turn.news, questions=tuple(dict.fromkeys((*turn.news.questions, *held))))
        turn.asked = {name: value for name, value in (turn.asked or {}).items() if name != HELD}


def answer_held(turn: Turn) -> bool:
    """The child is safe: the questions that had to wait are answered; True where there were any."""
    held = (turn.asked or {}).get(HELD)
    if not held:
        return False
    turn.news, turn.intent, turn.asked = replace(turn.news, questions=tuple(held)), "ask_question", None
    return answer_first(turn)


def own_up(turn: Turn) -> None:
    """A question that was not recognised is said to be not answered, beside what else the message gets."""
    news = turn.news
    elsewhere = (news.contact, news.refuses_adviser, news.asks_human, news.other_child)
    alarmed = any(fact.field == "danger" for fact in news.withdrawn)  # "quelle menace ?" puts an alarm right
    calmed = heard.is_rage(turn) or setting_out.is_setting_out(turn)
    if turn.intent not in MAY_ASK or any(elsewhere) or calmed or alarmed or not heard.asks(turn):
        return
    if turn.situation.danger_state == "open" or any(_is_said(turn, name) for name in OWNED_UP) or _reads_back(turn):
        return
    offers = turn.situation.handoff in ("none", "offered")
    opened = bool(news.facts and len(turn.bubbles) > 1)  # what was heard stands first
    turn.bubbles.insert(int(opened), turn.words("utter_question_none" if offers else "utter_question_unsure"))
    if turn.situation.handoff != "declined":
        turn.offer(ADVISER)


def _is_said(turn: Turn, name: str) -> bool:
    """Whether this turn says one of the wordings of a text."""
    return any(words in bubble for words in turn.texts.wordings(name) for bubble in turn.bubbles)


def _reads_back(turn: Turn) -> bool:
    """Whether this turn says what is noted for the adviser."""
    begins = [words.partition("\0")[0] for words in turn.texts.wordings("utter_contact_have", data="\0")]
    return any(bubble.startswith(begin) for begin in begins for bubble in turn.bubbles)


def asked(turn: Turn) -> list[Question]:
    """The questions that are answered in this turn."""
    return known(turn)[:MOST_ANSWERED]


def known(turn: Turn) -> list[Question]:
    """All that is asked; of another matter, before any story of ours, only what may be asked anywhere."""
    questions = [QUESTIONS[name] for name in turn.news.questions if name in QUESTIONS]
    ours = turn.intent != "out_of_scope" or bool(turn.situation.in_scope)
    given = {turn.situation.writer, *turn.situation.dangers}
    fitting = [question for question in questions if not question.only or question.only in given or turn.news.pressed]
    return [question for question in fitting if question.anywhere or ours]


def words(turn: Turn, question: Question) -> Paragraphs:
    """The answer as this situation wants it: nobody is sent to a dangerous author, nothing intimate is copied."""
    answer = ANSWERS.get(question.id) or BY_STEP.get(question.step or "", _plain)
    return answer(turn, question)


def _not_the_same(turn: Turn, question: Question, answer: Paragraphs) -> Paragraphs:
    """Asked again: how the step is done, or that nothing surer is known; numbers and what may change are said again."""
    before = question.id in turn.news.asked_before and not (turn.news.pressed or question.care or question.anywhere)
    said = turn.everything_said if before else ()
    if not all(turn.texts.was_said(part) or any(part in bubble for bubble in said) for part in answer):
        return answer
    how = TOPICS[question.step].how(turn) if question.step and question.id in BY_HOW else ()
    more = tuple(part for part in how if not any(part in bubble for bubble in turn.everything_said))
    if not more:
        turn.offer(ADVISER)
    return more or (turn.words("utter_question_again"),)


def _plain(turn: Turn, question: Question) -> Paragraphs:
    return (turn.words(f"utter_question_{question.id}"),)


def _contact(turn: Turn, question: Question) -> Paragraphs:
    """What is asked about speaking to the author or his parents: but first whether they may be spoken to at all."""
    step = question.step or "contact_parents"
    advice = about(step, turn.situation)
    if is_forbidden(advice) and advice.reason != f"{PREFIX}author_unstated":
        return TOPICS[step].asked(turn, advice)
    return _plain(turn, question)


def _meeting(turn: Turn, question: Question) -> Paragraphs:
    """The same for seeing or answering them, but the parent of the author has words of its own for the other family."""
    return (_plain if turn.situation.writer == "author_parent" else _contact)(turn, question)


def _contact_parents(turn: Turn, question: Question) -> Paragraphs:
    return TOPICS["contact_parents"].asked(turn, about("contact_parents", turn.situation))


def _contact_author(turn: Turn, question: Question) -> Paragraphs:
    """ "Dois-je contacter les harceleurs ?" (E15)"""
    advice = about("ask_harasser", turn.situation)
    early = "report_platform" not in turn.situation.steps_done
    unstated = advice.reason.endswith("author_unstated")
    if early and (unstated or not is_forbidden(advice)):
        return (turn.words("utter_contact_author_later"),)
    return TOPICS["ask_harasser"].asked(turn, advice)


def _mediator(turn: Turn, question: Question) -> Paragraphs:
    """What a mediator does, unless a mediation is no good idea here."""
    advice = about("mediation", turn.situation)
    return mediation.TOPIC.asked(turn, advice) if mediation.is_unsuited(turn, advice) else _plain(turn, question)


def _evidence(turn: Turn, question: Question) -> Paragraphs:
    if evidence.is_sexual(turn):
        return (turn.words("utter_question_intimate_evidence"),)
    return evidence.TOPIC.how(turn) if question.id == "evidence_how" else _plain(turn, question)


def _adviser_hours(turn: Turn, question: Question) -> Paragraphs:
    """Whether somebody is there now; the channel may not say."""
    advisers = turn.advisers
    if advisers.open is None:
        status = ""
    elif not advisers.open:
        status = turn.words("utter_question_adviser_closed", opening=handover.until(turn))
    elif not advisers.online:
        status = turn.words("utter_question_adviser_busy")
    else:
        status = handover.status(turn)
    hours = turn.words("utter_question_adviser_hours", adviser=status)
    return (hours, *((turn.words("utter_adviser_meanwhile"),) if advisers.open is False else ()))


def _adviser_told(turn: Turn, question: Question) -> Paragraphs:
    """Whether an adviser has this request, or was told of a danger; nobody else is ever told."""
    dangers = GRAVE.intersection(turn.situation.dangers)
    if handover.alerted(turn) or (turn.situation.handoff == "queued" and dangers):
        return (turn.words("utter_question_adviser_told_danger"),)
    if turn.situation.handoff == "queued":
        return (turn.words("utter_question_adviser_told_queued"),)
    withdrawn = turn.words("utter_adviser_withdrawn")
    cancelled = any(withdrawn in bubble for bubble in turn.everything_said)
    return (turn.words("utter_question_adviser_told_cancelled" if cancelled else "utter_question_adviser_told"),)


def _privacy_read(turn: Turn, question: Question) -> Paragraphs:
    """Who reads this: the advisers too, once one of them was told."""
    return (turn.words("utter_question_privacy_read_told"),) if handover.is_told(turn) else _plain(turn, question)


def _adviser_phone(turn: Turn, question: Question) -> Paragraphs:
    """No number here; while the service is closed, who answers the phone at night too."""
    closed = turn.advisers.open is False
    return (*_plain(turn, question), *((turn.words("utter_adviser_meanwhile"),) if closed else ()))


def _adviser_choice(turn: Turn, question: Question) -> Paragraphs:
    """Which adviser, and how: a wish, which goes along with the request that waits."""
    if turn.news.pressed or handover.can_offer(turn):
        return _plain(turn, question)
    if WISH not in turn.news.contact.found:
        contact_form.note_wish(turn, turn.text)
    return (turn.words("utter_question_adviser_choice_noted", data=turn.contact[WISH]),)


def _where_number(turn: Turn, question: Question) -> Paragraphs:
    """Where it is asked, or that it is known; a request that waits gets the button below."""
    if any(field in turn.contact for field in REACH):
        return (turn.words("utter_question_where_number_known"),)
    if handover.can_offer(turn):
        return _plain(turn, question)
    handover.offer_call(turn)
    return (turn.words("utter_question_where_number_waiting"),)


# Answers that depend on more than who writes.
ANSWERS: dict[str, Callable[[Turn, Question], Paragraphs]] = {
    "contact_author": _contact_author,
    "contact_parents": _contact_parents,
    "parents_friends": _contact,
    "parents_deny": _contact,
    "visit_parents": _meeting,
    "face_author": _meeting,
    "answer_author": _meeting,
    "apology": _meeting,
    "school_mediation": _plain,
    "adviser_choice": _adviser_choice,
    "adviser_hours": _adviser_hours,
    "adviser_told": _adviser_told,
    "privacy_read": _privacy_read,
    "adviser_phone": _adviser_phone,
    "where_number": _where_number,
}
BY_STEP: dict[str, Callable[[Turn, Question], Paragraphs]] = {"mediation": _mediator, "keep_evidence": _evidence}


def _spoken_of(question: Question) -> str | None:
    """The step that an answer speaks of; the child's own other parent is nobody of the author's."""
    return "contact_parents" if question.id == "ex_partner" else question.step


def _leave_to_the_answers(turn: Turn, steps: set[str]) -> None:
    """The steps that the answers spoke of are not answered once more by the ladder."""
    turn.answered = frozenset(steps)
    turn.news = replace(turn.news, asked=tuple(step for step in turn.news.asked if step not in steps))


def _offer(turn: Turn, questions: list[Question]) -> bool:
    """A person, where one is due with an answer; at most one offer in a turn."""
    reason = next((question.offer for question in questions if question.offer), None)
    declined = turn.situation.handoff == "declined" and not turn.news.asks_human
    if reason is None and _is_said(turn, "utter_question_again"):
        reason = "question"
    if reason is None or declined:
        return False
    if turn.situation.handoff == "offered" and reason != "asks_human" and not turn.news.asks_human:
        turn.offer(ADVISER)  # offered once in words
        return False
    offer = handover.offer(turn, OFFERS[reason], reason)
    turn.say(offer)
    return bool(offer)
