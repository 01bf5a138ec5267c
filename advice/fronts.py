"""A new front: what was done against what has stopped lies behind, and against the rest the ladder starts again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from advice.settling import HANDOFF, ROW_OF_DANGER, refresh
from advice.standing import taken
from advice.vocabulary import COURT, FAILED, PLATFORMS, STEPS, known

if TYPE_CHECKING:
    from advice.situation import Situation

_ALWAYS_ANEW = ("keep_evidence", "report_platform", "block")
"""What is done again for every new account or network, whatever came of it before."""
_KEPT = ("D4", "P", HANDOFF, *ROW_OF_DANGER.values())
"""Rows that say the same on every front."""


def open_front(situation: Situation, gone: Iterable[str] = (), back: Iterable[str] = ()) -> Situation:
    """The situation once something new goes on after a success.

    gone: the platforms where nothing is left. back: those where it goes on now, which come first from here on.

    People who refused have refused for the new front too, and police and court stay at work.
    Raises UnknownWordError for a platform that the vocabulary does not have.
    """
    steps = [
        step
        for step in taken(situation)
        if step not in COURT and (step in _ALWAYS_ANEW or situation.step_results.get(step) not in FAILED)
    ]
    first = [known(platform, PLATFORMS) for platform in back]
    platforms = tuple(dict.fromkeys((*first, *situation.platforms)))
    behind = tuple(word for word in situation.behind if word not in first)
    after = leave_behind(replace(situation, platforms=platforms, behind=behind), (*steps, *gone))
    settled = {name: held for name, held in after.settled.items() if name.partition("/")[0] in _KEPT}
    online = None if after.content_online is False else after.content_online
    return refresh(replace(after, settled=settled, content_online=online, getting_worse=False))


def leave_behind(situation: Situation, words: Iterable[str]) -> Situation:
    """The situation with these steps taken, or platforms reported to, for good.

    Raises UnknownWordError for what is neither a step nor a platform.
    """
    named = [known(word, (*STEPS, *PLATFORMS)) for word in words]
    return refresh(replace(situation, behind=tuple(dict.fromkeys((*situation.behind, *named)))))
