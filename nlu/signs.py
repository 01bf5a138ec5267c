"""What the note reader is told of a message: the encoder's log-odds, and which places and steps are named."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from nlu.flat import flatten
from nlu.platforms import platforms
from nlu.retractions import retracted
from nlu.steps import step_mentions
from nlu.vocabulary import (
    DANGERS,
    GRAVE,
    HARASSERS,
    HARM_TYPES,
    NOT_DONE,
    PLATFORMS,
    RESULTS,
    SAID_BESIDES,
    STEPS,
    WRITERS,
)

_INTENTS = (
    *(
        "affirm",
        "ask_how",
        "ask_next_step",
        "ask_question",
        "chitchat",
        "correct",
        "decline_adviser",
        "deny",
        "dont_know",
    ),
    *("not_yet", "request_adviser", "safe_now", "step_done", "step_failed", "step_pending", "step_refused"),
    *("step_worked", "tell_situation", "thank"),
)
READ = (
    *(f"harm_types:{harm}" for harm in HARM_TYPES),
    *(f"harasser:{author}" for author in HARASSERS),
    *(f"writer:{writer}" for writer in WRITERS),
    *(f"{field}:{step}" for field in ("steps_done", "steps_asked") for step in STEPS),
    *(f"steps_not_done:{step}" for step in NOT_DONE),
    *(f"step_results:{step}:{result}" for step in STEPS for result in RESULTS),
    *(f"danger:{danger}" for danger in DANGERS),
    *(f"danger_denied:{danger}" for danger in DANGERS if danger in GRAVE),
    *(f"{field}:{answer}" for field in ("school_involved", "content_online", "over") for answer in ("true", "false")),
    *("getting_worse:true", "asks_human:true", "adviser_refused:true", "harms_denied:some", "in_scope:false"),
    *SAID_BESIDES,
    *(f"intent:{intent}" for intent in _INTENTS),
)
NAMES = (
    *READ,
    *(f"named:{name}" for name in (*PLATFORMS, *STEPS)),
    *(f"denied:{name}" for name in PLATFORMS),
)
"""In the order in which they are handed on. `named` and `denied` are 0 or 1, the others log-odds."""
DECIMALS = 1  # of the log-odds: more decide nothing, and a message is kept with its signs
FAR = 12.0  # log-odds beyond which nothing more is said


def signs(text: str, plain: str, read: Mapping[str, float]) -> list[float]:
    """In the order of NAMES. `text` is normalised, `plain` the same without accents; `read`: the encoder's log-odds."""
    named = {mention.value for mention in platforms(plain)} | {step.step for step in step_mentions(flatten(text))}
    denied = {mention.value for mention in retracted(plain)}
    return [
        *(round(max(-FAR, min(FAR, float(read.get(name, 0.0)))), DECIMALS) for name in READ),
        *(float(name in named) for name in (*PLATFORMS, *STEPS)),
        *(float(name in denied) for name in PLATFORMS),
    ]


def by_name(handed_on: Sequence[float]) -> dict[str, float]:
    """Raises: ValueError: they are not as many as there are names."""
    return dict(zip(NAMES, handed_on, strict=True))
