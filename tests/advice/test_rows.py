"""Each row of the table: when it fits and what it carries."""

from __future__ import annotations

import pytest

from advice import Situation, next_step
from tests.advice.family import Family, beside, why_skipped

REPORT_FAILED = {"platforms": ("instagram",), "steps_done": ("report_platform",)}


def failed_report(**fields: object) -> Situation:
    results = {"report_platform": "failed", **fields.pop("step_results", {})}  # type: ignore[dict-item]
    steps = (*REPORT_FAILED["steps_done"], *(step for step in results if step != "report_platform"))
    return Situation(**{**REPORT_FAILED, "steps_done": steps, "step_results": results, **fields})  # type: ignore[arg-type]


def test_d1_self_harm_is_spoken_of_alone() -> None:
    advice = next_step(Situation(dangers=("self_harm", "threat"), danger_state="open", steps_asked=("police",)))
    assert (advice.row, advice.step, advice.urgency) == ("D1", None, "urgent")
    assert advice.offers_person and not advice.beside and not advice.skipped and not advice.evidence_first


def test_a_grave_danger_whose_state_nobody_set_is_open() -> None:
    assert next_step(Situation(dangers=("self_harm",))).row == "D1"


def test_d2_threat_sends_to_the_police_and_forbids_contact() -> None:
    advice = next_step(Situation(dangers=("threat",), danger_state="open", harasser="pupil"))
    assert (advice.row, advice.step, advice.urgency, advice.offers_person) == ("D2", "police", "urgent", True)
    assert why_skipped(advice) == {"ask_harasser": "threat", "contact_parents": "threat"}


def test_d3_sexual_danger_is_urgent_and_says_no_word_on_copies() -> None:
    advice = next_step(Situation(dangers=("sexual",), danger_state="open", harm_types=("intimate_images",)))
    assert (advice.row, advice.reason, advice.urgency, advice.evidence_first) == ("D3", "sexual", "urgent", False)


@pytest.mark.parametrize("harm", ["blackmail", "intimate_images", "grooming"])
def test_d3_fits_by_the_harm_alone(harm: str) -> None:
    advice = next_step(Situation(harm_types=("insults", harm)))
    assert (advice.row, advice.reason, advice.urgency, advice.offers_person) == ("D3", harm, "normal", True)


def test_d4_an_adult_author_is_not_contacted() -> None:
    advice = next_step(Situation(harasser="adult", platforms=("facebook",)))
    assert (advice.row, advice.step, advice.offers_person, advice.evidence_first) == ("D4", "police", True, True)
    assert set(why_skipped(advice).values()) == {"author_adult"}


def test_d4_leaves_the_word_to_d3() -> None:
    rows = Family(harasser="adult", harm_types=["grooming"], platforms=["discord"]).rows(2)
    assert rows == [("D3", "police"), ("2", "report_platform")]


def test_d_asks_whether_the_child_is_safe_once_the_danger_was_answered() -> None:
    family = Family(danger="threat")
    family.advice()
    follow_up = family.advice()
    assert (follow_up.row, follow_up.question, follow_up.reason) == ("D", "safe", "threat_follow_up")
    assert family.rows(2) == [("D2", "police"), ("D", None)]


@pytest.mark.parametrize(
    ("fields", "step", "reason"),
    [
        ({"steps_asked": ("police",)}, "police", "police_asked"),
        ({"steps_asked": ("civil", "police")}, "civil", "civil_asked"),
        ({"steps_done": ("police",)}, "police", "police_done"),
        ({"steps_done": ("police",), "step_results": {"police": "failed"}}, "civil", "police_failed"),
        ({"steps_done": ("civil", "police")}, "civil", "civil_done"),
    ],
)
def test_p_police_or_court_gets_a_person(fields: dict[str, object], step: str, reason: str) -> None:
    advice = next_step(Situation(platforms=("snapchat",), **fields))  # type: ignore[arg-type]
    assert (advice.row, advice.step, advice.reason, advice.offers_person) == ("P", step, reason, True)


