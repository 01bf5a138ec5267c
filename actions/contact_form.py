"""How an adviser reaches the parent: first name, number or address, moment; each may be refused, none is needed."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace

from actions import contact_words, handover, ladder, moments, reachable
from actions.buttons import BE_CALLED, CHANGE, GO_ON, LEAVE_NUMBER, SKIP, WAIT_HERE, Button, button
from actions.contact_reading import CONTRACT, EMAIL, FIELDS, FIRST_NAME, PHONE, REACH, WHEN, Entry
from actions.contact_state import ALSO, CALLBACK, CHANGED, CHOICE, DANGER, LIVE, MOMENT, PAUSED, QUESTION, WHO, Form
from actions.turn import NOTHING, PARAGRAPH, WAITING, Turn

# An answer that is none is asked again so often, then the form goes on without.
MOST_TRIES = 2
# Something else may come first so often; then a button stands for the form.
MOST_ASIDES = 2

# A message that is no answer to the form, and not meant as one.
ASIDES = frozenset(
    {
        *("greet", "thank", "goodbye", "chitchat", "insult_bot", "request_adviser", "correct"),
        *("out_of_scope", "other_language", "safe_now"),
    }
)
# What may be pressed in open danger.
IN_DANGER = frozenset({"be_called"})
# The parent wants to move on: the form is not taken up again.
LEAVING = frozenset({"ask_next_step", "restart", "back", "take_up", "decline_adviser"})
# To an offer of a person these say yes, whatever else the message holds.
ACCEPTING = frozenset({"affirm", "accept_adviser", "request_adviser"})
# Questions of the ladder that are answered before the form goes on.
FIRST = frozenset({"platform", "harasser", "safe", "adviser"})

LABELS = {FIRST_NAME: "Prénom", PHONE: "Téléphone", EMAIL: "E-mail", WHEN: "Moment", CONTRACT: "Contrat"}
SOON = button("Dès que possible", "set_contact", field=WHEN, value=moments.SOON)
TITLES = {FIRST_NAME: "Prénom", PHONE: "Numéro", EMAIL: "E-mail", WHEN: "Moment"}


def after_acceptance(turn: Turn, *, call: bool) -> None:
    """The request waits with the advisers: how do they reach this parent?"""
    if turn.news.tells:
        ladder.take_up(turn)
        waits = Form(LIVE if turn.advisers.somebody else CALLBACK)
        turn.set(asked={**(turn.slots.get("asked") or {"question": None}), PAUSED: waits.as_asked()})
    elif call:
        begin(turn, CALLBACK)
    elif turn.advisers.open is None or turn.advisers.somebody:
        begin(turn, LIVE)
    else:
        _choose(turn)


def begin(turn: Turn, mode: str) -> None:
    """Asks for what is not known yet."""
    form = Form(mode, then=_open_question(turn))
    if mode == DANGER:
        _ask(turn, form.asks("reach"), turn.words("utter_contact_ask_danger"))
    elif not any(field in turn.contact for field in REACH):
        known = turn.words("utter_contact_noted", data=_data(turn)) if turn.contact else ""
        _ask(turn, form, PARAGRAPH.join(part for part in (known, turn.words(f"utter_contact_ask_{mode}")) if part))
    elif mode == CALLBACK and WHEN not in turn.contact:
        _ask(turn, form.asks(MOMENT), _ask_words(turn, MOMENT))
    else:
        turn.utter("utter_contact_known", data=_data(turn))
        _resume(turn, form)


def in_danger(turn: Turn) -> bool:
    """Whether the parent only leaves a number while a danger is open that this message does not tell."""
    if turn.situation.danger_state != "open" or turn.news.opened:
        return False
    pressed = turn.intent in IN_DANGER or (_is_open(turn) and turn.intent in PRESSED)
    return pressed or (_is_open(turn) and turn.news.contact.alone)


def keep(turn: Turn, asked: Mapping[str, object] | None) -> None:
    """What a message in danger holds besides is not lost; `asked` is the question to which it came.

    The form itself waits until somebody says that the child is safe.
    """
    form = Form.read(asked)
    if form is None:
        return
    if _keep(turn, turn.news.contact):
        turn.say(turn.words("utter_contact_noted", data=_data(turn, turn.news.contact.found)), can_wait=True)
    if (own := turn.slots.get("asked")) and own.get("question") == "safe":
        turn.set(asked={**own, PAUSED: form.as_asked()})


def answers(turn: Turn) -> bool:
    """Answers a message that is one to the form, and says so; else the topic's action answers first."""
    entry = turn.news.contact
    form = Form.read(turn.asked)
    if (turn.asked or {}).get("question") == CHOICE and _chooses(turn):
        return True
    if CONTRACT in entry.refused:
        _without_contract(turn, form)
        return True
    if not entry and _wants_call(turn):
        begin(turn, CALLBACK)
        return True
    if form is None or not _is_open(turn):
        return _volunteered(turn, entry)
    if entry.cancels:
        _cancel(turn, form)
        return True
    if not entry:
        if _is_aside(turn):
            return False
        _again(turn, form, turn.words(f"utter_contact_unread_{_kind(form)}"))
        return True
    form = replace(form, given=(*form.given, *_keep(turn, entry)))
    if entry.alone or entry.refused:
        _go_on(turn, form, entry)
        return True
    if entry.found:
        turn.utter("utter_contact_noted", data=_data(turn, entry.found))
    following = _next(turn, form, entry)
    turn.asked = replace(form, field=following).as_asked() if following else form.then
    return False


