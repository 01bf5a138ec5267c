"""Bringing in a person: the event that makes a case, the offer with its buttons, and who is there now. E10."""

from __future__ import annotations

from datetime import datetime

from actions import contact_words, moments, vocabulary
from actions.buttons import ADVISER, LEAVE_NUMBER, NO_ADVISER, YES_ADVISER
from actions.contact_reading import REACH
from actions.turn import PARAGRAPH, Turn
from advice.vocabulary import COURT, FAILED, GRAVE
from safety import check

# With these a parent asks for a person.
ASKING = frozenset({"request_adviser", "accept_adviser"})
URGENT = "urgent"
NORMAL = "normal"
# What answers a no to a person; "pas maintenant" is less than one.
NOES = ("utter_adviser_declined", "utter_adviser_withdrawn")
LATER = "utter_adviser_later"
# Rows of a danger: what they sent to the advisers no parent takes back alone.
BY_DANGER = frozenset({"D1", "D2", "D3"})


def status(turn: Turn, in_danger: bool = False) -> str:
    """Whether somebody is there now, in one sentence."""
    advisers = turn.advisers
    if advisers.open is None:
        return turn.words("utter_adviser_unknown")
    suffix = "_danger" if in_danger else ""
    if not advisers.open:
        return turn.words(f"utter_adviser_closed{suffix}", opening=until(turn))
    if not advisers.online:
        return turn.words(f"utter_adviser_busy{suffix}")
    if advisers.wait_minutes:
        return turn.words("utter_adviser_online_wait", minutes=str(advisers.wait_minutes))
    return turn.words("utter_adviser_online")


def until(turn: Turn) -> str:
    """When somebody is there again: at once, or when the service opens, with the hour where it is known."""
    advisers = turn.advisers
    if advisers.open:
        return moments.SOON
    known = f" ({moments.opening(clock(turn), advisers.hours[0].begin)})" if advisers.hours else ""
    return f"à la réouverture{known}"


def clock(turn: Turn) -> datetime:
    """The turn's moment on the clock of the advisers' hours."""
    now = datetime.fromisoformat(turn.now.replace("Z", "+00:00")) if turn.now else datetime.now().astimezone()
    hours = turn.advisers.hours
    return now.astimezone(hours[0].begin.tzinfo) if hours else now


def alerted(turn: Turn) -> bool:
    """Whether the safety net told the advisers of a danger, whatever became of it in the situation."""
    if turn.case in ("queued", "taken"):
        return turn.situation.handoff != "queued"
    heard = (hit.danger for text in turn.written for hit in check(text))
    return turn.case == "offered" and not GRAVE.isdisjoint(heard)


def is_told(turn: Turn) -> bool:
    """Whether an adviser knows of this parent: by a request, or by the alert in a danger."""
    return turn.situation.handoff == "queued" or alerted(turn)


def is_kept(turn: Turn) -> bool:
    """Whether the advisers keep what a danger brought to them, also where it was denied since."""
    grave = GRAVE.intersection(turn.situation.dangers)
    by_danger = alerted(turn) or any(given.row in BY_DANGER for given in turn.situation.advised)
    return is_told(turn) and bool(grave or by_danger)


def is_declined(turn: Turn) -> bool:
    """Whether a person was declined and nothing has happened since: nobody is offered then, but to who asks for one.

    What changes much (it gets worse, a mediation or the police failed) makes it another question at once, another
    step that failed does so some answers later.
    """
    if turn.news.refuses_adviser:
        return True
    told = [str(result).partition(":") for result in turn.news.values("step_results")]
    failed = {step for step, _, result in told if result in FAILED}
    if turn.news.result and turn.news.result[1] in FAILED:
        failed.add(turn.news.result[0])
    if failed & {"mediation", *COURT} or True in turn.news.values("getting_worse"):
        return False
    if failed:
        return any(words in bubble for words in _noes(turn, *NOES, LATER) for bubble in turn.lately_said)
    return turn.situation.handoff == "declined" or last_word_was_no(turn, *NOES, LATER)