def test_p_goes_on_with_the_next_open_step_beside_it() -> None:
    advice = next_step(Situation(platforms=("snapchat",), steps_asked=("police",)))
    assert beside(advice) == [("2", "report_platform")]
    assert advice.beside[0].evidence_first and not advice.evidence_first


def test_p_beside_a_complaint_that_was_filed_never_sends_to_the_author() -> None:
    situation = failed_report(harasser="pupil", step_results={"police": "pending"})
    assert beside(next_step(situation)) == [("7", "inform_school"), ("C", "cleanup")]


@pytest.mark.parametrize("state", ["queued", "declined"])
def test_p_is_settled_by_a_person_accepted_or_declined(state: str) -> None:
    situation = Situation(platforms=("snapchat",), steps_asked=("police",), handoff=state)
    advice = next_step(situation)
    assert (advice.row, advice.offers_person) == ("2", False)


def test_1_evidence_rides_once_at_the_head_of_the_next_advice() -> None:
    family = Family(platforms=["tiktok"], harasser="pupil")
    assert family.advice().evidence_first
    assert not family.says("failed").advice().evidence_first


@pytest.mark.parametrize(
    "fields",
    [
        {"steps_done": ("keep_evidence",)},
        {"harm_types": ("intimate_images",), "settled": {}},
        {"dangers": ("sexual",), "danger_state": "safe"},
    ],
)
def test_1_is_silent_where_it_is_done_or_not_ours_to_say(fields: dict[str, object]) -> None:
    family = Family()
    family.situation = Situation(platforms=("tiktok",), **fields)  # type: ignore[arg-type]
    advices = [family.advice() for _ in range(6)]
    assert not any(advice.evidence_first for advice in advices)
    assert "1" not in {advice.row for advice in advices}


def test_1_stands_by_itself_when_nothing_else_is_left() -> None:
    situation = Situation(platforms=("tiktok",), steps_done=("report_platform", "talk_child"))
    family = Family()
    family.situation = situation
    assert family.rows(3) == [("outcome", "report_platform"), ("1", "keep_evidence"), ("wait", None)]


def test_2_reports_to_the_network() -> None:
    advice = next_step(Situation(platforms=("instagram",)))
    assert (advice.row, advice.step, advice.reason, advice.question) == (
        "2",
        "report_platform",
        "report_not_done",
        None,
    )


def test_2_asks_for_a_platform_that_was_not_named() -> None:
    advice = next_step(Situation())
    assert (advice.row, advice.step, advice.question) == ("2", "report_platform", "platform")


@pytest.mark.parametrize("platforms", [("sms",), ("email",), ("sms", "email")])
def test_2_blocks_where_there_is_no_button(platforms: tuple[str, ...]) -> None:
    advice = next_step(Situation(platforms=platforms))
    assert (advice.row, advice.step, advice.reason) == ("2", "block", "no_report_button")


def test_2_reports_where_one_of_the_platforms_has_a_button() -> None:
    assert next_step(Situation(platforms=("sms", "whatsapp"))).step == "report_platform"


@pytest.mark.parametrize("step", ["report_platform", "ask_harasser", "contact_parents", "inform_school", "mediation"])
def test_an_untold_outcome_is_asked(step: str) -> None:
    advice = next_step(Situation(platforms=("x",), harasser="pupil", steps_done=(step,)))
    assert (advice.row, advice.step, advice.question) == ("outcome", step, "outcome")


def test_3_a_pending_report_is_waited_for_and_the_school_told_meanwhile() -> None:
    advice = next_step(
        Situation(
            platforms=("x",),
            harasser="pupil",
            steps_done=("report_platform",),
            step_results={"report_platform": "pending"},
        )
    )
    assert (advice.row, advice.step, advice.reason) == ("3", "report_platform", "report_platform_pending")
    assert beside(advice) == [("school", "inform_school"), ("child", "talk_child")]


