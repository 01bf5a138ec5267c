"""Turn turns as labelled messages for the encoder, which reads a message alone.

What a message leaves unsaid because it is noted already, and what only the step proposed makes clear, is left open.
"""

from __future__ import annotations

import zlib
from typing import Any

from benchmarks.understanding.corpus import Example
from nlu.flat import flatten
from nlu.note_turns import Turn
from nlu.notes import CAME_OF_IT, NOT_SO, NOTHING, SO
from nlu.spelling import normalise
from nlu.steps import step_mentions
from nlu.vocabulary import BESIDES, DANGERS, DENIALS_LABELLED, HARASSERS, LEFT_OPEN, RESULTS, SAID_BESIDES

SOURCE = "data/notes"
_AUTHORS = ("adult", "pupil", "known", "unknown")  # the first of several counts
_SINGLE = {"school": "school_involved", "worse": "getting_worse", "online": "content_online", "over": "over"}


def read_alone(turn: Turn) -> bool:
    """Whether the encoder learns from it; from the others the note reader does, which reads what the encoder says."""
    return zlib.crc32(turn.text.encode("utf-8", "replace")) % 2 == 0


def labelled(turn: Turn) -> Example:
    """Labels of LABELS that the turn's verdicts answer; the others stand in `left_open`, by the start of their name."""
    said = {note: turn.verdict(note) for note in turn.notes()}
    so = {note.partition("=")[0] for note, verdict in said.items() if verdict == SO or verdict in CAME_OF_IT}
    not_so = {note for note, verdict in said.items() if verdict == NOT_SO}
    silent = {note for note in turn.noted if said[note] == NOTHING}
    left = ["steps_asked", "in_scope", "platforms", "harms_denied", "writer"]
    labels: dict[str, Any] = {DENIALS_LABELLED: True}

    def named(notes: set[str], kind: str) -> list[str]:
        return sorted(
            note.removeprefix(f"{kind}:") for note in notes if note.startswith(f"{kind}:") and "=" not in note
        )

    labels["harm_types"] = named(so, "harm")
    left += [f"harm_types:{harm}" for harm in named(silent, "harm")]
    author = next((author for author in _AUTHORS if f"author:{author}" in so), None)
    labels["harasser"] = author or "unstated"
    if author is None and any(f"author:{one}" in silent | not_so for one in HARASSERS):
        left.append("harasser")
    writers = named(so, "writer")
    labels["writer"] = writers[0] if writers else "unstated"
    for note, field in _SINGLE.items():
        if note in so or note in not_so:
            labels[field] = note in so or (False if note != "worse" else None)
        elif note in silent:
            left.append(field)
    labels["asks_human"] = "adviser" in so
    labels["adviser_refused"] = "adviser" in not_so or None
    labels |= _danger(so, not_so)
    if labels["danger"] == "none" and silent & {"distress", "danger:threat", "danger:sexual", "danger:self_harm"}:
        left.append("danger:")
    labels |= _steps(turn, said, left)
    labels[BESIDES] = _besides(so, not_so)
    return Example(turn.text, {**labels, LEFT_OPEN: left}, SOURCE)


def _besides(so: set[str], not_so: set[str]) -> list[str]:
    found = {
        "distress:denied": "distress" in not_so,
        "harasser:denied": any(note.startswith("author:") for note in not_so),
        "getting_worse:denied": "worse" in not_so,
        "result:denied": any("=" in note for note in not_so),
        "safe:true": "safe" in so,
        "safe:false": "safe" in not_so,
    }
    return [name for name in SAID_BESIDES if found[name]]


def _danger(so: set[str], not_so: set[str]) -> dict[str, Any]:
    stated = [danger for danger in DANGERS if danger in so or f"danger:{danger}" in so]
    denied = [danger for danger in DANGERS if f"danger:{danger}" in not_so]
    return {"danger": stated[-1] if stated else "none", "danger_denied": denied}


def _steps(turn: Turn, said: dict[str, str], left: list[str]) -> dict[str, Any]:
    """A step that the message does not name is clear by the notes alone: nothing of it is learnt."""
    mentioned = {mention.step for mention in step_mentions(flatten(normalise(turn.text).text))}
    done, not_done, results = [], [], {}
    for note, verdict in said.items():
        step = note.removeprefix("step:")
        if not note.startswith("step:") or "=" in note:
            continue
        if step not in mentioned and verdict != NOTHING:
            left += [f"steps_done:{step}", f"steps_not_done:{step}"]
        elif verdict == NOT_SO:
            not_done.append(step)
        elif verdict in (SO, *CAME_OF_IT):
            done.append(step)
            if verdict in RESULTS:
                results[step] = verdict
            elif verdict != SO or any(one.startswith(f"{note}=") for one in turn.noted):
                left.append(f"step_results:{step}")
        elif note in turn.noted or any(one.startswith(f"{note}=") for one in turn.noted):
            left += [f"steps_done:{step}", f"steps_not_done:{step}"]
    return {"steps_done": sorted(done), "steps_not_done": sorted(not_done), "step_results": results}
