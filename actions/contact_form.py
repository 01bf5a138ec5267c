"""How an adviser reaches the parent: first name, number or address, moment; each may be refused, none is needed."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace

from actions import contact_words, handover, ladder, moments, reachable, refusal
from actions.buttons import BE_CALLED, CHANGE, GO_ON, LEAVE_NUMBER, QUICK_STARTS, SKIP, WAIT_HERE, Button, button
from actions.contact_reading import (
    CONTRACT,
    EMAIL,
    FIELDS,
    FIRST_NAME,
    LONGEST_WISH,
    PHONE,
    REACH,
    WHEN,
    WISH,
    Entry,
    read,
)
from actions.contact_state import ALSO, CALLBACK, CHANGED, CHOICE, DANGER, LIVE, MOMENT, PAUSED, QUESTION, WHO, Form
from actions.turn import NOTHING, PARAGRAPH, WAITING, Turn

# An answer that is none is asked again so often, then the form goes on without.
MOST_TRIES = 2
# A number that was passed over is looked for in so many messages.
MOST_LOOKED_BACK = 4
# Something else may come first so often; then a button stands for the form.
MOST_ASIDES = 2

# A message that is no answer to the form, and not meant as one.
ASIDES = frozenset(
    {
        *("greet", "thank", "goodbye", "chitchat", "insult_bot", "request_adviser", "correct"),
        *("out_of_scope", "other_language", "safe_now"),
    }
)
# What the NLU makes of contact data in a sentence.
UNREAD = frozenset({"out_of_scope", "other_language", "nlu_fallback"})
# To an offer of a person these say no, whatever else the message holds.
DECLINING = frozenset({"deny", "not_yet", "decline_adviser"})
# What may be pressed in open danger.
IN_DANGER = frozenset({"be_called"})
# The parent wants to move on: the form is not taken up again.
LEAVING = frozenset({"ask_next_step", "restart", "back", "take_up", "decline_adviser"})
# To an offer of a person these say yes, whatever else the message holds.
ACCEPTING = frozenset({"affirm", "accept_adviser", "request_adviser"})
# Questions of the ladder that are answered before the form goes on.
FIRST = frozenset({"platform", "harasser", "safe", "adviser"})

LABELS = {
    FIRST_NAME: "Prénom",
    PHONE: "Téléphone",
    EMAIL: "E-mail",
    WHEN: "Moment",
    WISH: "Souhait",
    CONTRACT: "Contrat",
}
SOON = button("Dès que possible", "set_contact", field=WHEN, value=moments.SOON)
TITLES = {FIRST_NAME: "Prénom", PHONE: "Numéro", EMAIL: "E-mail", WHEN: "Moment"}


def refuse(turn: Turn) -> None:
    """The parent wants no person; where a danger keeps the request, its own words go to the adviser."""
    note = refusal.said(turn.text) if handover.is_kept(turn) else ""
    if note:
        _keep(turn, Entry({**turn.news.contact.found, WISH: note}))
        _say_back(turn, {WISH: note})
    elif (form := Form.read(turn.asked)) is not None:
        _forget(turn, form)
    handover.refuse(turn)


def go_on(turn: Turn) -> None:
    """Behind a no to a person: back to the question that waited; of another matter no step of this one follows."""
    elsewhere = (turn.asked or {}).get("reason") == "out_of_scope" and not turn.situation.harm_types
    turn.resume()
    if elsewhere:
        turn.offer(*QUICK_STARTS)
    else:
        ladder.take_up(turn)


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
    wish = turn.contact.get(WISH, "")
    if mode != DANGER and not _reached(turn) and contact_words.READ_HERE.search(wish):
        turn.utter("utter_contact_wish", data=_data(turn))
        wait_here(turn)
    elif mode == DANGER:
        _ask(turn, form.asks("reach"), turn.words("utter_contact_ask_danger"))
    elif not _reached(turn):
        known = turn.words("utter_contact_noted", data=_data(turn)) if turn.contact else ""
        by_mail = contact_words.BY_EMAIL.search(wish) or contact_words.NO_CALL.search(wish)
        asked = turn.words("utter_contact_ask_email" if by_mail else f"utter_contact_ask_{mode}")
        _ask(turn, form.asks(EMAIL) if by_mail else form, PARAGRAPH.join(part for part in (known, asked) if part))
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


def is_told(turn: Turn) -> bool:
    """Whether the parent has said how or when it is to be reached."""
    return bool(turn.contact.keys() & {*REACH, WHEN, WISH})


def note_wish(turn: Turn, words: str) -> None:
    """A wish that goes along with the request, as the parent put it."""
    _keep(turn, Entry({WISH: " ".join(words.split())[:LONGEST_WISH]}))


def is_to_call(turn: Turn) -> bool:
    """Whether what the parent has said of the contact is a call."""
    wish = turn.contact.get(WISH, "")
    written = contact_words.NO_CALL.search(wish) or contact_words.READ_HERE.search(wish)
    return bool(turn.contact.keys() & {PHONE, WHEN}) and not written


def keep(turn: Turn, asked: Mapping[str, object] | None) -> None:
    """What a message in danger holds besides is not lost; `asked` is the question to which it came.

    The form itself waits until somebody says that the child is safe.
    """
    form = Form.read(asked)
    waits = turn.situation.handoff == "queued" and turn.news.contact.found.keys() & {WHEN, WISH}
    if (form is not None or waits) and _keep(turn, turn.news.contact):
        turn.say(turn.words("utter_contact_noted", data=_data(turn, turn.news.contact.found)), can_wait=True)
    if form is None:
        return
    if (own := turn.slots.get("asked")) and own.get("question") == "safe":
        turn.set(asked={**own, PAUSED: form.as_asked()})


def answers(turn: Turn) -> bool:
    """Answers a message that is one to the form, and says so; else the topic's action answers first."""
    entry = turn.news.contact
    form = Form.read(turn.asked)
    if (turn.asked or {}).get("question") == CHOICE and _chooses(turn):
        return True
    if (turn.asked or {}).get("question") == "adviser" and _puts_off(turn):
        return True
    if CONTRACT in entry.refused and not entry.found:
        _without_contract(turn, form)
        return True
    if _asks_what_is_noted(turn, entry) and (form is not None or not handover.can_offer(turn)):
        known = WHEN in turn.contact and not contact_words.ONLY_NOT.match(entry.found.get(WHEN, ""))
        _keep(turn, Entry({name: value for name, value in entry.found.items() if not (known and name == WHEN)}))
        if "?" in turn.text and not turn.news.tells:  # what is noted is all that it asks
            turn.news = replace(turn.news, questions=())
        return _given_before(turn, form)
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
    if entry.reads_here and not _reached(turn):
        turn.utter("utter_contact_wish", data=_data(turn, entry.found))
        wait_here(turn)
        return True
    more = turn.news.tells or turn.news.questions
    if entry.alone or entry.refused or (turn.intent in UNREAD | ACCEPTING and not more):
        _go_on(turn, form, entry)
        return True
    if entry.found:
        _say_back(turn, entry.found)
        turn.intent = "ask_question" if turn.intent in ACCEPTING else turn.intent  # that was said yes to before
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
    if contact_words.I_WAIT.search(turn.text) or turn.news.contact.reads_here:
        _keep(turn, turn.news.contact)
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
        return bool(entry.found) and _before_a_request(turn, entry)
    open_question = turn.asked
    if entry.faults and entry.alone:
        (reason,) = entry.faults.values()
        form = Form(CHANGED, field="reach", tries=1, then=_open_question(turn))
        _ask(turn, form, turn.words(f"utter_contact_wrong_{reason}"))
        return True
    before = dict(turn.contact)
    _keep(turn, entry)
    corrected = any(field in before for field in entry.found if field != WISH)
    if corrected:
        turn.utter("utter_contact_changed", data=_data(turn, entry.found))
    else:
        _say_back(turn, entry.found)
    if entry.reads_here and not _reached(turn):
        turn.asked = open_question
        wait_here(turn)
        return True
    if not entry.alone:
        return False
    turn.asked = open_question
    ladder.take_up(turn)
    turn.offer(CHANGE)
    handover.offer_call(turn)
    return True


