"""Which facts count as new for a row: a row once said stays settled while the facts that it watches are the same."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from advice.answer import Advice
from advice.standing import NOT_TO_BE_TALKED_OVER, first_step, school_concerned, solved, stuck
from advice.vocabulary import COURT, GRAVE, LADDER

if TYPE_CHECKING:
    from advice.situation import Situation

Facts = tuple[str, ...]
Watch = Callable[["Situation"], Iterable[object]]

HANDOFF = "handoff"


def key(advice: Advice) -> str:
    """Under what an advice is settled: its row and step."""
    return f"{advice.row}/{advice.step or '-'}"


def _field(name: str) -> Watch:
    return lambda situation: [getattr(situation, name)]


def _done(*steps: str) -> Watch:
    return lambda situation: [step for step in steps if step in situation.steps_done]


def _asked(*steps: str) -> Watch:
    return lambda situation: [step for step in steps if step in situation.steps_asked]


def _result(*steps: str) -> Watch:
    return lambda situation: [situation.step_results.get(step) for step in steps]


def _told(field: str, *values: str | bool) -> Watch:
    """In which turns it was said: saying it again is new."""
    return lambda situation: [
        evidence.turn for evidence in situation.evidence if evidence.field == field and evidence.value in values
    ]


def _harms(*harms: str) -> Watch:
    return lambda situation: [harm for harm in harms if harm in situation.harm_types]


def _among(name: str, *words: str) -> Watch:
    return lambda situation: [word for word in words if word in getattr(situation, name)]


_HARASSER = _field("harasser")
_WORSE = _field("getting_worse")
_GRAVE = _among("dangers", *sorted(GRAVE))
_FIRST = _result("report_platform", "block")
_TALKS = _result("ask_harasser", "contact_parents", "inform_school")
_SCHOOL: Watch = lambda situation: [school_concerned(situation)]  # noqa: E731
_SOLVED: Watch = lambda situation: [solved(situation)]  # noqa: E731
_STUCK: Watch = lambda situation: [stuck(situation)]  # noqa: E731
_FIRST_STEP: Watch = lambda situation: [first_step(situation)]  # noqa: E731
_COURT = (_asked(*COURT), _done(*COURT), _result(*COURT))
_NO_TALK = _harms(*NOT_TO_BE_TALKED_OVER, "threats")

WATCHED: Mapping[str, tuple[Watch, ...]] = {
    "D1": (_told("danger", "self_harm"), _among("dangers", "self_harm")),
    "D2": (_told("danger", "threat"), _among("dangers", "threat")),
    "D3": (_told("danger", "sexual"), _among("dangers", "sexual"), _harms(*NOT_TO_BE_TALKED_OVER)),
    "D": (),
    "scope": (_field("in_scope"), _field("writer")),
    "offline": (_field("in_scope"), _done("inform_school"), _result("inform_school")),
    "D4": (_HARASSER,),
    "P": _COURT,
    "author": (_field("writer"), _SCHOOL),
    "teen": (_field("writer"),),
    "1": (_done("keep_evidence"),),
    "2": (
        _field("platforms"),
        _asked("report_platform"),
        _done("report_platform", "block"),
        _FIRST,
        _FIRST_STEP,
        _SOLVED,
    ),
    "outcome": (_done(*LADDER, "block"), _result(*LADDER, "block")),
    "3": (_done(*LADDER, "block"), _result(*LADDER, "block")),
    "4": (_HARASSER, _STUCK),
    "5": (_HARASSER, _FIRST, _STUCK),
    "6": (_HARASSER, _FIRST, _NO_TALK, _GRAVE, _STUCK),
    "7": (_HARASSER, _FIRST, _TALKS, _SCHOOL, _NO_TALK, _GRAVE, _STUCK),
    "8": (_WORSE, _among("dangers", "distress"), _GRAVE, _NO_TALK, _HARASSER, _FIRST, _TALKS, _SCHOOL, _result(*COURT)),
    "9": (_HARASSER, _result("contact_parents", "inform_school"), _NO_TALK, _GRAVE, _STUCK),
    "10": (_result("mediation", *COURT), _STUCK),
    "C": (_result("report_platform", "cleanup"), _SOLVED, _NO_TALK, _among("dangers", "sexual")),
    "W": (_result(*LADDER, "block", "cleanup"), _SOLVED),
    "school": (_SCHOOL, _done("inform_school")),
    "child": (_done("talk_child"),),
    HANDOFF: (
        _told("danger", *sorted(GRAVE)),
        _told("asks_human", True),
        _GRAVE,
        _NO_TALK,
        *_COURT,
        _WORSE,
        _field("asks_human"),
        _among("harasser", "adult"),
        _result("contact_parents", "inform_school", "mediation"),
        _SOLVED,
    ),
}
"""What each row looks at, "handoff" being the offer of a person. "wait" and "asked" are never settled."""


def facts(row: str, situation: Situation) -> Facts:
    """The facts that a row watches, as they are now."""
    return tuple(",".join(map(str, watch(situation))) for watch in WATCHED[row])


def settled(situation: Situation, advice: Advice) -> bool:
    """Whether this advice was given and nothing that its row watches has changed since."""
    held = situation.settled.get(key(advice))
    return held is not None and advice.row in WATCHED and held == facts(advice.row, situation)


def person_answered(situation: Situation) -> bool:
    """Whether a person was accepted or declined and nothing that calls for one has changed since."""
    held = situation.settled.get(HANDOFF)
    return situation.handoff in ("queued", "declined") and held in (None, facts(HANDOFF, situation))


def person_open(situation: Situation) -> bool:
    """Whether a person may be offered: none is coming, and none was declined under the same facts."""
    return situation.handoff in ("none", "offered")


def remember_answer(situation: Situation) -> Situation:
    """Writes down under which facts a person was accepted or declined, where nobody has."""
    if situation.handoff not in ("queued", "declined") or HANDOFF in situation.settled:
        return situation
    return replace(situation, settled={**situation.settled, HANDOFF: facts(HANDOFF, situation)})


def refresh(situation: Situation) -> Situation:
    """Drops what is settled no longer; a person declined may be offered again after a new fact."""
    kept = {
        name: held
        for name, held in situation.settled.items()
        if name == HANDOFF or held == facts(name.partition("/")[0], situation)
    }
    handoff = situation.handoff
    if handoff == "declined" and kept.get(HANDOFF) != facts(HANDOFF, situation):
        handoff = "none"
    if handoff not in ("queued", "declined"):
        kept.pop(HANDOFF, None)
    return replace(situation, settled=kept, handoff=handoff)
