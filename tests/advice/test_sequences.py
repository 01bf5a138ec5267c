"""Whole ways that a family goes, turn by turn."""

from __future__ import annotations

from dataclasses import replace

from advice import Situation, next_step
from tests.advice.family import Family, beside, why_skipped


def test_from_the_story_to_court_one_step_after_the_other() -> None:
    family = Family(platforms=["instagram"], harm_types=["insults"], harasser="pupil", writer="parent")
    seen = [family.advice()]
    for result, step in (
        (None, None),
        ("failed", "report_platform"),
        (None, None),
        ("refused", "ask_harasser"),
        ("refused", "contact_parents"),
        (None, "inform_school"),
        ("failed", "inform_school"),
        (None, "mediation"),
        ("failed", "mediation"),
        (None, "police"),
        ("failed", "police"),
        ("failed", "civil"),
    ):
        seen.append(family.says(result, step).advice())
    assert [(advice.row, advice.step) for advice in seen] == [
        ("2", "report_platform"),
        ("3", "report_platform"),
        ("6", "ask_harasser"),
        ("3", "ask_harasser"),
        ("7", "contact_parents"),
        ("7", "inform_school"),
        ("3", "inform_school"),
        ("9", "mediation"),
        ("3", "mediation"),
        ("10", "police"),
        ("P", "police"),
        ("P", "civil"),
        ("P", "civil"),
    ]
    assert [advice.evidence_first for advice in seen] == [True] + [False] * 12


def test_parents_and_school_refuse_then_mediation_fails() -> None:
    family = Family(platforms=["x"], harasser="pupil", step_results={"ask_harasser": "refused"})
    assert family.advice().step == "contact_parents"
    family.says("refused", "contact_parents")
    assert family.advice().step == "inform_school"
    complaint = family.says("refused", "inform_school").advice()
    assert (complaint.row, complaint.reason) == ("8", "parents_and_school_refused")
    assert family.advice().row == "9"
    assert family.says("refused", "mediation").advice().row == "10"


def test_nothing_new_goes_down_to_waiting_and_never_says_the_same_twice() -> None:
    family = Family(platforms=["instagram"], harasser="pupil")
    assert family.rows(6) == [
        ("2", "report_platform"),
        ("school", "inform_school"),
        ("child", "talk_child"),
        ("wait", None),
        ("wait", "talk_child"),
        ("wait", None),
    ]


def test_waiting_knows_whether_the_family_has_a_step_to_take() -> None:
    family = Family(platforms=["instagram"], steps_done=["talk_child"])
    family.advice()
    assert family.advice().reason == "wait_step_open"
    family.says("worked", "report_platform").advice()
    assert family.advice().reason == "wait_come_back"
    assert family.advice().reason == "wait_child"


def test_the_platform_is_asked_then_the_report_explained() -> None:
    family = Family(harasser="pupil")
    asked = family.advice()
    assert (asked.question, asked.evidence_first) == ("platform", True)
    answered = family.tells(platforms=["snapchat"]).advice()
    assert (answered.row, answered.question, answered.evidence_first) == ("2", None, False)


def test_a_platform_nobody_knows_is_not_asked_again() -> None:
    family = Family()
    family.advice()
    advice = family.knows_not("platform").advice()
    assert (advice.row, advice.question) == ("2", None)


def test_the_platform_is_corrected_and_the_report_explained_anew() -> None:
    family = Family(platforms=["instagram"])
    family.advice()
    advice = family.tells(platforms=["snapchat"], retract=(("platforms", "instagram"),)).advice()
    assert (family.situation.platforms, advice.row) == (("snapchat",), "2")


def test_jump_everything_tried_without_effect_goes_to_the_mediator() -> None:
    steps = ("report_platform", "ask_harasser", "contact_parents", "inform_school")
    family = Family(platforms=["x"], harasser="pupil", step_results=dict.fromkeys(steps, "failed"))
    assert family.advice().row == "9"


def test_jump_to_what_is_left_before_the_court() -> None:
    family = Family(
        platforms=["instagram"],
        steps_done=["inform_school", "contact_parents", "report_platform"],
        step_results={"contact_parents": "refused"},
        steps_asked=["civil"],
    )
    advice = family.advice()
    assert (advice.row, advice.step, beside(advice)) == ("P", "civil", [("9", "mediation")])