def take_up(turn: Turn, form: Form | None, choice: bool) -> None:
    """After something else was answered: the form's question again, or a button where that was often enough."""
    if turn.intent in LEAVING or turn.intent in PRESSED:
        return
    own = turn.slots.get("asked") or {}
    if choice and not own:
        turn.offer(BE_CALLED)
    if form is None or own.get("question") in (QUESTION, CHOICE):
        return
    if form.mode == CALLBACK and form.field != MOMENT and any(field in turn.contact for field in REACH):
        _go_on(turn, replace(form, then=own or form.then), NOTHING)  # it was given meanwhile
    elif own.get("question") in FIRST:
        turn.set(asked={**own, PAUSED: form.as_asked()})
    elif form.asides >= MOST_ASIDES:
        turn.offer(LEAVE_NUMBER)
    else:
        again = replace(form, asides=form.asides + 1, then=own or form.then)
        _ask(turn, again, turn.words(f"utter_contact_retake_{_kind(form)}"))


def be_called(turn: Turn) -> None:
    """A button: a call back, or just a number in open danger; pressed again, what is still missing."""
    if turn.situation.handoff != "queued":
        handover.queue(turn, "asks_human")
    mode = DANGER if turn.situation.danger_state == "open" else CALLBACK
    form = Form.read(turn.asked)
    if form is not None and form.mode == mode:
        _ask(turn, replace(form, then=_open_question(turn)), turn.words(f"utter_contact_retake_{_kind(form)}"))
    else:
        begin(turn, mode)


def wait_here(turn: Turn) -> None:
    """The parent stays: what it need not do, and the thread."""
    then = _open_question(turn)
    turn.say(turn.words("utter_contact_wait", when=handover.until(turn)))
    _resume(turn, Form(LIVE, then=then))


def skip(turn: Turn) -> None:
    """A button: the open question is left out."""
    form = Form.read(turn.asked)
    if form is None or not _is_open(turn):
        ladder.take_up(turn)
    else:
        _go_on(turn, form, Entry(refused=form.wanted, alone=True))


def set_contact(turn: Turn) -> None:
    """A button that carries a value: the moment."""
    form = Form.read(turn.asked) or Form(CALLBACK, field=MOMENT, then=_open_question(turn))
    entry = Entry({WHEN: turn.entities.get("value", moments.SOON)}, alone=True)
    _go_on(turn, replace(form, given=(*form.given, *_keep(turn, entry, said=False))), entry)


def change(turn: Turn) -> None:
    """A button: which entry is wrong, or the new value of the one that was touched."""
    then = _open_question(turn)
    field = turn.entities.get("field")
    if field in TITLES:
        asks = {FIRST_NAME: FIRST_NAME, WHEN: MOMENT}.get(field, "reach")
        form = Form(CHANGED, field=asks, then=then)
        _ask(turn, form, turn.words(f"utter_contact_new_{asks}"))
        return
    turn.utter("utter_contact_change", data=_data(turn))
    turn.offer(*(button(TITLES[name], "change_contact", field=name) for name in TITLES if name in turn.contact))
    turn.set(asked=dict(then) if then else None)


PRESSED: Mapping[str, Callable[[Turn], None]] = {
    "be_called": be_called,
    "wait_here": wait_here,
    "skip_contact": skip,
    "set_contact": set_contact,
    "change_contact": change,
}


def _choose(turn: Turn) -> None:
    """Nobody is there: wait, be called back, or go on."""
    then = _open_question(turn)
    turn.utter("utter_contact_choice_busy" if turn.advisers.open else "utter_contact_choice_closed")
    turn.set(asked={"question": CHOICE, "then": dict(then) if then else None})
    turn.offer(BE_CALLED, WAIT_HERE, GO_ON)