def _before_a_request(turn: Turn, entry: Entry) -> bool:
    """Data before a request: with a yes to an offer they go along; what is said of the contact is kept for one."""
    offered = (turn.asked or {}).get("question") == "adviser"
    if offered and turn.intent in ACCEPTING:
        _keep(turn, entry)
        turn.asked = {**(turn.asked or {}), "call": True}
        return False
    if offered and entry.alone and turn.intent not in DECLINING and entry.found.keys() & {*REACH, WHEN}:
        _keep(turn, entry)
        handover.accepted(turn)
        turn.resume()
        begin(turn, CALLBACK)
        return True
    if not (entry.alone or turn.news.asks_human or contact_words.OF_CONTACT.search(turn.text)):
        return False
    _keep(turn, entry)
    if WISH in entry.found and contact_words.NO_CALL.search(turn.text) and PHONE not in turn.contact:
        turn.utter("utter_contact_no_call", data=_data(turn, entry.found))
        if offered and turn.intent in DECLINING:
            handover.refuse(turn)
            turn.resume()
        return entry.alone and not turn.news.accepts_adviser and _taken_up(turn)
    _say_back(turn, entry.found)
    if entry.alone and not is_to_call(turn):
        turn.say(handover.offer(turn, "utter_adviser_offer_human", "asks_human"))
    elif entry.alone:
        turn.say(handover.offer(turn, "utter_adviser_offer_call", "asks_human"))
        turn.set(asked={**(turn.slots.get("asked") or {"question": None}), "call": True})
    return entry.alone


