"""How a message changes what is known."""

from __future__ import annotations

from typing import Any

import pytest

from advice import Evidence, Situation, UnknownWordError, understand
from tests.advice.family import Family, message


def learned(*facts: tuple[str, str | bool], **labels: Any) -> Situation:
    return Situation().learn(message(*facts, **labels), "t1")


def test_a_fact_keeps_its_words_their_place_and_its_turn() -> None:
    fact = {"field": "platforms", "value": "snapchat", "words": "Snap", "start": 10, "end": 14, "confidence": 0.97}
    situation = Situation().learn({"facts": [fact], "labels": {"platforms": ["snapchat"]}}, "t7")
    assert situation.evidence == (Evidence("platforms", "snapchat", "Snap", 10, 14, "t7"),)


def test_facts_of_several_messages_join_in_their_order() -> None:
    family = Family(platforms=["x", "discord"]).tells(platforms=["tiktok", "x"])
    assert family.situation.platforms == ("x", "discord", "tiktok")


def test_a_default_is_no_fact() -> None:
    before = learned(harasser="pupil", writer="parent", school_involved=True, danger="distress")
    empty = {"harasser": "unstated", "writer": "unstated", "school_involved": None, "danger": "none"}
    assert before.learn({"labels": {**empty, "asks_human": False}}, "t2") == before


def test_a_result_says_that_the_step_was_taken() -> None:
    situation = learned(("step_results", "inform_school:refused"))
    assert (situation.steps_done, dict(situation.step_results)) == (("inform_school",), {"inform_school": "refused"})
    assert situation.stage == "inform_school"


def test_a_later_result_replaces_and_its_old_words_go() -> None:
    situation = learned(("step_results", "mediation:pending")).learn(
        message(("step_results", "mediation:failed")), "t2"
    )
    assert dict(situation.step_results) == {"mediation": "failed"}
    assert {evidence.value for evidence in situation.evidence} == {"mediation:failed"}


def test_a_later_author_replaces() -> None:
    assert learned(harasser="adult").learn(message(harasser="pupil"), "t2").harasser == "pupil"


def test_of_several_authors_in_one_message_the_adult_holds() -> None:
    assert learned(("harasser", "adult"), ("harasser", "pupil"), ("harasser", "unknown")).harasser == "adult"


@pytest.mark.parametrize(
    ("field", "value", "name", "left"),
    [
        ("platforms", "instagram", "platforms", ("snapchat",)),
        ("harasser", "pupil", "harasser", "unstated"),
        ("school_involved", True, "school_involved", None),
        ("step_results", "report_platform:failed", "step_results", {}),
        ("getting_worse", True, "getting_worse", False),
        ("in_scope", False, "in_scope", True),
        ("harasser", "adult", "harasser", "pupil"),
        ("step_results", "report_platform:worked", "step_results", {"report_platform": "failed"}),
    ],
)
def test_a_retraction_takes_back_that_fact_and_no_other(field: str, value: str | bool, name: str, left: object) -> None:
    before = learned(
        ("getting_worse", True),
        platforms=["instagram", "snapchat"],
        harasser="pupil",
        school_involved=True,
        step_results={"report_platform": "failed"},
    )
    after = before.learn({"retractions": [{"field": field, "value": value}]}, "t2")
    assert getattr(after, name) == left
    assert {name for name in vars(before) if getattr(before, name) != getattr(after, name)} <= {name, "evidence"}


def test_a_step_not_taken_after_all_has_no_result() -> None:
    before = learned(step_results={"report_platform": "failed"})
    after = before.learn(message(retract=(("steps_done", "report_platform"),)), "t2")
    assert (after.steps_done, dict(after.step_results), after.evidence) == ((), {}, ())


def test_what_the_same_message_denies_is_not_learned() -> None:
    """ "Non, pas Insta, Snap": both are named, one is denied."""
    corrected = message(("platforms", "instagram"), ("platforms", "snapchat"), retract=(("platforms", "instagram"),))
    assert learned(platforms=["instagram"]).learn(corrected, "t2").platforms == ("snapchat",)
    denied = message(("step_results", "report_platform:failed"), retract=(("steps_done", "report_platform"),))
    assert Situation().learn(denied, "t1").steps_done == ()


def test_a_grave_danger_is_believed_even_where_it_is_denied() -> None:
    told = message(("danger", "self_harm"), retract=(("danger", "self_harm"),))
    assert Situation().learn(told, "t1").open_dangers == ("self_harm",)


def test_distress_opens_nothing() -> None:
    situation = learned(danger="distress")
    assert (situation.danger, situation.danger_state) == ("distress", None)


def test_dangers_gather_and_the_gravest_counts() -> None:
    situation = learned(("danger", "distress"), ("danger", "sexual"), ("danger", "threat"))
    assert (situation.danger, situation.open_dangers) == ("threat", ("threat", "sexual"))


def test_one_danger_taken_back_leaves_the_other_open() -> None:
    situation = learned(("danger", "sexual"), ("danger", "threat"))
    after = situation.learn(message(retract=(("danger", "threat"),)), "t2")
    assert (after.dangers, after.danger_state) == (("sexual",), "open")


def test_the_same_turn_learned_again_does_not_reopen_a_safe_danger() -> None:
    told = message(danger="threat")
    safe = Situation().learn(told, "t1").answer_danger("safe")
    assert safe.learn(told, "t1").danger_state == "safe"
    assert safe.learn(told, "t2").danger_state == "open"