def test_4_asks_who_it_is() -> None:
    advice = next_step(failed_report())
    assert (advice.row, advice.step, advice.question) == ("4", None, "harasser")


def test_4_takes_i_dont_know_for_an_unknown_author() -> None:
    family = Family(platforms=["x"], step_results={"report_platform": "failed"})
    assert family.advice().question == "harasser"
    assert family.knows_not("harasser").advice().row == "5"


def test_5_an_unknown_author_is_for_the_regulator_and_the_police() -> None:
    advice = next_step(failed_report(harasser="unknown", school_involved=True))
    assert (advice.row, advice.reason, advice.offers_person) == ("5", "report_failed_author_unknown", True)
    assert ("7", "inform_school") in beside(advice)


def test_5_without_a_report_says_nothing_of_the_regulator() -> None:
    advice = next_step(
        Situation(harasser="unknown", steps_done=("inform_school",), step_results={"inform_school": "failed"})
    )
    assert (advice.row, advice.reason) == ("5", "failed_author_unknown")


@pytest.mark.parametrize("harasser", ["pupil", "known"])
@pytest.mark.parametrize("result", ["failed", "refused"])
def test_6_asks_a_young_known_author(harasser: str, result: str) -> None:
    advice = next_step(failed_report(harasser=harasser, step_results={"report_platform": result}))
    assert (advice.row, advice.step) == ("6", "ask_harasser")


def test_7_talks_to_the_parents_and_tells_the_school() -> None:
    advice = next_step(failed_report(harasser="pupil", step_results={"ask_harasser": "refused"}))
    assert (advice.row, advice.step) == ("7", "contact_parents")
    assert ("7", "inform_school") in beside(advice)


def test_7_leaves_the_school_out_where_it_is_not_concerned() -> None:
    advice = next_step(failed_report(harasser="known", step_results={"ask_harasser": "failed"}))
    assert (advice.row, advice.step) == ("7", "contact_parents")
    assert ("7", "inform_school") not in beside(advice)


def test_7_the_school_alone_once_the_parents_were_seen() -> None:
    advice = next_step(failed_report(harasser="pupil", step_results={"contact_parents": "failed"}))
    assert (advice.row, advice.step) == ("7", "inform_school")


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"harasser": "known", "getting_worse": True, "step_results": {"ask_harasser": "pending"}}, "getting_worse"),
        (
            {
                "harasser": "known",
                "dangers": ("distress", "threat"),
                "danger_state": "safe",
                "step_results": {"ask_harasser": "failed"},
            },
            "afraid_after_danger",
        ),
        (
            {"harasser": "pupil", "step_results": {"contact_parents": "refused", "inform_school": "refused"}},
            "parents_and_school_refused",
        ),
        (
            {
                "harasser": "pupil",
                "dangers": ("threat",),
                "danger_state": "safe",
                "step_results": {"inform_school": "refused"},
            },
            "not_heard",
        ),
        ({"harasser": "known", "harm_types": ("threats",)}, "not_heard"),
    ],
)
def test_8_police_when_nobody_hears(fields: dict[str, object], reason: str) -> None:
    family = Family()
    family.situation = failed_report(**fields)
    advices = [family.advice() for _ in range(3)]
    assert next((advice.step, advice.reason, advice.offers_person) for advice in advices if advice.row == "8") == (
        "police",
        reason,
        True,
    )


@pytest.mark.parametrize(
    "results",
    [
        {"contact_parents": "refused", "inform_school": "failed"},
        {"contact_parents": "failed", "inform_school": "refused"},
        {"contact_parents": "failed", "inform_school": "failed"},
    ],
)
def test_9_stuck_talks_go_to_a_mediator(results: dict[str, str]) -> None:
    advice = next_step(failed_report(harasser="pupil", step_results=results))
    assert (advice.row, advice.step, advice.offers_person) == ("9", "mediation", True)


def test_9_is_not_for_intimate_images() -> None:
    family = Family()
    family.situation = failed_report(
        harasser="pupil",
        harm_types=("intimate_images",),
        dangers=("sexual",),
        danger_state="safe",
        step_results={"inform_school": "failed"},
    )
    assert "mediation" not in {step for _, step in family.rows(8)}


