"""Training messages as careless writers type them, and two short ones said in one breath with the labels of both."""

from __future__ import annotations

import random
import re

from nlu.spelling import unaccented
from nlu.vocabulary import DANGERS, DENIALS_LABELLED, HARASSERS, LEFT_OPEN, NOTHING_DONE, STEPS, Labels

UNACCENTED, UNPUNCTUATED, MISTYPED = 0.2, 0.15, 0.2  # shares of the messages
MISTYPED_WORDS = 0.08  # share of the words of such a message
SHORTEST_MISTYPED = 4  # letters
JOINED = 0.25  # share of the short messages to which another is added
LONGEST_JOINED = 70  # characters of each
_ORDER = ("adult", "pupil", "known", "unknown")  # of several who do it, the one that counts
_LISTS = ("platforms", "harm_types", "steps_done", "steps_asked", "steps_not_done", "danger_denied", "harms_denied")


def careless(text: str, dice: random.Random) -> str:
    if dice.random() < UNACCENTED:
        text = unaccented(text)
    if dice.random() < UNPUNCTUATED:
        text = re.sub(r"[.,;:!]+", " ", text)
    if dice.random() < MISTYPED:
        text = re.sub(rf"\w{{{SHORTEST_MISTYPED},}}", lambda word: _mistyped(word.group(), dice), text)
    return text


def _mistyped(word: str, dice: random.Random) -> str:
    if dice.random() > MISTYPED_WORDS:
        return word
    place = dice.randrange(1, len(word) - 1)
    return dice.choice(
        (
            word[:place] + word[place + 1] + word[place] + word[place + 2 :],
            word[:place] + word[place + 1 :],
            word[:place] + word[place] + word[place:],
        )
    )


def short(text: str, labels: Labels) -> bool:
    """Whether another message may be added to it: it tells of bullying, and is a fragment."""
    return 0 < len(text) <= LONGEST_JOINED and bool(labels.get("in_scope", True))


def together(one: Labels, other: Labels) -> Labels | None:
    """Labels of two messages said in one breath; none where they contradict each other."""
    if (
        one.get(LEFT_OPEN)
        or other.get(LEFT_OPEN)
        or any(
            not _agree(one.get(field), other.get(field))
            for field in ("writer", "school_involved", "content_online", "getting_worse", "over", "adviser_refused")
        )
    ):
        return None
    if _contradict(one, other) or _contradict(other, one):
        return None
    results = {**one.get("step_results", {}), **other.get("step_results", {})}
    if any(one.get("step_results", {}).get(step, result) != result for step, result in results.items()):
        return None
    joined = {**one, **{name: value for name, value in other.items() if value not in (None, "unstated", "none")}}
    for field in _LISTS:
        joined[field] = sorted({*one.get(field, []), *other.get(field, [])})
    joined["step_results"] = {step: results[step] for step in STEPS if step in results}
    authors = [labels.get("harasser") for labels in (one, other)]
    joined["harasser"] = next((author for author in _ORDER if author in authors), "unstated")
    ranks = [DANGERS.index(labels["danger"]) for labels in (one, other) if labels.get("danger", "none") != "none"]
    joined["danger"] = DANGERS[max(ranks)] if ranks else "none"
    joined[DENIALS_LABELLED] = bool(one.get(DENIALS_LABELLED) and other.get(DENIALS_LABELLED))
    joined["asks_human"] = bool(one.get("asks_human") or other.get("asks_human"))
    return joined


def _contradict(one: Labels, other: Labels) -> bool:
    """Whether one message states what the other denies."""
    denied = set(other.get("steps_not_done", []))
    done = one.get("steps_done", [])
    return (
        bool(denied.intersection(done) or (done and NOTHING_DONE in denied))
        or one.get("danger") in other.get("danger_denied", [])
        or bool(set(one.get("harm_types", [])).intersection(other.get("harms_denied", [])))
        or bool(one.get("asks_human") and other.get("adviser_refused"))
    )


def _agree(one: object, other: object) -> bool:
    nothing = (None, "unstated")
    return one in nothing or other in nothing or one == other


assert set(_ORDER) == set(HARASSERS)