def test_author_corrected_from_pupil_to_unknown() -> None:
    family = Family(platforms=["x"], harasser="pupil", step_results={"report_platform": "failed"})
    assert family.advice().step == "ask_harasser"
    corrected = family.tells(harasser="unknown").advice()
    assert (corrected.row, corrected.step) == ("5", "police")
    assert "ask_harasser" not in {step for _, step in family.rows(6)}


def test_author_learned_after_the_question_goes_on_with_the_ladder() -> None:
    family = Family(platforms=["x"], step_results={"report_platform": "failed"})
    assert family.advice().row == "4"
    assert family.tells(harasser="known").advice().row == "6"


def test_author_question_is_asked_once() -> None:
    family = Family(platforms=["x"], step_results={"report_platform": "failed"})
    assert [row for row, _ in family.rows(6)].count("4") == 1


def test_report_taken_back_is_open_again() -> None:
    family = Family(platforms=["x"], harasser="pupil")
    family.advice()
    family.says(None).advice()
    advice = family.tells(retract=(("steps_done", "report_platform"),)).advice()
    assert (advice.row, advice.step) == ("2", "report_platform")


def test_pending_again_after_a_failure_is_waited_for_again() -> None:
    family = Family(platforms=["x"], harasser="pupil")
    family.advice()
    assert family.says(None).advice().row == "3"
    assert family.says("failed", "report_platform").advice().row == "6"
    assert family.says("pending", "report_platform").advice().row == "3"


def test_sms_block_then_ask_the_author() -> None:
    family = Family(platforms=["sms"], harasser="known")
    assert family.advice().step == "block"
    outcome = family.says(None).advice()
    assert (outcome.row, outcome.step) == ("outcome", "block")
    advice = family.says("failed", "block").advice()
    assert (advice.row, why_skipped(advice)) == ("6", {"report_platform": "no_button"})


def test_content_gone_then_back() -> None:
    family = Family(platforms=["x"], harasser="pupil")
    assert family.advice().row == "2"
    assert family.tells(("content_online", False)).advice().row == "W"
    assert family.tells(("content_online", True)).advice().row == "2"


def test_a_report_that_worked_is_made_again_when_the_content_is_back() -> None:
    family = Family(platforms=["x"], harasser="pupil")
    family.advice()
    assert family.says("worked").advice().row == "W"
    again = family.tells(("content_online", True)).advice()
    assert (again.row, again.reason) == ("2", "report_again")
    assert family.says("failed", "report_platform").advice().row == "6"


def test_talks_that_worked_then_failed_go_on_from_there() -> None:
    family = Family(platforms=["x"], harasser="known", step_results={"contact_parents": "worked"})
    assert family.advice().row == "W"
    assert family.says("failed", "contact_parents").advice().row == "9"


def test_talks_that_worked_then_it_gets_worse() -> None:
    family = Family(platforms=["x"], harasser="known", step_results={"contact_parents": "worked"})
    assert family.advice().row == "W"
    assert family.tells(("getting_worse", True)).advice().row == "8"


def test_getting_worse_leads_to_the_police_only_once_a_step_was_taken() -> None:
    family = Family(("getting_worse", True), platforms=["x"], harasser="pupil")
    assert family.rows(2) == [("2", "report_platform"), ("school", "inform_school")]


def test_open_danger_before_everything_whatever_is_told() -> None:
    family = Family(danger="threat", platforms=["x"], steps_asked=["police", "ask_harasser"], harasser="pupil")
    assert family.advice().row == "D2"
    family.tells(step_results={"report_platform": "failed"}, asks_human=True)
    assert {row for row, _ in family.rows(4)} == {"D", "D2"}


