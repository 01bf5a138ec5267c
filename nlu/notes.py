"""The notes of a conversation as the note reader sees them: what is noted or proposed.

A note is written `kind:value` ("harm:insults", "step:report_platform=failed") or by its kind alone ("school").
"""

from __future__ import annotations

from nlu.vocabulary import GRAVE, HARASSERS, HARM_TYPES, PLATFORMS, STEPS, WRITERS

NOTHING, SO, NOT_SO = "nothing", "so", "not_so"
CAME_OF_IT = ("pending", "failed", "refused", "partial", "worked")
VERDICTS = (NOTHING, SO, NOT_SO, *CAME_OF_IT)  # what a message says of a note, in the order in which they are learnt

KINDS = (
    *("harm", "platform", "author", "writer", "step", "danger"),
    *("school", "distress", "worse", "online", "over", "adviser", "safe"),
)

NOTES = frozenset(
    {
        *(f"harm:{harm}" for harm in HARM_TYPES),
        *(f"platform:{name}" for name in PLATFORMS),
        *(f"author:{author}" for author in HARASSERS),
        *(f"writer:{writer}" for writer in WRITERS if writer != "other"),
        *(f"step:{step}" for step in STEPS),
        *(f"step:{step}={result}" for step in STEPS for result in CAME_OF_IT),
        *(f"danger:{danger}" for danger in GRAVE),
        *KINDS[6:],
    }
)


def kind_and_value(note: str) -> tuple[str, str]:
    """ "step", "block=failed"; the value is empty where the kind says all."""
    kind, _, value = note.partition(":")
    return kind, value


def verdicts_of(note: str) -> tuple[str, ...]:
    """What a message can say of it: only of a step that something came of it."""
    return VERDICTS if note.startswith("step:") else VERDICTS[:3]
