"""Where a family stands on the ladder: what it has tried, what came of it, and with whom one may still talk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from advice.vocabulary import FAILED, GRAVE, LADDER, NO_BUTTON, RANK

if TYPE_CHECKING:
    from advice.situation import Situation

NOT_TO_BE_TALKED_OVER = ("grooming", "blackmail", "intimate_images")
"""Harm that row D3 covers: neither the family nor a mediator talks it over with the author."""
THREATENING = (*NOT_TO_BE_TALKED_OVER, "threats")
REMOVAL = ("report_platform", "ask_harasser", "block", "cleanup")
"""Steps after which the content should be gone."""
GONE_RANK = RANK["ask_harasser"]
"""Content that is gone counts like an author who removed it: talks that failed weigh more."""


def taken(situation: Situation) -> tuple[str, ...]:
    """The steps that the family has taken, those of which only a result is known included, on this front."""
    steps = dict.fromkeys((*situation.steps_done, *situation.step_results))
    return tuple(step for step in steps if step not in situation.behind)


def result(situation: Situation, step: str) -> str | None:
    """What was told to have come of a step on this front."""
    return None if step in situation.behind else situation.step_results.get(step)


def first_step(situation: Situation) -> str:
    """What opens the ladder: the report, or blocking where there is no network to report to (sms, e-mail)."""
    no_button = bool(situation.platforms) and NO_BUTTON.issuperset(situation.platforms)
    return "block" if no_button and "report_platform" not in taken(situation) else "report_platform"


def rank(step: str) -> int:
    """How high a step of the ladder stands; blocking stands where the report would."""
    return RANK.get(step, 0)


def climbed(situation: Situation) -> tuple[str, ...]:
    """The steps of the ladder that the family has taken, lowest first."""
    done = taken(situation)
    return tuple(step for step in (first_step(situation), *LADDER[1:]) if step in done)


def floor(situation: Situation) -> int:
    """The rank below which no step is advised again, -1 where the ladder is untouched."""
    return max((RANK[step] for step in taken(situation) if step in RANK), default=-1)


def top(situation: Situation) -> tuple[str, ...]:
    """The highest steps taken: one, or school and parents together."""
    steps = climbed(situation)
    highest = max(map(rank, steps), default=-1)
    return tuple(step for step in steps if rank(step) == highest)


def height(situation: Situation) -> int:
    """The rank of the highest step taken, -1 where none is."""
    return max(map(rank, climbed(situation)), default=-1)


def came_back(situation: Situation) -> bool:
    """Whether the family says that it goes on, whatever had worked."""
    return situation.content_online is True or situation.getting_worse


def outcome(situation: Situation, step: str) -> str | None:
    """What came of a step as things are now: what had worked has failed once the trouble is back.

    So has a step of which nothing was told and whose aim is that the content goes; people who were spoken to may still
    act, so that it is asked what came of it.
    """
    told = result(situation, step)
    overtaken = told == "worked" or (told is None and step in taken(situation) and step in REMOVAL)
    return "failed" if overtaken and came_back(situation) else told


def failed(situation: Situation, step: str) -> bool:
    return outcome(situation, step) in FAILED


def refused(situation: Situation, step: str) -> bool:
    return outcome(situation, step) == "refused"


def solved(situation: Situation) -> bool:
    """Whether a step had its effect, or the content is gone, and nothing higher has failed since."""
    if came_back(situation):
        return False
    steps = climbed(situation)
    effects = [rank(step) for step in steps if outcome(situation, step) == "worked"]
    if situation.content_online is False or result(situation, "cleanup") == "worked":
        effects.append(GONE_RANK)
    if result(situation, "block") == "worked":
        effects.append(rank("block"))
    failures = (rank(step) for step in steps if failed(situation, step))
    return bool(effects) and max(effects) >= max(failures, default=-1)


def stuck(situation: Situation) -> bool:
    """Whether the highest step taken failed or was refused, so that the next one is due."""
    return not solved(situation) and any(failed(situation, step) for step in top(situation))


def contact_forbidden(situation: Situation) -> str | None:
    """Why nobody of the family may speak to the author or his parents, None where they may."""
    for harm in THREATENING:
        if harm in situation.harm_types:
            return harm
    if any(danger in GRAVE for danger in situation.dangers):
        return situation.danger
    if situation.harasser in ("adult", "unknown"):
        return f"author_{situation.harasser}"
    if situation.writer in ("teen", "author_parent"):
        return situation.writer
    return "author_unstated" if situation.harasser == "unstated" else None


def images(situation: Situation) -> bool:
    """Whether intimate images may be in play: then nobody is told to copy anything."""
    return "intimate_images" in situation.harm_types or "sexual" in situation.dangers


def school_concerned(situation: Situation) -> bool:
    pupils = "pupil" in (situation.harasser, *situation.other_authors)
    return pupils or situation.school_involved is True


def school_open(situation: Situation) -> bool:
    """Whether the school is concerned and has not been told."""
    return school_concerned(situation) and "inform_school" not in taken(situation)


def mediation_suits(situation: Situation) -> bool:
    """Whether there is somebody with whom a third person could look for a solution."""
    if images(situation) or any(harm in situation.harm_types for harm in NOT_TO_BE_TALKED_OVER):
        return False
    met = situation.harasser == "unstated" and "contact_parents" in taken(situation)
    return situation.harasser in ("pupil", "known") or met