def _taken_up(turn: Turn) -> bool:
    ladder.take_up(turn)
    return True


def _puts_off(turn: Turn) -> bool:
    """ "Plus tard peut-être" to an offer of a person is respected, and said back."""
    if turn.intent in ACCEPTING or turn.news.tells or not contact_words.LATER.fullmatch(turn.text):
        return False
    refuse(turn)
    go_on(turn)
    return True


def _given_before(turn: Turn, form: Form | None) -> bool:
    """ "Je viens de vous donner le numéro": what is noted is said, found again if it was passed over, or asked once."""
    for earlier in turn.written[-MOST_LOOKED_BACK:]:
        found = read(earlier, REACH).found
        _keep(turn, Entry({field: found[field] for field in REACH if field in found and field not in turn.contact}))
    of_a_number = contact_words.ABOUT_PHONE.search(turn.text) or contact_words.ABOUT_EMAIL.search(turn.text)
    if not _reached(turn) and (of_a_number or not turn.contact):
        then = form.then if form is not None and _is_open(turn) else _open_question(turn)
        _ask(turn, Form(form.mode if form else CALLBACK, "reach", then=then), turn.words("utter_contact_none"))
        return True
    turn.utter("utter_contact_have", data=_data(turn))
    if form is not None and _is_open(turn):
        _go_on(turn, replace(form, given=tuple(turn.contact)), Entry())
        return True
    if turn.news.tells or turn.news.questions:
        return False
    return _taken_up(turn)


def _asks_what_is_noted(turn: Turn, entry: Entry) -> bool:
    """ "Vous avez bien noté pas avant 10h ?", or that it was given before; "pas d'appel" is no such thing."""
    if not entry.claimed or entry.faults or contact_words.NO_CALL.search(entry.found.get(WISH, "")):
        return False
    return not entry or "?" in turn.text


def _say_back(turn: Turn, fields: Collection[str]) -> None:
    """What was noted, in the parent's own words; a wish is no promise, but for a call where no number is known."""
    uncalled = contact_words.NO_CALL.search(turn.contact.get(WISH, "")) and PHONE not in turn.contact
    if WISH not in fields:
        turn.utter("utter_contact_noted", data=_data(turn, fields))
    else:
        turn.utter("utter_contact_no_call" if uncalled else "utter_contact_wish", data=_data(turn, fields))