def test_safe_without_a_danger_changes_nothing() -> None:
    assert learned(danger="distress").answer_danger("safe").danger_state is None


def test_a_success_ends_the_getting_worse_that_was_told_before() -> None:
    situation = learned(("getting_worse", True), ("content_online", True)).record("report_platform", "worked", "t2")
    assert (situation.getting_worse, situation.content_online) == (False, None)


def test_success_and_worse_in_one_message_both_hold() -> None:
    situation = learned(("getting_worse", True), ("step_results", "report_platform:worked"))
    assert (situation.getting_worse, situation.step_results["report_platform"]) == (True, "worked")


def test_a_removal_that_failed_contradicts_content_that_was_gone() -> None:
    situation = learned(("content_online", False))
    assert situation.record("report_platform", "failed", "t2").content_online is None
    assert situation.record("inform_school", "refused", "t2").content_online is False


@pytest.mark.parametrize(
    ("step", "result"),
    [("report_platform", "pending"), ("police", "pending"), ("cleanup", "pending"), ("talk_child", None)],
)
def test_done_is_pending_where_somebody_must_react(step: str, result: str | None) -> None:
    situation = Situation().record(step, None, "t1")
    assert (situation.steps_done, situation.step_results.get(step)) == ((step,), result)


def test_done_again_is_pending_again() -> None:
    situation = Situation().record("report_platform", "failed", "t1").record("report_platform", None, "t2")
    assert situation.step_results["report_platform"] == "pending"


def test_done_speaks_of_the_step_last_advised_and_of_none_before() -> None:
    assert Situation().record(None, "failed", "t1") == Situation()
    family = Family(platforms=["x"])
    family.advice()
    assert family.says(None).situation.steps_done == ("report_platform",)


def test_no_effect_speaks_of_the_step_from_which_one_was_expected() -> None:
    family = Family(platforms=["x"], harasser="known")
    assert family.rows(3) == [("2", "report_platform"), ("child", "talk_child"), ("wait", None)]
    assert family.situation.last_step == "talk_child"
    assert dict(family.says("failed").situation.step_results) == {"report_platform": "failed"}


def test_words_outside_the_vocabulary_are_refused_by_name() -> None:
    situation = Situation()
    with pytest.raises(UnknownWordError):
        situation.record("pray", None, "t1")
    with pytest.raises(UnknownWordError):
        situation.record("police", "done", "t1")
    with pytest.raises(UnknownWordError):
        situation.dont_know("name", "t1")
    with pytest.raises(UnknownWordError):
        situation.answer_danger("fine")
    with pytest.raises(UnknownWordError):
        situation.with_handoff("maybe")


def test_i_dont_know_never_overwrites_what_is_known() -> None:
    situation = learned(platforms=["x"], harasser="pupil", step_results={"report_platform": "failed"})
    for question in ("platform", "harasser", "outcome", "safe"):
        assert situation.dont_know(question, "t2") == situation


def test_what_the_tagger_did_not_mean_is_left_out() -> None:
    junk = {
        "facts": [
            {"field": "platforms", "value": "myspace"},
            {"field": "colour", "value": "red"},
            {"field": "step_results", "value": "police"},
            {"field": "platforms"},
            "platforms",
            {"field": "platforms", "value": "x", "words": 3, "start": "0", "end": None},
        ],
        "retractions": "all",
        "labels": ["in_scope"],
    }
    situation = Situation().learn(junk, "t1")
    assert situation.platforms == ("x",)
    assert situation.evidence == (Evidence("platforms", "x", "", 0, 0, "t1"),)


def test_a_button_may_say_true_in_words() -> None:
    assert Situation().learn({"facts": [{"field": "content_online", "value": "false"}]}, "t1").content_online is False


def test_a_button_about_the_matter_brings_the_matter_back() -> None:
    situation = learned(in_scope=False).learn({"facts": [{"field": "harasser", "value": "pupil"}]}, "t2")
    assert situation.in_scope is True


@pytest.mark.parametrize(
    ("steps", "stage"),
    [
        ((), "discovery"),
        (("talk_child", "block"), "discovery"),
        (("inform_school", "contact_parents", "report_platform"), "contact_parents"),
        (("civil", "police"), "civil"),
    ],
)
def test_the_stage_is_the_highest_step(steps: tuple[str, ...], stage: str) -> None:
    assert Situation(steps_done=steps).stage == stage


def test_understanding_says_what_came_what_went_and_what_was_asked() -> None:
    before = learned(platforms=["instagram"], steps_asked=["police"])
    told = message(
        ("danger", "threat"),
        retract=(("platforms", "instagram"),),
        platforms=["snapchat"],
        steps_asked=["police", "mediation"],
        asks_human=True,
    )
    understanding = understand(before, told, "t2")
    assert understanding.new == (
        ("asks_human", True),
        ("danger", "threat"),
        ("platforms", "snapchat"),
        ("steps_asked", "mediation"),
    )
    assert understanding.withdrawn == (("platforms", "instagram"),)
    assert understanding.asked == ("police", "mediation")
    assert (understanding.opened, understanding.asks_human, understanding.off_topic) == (("threat",), True, False)


def test_understanding_an_aside() -> None:
    understanding = understand(learned(platforms=["x"]), message(in_scope=False), "t2")
    assert (understanding.off_topic, understanding.situation.in_scope) == (True, True)
