"""Which facts count as new for a row: a row once said stays settled while the facts that it watches are the same."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from advice.answer import Advice
from advice.standing import (
    NOT_TO_BE_TALKED_OVER,
    THREATENING,
    failed,
    first_step,
    school_concerned,
    solved,
    stuck,
)
from advice.vocabulary import COURT, GRAVE, LADDER, STEPS

if TYPE_CHECKING:
    from advice.situation import Situation

Facts = tuple[str, ...]
Watch = Callable[["Situation"], Iterable[object]]

HANDOFF = "handoff"
ROW_OF_DANGER = {"self_harm": "D1", "threat": "D2", "sexual": "D3"}


def key(advice: Advice) -> str:
    """Under what an advice is settled: its row and step."""
    return f"{advice.row}/{advice.step or '-'}"


def _field(name: str) -> Watch:
    return lambda situation: [getattr(situation, name)]


def _result(*steps: str) -> Watch:
    return lambda situation: [situation.step_results.get(step) for step in steps]


def _told(field: str, *values: str | bool) -> Watch:
    """In which turns it was said: saying it again is new."""
    return lambda situation: [
        evidence.turn for evidence in situation.evidence if evidence.field == field and evidence.value in values
    ]


def _among(name: str, *words: str) -> Watch:
    return lambda situation: [word for word in words if word in getattr(situation, name)]


_HARASSER = _field("harasser")
_WORSE = _field("getting_worse")
_GRAVE = _among("dangers", *sorted(GRAVE))
_NO_TALK = _among("harm_types", *THREATENING)
_FIRST = _result("report_platform", "block")
_TALKS = _result("ask_harasser", "contact_parents", "inform_school")
_COURT = (_among("steps_asked", *COURT), _among("steps_done", *COURT), _result(*COURT))


def _court_named(situation: Situation) -> Iterable[object]:
    """Police and court, asked about or advised: whoever declined a person there need not hear the offer again."""
    named = {*situation.steps_asked, *(given.step for given in situation.advised)}
    return [step for step in COURT if step in named]


def _while_unnamed(situation: Situation) -> Iterable[object]:
    """What was told while nobody has said yet on which platform: the question is still open then."""
    return [] if situation.platforms else situation.harm_types


def _school(situation: Situation) -> Iterable[object]:
    return [school_concerned(situation)]


def _solved(situation: Situation) -> Iterable[object]:
    return [solved(situation)]


def _stuck(situation: Situation) -> Iterable[object]:
    return [stuck(situation)]


def _first_step(situation: Situation) -> Iterable[object]:
    return [first_step(situation)]


def _school_failed(situation: Situation) -> Iterable[object]:
    return [failed(situation, "inform_school")]


WATCHED: Mapping[str, tuple[Watch, ...]] = {
    "D1": (_among("dangers", "self_harm"),),
    "D2": (_among("dangers", "threat"),),
    "D3": (_among("dangers", "sexual"), _among("harm_types", *NOT_TO_BE_TALKED_OVER)),
    "scope": (_field("in_scope"), _field("writer")),
    "offline": (_field("in_scope"), _result("inform_school")),
    "D4": (_HARASSER,),
    "P": _COURT,
    "author": (_field("writer"), _school),
    "teen": (_field("writer"),),
    "1": (_among("steps_done", "keep_evidence"),),
    "2": (
        _field("platforms"),
        _among("steps_asked", "report_platform"),
        _among("steps_done", "report_platform", "block"),
        _FIRST,
        _first_step,
        _while_unnamed,
        _solved,
        _field("behind"),
    ),
    **{f"{row}/{step}": (_among("steps_done", step), _result(step)) for row in ("outcome", "3") for step in STEPS},
    "part": (_result(*LADDER, "block"),),
    "4": (_HARASSER, _stuck),
    "5": (_HARASSER, _FIRST, _stuck),
    "6": (_HARASSER, _FIRST, _NO_TALK, _GRAVE, _stuck),
    "7/contact_parents": (_HARASSER, _result("ask_harasser"), _school_failed, _NO_TALK, _GRAVE, _stuck),
    "7/inform_school": (_school, _FIRST, _result("ask_harasser", "contact_parents"), _stuck),
    "8": (
        _WORSE,
        _among("dangers", "distress"),
        _GRAVE,
        _NO_TALK,
        _HARASSER,
        _FIRST,
        _TALKS,
        _school,
        _result(*COURT),
    ),
    "9": (_HARASSER, _result("contact_parents", "inform_school"), _NO_TALK, _GRAVE, _stuck),
    "10": (_result("mediation", *COURT), _stuck),
    "C": (_result("report_platform", "cleanup"), _solved),
    "W": (_result(*LADDER, "block", "cleanup"), _solved),
    "school": (_school,),
    "child": (_among("steps_done", "talk_child"),),
    HANDOFF: (
        _told("danger", *sorted(GRAVE)),
        _told("asks_human", True),
        _GRAVE,
        _NO_TALK,
        _court_named,
        *_COURT[1:],
        _WORSE,
        _field("asks_human"),
        _among("harasser", "adult"),
        _result("contact_parents", "inform_school", "mediation"),
        _solved,
    ),
}
"""What each row (or one step of it) looks at; HANDOFF is the offer of a person. Other rows are never settled."""


def facts(name: str, situation: Situation) -> Facts | None:
    """The facts that a row ("2/report_platform") watches, as they are now; None where it is never settled."""
    watches = WATCHED.get(name) or WATCHED.get(name.partition("/")[0])
    return None if watches is None else tuple(",".join(map(str, watch(situation))) for watch in watches)


def settled(situation: Situation, advice: Advice) -> bool:
    """Whether this advice was given and nothing that its row watches has changed since."""
    held = situation.settled.get(key(advice))
    return held is not None and held == facts(key(advice), situation)


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
    return settle(situation, HANDOFF)


def settle(situation: Situation, name: str) -> Situation:
    """Writes down that a row was said under the facts of now."""
    held = facts(name, situation)
    return situation if held is None else replace(situation, settled={**situation.settled, name: held})


def reopen(situation: Situation, danger: str) -> Situation:
    """Opens a grave danger; what was said of it before somebody called it safe is said again.

    Told again while it is open it is nothing new: the numbers were given, whether the child is safe is asked.
    """
    after = replace(situation, danger_state="open")
    if situation.danger_state not in ("safe", "adviser"):
        return after
    row = ROW_OF_DANGER[danger]
    kept = {name: held for name, held in situation.settled.items() if not name.startswith(row)}
    return replace(after, settled=kept)


def refresh(situation: Situation) -> Situation:
    """Drops what is settled no longer; a person declined may be offered again after a new fact."""
    kept = {name: held for name, held in situation.settled.items() if name == HANDOFF or held == facts(name, situation)}
    handoff = situation.handoff
    if handoff == "declined" and kept.get(HANDOFF) != facts(HANDOFF, situation):
        handoff = "none"
    if handoff not in ("queued", "declined"):
        kept.pop(HANDOFF, None)
    return replace(situation, settled=kept, handoff=handoff)