def _reached(turn: Turn) -> bool:
    """Whether it is known how to reach the parent."""
    return any(field in turn.contact for field in REACH)


def _go_on(turn: Turn, form: Form, entry: Entry) -> None:
    """The next question, the same again with what is wrong, or the end."""
    if CONTRACT in entry.refused and entry.found:
        turn.utter("utter_contact_no_contract")
    if entry.faults and not any(field in entry.found for field in REACH):
        reason = next(iter(entry.faults.values()))
        field = "reach" if form.field == WHO and FIRST_NAME in turn.contact else form.field
        _again(turn, replace(form, field=field), turn.words(f"utter_contact_wrong_{reason}"))
        return
    following = _next(turn, form, entry)
    if following is None:
        _end(turn, form)
    else:
        back = following != MOMENT and bool({WHEN, WISH} & entry.found.keys())
        name = "utter_contact_wish" if WISH in entry.found else "utter_contact_noted"
        noted = turn.words(name, data=_data(turn, entry.found)) if back else ""
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
    if form.mode == CALLBACK and reached and _asks_contract(turn):
        asked = turn.slots.get("asked") or {"question": None}
        turn.set(asked={**asked, ALSO: CONTRACT})


def _asks_contract(turn: Turn) -> bool:
    """The contract's number is asked for once, where it is not known and was not said to be missing."""
    said = turn.words("utter_contact_no_contract")
    missing = CONTRACT in turn.news.contact.refused or any(said in bubble for bubble in turn.everything_said)
    return CONTRACT not in turn.contact and not missing


def _called_back(turn: Turn) -> None:
    when = turn.contact.get(WHEN, "")
    lines = "\n".join(f"- {LABELS[field]} : {shown}" for field, shown in _shown(turn.contact).items())
    hours = moments.is_out_of_hours(when, turn.advisers.hours)
    turn.say(
        turn.words("utter_contact_done", lines=lines),
        turn.words("utter_contact_hours") if hours else "",
        turn.words("utter_contact_contract") if _asks_contract(turn) else "",
    )


def _resume(turn: Turn, form: Form, changeable: bool = False) -> None:
    turn.asked = form.then
    ladder.take_up(turn)
    if changeable:
        turn.offer(CHANGE)


def _cancel(turn: Turn, form: Form) -> None:
    """What this form took in is forgotten; the request stays."""
    _forget(turn, form)
    turn.utter("utter_contact_cancelled")
    _resume(turn, form)


def _forget(turn: Turn, form: Form) -> None:
    turn.contact = {field: value for field, value in turn.contact.items() if field not in form.given}
    turn.set(contact=dict(turn.contact) or None)


def _keep(turn: Turn, entry: Entry, *, said: bool = True) -> tuple[str, ...]:
    """Takes the data in; gives back which fields came. said: the moment is in the parent's words, of today."""
    found = dict(entry.found)
    if said and WHEN in found:
        found[WHEN] = moments.dated(handover.clock(turn), found[WHEN])
        if contact_words.ONLY_NOT.match(found[WHEN]) and (known := turn.contact.get(WHEN)):
            again = found[WHEN].lower() in known.lower()
            found[WHEN] = known if again else f"{known}, {found[WHEN]}"[:LONGEST_WISH]
    if WISH in found and (before := turn.contact.get(WISH)):
        found[WISH] = before if found[WISH] in before else f"{before} ; {found[WISH]}"[-LONGEST_WISH:]
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
    who = {fact.field for fact in (*turn.news.facts, *turn.news.withdrawn)} == {"writer"} and not turn.news.asked
    tells = turn.news.tells and not who  # that it is the mother who writes is no story
    return asks or turn.news.pressed or tells or turn.news.asks_human or bool(turn.news.questions)


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
    """The data in one line; of wishes only the one that is told now, where `fields` holds it."""
    contact = {**turn.contact, WISH: fields[WISH]} if isinstance(fields, Mapping) and WISH in fields else turn.contact
    return ", ".join(shown for field, shown in _shown(contact).items() if field in fields)
