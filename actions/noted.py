"""The message read again beside the notes: what it takes back, what came of steps, what single words only suggest."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from typing import Any

from actions.outcomes import relabelled
from advice import Situation
from advice.vocabulary import GRAVE, STEPS
from nlu.note_reader import note_reader
from nlu.notes import CAME_OF_IT, NOT_SO, NOTES, NOTHING, SO
from safety import check

Fact = Mapping[str, Any]
Shares = Mapping[str, Mapping[str, float]]

LIKELY = 0.5  # share from which a verdict counts: it is likelier than all the others together
WANTED = 0.8  # share of "so" from which a person is wanted, whatever else the message refuses
UNHEARD = 0.1  # share of "so" below which a danger that only the tagger reads is doubtful
DOUBTFUL = 0.6  # its confidence then: it is asked about, with the numbers (actions/alarm.py)
HEARD = 0.9  # share of "so" from which a danger that the tagger does not read is doubtful
DENIED = 0.7  # share of "not so" from which a threat or a sexual danger is taken back, unless the net hears it
SUGGESTED = ("harm:", "distress")
"""Beside steps, what single words suggest wrongly the most; of the rest only what is denied is left out."""
DENIABLE = frozenset({"threat", "sexual"})

_KINDS = {
    "harm_types": "harm",
    "platforms": "platform",
    "harasser": "author",
    "other_authors": "author",
    "writer": "writer",
}
_ALONE: Mapping[tuple[str, object], str] = {
    ("school_involved", True): "school",
    ("danger", "distress"): "distress",
    ("getting_worse", True): "worse",
    ("content_online", True): "online",
    ("over", True): "over",
}
_ALWAYS = (*(f"danger:{danger}" for danger in sorted(GRAVE)), "over", "adviser")
_OPPOSITES: Mapping[tuple[str, object], str] = {("content_online", False): "online", ("over", False): "over"}


def note(field: str, value: object) -> str | None:
    """A fact as the note reader calls it, None where it has no name for it."""
    if field in ("steps_done", "step_results"):
        found = f"step:{str(value).replace(':', '=')}"
    elif field == "danger" and value in GRAVE:
        found = f"danger:{value}"
    elif field in _KINDS:
        found = f"{_KINDS[field]}:{value}"
    else:
        found = next((name for fact, name in _ALONE.items() if fact == (field, value)), "")
    return found if found in NOTES else None


def notes(situation: Situation) -> list[str]:
    """Everything noted that a message may speak of."""
    single = (
        ("school_involved", situation.school_involved),
        ("getting_worse", situation.getting_worse),
        ("content_online", situation.content_online),
        ("harasser", situation.harasser),
        ("writer", situation.writer),
    )
    held: tuple[tuple[str, object], ...] = (
        *(("harm_types", harm) for harm in situation.harm_types),
        *(("platforms", place) for place in situation.platforms),
        *single,
        *(("other_authors", author) for author in situation.other_authors),
        *(("danger", danger) for danger in situation.dangers),
        *(("steps_done", step) for step in situation.steps_done),
        *(("step_results", f"{step}:{result}") for step, result in situation.step_results.items()),
    )
    return _known(held)


def _known(facts: Iterable[tuple[str, object]]) -> list[str]:
    return list(dict.fromkeys(found for field, value in facts if (found := note(field, value)) is not None))


def in_their_light(told: Mapping[str, Any], text: str, situation: Situation, proposed: str) -> Mapping[str, Any]:
    """A message's facts as the notes and the step proposed last make them understood.

    Without the signs of the NLU (a button, a message without letters) there is nothing to read again.
    """
    if not told.get("signs"):
        return told
    proposed = proposed if proposed in STEPS else ""
    return reread(told, read(told, situation, proposed), situation, proposed, text)


def read(told: Mapping[str, Any], situation: Situation, proposed: str) -> Shares:
    """What the message says of all that is noted, proposed, or read in it; for each note the shares of the verdicts."""
    read_in_it = [(str(fact.get("field")), fact.get("value")) for fact in told.get("facts") or ()]
    steps = [("steps_done", str(value).partition(":")[0]) for field, value in read_in_it if field == "step_results"]
    held = notes(situation)
    others = [*([f"step:{proposed}"] if proposed else ()), *_known([*read_in_it, *steps]), *_ALWAYS]
    return note_reader().read(told["signs"], list(dict.fromkeys([*held, *others])), held, proposed)


def reread(
    told: Mapping[str, Any], shares: Shares, situation: Situation, proposed: str, text: str
) -> Mapping[str, Any]:
    """A message's facts without those that it does not bear out, with what it says of the notes.

    A grave danger is never left out: where the readers do not agree it is doubtful, and asked about.
    """
    heard = {hit.danger for hit in check(text)}
    stands = bool(proposed or notes(situation))
    facts = [kept for fact in told.get("facts") or () if (kept := _borne_out(fact, shares, heard, stands)) is not None]
    facts += _heard_alone(facts, shares, situation)
    denied = _denied(shares, situation) - heard
    facts = [fact for fact in facts if fact.get("field") != "danger" or fact.get("value") not in denied]
    back = [fact for fact in told.get("retractions") or () if not _is_affirmed(fact, shares)]
    words = {"words": text, "start": 0, "end": len(text)}
    facts += [{**fact, **words} for fact in _told_of_notes(facts, shares, situation, proposed)]
    back += [{**fact, **words} for fact in _taken_back(shares, situation, proposed)]
    back += [{"field": "danger", "value": danger, "confidence": 1.0, **words} for danger in sorted(denied)]
    wanted = shares["adviser"][SO] >= WANTED
    return {**relabelled(told, _once(facts)), "retractions": back, "wants_person": wanted}


def _once(facts: Iterable[Fact]) -> list[Fact]:
    """Of a step one result, and of everything one fact, the surest."""
    best: dict[tuple[str, object], Fact] = {}
    for fact in sorted(facts, key=lambda fact: -float(fact.get("confidence", 1.0))):
        field, value = str(fact.get("field")), fact.get("value")
        best.setdefault((field, str(value).partition(":")[0] if field == "step_results" else value), fact)
    return list(best.values())


def _heard_alone(facts: list[Fact], shares: Shares, situation: Situation) -> Iterator[Fact]:
    """The dangers that the note reader alone reads."""
    told = {fact.get("value") for fact in facts}
    for danger in sorted(GRAVE.difference(situation.dangers)):
        if danger not in told and shares[f"danger:{danger}"][SO] >= HEARD:
            yield {"field": "danger", "value": danger, "confidence": DOUBTFUL}


def _denied(shares: Shares, situation: Situation) -> set[str]:
    """The dangers that were read into what the parent wrote; nobody is talked out of self-harm by a reading."""
    told = DENIABLE.intersection(situation.dangers)
    return {danger for danger in told if shares[f"danger:{danger}"][NOT_SO] >= DENIED}


def _borne_out(fact: Fact, shares: Shares, heard: Container[str], stands: bool) -> Fact | None:
    """The fact as the note reader reads it, None where the message does not say it.

    stands: whether anything is noted or proposed; the tagger reads a first story well enough alone.
    """
    field, value = str(fact.get("field")), fact.get("value")
    if (field, value) in _OPPOSITES:
        of_it = shares.get(_OPPOSITES[field, value], {})
        return None if of_it.get(SO, 0.0) >= LIKELY else fact
    if field == "asks_human":
        return None if shares["adviser"][NOT_SO] >= LIKELY else fact
    if field == "adviser_refused":
        return None if shares["adviser"][SO] >= WANTED else fact
    if value in GRAVE:
        if value in heard or shares[f"danger:{value}"][SO] >= UNHEARD:
            return fact
        return {**fact, "confidence": min(float(fact.get("confidence", 1.0)), DOUBTFUL)}
    if field in ("steps_done", "step_results"):
        return _of_step(fact, str(value), shares) if stands else fact
    found = note(field, value)
    if found is None or found not in shares:
        return fact
    suggested = stands and found.startswith(SUGGESTED)
    if (1 - shares[found][SO] if suggested else shares[found][NOT_SO]) >= LIKELY:
        return None
    return _surer(fact, shares[found][SO])


def _of_step(fact: Fact, value: str, shares: Shares) -> Fact | None:
    step, _, result = value.partition(":")
    of_it = shares.get(f"step:{step}")
    if of_it is None:
        return fact
    if of_it[NOTHING] + of_it[NOT_SO] >= LIKELY:
        return None
    likeliest = max(CAME_OF_IT, key=of_it.__getitem__)
    if of_it[likeliest] >= LIKELY or (result and likeliest != result and of_it[likeliest] > of_it[SO]):
        return _surer({**fact, "field": "step_results", "value": f"{step}:{likeliest}"}, of_it[likeliest])
    if of_it[SO] >= LIKELY:
        return _surer({**fact, "field": "steps_done", "value": step}, of_it[SO])
    return fact


def _surer(fact: Fact, share: float) -> Fact:
    return {**fact, "confidence": max(float(fact.get("confidence", 1.0)), round(share, 3))}


def _is_affirmed(fact: Fact, shares: Shares) -> bool:
    """Whether what the tagger takes back is said to be so."""
    found = note(str(fact.get("field")), fact.get("value"))
    of_it = shares.get(found or "", {})
    return bool(of_it) and of_it[NOT_SO] < 1 - LIKELY and 1 - of_it[NOTHING] - of_it[NOT_SO] >= LIKELY


def _told_of_notes(facts: list[Fact], shares: Shares, situation: Situation, proposed: str) -> Iterator[Fact]:
    """What came of the steps that are noted or proposed, and whether it is over."""
    for step in dict.fromkeys((*situation.steps_done, *([proposed] if proposed else ()))):
        of_it = shares[f"step:{step}"]
        likeliest = max(CAME_OF_IT, key=of_it.__getitem__)
        if of_it[likeliest] >= LIKELY and situation.step_results.get(step) != likeliest:
            yield {"field": "step_results", "value": f"{step}:{likeliest}", "confidence": of_it[likeliest]}
        elif of_it[SO] >= LIKELY and step not in situation.steps_done:
            yield {"field": "steps_done", "value": step, "confidence": of_it[SO]}
    if shares["over"][SO] >= LIKELY:
        yield {"field": "over", "value": True, "confidence": shares["over"][SO]}
    elif shares["over"][NOT_SO] >= LIKELY:
        yield {"field": "over", "value": False, "confidence": shares["over"][NOT_SO]}
    if "online" in shares and situation.content_online and shares["online"][NOT_SO] >= LIKELY:
        yield {"field": "content_online", "value": False, "confidence": shares["online"][NOT_SO]}
    if shares["adviser"][NOT_SO] >= LIKELY:
        yield {"field": "adviser_refused", "value": True, "confidence": shares["adviser"][NOT_SO]}


def _taken_back(shares: Shares, situation: Situation, proposed: str) -> Iterator[Fact]:
    held = [
        *(("harm_types", harm) for harm in situation.harm_types),
        *(("platforms", place) for place in situation.platforms),
        *(("other_authors", author) for author in situation.other_authors),
        *(("steps_done", step) for step in dict.fromkeys((*situation.steps_done, *([proposed] if proposed else ())))),
        ("harasser", situation.harasser),
        ("school_involved", situation.school_involved),
        ("getting_worse", situation.getting_worse),
        *(("danger", danger) for danger in situation.dangers if danger not in GRAVE),
    ]
    for field, value in held:
        of_it = shares.get(note(field, value) or "")
        if of_it and of_it[NOT_SO] >= LIKELY:
            yield {"field": field, "value": value, "confidence": round(of_it[NOT_SO], 3)}
    for step, result in situation.step_results.items():
        of_it, bare = shares[f"step:{step}={result}"], shares[f"step:{step}"]
        if of_it[NOT_SO] >= LIKELY and bare[NOT_SO] < LIKELY:
            yield {"field": "step_results", "value": f"{step}:{result}", "confidence": round(of_it[NOT_SO], 3)}
