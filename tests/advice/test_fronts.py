"""A new front: the ladder starts again for what is new, and what people refused stays refused."""

from __future__ import annotations

from advice import Situation, next_step

STORY = Situation(
    in_scope=True, platforms=("instagram",), harm_types=("insults",), harasser="pupil", steps_done=("keep_evidence",)
)


def test_after_a_success_the_report_is_due_again():
    situation = STORY.record("contact_parents", "worked", "t1")
    assert next_step(situation).row == "W"
    again = next_step(situation.open_front(gone=["instagram"], back=["tiktok"]))
    assert (again.row, again.step, again.evidence_first) == ("2", "report_platform", True)


def test_what_is_reported_on_the_new_front_is_waited_for():
    situation = STORY.record("inform_school", "partial", "t1").open_front()
    assert next_step(situation.record("report_platform", "pending", "t2")).row == "3"


def test_people_who_refused_and_the_police_stay():
    situation = STORY.record("contact_parents", "refused", "t1").record("police", "pending", "t1").open_front()
    assert "contact_parents" not in situation.behind and "police" not in situation.behind


def test_a_front_survives_its_way_through_a_slot():
    situation = STORY.record("block", "worked", "t1").open_front(gone=["instagram"])
    assert Situation.from_dict(situation.as_dict()) == situation and "instagram" in situation.behind


def test_a_mediator_who_is_not_wanted_leads_to_the_police():
    situation = STORY
    for step in ("report_platform", "ask_harasser", "contact_parents", "inform_school"):
        situation = situation.record(step, "failed", "t1")
    assert next_step(situation).step == "mediation"
    assert next_step(situation.decline(["mediation"])).step == "police"


def test_an_author_who_is_not_to_be_asked_leads_to_his_parents():
    situation = STORY.record("report_platform", "failed", "t1")
    assert next_step(situation).step == "ask_harasser"
    assert next_step(situation.decline(["ask_harasser"])).step == "contact_parents"


def test_a_part_that_helped_is_no_reason_to_call_it_worse():
    situation = STORY.learn({"facts": [{"field": "getting_worse", "value": True}]}, "t1")
    assert situation.getting_worse and not situation.record("inform_school", "partial", "t2").getting_worse
