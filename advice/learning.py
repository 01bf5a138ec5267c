"""How a situation takes in what the parent says: facts join, retractions and contradictions replace."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from advice.messages import Fact, facts, off_topic, on_topic, retractions
from advice.remembered import Evidence
from advice.settling import refresh, remember_answer, reopen
from advice.standing import top
from advice.vocabulary import AWAITED, DANGER_STATES, FAILED, GRAVE, HARASSERS, QUESTIONS, RESULTS, STEPS, known

if TYPE_CHECKING:
    from advice.situation import Situation

Held = tuple[str, str | bool]

_JOINING = {
    "platforms": "platforms",
    "harm_types": "harm_types",
    "steps_done": "steps_done",
    "steps_asked": "steps_asked",
    "danger": "dangers",
    "other_authors": "other_authors",
}
"""Fields of a message that join the situation's tuple of that name."""
_DEFAULTS: Mapping[str, str | bool | None] = {
    "harasser": "unstated",
    "writer": "unstated",
    "school_involved": None,
    "content_online": None,
    "in_scope": None,
    "getting_worse": False,
    "asks_human": False,
}
"""Fields that hold one value, and what they are before anything is known."""
_PASSING = frozenset({"in_scope", "over", "adviser_refused"})
"""Fields of a message that are no fact of the situation itself."""
_ROLES = {"author_parent": "author", "teen": "teen"}
"""Writers who have rows of their own."""
_REMOVAL = ("report_platform", "ask_harasser", "cleanup")
"""Steps whose aim is that the content goes: when one fails, it is not gone."""


def learn(situation: Situation, message: Mapping[str, Any], turn: str) -> Situation:
    """Retractions first, then facts; what the message says wins over what it follows from."""
    stated = [fact for fact in facts(message) if not _keeps_writer(situation, message, fact)]
    said = {(fact.field, fact.value) for fact in stated}
    after = remember_answer(situation)
    for fact in retractions(message):
        if (fact.field, fact.value) not in said:
            after = _withdraw(after, fact.field, fact.value)
    for fact in stated:
        after = _join(after, fact, turn)
    after = _without_role(after, situation.writer)
    return _settle_down(_scope(_wanted(_follow(after, said), said), message))


def record(situation: Situation, step: str | None, result: str | None, turn: str) -> Situation:
    """A step said to be taken, or what came of it."""
    if result is not None:
        known(result, RESULTS)
    step = _spoken_of(situation, result) if step is None else known(step, STEPS)
    if step is None:
        return situation
    if result is None and step in AWAITED:
        result = "pending"
    news = [("steps_done", step)] if result is None else [("steps_done", step), ("step_results", f"{step}:{result}")]
    return _hear(situation, news, turn)


def _spoken_of(situation: Situation, result: str | None) -> str | None:
    """The step that "c'est fait" or "ça n'a pas marché" means: only of some is an effect expected."""
    if result is None:
        return situation.last_step
    steps = (given.step for given in reversed(situation.advised))
    return next((step for step in steps if step in (*AWAITED, "block")), None)


def dont_know(situation: Situation, question: str, turn: str) -> Situation:
    """An unnamed platform is "other", an unstated author "unknown", an outcome nobody knows yet is pending."""
    known(question, QUESTIONS)
    if question == "platform" and not situation.platforms:
        return _hear(situation, [("platforms", "other")], turn)
    if question == "harasser" and situation.harasser == "unstated":
        return _hear(situation, [("harasser", "unknown")], turn)
    step = situation.last_step
    if question == "outcome" and step in situation.steps_done and step not in situation.step_results:
        return record(situation, step, "pending", turn)
    return situation


def answer_danger(situation: Situation, state: str) -> Situation:
    """A danger stays open, is safe, or an adviser has taken it over; without a grave danger nothing changes."""
    known(state, DANGER_STATES)
    if not any(danger in GRAVE for danger in situation.dangers):
        return situation
    return replace(situation, danger_state=state)


def held(situation: Situation) -> frozenset[Held]:
    """Every fact of a situation as (field, value), in the tagger's words."""
    joined = {(name, value) for name, field in _JOINING.items() for value in getattr(situation, field)}
    results = {("step_results", f"{step}:{result}") for step, result in situation.step_results.items()}
    single = {(name, value) for name, default in _DEFAULTS.items() if (value := getattr(situation, name)) != default}
    return frozenset(joined | results | single)


def _hear(situation: Situation, news: Iterable[Held], turn: str) -> Situation:
    """Takes in facts that no words of a text raised."""
    after = remember_answer(situation)
    stated = [Fact(field, value) for field, value in news]
    for fact in stated:
        after = _join(after, fact, turn)
    return _settle_down(_follow(after, {(fact.field, fact.value) for fact in stated}))


