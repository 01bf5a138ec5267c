"""A step that somebody asks about at any time."""

from __future__ import annotations

import pytest

from advice import Situation, UnknownWordError, about
from tests.advice.family import Family, beside, why_skipped


def test_should_i_contact_the_harassers_before_anybody_said_who_they_are() -> None:
    family = Family(platforms=["facebook"], steps_asked=["ask_harasser"])
    advice = family.asks_about("ask_harasser")
    assert (advice.row, advice.step, advice.reason, advice.question) == (
        "asked",
        None,
        "no_contact_author_unstated",
        "harasser",
    )
    assert beside(advice) == [("2", "report_platform")]
    due = family.tells(harasser="pupil").advice()
    assert (due.row, due.evidence_first) == ("2", True)


def test_a_step_before_its_turn_names_what_usually_comes_before() -> None:
    family = Family(platforms=["facebook"], harasser="pupil")
    advice = family.asks_about("ask_harasser")
    assert (advice.row, advice.step, advice.reason, advice.evidence_first) == (
        "asked",
        "ask_harasser",
        "asked_early",
        True,
    )
    assert beside(advice) == [("2", "report_platform")]
    assert why_skipped(advice) == {"report_platform": "still_open"}


def test_the_step_that_is_due_gets_its_own_row_and_settles_it() -> None:
    family = Family(platforms=["facebook"], harasser="pupil")
    assert family.asks_about("report_platform").row == "2"
    assert family.advice().row == "school"


def test_a_step_asked_about_is_not_advised_right_after() -> None:
    family = Family(platforms=["x"], harasser="pupil", steps_asked=["police"])
    assert family.asks_about("inform_school").step == "inform_school"
    assert ("school", "inform_school") not in family.rows(5)


@pytest.mark.parametrize("step", ["ask_harasser", "contact_parents"])
@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"harasser": "adult"}, "author_adult"),
        ({"harasser": "unknown"}, "author_unknown"),
        ({"harasser": "pupil", "harm_types": ("grooming",)}, "grooming"),
        ({"harasser": "pupil", "harm_types": ("blackmail",)}, "blackmail"),
        ({"harasser": "known", "harm_types": ("intimate_images",)}, "intimate_images"),
        ({"harasser": "pupil", "harm_types": ("threats",)}, "threats"),
        ({"harasser": "pupil", "dangers": ("threat",), "danger_state": "safe"}, "threat"),
        ({"harasser": "pupil", "dangers": ("self_harm",), "danger_state": "adviser"}, "self_harm"),
        ({"harasser": "pupil", "writer": "teen"}, "teen"),
        ({"harasser": "pupil", "writer": "author_parent"}, "author_parent"),
    ],
)
def test_contact_that_is_forbidden_gets_its_reason_and_no_step(step: str, fields: dict[str, object], why: str) -> None:
    advice = about(step, Situation(platforms=("x",), **fields))  # type: ignore[arg-type]
    assert (advice.step, advice.reason, advice.question) == (None, f"no_contact_{why}", None)
    assert why_skipped(advice) == {step: why}


def test_police_gets_row_p_whatever_is_due() -> None:
    family = Family(platforms=["x"], harasser="pupil", steps_asked=["police"])
    first, again = family.asks_about("police"), family.asks_about("police")
    assert (first.row, again.row, again.offers_person) == ("P", "P", True)
    assert beside(first) == [("2", "report_platform")]
    assert family.advice().row != "P"


def test_police_asked_by_button_alone() -> None:
    advice = about("police", Situation(harasser="adult", platforms=("x",)))
    assert (advice.row, advice.step, advice.reason, advice.offers_person) == ("P", "police", "police_asked", True)


def test_police_that_did_not_help_is_said_so() -> None:
    situation = Situation(steps_done=("police",), step_results={"police": "failed"}, platforms=("x",))
    assert about("police", situation).reason == "police_failed"
    assert about("civil", situation).step == "civil"


def test_police_named_while_a_danger_is_open_hears_the_danger_first() -> None:
    family = Family(danger="threat", platforms=["x"], steps_asked=["police"])
    assert family.asks_about("police").row == "D2"
    advice = family.asks_about("police")
    assert (advice.row, advice.step, beside(advice)) == ("P", "police", [("D", None)])


def test_any_step_can_be_asked_once_the_open_threat_was_answered() -> None:
    family = Family(danger="threat", platforms=["x"])
    family.advice()
    advice = family.asks_about("report_platform")
    assert (advice.row, advice.step, beside(advice)) == ("asked", "report_platform", [("D", None)])
    refusal = family.asks_about("ask_harasser")
    assert (refusal.step, refusal.reason, beside(refusal)) == (None, "no_contact_threat", [("D", None)])


def test_self_harm_lets_nothing_else_through() -> None:
    family = Family(danger="self_harm", platforms=["x"])
    assert [family.asks_about("mediation").row for _ in range(3)] == ["D1", "D", "D1"]


def test_a_step_done_and_asked_again() -> None:
    family = Family(platforms=["x"], steps_done=["report_platform"], steps_asked=["report_platform"])
    family.advice()
    advice = family.asks_about("report_platform")
    assert (advice.step, advice.reason, advice.question) == ("report_platform", "asked_again", "outcome")
    told = family.says("failed", "report_platform").asks_about("report_platform")
    assert (told.reason, told.question) == ("asked_again", None)


@pytest.mark.parametrize(
    ("step", "fields", "why"),
    [
        ("mediation", {"harasser": "adult"}, "not_suited"),
        ("mediation", {"harasser": "pupil", "harm_types": ("grooming",)}, "not_suited"),
        ("cleanup", {"harm_types": ("intimate_images",)}, "images"),
        ("keep_evidence", {"harm_types": ("intimate_images",)}, "images"),
    ],
)
def test_what_is_not_advised_says_why(step: str, fields: dict[str, object], why: str) -> None:
    advice = about(step, Situation(platforms=("x",), **fields))  # type: ignore[arg-type]
    assert (advice.step, advice.reason, why_skipped(advice)) == (None, "asked_not_suited", {step: why})


@pytest.mark.parametrize("step", ["mediation", "cleanup"])
def test_mediator_and_firm_are_the_advisers_to_arrange(step: str) -> None:
    advice = about(step, Situation(platforms=("x",), harasser="pupil"))
    assert (advice.step, advice.offers_person) == (step, True)


def test_reporting_where_there_is_no_button_is_blocking() -> None:
    family = Family(platforms=["sms"], steps_done=["talk_child"])
    family.advice()
    advice = family.asks_about("report_platform")
    assert (advice.step, advice.reason) == ("block", "no_report_button")


def test_evidence_asked_about_counts_as_said() -> None:
    family = Family(platforms=["x"])
    assert family.asks_about("keep_evidence").step == "keep_evidence"
    assert not family.advice().evidence_first


def test_steps_beside_the_ladder_have_nothing_before_them() -> None:
    advice = about("talk_child", Situation(platforms=("x",)))
    assert (advice.reason, advice.beside) == ("asked", ())


def test_school_asked_about_although_nothing_says_it_is_concerned() -> None:
    advice = about("inform_school", Situation(platforms=("x",), harasser="known"))
    assert (advice.step, advice.reason) == ("inform_school", "asked_early")


def test_a_word_that_is_no_step_is_refused_by_name() -> None:
    with pytest.raises(UnknownWordError):
        about("pray", Situation())
