"""From scores to facts: which labels hold, what surely follows, and the words that raised each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from nlu.linear import probability
from nlu.model import Model, encoded
from nlu.platforms import Mention, platforms
from nlu.reading import Reading
from nlu.reasons import Reasons
from nlu.retractions import denied_harms, retracted
from nlu.signs import signs
from nlu.vocabulary import (
    DANGERS,
    GRAVE,
    HARASSERS,
    HARM_TYPES,
    NOTHING_DONE,
    PLATFORMS,
    RESULTS,
    STEPS,
    WRITERS,
    Labels,
    empty,
)
from safety import check

HEARD_MARGIN = 1.0  # log-odds below its threshold down to which a danger holds when the safety net hears it, too
COURSE = (
    ("content_online", True),
    ("content_online", False),
    ("getting_worse", True),
    ("over", True),
    ("over", False),
)
"""How things go on."""
SECOND_DANGER = 3.0  # log-odds by which a second grave danger may lie behind the surest one


@dataclass(frozen=True)
class Fact:
    """A label that holds, with the words of the original that raised it."""

    field: str
    value: str | bool
    words: str
    start: int
    end: int
    confidence: float

    def as_dict(self) -> dict[str, Any]:
        return dict(vars(self))


@dataclass(frozen=True)
class Denied:
    """What a message says is not so: steps not taken, dangers and harms that are not there."""

    steps: tuple[str, ...]
    all_steps: bool
    dangers: tuple[str, ...]
    harms: tuple[str, ...]

    @classmethod
    def of(cls, margins: Mapping[str, float], reading: Reading) -> Denied:
        """A denial holds against a statement of the same thing only where it is the surer of the two."""

        def surer(denial: str, statement: str) -> bool:
            return margins[denial] > max(0.0, margins[statement])

        heard = {hit.danger for hit in check(reading.text)}
        return cls(
            tuple(step for step in STEPS if surer(f"steps_not_done:{step}", f"steps_done:{step}")),
            margins[f"steps_not_done:{NOTHING_DONE}"] > max(0.0, *(margins[f"steps_done:{step}"] for step in STEPS)),
            tuple(
                danger
                for danger in DANGERS
                if danger in GRAVE
                and margins[f"danger_denied:{danger}"]
                > max(0.0, margins[f"danger:{danger}"] + HEARD_MARGIN * (danger in heard))
            ),
            tuple(denied_harms(reading)) if margins["harms_denied:some"] > 0 else (),
        )

    def pairs(self) -> list[tuple[str, str, str]]:
        """Field and value that are taken back, and the name of the label that says so."""
        return [
            *(("steps_done", step, "steps_not_done") for step in self.steps),
            *(("danger", danger, "danger_denied") for danger in self.dangers),
            *(("harm_types", harm, "harms_denied") for harm in self.harms),
        ]


@dataclass(frozen=True)
class Understanding:
    """What one message says."""

    facts: tuple[Fact, ...]
    retractions: tuple[Fact, ...]
    labels: Labels
    signs: tuple[float, ...] = ()  # for the note reader (nlu/signs.py)

    def as_dict(self) -> dict[str, Any]:
        return {
            "facts": [fact.as_dict() for fact in self.facts],
            "retractions": [fact.as_dict() for fact in self.retractions],
            "labels": self.labels,
            "signs": list(self.signs),
        }


def understand(model: Model, reading: Reading) -> Understanding:
    """All facts of one message."""
    if not any(map(str.isalnum, reading.text)):
        return Understanding((), (), {**empty(), "in_scope": False})
    scored = model.scores(reading)
    margins = {name: score - model.thresholds[_threshold_of(name)] for name, score in scored.log_odds.items()}
    taken_back = retracted(reading.plain)
    denied = Denied.of(margins, reading)
    dangers = _stated(margins, reading, denied)
    labels = _labels(margins, reading, taken_back, denied, dangers)
    reasons = Reasons(model, reading, scored)
    facts = tuple(
        _fact(field, value, reasons.words(field, value), probability(margins.get(_name(field, value), 2.0)), reading)
        for field, value in _pairs(labels, margins, dangers)
    )
    retractions = [
        _fact("platforms", mention.value, (mention.start, mention.end), 1.0, reading) for mention in taken_back
    ]
    for field, value, name in denied.pairs():
        confidence = probability(margins[f"{name}:{value if name != 'harms_denied' else 'some'}"])
        retractions.append(_fact(field, value, reasons.words(name, value), confidence, reading))
    if denied.all_steps:
        words = reasons.words("steps_not_done", NOTHING_DONE)
        confidence = probability(margins[f"steps_not_done:{NOTHING_DONE}"])
        retractions += [_fact("steps_done", step, words, confidence, reading) for step in STEPS]
    return Understanding(facts, tuple(retractions), labels, tuple(signs(reading.text, reading.plain, encoded(reading))))


def _threshold_of(name: str) -> str:
    return f"result:{name.rsplit(':', 1)[1]}" if name.startswith("step_results:") and name.count(":") == 2 else name


def _labels(
    margins: Mapping[str, float], reading: Reading, taken_back: list[Mention], denied: Denied, dangers: list[str]
) -> Labels:
    """dangers: those that are stated, the gravest last."""

    def holding(field: str, values: tuple[str, ...]) -> list[str]:
        return [value for value in values if margins[f"{field}:{value}"] > 0]

    def best(field: str, values: tuple[str, ...]) -> str:
        value = max(values, key=lambda value: margins[f"{field}:{value}"])
        return value if margins[f"{field}:{value}"] > 0 else "unstated"

    named = {mention.value for mention in platforms(reading.plain)}
    named -= {mention.value for mention in taken_back}
    labels = empty()
    labels["in_scope"] = margins["in_scope:false"] <= 0
    labels["platforms"] = [value for value in PLATFORMS if value in named]
    for field, values in (("harm_types", HARM_TYPES), ("steps_done", STEPS), ("steps_asked", STEPS)):
        labels[field] = holding(field, values)
    labels["steps_done"] = [step for step in labels["steps_done"] if step not in denied.steps]
    labels["harm_types"] = [harm for harm in labels["harm_types"] if harm not in denied.harms]
    labels["harasser"] = best("harasser", HARASSERS)
    labels["writer"] = best("writer", WRITERS)
    labels["asks_human"] = margins["asks_human:true"] > 0
    if margins["school_involved:true"] > 0 or labels["harasser"] == "pupil":
        labels["school_involved"] = True
    elif margins["school_involved:false"] > 0:
        labels["school_involved"] = False
    for step in labels["steps_done"]:
        result = max(RESULTS, key=lambda result: margins.get(f"step_results:{step}:{result}", -1.0))
        if margins.get(f"step_results:{step}:{result}", -1.0) > 0:
            labels["step_results"][step] = result
    labels["danger"] = dangers[-1] if dangers else "none"
    if not labels["in_scope"]:
        outside = empty()
        labels = {
            **outside,
            "in_scope": False,
            "writer": labels["writer"],
            "asks_human": labels["asks_human"],
            "danger": labels["danger"],
        }
        if labels["danger"] == "distress":
            labels["danger"] = "none"
    return labels


def _stated(margins: Mapping[str, float], reading: Reading, denied: Denied) -> list[str]:
    """The dangers that hold, the gravest last.

    A grave one is taken on little evidence, so that none is missed, and on less where the safety net hears it, too;
    beside one that is surely stated, another needs evidence that is not much weaker.
    """
    heard = {hit.danger for hit in check(reading.text)}
    grave = {value: margins[f"danger:{value}"] + HEARD_MARGIN * (value in heard) for value in GRAVE}
    second = max(0.0, max(grave.values()) - SECOND_DANGER)
    return [
        value
        for value in DANGERS
        if (
            grave[value] >= second and grave[value] > 0 and value not in denied.dangers
            if value in GRAVE
            else margins[f"danger:{value}"] > 0
        )
    ]


def _pairs(labels: Labels, margins: Mapping[str, float], dangers: list[str]) -> list[tuple[str, str | bool]]:
    pairs: list[tuple[str, str | bool]] = []
    for field in ("platforms", "harm_types", "steps_done", "steps_asked"):
        pairs += [(field, value) for value in labels[field]]
    pairs += [("step_results", f"{step}:{result}") for step, result in labels["step_results"].items()]
    pairs += [(field, labels[field]) for field in ("harasser", "writer") if labels[field] != "unstated"]
    if labels["danger"] != "none":
        pairs += [("danger", value) for value in DANGERS if value in dangers or value == labels["danger"]]
    if labels["school_involved"] is not None:
        pairs.append(("school_involved", labels["school_involved"]))
    if labels["asks_human"]:
        pairs.append(("asks_human", True))
    if margins["adviser_refused:true"] > 0:
        pairs.append(("adviser_refused", True))
    if not labels["in_scope"]:
        pairs.append(("in_scope", False))
    else:
        pairs += [(field, answer) for field, answer in COURSE if margins[f"{field}:{str(answer).lower()}"] > 0]
        if ("over", True) in pairs and ("over", False) in pairs:
            pairs.remove(("over", True))  # good news with a "but" in it
    return pairs


def _name(field: str, value: str | bool) -> str:
    return f"{field}:{str(value).lower() if isinstance(value, bool) else value}"


def _fact(field: str, value: str | bool, place: tuple[int, int], confidence: float, reading: Reading) -> Fact:
    start, end = reading.span(*place)
    return Fact(field, value, reading.original[start:end], start, end, round(confidence, 3))
