"""What was awaited long enough has failed, once the parent says that the content is still there."""

from __future__ import annotations

from datetime import timedelta

import pytest

from advice import Situation, next_step

MONDAY, THURSDAY = "2026-11-16T20:00:00+01:00", "2026-11-19T19:00:00Z"
A_DAY = timedelta(days=1)
STORY = {"harasser": "pupil", "platforms": ["instagram"], "harm_types": ["insults"], "writer": "parent"}
STILL_THERE = {"facts": [{"field": "content_online", "value": True}]}


def waiting(step: str = "report_platform", **told: object) -> Situation:
    """A family that waits since Monday for what comes of a step."""
    situation = Situation.from_dict(STORY | told).record(step, "pending", "1")
    return situation.advise(next_step(situation), "1", MONDAY)


def test_after_days_a_report_without_effect_has_failed_and_the_author_is_asked():
    after = waiting().learn(STILL_THERE, "2").outwaited("2", THURSDAY, None, A_DAY)
    assert after.step_results == {"report_platform": "failed"}
    assert next_step(after).row == "6"


def test_after_minutes_it_is_still_awaited():
    soon = waiting().learn(STILL_THERE, "2").outwaited("2", "2026-11-16T20:10:00+01:00", None, A_DAY)
    assert soon.step_results == {"report_platform": "pending"}


def test_without_a_word_on_the_content_nothing_has_failed():
    held = waiting().learn(STILL_THERE, "1b").learn({"facts": []}, "2").outwaited("2", THURSDAY, None, A_DAY)
    assert held.step_results == {"report_platform": "pending"}


@pytest.mark.parametrize("step", ["mediation", "police", "civil"])
def test_mediators_police_and_courts_take_their_own_time(step):
    after = waiting(step).learn(STILL_THERE, "2").outwaited("2", THURSDAY, None, A_DAY)
    assert after.step_results[step] == "pending"


@pytest.mark.parametrize(("seen", "result"), [(MONDAY, "failed"), (None, "pending"), ("soon", "pending")])
def test_where_nobody_remembers_since_when_the_last_message_counts(seen, result):
    unsaid = Situation.from_dict(STORY).record("report_platform", "pending", "1").learn(STILL_THERE, "2")
    assert unsaid.outwaited("2", THURSDAY, seen, A_DAY).step_results == {"report_platform": result}


def test_of_two_steps_that_wait_the_one_taken_last_is_spoken_of():
    both = waiting("inform_school").record("contact_parents", "pending", "2")
    assert (next_step(both).row, next_step(both).step) == ("3", "contact_parents")


def test_good_news_is_not_guessed_from_a_refusal():
    told = {
        "facts": [
            {"field": "step_results", "value": "ask_harasser:refused"},
            {"field": "content_online", "value": False},
        ]
    }
    after = Situation.from_dict(STORY | {"step_results": {"report_platform": "failed"}}).learn(told, "2")
    assert next_step(after).row == "7"


def test_who_declined_a_person_beside_the_police_is_not_offered_one_again_when_asking_how():
    situation = Situation.from_dict(
        STORY
        | {"step_results": {"report_platform": "failed", "contact_parents": "refused", "inform_school": "refused"}}
    )
    situation = situation.advise(next_step(situation), "1", MONDAY).with_handoff("declined")
    asked = situation.learn({"facts": [{"field": "steps_asked", "value": "police"}]}, "2")
    assert asked.handoff == "declined" and not next_step(asked).offers_person


def test_what_was_said_meanwhile_does_not_move_the_family():
    situation = Situation.from_dict(STORY | {"step_results": {"report_platform": "failed"}})
    for turn in ("1", "2", "3"):
        situation = situation.advise(next_step(situation), turn, MONDAY)
    assert situation.last_step != "ask_harasser" and situation.standing == "ask_harasser"


def test_nobody_stands_anywhere_once_it_is_solved():
    situation = waiting().record("report_platform", "worked", "2")
    assert situation.standing is None
