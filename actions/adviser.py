"""A person is asked for, accepted or declined (E10); the actions are in contact.py."""

from __future__ import annotations

from actions import contact_form, contact_words, handover, heard, ladder, refusal
from actions.turn import Turn


def accept(turn: Turn) -> None:
    """The request goes to the advisers; then, how they reach the parent. The assistant goes on meanwhile."""
    waiting = turn.situation.handoff == "queued"
    asked = turn.asked or {}
    if waiting:
        turn.utter("utter_adviser_already", adviser=handover.status(turn))
    else:
        handover.accepted(turn)
    turn.resume()
    if waiting:
        ladder.take_up(turn)
        handover.offer_call(turn)
    else:
        contact_form.after_acceptance(turn, call=bool(asked.get("call")) or contact_form.is_told(turn))


def decline(turn: Turn) -> None:
    """A no to a person; what is said no to beside a request that waits (a call, a mediator) leaves the request."""
    if refusal.is_of_another_thing(turn.text) and turn.situation.handoff == "queued":
        if not turn.news.contact.found:  # else that was said back
            turn.utter("utter_contact_go_on")
    else:
        contact_form.refuse(turn)
    contact_form.go_on(turn)


def request(turn: Turn) -> None:
    """Somebody wants a person: offered with its summary; asked for twice, it is accepted."""
    if (turn.asked or {}).get("question") == "adviser":
        accept(turn)
        return
    turn.say(*heard.opening(turn))
    if not handover.can_offer(turn):
        turn.utter("utter_adviser_already", adviser=handover.status(turn))
        ladder.take_up(turn)
        handover.offer_call(turn)
        return
    call = contact_form.is_to_call(turn) or contact_words.CALL_ME.search(turn.text) is not None
    turn.say(handover.offer(turn, f"utter_adviser_offer_{'call' if call else 'human'}", "asks_human"))
    turn.set(asked={**turn.slots["asked"], "call": call})
    if turn.news.tells:
        ladder.go_on(turn)
