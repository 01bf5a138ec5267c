"""A step whose answer was awaited long enough: where the content is still there, it has failed."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from advice import learning
from advice.vocabulary import COURT, LADDER

if TYPE_CHECKING:
    from advice.situation import Situation

MAKE_IT_GO = (*(step for step in LADDER if step not in (*COURT, "mediation")), "cleanup")
"""The steps after which the content should be gone; a mediator, the police and a court take their own time."""


def outwaited(situation: Situation, turn: str, now: str, seen: str | None, patience: timedelta) -> Situation:
    """The situation after a turn that says that the content is still there.

    What has been pending for at least `patience` is failed then. now: the turn's moment. seen: when the parent wrote
    before, which counts where nobody remembers since when a step is pending. Moments are ISO 8601.
    """
    if not any((one.field, one.value, one.turn) == ("content_online", True, turn) for one in situation.evidence):
        return situation
    for step in MAKE_IT_GO:
        if situation.step_results.get(step) == "pending" and _waited(situation, step, now, seen) >= patience:
            situation = learning.record(situation, step, "failed", turn)
    return situation


def _waited(situation: Situation, step: str, now: str, seen: str | None) -> timedelta:
    given = [one.at for one in situation.advised if (one.row, one.step) == ("3", step)]
    begin, end = _moment(given[-1] if given else seen), _moment(now)
    return end - begin if begin and end else timedelta(0)


def _moment(text: str | None) -> datetime | None:
    """None for what is no moment with a time zone."""
    try:
        # `fromisoformat` of Python 3.10 does not know the "Z" of ISO 8601.
        moment = datetime.fromisoformat((text or "").replace("Z", "+00:00"))
    except ValueError:
        return None
    return moment if moment.tzinfo else None