@pytest.mark.parametrize("result", ["failed", "refused"])
def test_10_after_a_failed_mediation_police_and_court(result: str) -> None:
    advice = next_step(failed_report(harasser="pupil", step_results={"mediation": result}))
    assert (advice.row, advice.step, advice.reason, advice.offers_person) == (
        "10",
        "police",
        "mediation_failed",
        True,
    )


def test_10_when_police_and_court_failed_the_adviser_remains() -> None:
    family = Family(step_results={"police": "failed", "civil": "failed"}, platforms=["x"], harasser="pupil")
    family.advice()
    family.situation = family.situation.learn({"labels": {"step_results": {"mediation": "failed"}}}, "later")
    advice = family.advice()
    assert (advice.row, advice.step, advice.reason, advice.offers_person) == ("10", None, "court_failed", True)


def test_c_offers_a_firm_beside_the_row_once() -> None:
    family = Family(platforms=["x"], harasser="pupil", step_results={"report_platform": "failed"})
    assert beside(family.advice()) == [("C", "cleanup")]
    assert ("C", "cleanup") not in beside(family.advice())


@pytest.mark.parametrize(
    "fields",
    [
        {"content_online": False, "step_results": {"ask_harasser": "refused", "contact_parents": "failed"}},
        {"harm_types": ("intimate_images",), "dangers": ("sexual",), "danger_state": "safe"},
        {"steps_done": ("report_platform", "cleanup")},
    ],
)
def test_c_is_silent_where_nothing_is_left_to_remove_or_nobody_else_may_see_it(fields: dict[str, object]) -> None:
    family = Family()
    family.situation = failed_report(harasser="pupil", **fields)
    assert all(("C", "cleanup") not in beside(family.advice()) for _ in range(6))


@pytest.mark.parametrize("step", ["report_platform", "ask_harasser", "contact_parents", "inform_school", "mediation"])
def test_w_a_step_that_worked(step: str) -> None:
    advice = next_step(Situation(platforms=("x",), harasser="pupil", steps_done=(step,), step_results={step: "worked"}))
    assert (advice.row, advice.step, advice.reason) == ("W", "talk_child", "step_worked")


def test_w_content_that_is_gone() -> None:
    assert next_step(failed_report(harasser="pupil", content_online=False)).reason == "content_gone"


@pytest.mark.parametrize("step", ["block", "cleanup"])
def test_w_beside_the_ladder(step: str) -> None:
    assert next_step(failed_report(harasser="pupil", step_results={step: "worked"})).row == "W"


def test_w_not_while_something_higher_failed() -> None:
    situation = failed_report(harasser="pupil", step_results={"report_platform": "worked", "inform_school": "refused"})
    assert next_step(situation).row == "7"


def test_offline_bullying_is_for_the_school() -> None:
    family = Family(in_scope=False, writer="parent", harm_types=["physical", "insults"], school_involved=True)
    advice = family.advice()
    assert (advice.row, advice.step, advice.reason, advice.offers_person) == (
        "offline",
        "inform_school",
        "offline_only",
        True,
    )
    told = family.says("refused", "inform_school").advice()
    assert (told.row, told.step, told.reason) == ("offline", None, "offline_school_told")
    assert family.rows(3) == [("child", "talk_child"), ("wait", None), ("wait", "talk_child")]


@pytest.mark.parametrize(
    ("labels", "reason"),
    [({"writer": "other"}, "out_of_scope"), ({"writer": "other", "harm_types": ["insults"]}, "adult_victim")],
)
def test_another_matter_hears_what_this_assistant_is_for(labels: dict[str, object], reason: str) -> None:
    family = Family(**{"in_scope": False, **labels})
    advice = family.advice()
    assert (advice.row, advice.step, advice.reason, advice.offers_person) == ("scope", None, reason, True)
    assert [row for row, _ in family.rows(3)] == ["wait", "scope", "wait"]