def _join(situation: Situation, fact: Fact, turn: str) -> Situation:
    """Adds one fact and its words; a grave danger that this turn has not told yet opens the danger."""
    field, value = fact.field, fact.value
    changes: dict[str, Any] = {}
    if field in _JOINING:
        changes[_JOINING[field]] = _with(getattr(situation, _JOINING[field]), value)
    elif field == "step_results":
        step, _, result = str(value).partition(":")
        changes["steps_done"] = _with(situation.steps_done, step)
        changes["step_results"] = {**situation.step_results, step: result}
    elif field not in _PASSING:
        changes[field] = value
    if field == "harasser":
        changes["other_authors"] = tuple(other for other in situation.other_authors if other != value)
    if value in GRAVE and not any(one.turn == turn and one.value == value for one in situation.evidence):
        situation = reopen(situation, str(value))
    if field in ("steps_done", "step_results"):  # taken now, on this front
        step = str(value).partition(":")[0]
        changes["behind"] = tuple(word for word in situation.behind if word != step)
    evidence = Evidence(field, value, fact.words, fact.start, fact.end, turn)
    if evidence not in situation.evidence and field not in _PASSING:
        changes["evidence"] = (*situation.evidence, evidence)
    return replace(situation, **changes)


def _withdraw(situation: Situation, field: str, value: str | bool) -> Situation:
    """Takes one fact back; a step that was not taken had no result."""
    changes: dict[str, Any] = {}
    if field in _JOINING:
        name = _JOINING[field]
        changes[name] = tuple(one for one in getattr(situation, name) if one != value)
    if field in ("steps_done", "step_results"):
        step, _, result = str(value).partition(":")
        held_result = situation.step_results.get(step)
        if result in ("", held_result):
            changes["step_results"] = {one: told for one, told in situation.step_results.items() if one != step}
    if field == "danger" and not GRAVE.intersection(changes["dangers"]):
        changes["danger_state"] = None
    if field in _DEFAULTS and getattr(situation, field) == value:
        changes[field] = _DEFAULTS[field]
        if field == "harasser" and situation.other_authors:  # the one beside is left
            changes["harasser"], *others = sorted(situation.other_authors, key=HARASSERS.index, reverse=True)
            changes["other_authors"] = tuple(others)
    return replace(situation, **changes)


def _follow(situation: Situation, said: set[Held]) -> Situation:
    """What a result contradicts gives way, where the same message does not say it too."""
    results = {str(value).partition(":")[::2] for field, value in said if field == "step_results"}
    better = any(result in ("worked", "partial") for _, result in results) or ("content_online", False) in said
    changes: dict[str, Any] = {}
    if better and situation.getting_worse and ("getting_worse", True) not in said:
        changes["getting_worse"] = False
    if better and situation.content_online and ("content_online", True) not in said:
        changes["content_online"] = None
    still_there = any(step in _REMOVAL and result in FAILED for step, result in results)
    worked = any(result == "worked" for _, result in results)
    if still_there and situation.content_online is False and not worked:
        # "Elles ont refusé de supprimer" speaks of removing too: good news must not be guessed from a refusal.
        changes["content_online"] = None
    return _course(replace(situation, **changes), said)


def _without_role(situation: Situation, writer: str) -> Situation:
    """What was advised to somebody else than who writes is no step at which the family stands."""
    if situation.writer == writer or writer not in _ROLES:
        return situation
    return replace(situation, advised=tuple(given for given in situation.advised if given.row != _ROLES[writer]))


def _wanted(situation: Situation, said: set[Held]) -> Situation:
    """A declined step that is asked about or taken after all is wanted again."""
    named = {str(value).partition(":")[0] for field, value in said if field.startswith("step")}
    return replace(situation, declined=tuple(step for step in situation.declined if step not in named))


def _course(situation: Situation, said: set[Held]) -> Situation:
    """It goes on: what had worked did so in part or for a while. It is over: the last step taken has worked."""
    results = dict(situation.step_results)
    changes: dict[str, Any] = {}
    if ("over", False) in said:
        results = {step: "partial" if told == "worked" else told for step, told in results.items()}
        if situation.content_online is False and ("content_online", False) not in said:
            changes["content_online"] = None
    elif ("over", True) in said:
        told_now = {str(value).partition(":")[0] for field, value in said if field == "step_results"}
        results |= {step: "worked" for step in top(situation) if step not in told_now}
        if ("getting_worse", True) not in said:
            changes["getting_worse"] = False
        if situation.content_online and ("content_online", True) not in said:
            changes["content_online"] = None
    return replace(situation, step_results=results, **changes)


def _scope(situation: Situation, message: Mapping[str, Any]) -> Situation:
    """A message about the bullying settles that it is one; "merci" or a question beside it changes nothing."""
    if on_topic(message):
        return replace(situation, in_scope=True)
    if off_topic(message) and situation.in_scope is None:
        return replace(situation, in_scope=False)
    return situation


def _keeps_writer(situation: Situation, message: Mapping[str, Any], fact: Fact) -> bool:
    """Whether an aside about another matter would make somebody else of the parent who writes."""
    return fact.field == "writer" and situation.in_scope is True and off_topic(message)


def _settle_down(situation: Situation) -> Situation:
    """Forgets the words of facts that hold no longer, and what is settled no longer."""
    holding = held(situation)
    evidence = tuple(one for one in situation.evidence if (one.field, one.value) in holding)
    return refresh(replace(situation, evidence=evidence))


def _with(values: tuple[Any, ...], value: object) -> tuple[Any, ...]:
    return values if value in values else (*values, value)
