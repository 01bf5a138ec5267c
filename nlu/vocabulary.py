"""The fields and values of a message's situation, as the tagger learns and writes them."""

from __future__ import annotations

from typing import Any

from advice import vocabulary as words

PLATFORMS, HARM_TYPES, STEPS = words.PLATFORMS, words.HARM_TYPES, words.STEPS
RESULTS = ("pending", "failed", "refused", "worked")  # in the order in which they are learnt
HARASSERS = ("pupil", "known", "adult", "unknown")  # in the order in which they are learnt
WRITERS = words.WRITERS[1:]  # a message that does not say has no label
DANGERS = words.DANGERS[1:]
GRAVE = words.GRAVE
NOTHING_DONE = "all"
NOT_DONE = (*STEPS, NOTHING_DONE)  # steps that a message says were not taken, or that none was
DENIALS_LABELLED = "denials_labelled"
"""Marks labels that say also what a message denies and whether it is over; of others this is not known."""
LEFT_OPEN = "left_open"
"""Beginnings of the names of labels that an example does not answer."""
BESIDES = "besides"
SAID_BESIDES = (
    *("distress:denied", "harasser:denied", "getting_worse:denied", "result:denied"),
    *("safe:true", "safe:false"),
)
"""What only the turns of data/notes/ are labelled with, and only the encoder learns."""

Labels = dict[str, Any]


def empty() -> Labels:
    """The labels of a message that says nothing."""
    return {
        "in_scope": True,
        "platforms": [],
        "harm_types": [],
        "harasser": "unstated",
        "school_involved": None,
        "steps_done": [],
        "step_results": {},
        "steps_asked": [],
        "writer": "unstated",
        "danger": "none",
        "asks_human": False,
    }