def test_danger_safe_takes_up_the_ladder_without_the_author_and_his_parents() -> None:
    family = Family(danger="threat", platforms=["x"], harasser="pupil")
    family.advice()
    family.is_safe()
    assert family.advice().step == "report_platform"
    school = family.says("failed").advice()
    assert (school.row, school.step, school.reason) == ("7", "inform_school", "no_contact_school")
    assert why_skipped(school)["ask_harasser"] == "threat"
    assert family.says("failed", "inform_school").advice().row == "9"
    assert "contact_parents" not in {step for _, step in family.rows(5)}


def test_a_danger_taken_over_by_an_adviser_lets_the_bot_go_on() -> None:
    family = Family(danger="sexual", harm_types=["intimate_images"], platforms=["x"])
    assert family.advice().row == "D3"
    family.situation = family.situation.answer_danger("adviser")
    assert family.advice().row == "2"


def test_a_new_danger_after_safe_is_open_again() -> None:
    family = Family(danger="threat", platforms=["x"])
    family.advice()
    family.is_safe()
    family.advice()
    assert family.tells(danger="self_harm").advice().row == "D1"


def test_the_same_danger_told_again_after_safe_is_open_again() -> None:
    family = Family(danger="threat", platforms=["x"])
    family.advice()
    family.is_safe()
    assert family.tells(danger="threat").advice().row == "D2"


def test_a_danger_told_again_while_it_is_open_asks_whether_the_child_is_safe() -> None:
    family = Family(danger="self_harm", platforms=["x"])
    assert family.advice().row == "D1"
    assert family.tells(danger="self_harm").advice().row == "D"


def test_what_self_harm_kept_back_is_said_once_the_child_is_safe() -> None:
    family = Family(("danger", "self_harm"), ("danger", "threat"), ("danger", "sexual"), platforms=["x"])
    assert family.advice().row == "D1"
    family.is_safe()
    assert [(advice.row, advice.reason) for advice in (family.advice(), family.advice(), family.advice())] == [
        ("D2", "threat_not_said_yet"),
        ("D3", "sexual_not_said_yet"),
        ("2", "report_not_done"),
    ]


def test_a_danger_that_was_a_mistake_is_taken_back() -> None:
    family = Family(danger="self_harm", platforms=["x"])
    assert family.advice().row == "D1"
    family.tells(retract=(("danger", "self_harm"),))
    assert (family.situation.danger_state, family.advice().row) == (None, "2")


def test_blackmail_for_game_money_is_said_once_then_the_ladder_without_contact() -> None:
    family = Family(platforms=["game"], harasser="known", harm_types=["blackmail"])
    assert family.rows(2) == [("D3", "police"), ("2", "report_platform")]
    complaint = family.says("failed", "report_platform").advice()
    assert (complaint.row, complaint.reason) == ("8", "not_heard")


def test_adult_author_from_the_first_word_to_the_police() -> None:
    family = Family(platforms=["x"], harasser="adult")
    assert family.rows(2) == [("D4", "police"), ("2", "report_platform")]
    advice = family.says("failed", "report_platform").advice()
    assert (advice.row, advice.step, advice.reason) == ("8", "police", "not_heard")


def test_police_asked_then_the_bot_goes_on_while_they_wait() -> None:
    family = Family(platforms=["x"], harasser="pupil", steps_asked=["police"])
    assert beside(family.advice()) == [("2", "report_platform")]
    family.answers_offer("queued")
    assert family.situation.last_step == "report_platform"
    waiting = family.says(None).advice()
    assert (waiting.row, waiting.offers_person) == ("3", False)


def test_complaint_filed_then_a_failed_report_still_gets_an_answer_beside() -> None:
    family = Family(platforms=["x"], harasser="unknown", step_results={"police": "pending"})
    assert beside(family.advice()) == [("2", "report_platform")]
    advice = family.says("failed", "report_platform").advice()
    assert "5" in {advice.row, *(row for row, _ in beside(advice))}
    assert "police" not in {step for _, step in beside(advice)}


def test_complaint_filed_the_bot_still_asks_who_it_is() -> None:
    family = Family(platforms=["x"], step_results={"report_platform": "failed", "police": "pending"})
    who = family.advice().beside[0]
    assert (who.row, who.question) == ("4", "harasser")


