"""Much follows only from what is surely told: good news, and a child that is taken for the author."""

import pytest

from actions.belief import ACCUSED, GOOD_NEWS, sure
from tests.actions.conversation import Conversation

STORY = (("platforms", "instagram"), ("harm_types", "insults"), ("harasser", "pupil"))


def fact(field, value, confidence):
    return {"field": field, "value": value, "confidence": confidence}


def told(*facts, labels=None):
    return {"facts": list(facts), "retractions": [], "labels": labels or {}}


def test_doubtful_good_news_is_asked_about():
    conversation = Conversation()
    conversation.tells(*STORY, ("writer", "parent"))
    facts = [
        fact("steps_done", "report_platform", 0.9),
        fact("step_results", "report_platform:worked", GOOD_NEWS - 0.1),
    ]
    reply = conversation.reads("tell_situation", told(*facts))
    assert reply.situation["step_results"].get("report_platform") in (None, "pending")
    assert "Gardez quand même les preuves" not in reply.text


def test_sure_good_news_and_what_is_over_are_taken():
    surely = fact("step_results", "report_platform:worked", GOOD_NEWS)
    doubtful = fact("step_results", "report_platform:worked", GOOD_NEWS - 0.1)
    assert sure(told(surely))["facts"] == [surely]
    assert doubtful in sure(told(doubtful, fact("over", True, GOOD_NEWS)))["facts"]


def test_doubtful_relief_is_none():
    assert sure(told(fact("over", True, GOOD_NEWS - 0.1)))["facts"] == []


def test_a_doubtful_accusation_is_dropped_from_the_labels_too():
    doubtful = fact("writer", "author_parent", ACCUSED - 0.1)
    left = sure(told(doubtful, labels={"writer": "author_parent", "step_results": {}}))
    assert left["facts"] == [] and left["labels"]["writer"] == "unstated"


def test_who_writes_can_be_put_right():
    conversation = Conversation()
    conversation.tells(*STORY, ("writer", "author_parent"))
    reply = conversation.says("correct", ("writer", "parent"), text="mais non, ma fille est la victime")
    assert reply.situation["writer"] == "parent"


@pytest.mark.parametrize(("danger", "number"), [("self_harm", "0800 32 123"), ("threat", "101"), ("sexual", "116 000")])
def test_after_a_danger_nothing_is_called_done(danger, number):
    conversation = Conversation()
    conversation.tells(*STORY, ("writer", "parent"), ("danger", danger))
    conversation.says("safe_now")
    reply = conversation.tells(("step_results", "report_platform:worked"), ("content_online", False))
    assert number in reply.text and "Gardez quand même les preuves" not in reply.text