def last_word_was_no(turn: Turn, *noes: str) -> bool:
    """Whether the last that was said of an adviser in this session answered a no, in one of these responses."""
    no, yes = _noes(turn, *noes), turn.words("utter_adviser_accepted", adviser="").strip()
    for bubble in reversed(turn.everything_said):
        if yes in bubble:
            return False
        if any(words in bubble for words in no):
            return True
    return False


def _noes(turn: Turn, *names: str) -> set[str]:
    return {words for name in names for words in turn.texts.wordings(name)}


def request(turn: Turn, reason: str, urgency: str | None) -> None:
    """Tells the hub that a person is offered or queued."""
    turn.set(handoff_request={"reason": reason, "urgency": urgency or NORMAL})


def can_offer(turn: Turn) -> bool:
    """Not while the request already waits with the advisers."""
    return turn.situation.handoff != "queued"


def offer(turn: Turn, name: str, reason: str, urgency: str | None = None) -> str:
    """The sentence that offers a person, who is there, and what is passed on, with its buttons; "" where the request
    waits, or just a button where the last answer ended with the same sentence."""
    wished = turn.news.asks_human or turn.intent in ASKING or bool(turn.news.contact.found)
    wished = wished or reason == "not_understood"
    if not can_offer(turn) or (is_declined(turn) and not wished and urgency != URGENT):
        return ""
    turn.situation = turn.situation.with_handoff("offered")
    request(turn, reason, urgency)
    call = contact_words.CALL_ME.search(turn.text) is not None
    turn.ask("adviser", reason=reason, urgency=urgency, **({"call": True} if call else {}))
    sentence = turn.words(name)
    if turn.texts.was_said(sentence):
        turn.offer(ADVISER)
        return ""
    turn.offer(YES_ADVISER, NO_ADVISER)
    return PARAGRAPH.join(part for part in (f"{sentence} {_presence(turn)}".strip(), _passed_on(turn)) if part)


def refuse(turn: Turn) -> None:
    """The parent wants no person: what was offered or asked for is taken back, but not what a danger called for."""
    if is_kept(turn):
        turn.utter("utter_adviser_kept")
    elif not is_told(turn):
        later = turn.news.pressed or contact_words.LATER.fullmatch(turn.text)
        turn.situation = turn.situation.with_handoff("declined")
        turn.utter("utter_adviser_later" if later else "utter_adviser_declined")
    else:
        turn.situation = turn.situation.with_handoff("declined")
        turn.utter("utter_adviser_withdrawn")


def offer_call(turn: Turn) -> None:
    """A button to be called, where the request waits and nobody knows yet how to reach this parent."""
    if turn.situation.handoff == "queued" and not any(field in turn.contact for field in REACH):
        turn.offer(LEAVE_NUMBER)


def _presence(turn: Turn) -> str:
    """Whether somebody is there, before the parent decides."""
    if turn.advisers.open is None:
        return ""
    if turn.advisers.somebody:
        return turn.words("utter_adviser_online")
    return turn.words("utter_adviser_away" if turn.advisers.open else "utter_adviser_shut", opening=until(turn))


def _passed_on(turn: Turn) -> str:
    """The summary that goes along with the conversation, where the parent has not just read it."""
    facts = "\n".join(f"- {line}" for line in vocabulary.summary(turn.situation))
    shown = any(facts in bubble for bubble in (*turn.everything_said, *turn.bubbles))
    return turn.words("utter_adviser_summary", facts=facts) if facts and not shown else ""


def accepted(turn: Turn) -> None:
    """A person was said yes to: the request goes to the advisers, and who is there meanwhile is said."""
    asked = turn.asked or {}
    queue(turn, str(asked.get("reason") or turn.situation.last_step or "asks_human"), asked.get("urgency"))
    turn.utter("utter_adviser_accepted", adviser=status(turn))
    meanwhile(turn)


def meanwhile(turn: Turn) -> None:
    """While nobody is there: who listens at night too."""
    if turn.advisers.open is False:
        words = turn.words("utter_adviser_meanwhile")
        if not any(words in bubble for bubble in turn.everything_said):
            turn.say(words, can_wait=True)


def queue(turn: Turn, reason: str, urgency: str | None = None) -> None:
    turn.situation = turn.situation.with_handoff("queued")
    request(turn, reason, urgency)