def test_complaint_that_was_dropped_leads_to_the_court() -> None:
    family = Family(platforms=["x"], harasser="pupil", step_results={"police": "pending"})
    family.advice()
    advice = family.says("refused", "police").advice()
    assert (advice.row, advice.step, advice.reason) == ("P", "civil", "police_failed")


def test_a_person_declined_is_not_offered_again_before_a_new_fact() -> None:
    tried = {"report_platform": "failed"}
    family = Family(platforms=["x"], harasser="pupil", steps_asked=["police"], step_results=tried)
    assert family.advice().offers_person
    family.answers_offer("declined")
    assert not any(family.advice().offers_person for _ in range(4))
    assert family.situation.handoff == "declined"
    family.tells(("getting_worse", True))
    assert family.situation.handoff == "none"
    complaint = family.advice()
    assert (complaint.row, complaint.offers_person, family.situation.handoff) == ("8", True, "offered")


def test_a_person_declined_is_offered_again_when_one_is_asked_for() -> None:
    family = Family(platforms=["x"], asks_human=True)
    family.advice()
    family.answers_offer("declined")
    assert family.tells(asks_human=True).advice().offers_person


def test_a_person_declined_by_hand_counts_from_the_next_message_on() -> None:
    family = Family(platforms=["x"], steps_asked=["police"])
    family.situation = replace(family.situation, handoff="declined")
    assert family.tells(platforms=["tiktok"]).situation.handoff == "declined"
    assert family.tells(danger="threat").situation.handoff == "none"


def test_a_case_given_back_is_offered_anew() -> None:
    family = Family(platforms=["x"], steps_asked=["police"])
    family.answers_offer("queued").answers_offer("none")
    assert family.advice().offers_person


def test_a_person_on_the_way_is_not_offered_even_after_a_new_fact() -> None:
    family = Family(platforms=["x"], steps_asked=["police"])
    family.answers_offer("queued").tells(steps_asked=["civil"])
    advice = family.advice()
    assert (advice.row, advice.step, advice.offers_person) == ("P", "civil", False)


def test_school_that_refused_first_leads_to_the_parents_then_the_mediator() -> None:
    family = Family(platforms=["x"], harasser="pupil", step_results={"inform_school": "refused"})
    assert (family.advice().reason, family.advice().row) == ("school_did_not_help", "9")
    assert family.says("failed", "contact_parents").advice().row == "9"


def test_school_told_by_an_unknown_authors_victim() -> None:
    family = Family(
        platforms=["x"],
        harasser="unknown",
        school_involved=True,
        step_results={"inform_school": "failed"},
    )
    advice = family.advice()
    assert (advice.row, beside(advice)) == ("5", [("2", "report_platform")])


def test_outcome_unknown_to_the_family_is_waited_for() -> None:
    family = Family(platforms=["x"], steps_done=["report_platform"])
    assert family.advice().question == "outcome"
    assert family.knows_not("outcome").advice().row == "3"


def test_a_witness_gets_the_same_ladder_in_its_own_position() -> None:
    family = Family(writer="witness", platforms=["x"], harasser="pupil")
    assert family.advice().actor == "writer"
    advice = family.says("failed").advice()
    assert (advice.step, advice.actor) == ("ask_harasser", "parents")


def test_an_aside_about_another_matter_changes_nothing() -> None:
    family = Family(platforms=["x"], writer="parent")
    family.tells(in_scope=False, writer="other")
    assert (family.situation.in_scope, family.situation.writer, family.advice().row) == (True, "parent", "2")


def test_a_greeting_before_the_story_does_not_make_it_another_matter() -> None:
    family = Family(in_scope=False)
    assert family.situation.in_scope is False
    assert family.tells(platforms=["x"]).advice().row == "2"


def test_nothing_known_starts_with_the_report() -> None:
    assert next_step(Situation()).row == "2"


def test_a_complaint_that_is_at_work_is_not_overtaken_by_the_court() -> None:
    family = Family(platforms=["x"], harasser="pupil", step_results={"police": "pending"})
    assert family.advice().row == "P"
    family.tells(("getting_worse", True))
    assert "civil" not in {step for _, step in family.rows(8)}
    assert family.says("failed", "police").rows(1) == [("P", "civil")]