def _chooses(turn: Turn) -> bool:
    """A choice in words."""
    if turn.news.tells:
        return False
    if contact_words.I_WAIT.search(turn.text):
        wait_here(turn)
    elif turn.news.contact:
        form = Form(CALLBACK, then=_open_question(turn))
        entry = turn.news.contact
        _go_on(turn, replace(form, given=_keep(turn, entry)), entry)
    elif contact_words.CALL_ME.search(turn.text) or turn.intent == "affirm":
        begin(turn, CALLBACK)
    elif turn.intent in ("deny", "not_yet"):
        turn.utter("utter_contact_go_on")
        turn.resume()
        ladder.take_up(turn)
    else:
        return False
    return True


def _without_contract(turn: Turn, form: Form | None) -> None:
    """The contract's number is left out; the form, or the thread, goes on."""
    _keep(turn, turn.news.contact)
    turn.utter("utter_contact_no_contract")
    if form is not None and _is_open(turn):
        _ask(turn, form, turn.words(f"utter_contact_retake_{_kind(form)}"))
    else:
        ladder.take_up(turn)


def _volunteered(turn: Turn, entry: Entry) -> bool:
    """Data outside the form: kept where a request waits, and said so."""
    if turn.situation.handoff != "queued" or not (entry.found or entry.faults):
        if entry.found and turn.intent in ACCEPTING and (turn.asked or {}).get("question") == "adviser":
            _keep(turn, entry)
            turn.asked = {**(turn.asked or {}), "call": True}
            return False
        if entry.found and entry.alone:
            _keep(turn, entry)
            turn.utter("utter_contact_noted", data=_data(turn, entry.found))
            turn.say(handover.offer(turn, "utter_adviser_offer_call", "asks_human"))
            return True
        return False
    open_question = turn.asked
    if entry.faults and entry.alone:
        (reason,) = entry.faults.values()
        form = Form(CHANGED, field="reach", tries=1, then=_open_question(turn))
        _ask(turn, form, turn.words(f"utter_contact_wrong_{reason}"))
        return True
    before = dict(turn.contact)
    _keep(turn, entry)
    corrected = any(field in before for field in entry.found)
    turn.utter("utter_contact_changed" if corrected else "utter_contact_noted", data=_data(turn, entry.found))
    if not entry.alone:
        return False
    turn.asked = open_question
    ladder.take_up(turn)
    turn.offer(CHANGE)
    return True


def _go_on(turn: Turn, form: Form, entry: Entry) -> None:
    """The next question, the same again with what is wrong, or the end."""
    if entry.faults and not any(field in entry.found for field in REACH):
        reason = next(iter(entry.faults.values()))
        field = "reach" if form.field == WHO and FIRST_NAME in turn.contact else form.field
        _again(turn, replace(form, field=field), turn.words(f"utter_contact_wrong_{reason}"))
        return
    following = _next(turn, form, entry)
    if following is None:
        _end(turn, form)
    else:
        moment = WHEN in entry.found and following != MOMENT
        noted = turn.words("utter_contact_noted", data=_data(turn, entry.found)) if moment else ""
        asked = _ask_words(turn, following)
        _ask(turn, form.asks(following), PARAGRAPH.join(part for part in (noted, asked) if part))


def _next(turn: Turn, form: Form, entry: Entry) -> str | None:
    """The field that is asked next, the same where it is not answered yet, None at the end."""
    reached = any(field in turn.contact for field in REACH)
    if form.mode != CALLBACK:
        return None
    if not reached and form.field != MOMENT:
        left = [field for field in REACH if field in form.wanted and field not in entry.refused]
        return "reach" if len(left) == len(REACH) else next(iter(left), None)
    return None if WHEN in turn.contact or WHEN in entry.refused else MOMENT


def _again(turn: Turn, form: Form, words: str) -> None:
    """The same question once more with what was wrong; after two times the form goes on without."""
    if form.tries < MOST_TRIES:
        _ask(turn, replace(form, tries=form.tries + 1), words)
        return
    turn.utter("utter_contact_given_up")
    _end(turn, form, gave_up=True)


def _end(turn: Turn, form: Form, gave_up: bool = False) -> None:
    """What the advisers now have, and back to the thread."""
    reached = any(field in turn.contact for field in REACH)
    if form.mode == CHANGED and form.given:
        turn.utter("utter_contact_changed", data=_data(turn, form.given))
    elif form.mode == DANGER and form.given:
        turn.utter("utter_contact_done_danger", data=_data(turn, form.given))
    elif form.mode == CALLBACK and reached:
        _called_back(turn)
    elif form.given:
        turn.utter("utter_contact_done_live" if form.mode == LIVE else "utter_contact_done_here", data=_data(turn))
    elif not gave_up:
        turn.utter("utter_contact_refused" if form.mode in (LIVE, CALLBACK) else "utter_contact_go_on")
    _resume(turn, form, changeable=bool(form.given))
    if form.mode == CALLBACK and reached and CONTRACT not in turn.contact:
        asked = turn.slots.get("asked") or {"question": None}
        turn.set(asked={**asked, ALSO: CONTRACT})


