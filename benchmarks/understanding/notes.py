"""What a message changes in what is noted, measured on turns from the middle of talks, through `action_understand`.

usage: python -m benchmarks.understanding.notes [--file heldout_notes.jsonl] [--model models/] [--errors N] [--kept F]
A line: the notes that stood, the step proposed last, the message, and what it says of them (nlu/notes.py).
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.noted import note
from actions.understand import ActionUnderstand
from advice import Advice, Situation
from advice.learning import held
from benchmarks.understanding.analyse import load, newest_model
from nlu.note_turns import Turn, of_file
from nlu.notes import CAME_OF_IT, NOT_SO, SO

FILE = Path(__file__).with_name("heldout_notes.jsonl")
FIELDS = {"harm": "harm_types", "platform": "platforms", "author": "harasser", "writer": "writer", "danger": "danger"}
ALONE: Mapping[str, tuple[str, str | bool]] = {
    "school": ("school_involved", True),
    "distress": ("danger", "distress"),
    "worse": ("getting_worse", True),
    "online": ("content_online", True),
}
COUNTED = ("harm", "platform", "author", "school", "step", "distress", "worse", "online")
Notes = frozenset[str]


def situation_of(turn: Turn) -> Situation:
    """The situation that these notes are of, with the proposed step advised."""
    told = [fact for one in turn.noted if (fact := _fact(one)) is not None]
    facts = [{"field": field, "value": value} for field, value in told]
    situation = Situation().learn({"facts": facts, "labels": {}}, "before")
    if turn.proposed:
        situation = situation.advise(
            Advice(row="asked", step=turn.proposed, reason="asked"), "before", "2026-11-20T10:00:00"
        )
    return situation


def _fact(one: str) -> tuple[str, str | bool] | None:
    kind, _, value = one.partition(":")
    if kind == "step":
        step, _, result = value.partition("=")
        return ("step_results", f"{step}:{result}") if result else ("steps_done", step)
    return ALONE.get(one) or ((FIELDS[kind], value) if kind in FIELDS else None)


def notes_of(situation: Situation) -> Notes:
    """What is noted, of a step what came of it."""
    found = {name for field, value in held(situation) if (name := note(field, value)) is not None}
    with_result = {name.partition("=")[0] for name in found if "=" in name}
    return frozenset(name for name in found - with_result if name.startswith(COUNTED))


def wanted(turn: Turn, before: Notes) -> Notes:
    """What should be noted after the message."""
    after = set(before)
    for name, verdict in turn.said.items():
        step = name.partition("=")[0]
        if verdict in CAME_OF_IT:
            after = {one for one in after if one.partition("=")[0] != step} | {f"{step}={verdict}"}
        elif verdict == NOT_SO and "=" in name:
            after = {step if one == name else one for one in after}
        elif verdict == NOT_SO:
            after = {one for one in after if one.partition("=")[0] != step}
        elif verdict == SO and not any(one.partition("=")[0] == name for one in after):
            after.add(name)
    return frozenset(one for one in after if one.startswith(COUNTED))


def understood(turn: Turn, message: Mapping[str, Any]) -> Situation:
    before = situation_of(turn)
    asked = {"question": "outcome", "step": turn.proposed} if turn.proposed else {}
    tracker = Tracker(
        "measured",
        {"situation": before.as_dict(), "asked": asked, "turn": {}},
        dict(message),
        [],
        False,
        None,
        {},
        None,
    )
    events = ActionUnderstand().run(CollectingDispatcher(), tracker, {})
    return Situation.from_dict(next(event["value"] for event in events if event["name"] == "situation"))


def loosely(names: Notes) -> Notes:
    """A step just taken may as well be noted as awaited."""
    return frozenset(name.removesuffix("=pending") for name in names)


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--file", type=Path, default=FILE)
    parser.add_argument("--model", type=Path, default=Path("models"))
    parser.add_argument("--errors", type=int, default=0, metavar="N")
    parser.add_argument("--kept", type=Path, help="keeps what the NLU reads in this file, or takes it from there")
    options = parser.parse_args(arguments)
    turns = list(of_file(options.file))
    read: dict[str, Any] = {}
    if options.kept and options.kept.exists():
        read = json.loads(options.kept.read_text(encoding="utf-8"))
    if any(turn.text not in read for turn in turns):
        analyse = load(newest_model(options.model))
        read |= {turn.text: {**analyse(turn.text), "text": turn.text, "metadata": {}} for turn in turns}
        if options.kept:
            options.kept.write_text(json.dumps(read, ensure_ascii=False, default=str), encoding="utf-8")
    exactly, counts, shown = 0, Counter[str](), 0
    for turn in turns:
        before = notes_of(situation_of(turn))
        after, right = loosely(notes_of(understood(turn, read[turn.text]))), loosely(wanted(turn, before))
        before = loosely(before)
        exactly += after == right
        counts["came, right"] += len((after & right) - before)
        counts["came, wrong"] += len(after - right - before)
        counts["missing"] += len(right - after - before)
        counts["went, right"] += len(before - after - right)
        counts["went, wrong"] += len((before & right) - after)
        counts["kept, wrong"] += len((before & after) - right)
        if after != right and shown < options.errors:
            shown += 1
            print(f"{turn.text}\n   noted {sorted(before)} proposed {turn.proposed}")
            print(f"   too many {sorted(after - right)}  missing {sorted(right - after)}")
    print(f"{exactly} of {len(turns)} turns noted exactly ({exactly / len(turns):.3f})")
    came, missing = counts["came, right"], counts["missing"]
    print(f"what came: P {came / max(came + counts['came, wrong'], 1):.3f} R {came / max(came + missing, 1):.3f}")
    went, kept = counts["went, right"], counts["kept, wrong"]
    print(f"what went: P {went / max(went + counts['went, wrong'], 1):.3f} R {went / max(went + kept, 1):.3f}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