def test_another_matter_in_danger_gets_the_numbers_first() -> None:
    assert next_step(Situation(in_scope=False, writer="other", dangers=("self_harm",))).row == "D1"


def test_author_parent_works_with_its_own_child_and_never_gets_the_victims_ladder() -> None:
    family = Family(writer="author_parent", harasser="pupil", school_involved=True, platforms=["snapchat"])
    assert family.rows(5) == [
        ("author", "talk_child"),
        ("author", "inform_school"),
        ("author", "mediation"),
        ("wait", None),
        ("wait", "talk_child"),
    ]


def test_author_parent_after_mediation_and_without_school() -> None:
    family = Family(writer="author_parent", step_results={"mediation": "failed"})
    assert family.rows(2) == [("author", "talk_child"), ("wait", None)]


def test_author_parent_who_asks_about_the_police_gets_a_person() -> None:
    advice = Family(writer="author_parent", steps_asked=["police"]).advice()
    assert (advice.row, advice.offers_person, beside(advice)) == ("P", True, [("author", "talk_child")])


def test_teen_is_led_to_an_adult_and_never_to_the_author() -> None:
    family = Family(writer="teen", harasser="pupil", platforms=["tiktok"])
    advice = family.advice()
    assert (advice.row, advice.step, beside(advice)) == ("teen", "talk_child", [("2", "report_platform")])
    school = family.says("failed", "report_platform").advice()
    assert (school.step, school.reason, school.actor) == ("inform_school", "no_contact_school", "adult")
    assert not {"ask_harasser", "contact_parents"} & {step for _, step in family.rows(6)}


@pytest.mark.parametrize(
    ("writer", "step", "actor"),
    [
        ("relative", "report_platform", "writer"),
        ("relative", "ask_harasser", "parents"),
        ("witness", "contact_parents", "parents"),
        ("school", "contact_parents", "writer"),
        ("school", "mediation", "parents"),
        ("parent", "ask_harasser", "writer"),
    ],
)
def test_who_acts_depends_on_who_writes(writer: str, step: str, actor: str) -> None:
    result = {
        "report_platform": {},
        "ask_harasser": {"report_platform": "failed"},
        "contact_parents": {"ask_harasser": "refused"},
        "mediation": {"contact_parents": "failed", "inform_school": "failed"},
    }
    advice = next_step(
        Situation(
            writer=writer,
            harasser="pupil",
            platforms=("x",),
            steps_done=tuple(result[step]),
            step_results=result[step],
        )
    )
    assert (advice.step, advice.actor) == (step, actor)


def test_a_wish_for_a_person_is_offered_with_any_row() -> None:
    advice = next_step(Situation(platforms=("x",), asks_human=True))
    assert (advice.row, advice.offers_person, advice.urgency) == ("2", True, "normal")


def test_no_lower_step_than_one_done_but_it_may_be_named_beside() -> None:
    advice = next_step(
        Situation(
            platforms=("snapchat",),
            harasser="pupil",
            steps_done=("inform_school",),
            step_results={"inform_school": "refused"},
        )
    )
    assert (advice.row, advice.step) == ("7", "contact_parents")
    assert [(other.row, other.reason) for other in advice.beside] == [("2", "report_still_possible")]
    assert why_skipped(advice) == {"report_platform": "higher_step_done", "ask_harasser": "higher_step_done"}


def test_a_lower_step_that_was_asked_for_is_advised() -> None:
    advice = next_step(
        Situation(
            platforms=("snapchat",),
            harasser="pupil",
            steps_asked=("report_platform",),
            steps_done=("inform_school",),
            step_results={"inform_school": "refused"},
        )
    )
    assert (advice.row, advice.step) == ("2", "report_platform")


def test_the_main_question_is_the_only_one() -> None:
    advice = next_step(Situation(steps_done=("inform_school",), step_results={"inform_school": "refused"}))
    assert advice.question == "harasser"
    assert [other.question for other in advice.beside] == [None]
