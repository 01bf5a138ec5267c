"""What holds for every situation, with hypothesis."""

from __future__ import annotations

import json
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from advice import Situation, about, next_step, understand
from advice.learning import held
from advice.vocabulary import GRAVE, HANDOFFS, RANK, STEPS
from tests.advice.invariants import check
from tests.advice.situations import JUNK, MESSAGES, PLAIN_MESSAGES, REMEMBERING, SITUATIONS, TURNS

ROUNDS = 15
"""More advices than any situation has open rows."""


@given(SITUATIONS)
def test_every_situation_gets_an_advice_that_keeps_the_rules(situation: Situation) -> None:
    check(situation, next_step(situation))


@given(REMEMBERING)
def test_so_it_does_with_any_memory(situation: Situation) -> None:
    next_step(situation)


@given(SITUATIONS, st.sampled_from(STEPS))
def test_a_step_asked_about_never_breaks_the_rules_of_contact_and_danger(situation: Situation, step: str) -> None:
    advice = about(step, situation)
    asked = replace(situation, steps_asked=(*situation.steps_asked, *RANK))
    if situation.open_dangers:
        assert advice.row in ("D1", "D2", "D3", "D")
    check(replace(asked, steps_asked=STEPS), replace(advice, offers_person=situation.handoff in ("none", "offered")))


@given(SITUATIONS)
def test_nothing_new_never_says_the_same_twice_in_a_row_and_comes_to_rest(situation: Situation) -> None:
    rest = {"D1", "D2", "D3", "D"} if situation.open_dangers else {"wait", "scope"}
    before = None
    for turn in range(ROUNDS):
        advice = next_step(situation)
        check(situation, advice)
        assert (advice.row, advice.step) != before
        before = (advice.row, advice.step)
        situation = situation.advise(advice, f"t{turn}", "")
    for turn in range(6):
        advice = next_step(situation)
        assert advice.row in rest
        situation = situation.advise(advice, f"r{turn}", "")


@given(SITUATIONS)
def test_a_row_is_said_once_under_the_same_facts(situation: Situation) -> None:
    if situation.open_dangers:
        situation = replace(situation, danger_state="safe")
    rows = []
    for turn in range(ROUNDS):
        advice = next_step(situation)
        rows.append((advice.row, advice.step))
        situation = situation.advise(advice, f"t{turn}", "")
    lasting = [row for row in rows if row[0] not in ("wait", "scope")]
    assert len(lasting) == len(set(lasting))


@given(SITUATIONS, st.lists(MESSAGES, max_size=3), MESSAGES, TURNS)
def test_learning_the_same_message_twice_is_learning_it_once(
    situation: Situation, before: list[dict[str, object]], message: dict[str, object], turn: str
) -> None:
    for number, earlier in enumerate(before):
        situation = situation.learn(earlier, f"before{number}")
    once = situation.learn(message, turn)
    assert once.learn(message, turn) == once


@given(SITUATIONS, PLAIN_MESSAGES)
def test_no_fact_is_lost_unless_it_is_taken_back(situation: Situation, message: dict[str, object]) -> None:
    joining = ("platforms", "harm_types", "steps_done", "steps_asked", "danger", "asks_human")
    after = situation.learn(message, "t1")
    kept = {pair for pair in held(situation) if pair[0] in joining}
    assert kept <= held(after)
    assert set(situation.step_results) <= set(after.step_results)
    if situation.harasser != "unstated":
        assert after.harasser != "unstated"


@given(SITUATIONS, MESSAGES)
def test_what_a_message_says_holds_after_it(situation: Situation, message: dict[str, object]) -> None:
    understanding = understand(situation, message, "t1")
    after = understanding.situation
    assert after == situation.learn(message, "t1")
    for evidence in after.evidence:
        assert (evidence.field, evidence.value) in held(after)
    assert {*understanding.new} == held(after) - held(situation)
    assert {*understanding.withdrawn} == held(situation) - held(after)
    assert set(understanding.opened) <= set(after.dangers)
    assert set(understanding.asked) <= set(after.steps_asked)


@given(SITUATIONS, PLAIN_MESSAGES)
def test_a_grave_danger_told_is_open(situation: Situation, message: dict[str, object]) -> None:
    after = situation.learn(message, "t1")
    if understand(situation, message, "t1").opened:
        assert after.danger_state == "open" and GRAVE.intersection(after.open_dangers)
        assert next_step(after).row.startswith("D")


@given(SITUATIONS, st.sampled_from(STEPS), st.sampled_from([None, "pending", "failed", "refused", "worked"]))
def test_what_is_recorded_holds(situation: Situation, step: str, result: str | None) -> None:
    after = situation.record(step, result, "t1")
    assert step in after.steps_done
    assert result is None or after.step_results[step] == result


@given(REMEMBERING)
def test_a_situation_survives_json(situation: Situation) -> None:
    plain = situation.as_dict()
    assert json.loads(json.dumps(plain)) == plain
    assert Situation.from_dict(json.loads(json.dumps(plain))) == situation


@given(JUNK)
def test_any_junk_is_read_as_some_situation(junk: object) -> None:
    situation = Situation.from_dict(junk)  # type: ignore[arg-type]
    assert isinstance(next_step(situation).row, str)


@given(SITUATIONS, st.dictionaries(st.sampled_from([*vars(Situation()), "colour"]), JUNK, max_size=6))
def test_junk_in_a_field_is_dropped_and_the_rest_kept(situation: Situation, junk: dict[str, object]) -> None:
    read = Situation.from_dict({**situation.as_dict(), **junk})
    for name, value in vars(situation).items():
        if name not in junk:
            assert getattr(read, name) == value
    check(replace(read, advised=(), settled={}), next_step(replace(read, advised=(), settled={})))


@given(SITUATIONS, st.dictionaries(st.sampled_from(["facts", "retractions", "labels", "x"]), JUNK))
def test_junk_in_a_message_does_no_harm(situation: Situation, message: dict[str, object]) -> None:
    assert held(situation) - {("in_scope", False)} <= held(situation.learn(message, "t1"))


@given(SITUATIONS, st.sampled_from(HANDOFFS))
def test_a_person_accepted_or_declined_is_not_offered_again(situation: Situation, state: str) -> None:
    after = situation.with_handoff(state)
    assert next_step(after).offers_person is False or state in ("none", "offered")