def _called_back(turn: Turn) -> None:
    when = turn.contact.get(WHEN, "")
    lines = "\n".join(f"- {LABELS[field]} : {shown}" for field, shown in _shown(turn.contact).items())
    hours = moments.is_out_of_hours(when, turn.advisers.hours)
    turn.say(
        turn.words("utter_contact_done", lines=lines),
        turn.words("utter_contact_hours") if hours else "",
        turn.words("utter_contact_contract") if CONTRACT not in turn.contact else "",
    )


def _resume(turn: Turn, form: Form, changeable: bool = False) -> None:
    turn.asked = form.then
    ladder.take_up(turn)
    if changeable:
        turn.offer(CHANGE)


def _cancel(turn: Turn, form: Form) -> None:
    """What this form took in is forgotten; the request stays."""
    turn.contact = {field: value for field, value in turn.contact.items() if field not in form.given}
    turn.set(contact=dict(turn.contact) or None)
    turn.utter("utter_contact_cancelled")
    _resume(turn, form)


def _keep(turn: Turn, entry: Entry, *, said: bool = True) -> tuple[str, ...]:
    """Takes the data in; gives back which fields came. said: the moment is in the parent's words, of today."""
    found = dict(entry.found)
    if said and WHEN in found:
        found[WHEN] = moments.dated(handover.clock(turn), found[WHEN])
    if found:
        turn.contact = {**turn.contact, **found}
        turn.set(contact=dict(turn.contact))
    return tuple(found)


def _ask(turn: Turn, form: Form, words: str) -> None:
    turn.say(words)
    turn.asked = form.as_asked()
    turn.set(asked=dict(turn.asked))
    turn.offer(*_buttons(turn, form))


def _ask_words(turn: Turn, field: str) -> str:
    if field == MOMENT:
        return turn.words("utter_contact_ask_when", data=_data(turn))
    if field in REACH:
        return turn.words(f"utter_contact_ask_{field}")
    named = FIRST_NAME in turn.contact
    thanks = turn.words("utter_contact_thanks", first_name=turn.contact[FIRST_NAME]) if named else ""
    return f"{thanks} {turn.words('utter_contact_ask_reach')}".strip()


def _buttons(turn: Turn, form: Form) -> tuple[Button, ...]:
    if form.field != MOMENT:
        return (SKIP,)
    chosen = moments.choices(handover.clock(turn), turn.advisers.hours)
    return (SOON, *(button(one.title, "set_contact", field=WHEN, value=one.words) for one in chosen), SKIP)


def _kind(form: Form) -> str:
    """Which words ask for this field."""
    if form.field in REACH:
        return "reach"
    return form.field if form.field in ("reach", MOMENT) else WHO


def _is_open(turn: Turn) -> bool:
    return (turn.asked or {}).get("question") == QUESTION


def _wants_call(turn: Turn) -> bool:
    """Whether a parent whose request waits asks in words to be called."""
    waits = turn.situation.handoff == "queued" and turn.intent == "request_adviser" and not turn.news.tells
    return waits and contact_words.CALL_ME.search(turn.text) is not None


def _is_aside(turn: Turn) -> bool:
    """Whether the parent turns to something else."""
    asks = "?" in turn.text or turn.intent.startswith("ask_") or turn.intent in ASIDES | LEAVING
    return asks or turn.news.pressed or turn.news.tells or turn.news.asks_human or bool(turn.news.questions)


def _open_question(turn: Turn) -> Mapping[str, object] | None:
    """The ladder's question that waits while the form asks."""
    asked = turn.asked or {}
    if asked.get("question") in (*WAITING, "safe"):
        return {name: value for name, value in asked.items() if name not in (PAUSED, ALSO)}
    then: Mapping[str, object] | None = asked.get("then")
    return then


def _shown(contact: Mapping[str, str]) -> dict[str, str]:
    """The data as people read them, in the form's order."""
    return {
        field: reachable.readable(contact[field]) if field == PHONE else contact[field]
        for field in FIELDS
        if field in contact
    }


def _data(turn: Turn, fields: Collection[str] = FIELDS) -> str:
    """The data in one line."""
    return ", ".join(shown for field, shown in _shown(turn.contact).items() if field in fields)
