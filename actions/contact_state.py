"""Where the form for contact data stands: the open question in the slot `asked`, read and written in one place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from actions.contact_reading import CONTRACT, EMAIL, FIRST_NAME, PHONE, REACH, WHEN

QUESTION = "contact"
# Nobody is there: wait here, be called back, or go on with the assistant?
CHOICE = "waiting"
# An invitation beside another question.
ALSO = "also"
# The form that waits while the ladder asks something of its own.
PAUSED = "form"

WHO, MOMENT = "who", "when"
ASKED_FOR: Mapping[str, tuple[str, ...]] = {
    WHO: (FIRST_NAME, PHONE, EMAIL),
    "reach": REACH,
    PHONE: (PHONE,),
    EMAIL: (EMAIL,),
    MOMENT: (WHEN,),
    FIRST_NAME: (FIRST_NAME,),
}

LIVE, CALLBACK, DANGER, CHANGED = "live", "callback", "danger", "changed"


@dataclass(frozen=True)
class Form:
    """The question that is open and how often it was asked.

    mode: somebody joins here now; somebody calls later; in open danger (a number, no more); one entry is changed.
    tries: answers that were none. asides: how often something else came first. given: the fields entered so far.
    then: the question that was open before.
    """

    mode: str
    field: str = WHO
    tries: int = 0
    asides: int = 0
    given: tuple[str, ...] = ()
    then: Mapping[str, Any] | None = None

    @property
    def wanted(self) -> tuple[str, ...]:
        """The fields that its question asks for."""
        return ASKED_FOR[self.field]

    def asks(self, field: str) -> Form:
        """The form with its next question."""
        return replace(self, field=field, tries=0)

    def as_asked(self) -> dict[str, Any]:
        """The value of the slot `asked` while this question is the open one."""
        return {"question": QUESTION, **asdict(self), "given": list(self.given)}

    @classmethod
    def read(cls, asked: Mapping[str, Any] | None) -> Form | None:
        """The form that is open or paused; None where there is none."""
        state = (asked or {}).get(PAUSED) or asked or {}
        if state.get("question") != QUESTION:
            return None
        values = {name: state[name] for name in ("mode", "field", "tries", "asides", "then")}
        return cls(**values, given=tuple(state["given"]))


def wanted(asked: Mapping[str, Any]) -> tuple[str, ...]:
    """The fields that the open question asks for."""
    if asked.get("question") == QUESTION:
        return ASKED_FOR[asked["field"]]
    return (CONTRACT,) if asked.get(ALSO) == CONTRACT else ()


def is_own(asked: Mapping[str, Any]) -> bool:
    """Whether a number or moment without a word is the parent's: a person was offered, or the form waits."""
    return asked.get("question") in (CHOICE, "adviser") or PAUSED in asked
