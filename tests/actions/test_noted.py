"""What the note reader reads, as facts of the message and of the notes."""

from __future__ import annotations

import pytest

from actions.noted import DOUBTFUL, in_their_light, note, notes, reread
from advice import Situation
from nlu.note_learning import signs_of
from nlu.notes import NOTES, verdicts_of
from tests.actions.conversation import Conversation, domain

STOOD = Situation().learn(
    {
        "facts": [
            {"field": "harm_types", "value": "insults"},
            {"field": "step_results", "value": "report_platform:failed"},
            {"field": "danger", "value": "distress"},
            {"field": "school_involved", "value": True},
        ]
    },
    "before",
)


def after(text="…", told=(), back=(), proposed="", situation=STOOD, **verdicts):
    """The facts and what is taken back where these verdicts are sure and nothing is said of the rest."""
    said = {name.replace("__", ":").replace("_to_", "="): verdict for name, verdict in verdicts.items()}
    shares = {
        name: {one: float(one == said.get(name, "nothing")) for one in verdicts_of(name)} for name in {*NOTES, *said}
    }
    facts = [{"field": field, "value": value, "confidence": 0.8} for field, value in told]
    retractions = [{"field": field, "value": value, "confidence": 0.8} for field, value in back]
    found = reread({"facts": facts, "retractions": retractions}, shares, situation, proposed, text)
    return tuple({(fact["field"], fact["value"]) for fact in found[kind]} for kind in ("facts", "retractions"))


@pytest.mark.parametrize(
    "field, value",
    [
        ("harm_types", "insults"),
        ("step_results", "block:failed"),
        ("danger", "threat"),
        ("over", True),
        ("writer", "teen"),
    ],
)
def test_facts_have_names(field, value):
    assert note(field, value) in NOTES


def test_what_has_no_name_is_none():
    assert note("in_scope", False) is None and note("writer", "other") is None


def test_all_that_is_noted_is_read():
    assert {"harm:insults", "step:report_platform", "step:report_platform=failed", "distress", "school"} <= set(
        notes(STOOD)
    )


def test_a_fact_that_the_message_does_not_bear_out_is_left_out():
    assert after(told=[("danger", "distress"), ("steps_done", "block")]) == (set(), set())
    facts, _ = after(told=[("steps_done", "block")], step__block="so")
    assert facts == {("steps_done", "block")}


def confidence(danger, text="…", told=True, **verdicts):
    shares = {name: {one: float(one == verdicts.get(name, "nothing")) for one in verdicts_of(name)} for name in NOTES}
    shares[f"danger:{danger}"] = {"nothing": 1 - verdicts["share"], "so": verdicts["share"], "not_so": 0.0}
    facts = [{"field": "danger", "value": danger, "confidence": 0.97}] if told else []
    found = reread({"facts": facts}, shares, Situation(), "", text)["facts"]
    return next((fact["confidence"] for fact in found if fact["value"] == danger), None)


def test_a_grave_danger_is_never_left_out_but_may_be_doubtful():
    assert confidence("sexual", "un montage de sa tête sur un cochon", share=0.02) == DOUBTFUL
    assert confidence("self_harm", "elle a dit qu'elle voulait mourir", share=0.02) == 0.97  # the net hears it
    assert confidence("threat", share=0.5) == 0.97


def test_a_grave_danger_that_the_note_reader_alone_reads_is_asked_about():
    assert confidence("self_harm", told=False, share=0.95) == DOUBTFUL
    assert confidence("self_harm", told=False, share=0.5) is None


def test_a_first_story_is_believed():
    facts, _ = after(told=[("steps_done", "block"), ("harm_types", "rumours")], situation=Situation())
    assert facts == {("steps_done", "block"), ("harm_types", "rumours")}


def test_a_place_and_an_author_are_left_out_only_where_they_are_denied():
    told = [("platforms", "tiktok"), ("harasser", "adult")]
    assert after(told=told)[0] == set(told)
    assert after(told=told, platform__tiktok="not_so", author__adult="not_so")[0] == set()


def test_another_result_than_the_taggers():
    facts, _ = after(told=[("step_results", "inform_school:failed")], step__inform_school="pending")
    assert facts == {("step_results", "inform_school:pending")}


def test_what_came_of_a_noted_step_replaces_what_was_noted():
    facts, back = after(step__report_platform="worked", step__report_platform_to_failed="worked")
    assert facts == {("step_results", "report_platform:worked")} and back == set()


def test_a_wrong_result_goes_and_the_step_stays():
    _, back = after(step__report_platform_to_failed="not_so")
    assert back == {("step_results", "report_platform:failed")}


def test_a_step_never_taken_goes_with_its_result():
    _, back = after(step__report_platform="not_so", step__report_platform_to_failed="not_so")
    assert back == {("steps_done", "report_platform")}


@pytest.mark.parametrize(
    "name, fact",
    [
        ("distress", ("danger", "distress")),
        ("school", ("school_involved", True)),
        ("harm__insults", ("harm_types", "insults")),
    ],
)
def test_a_note_that_is_not_so_is_taken_back(name, fact):
    assert after(**{name: "not_so"})[1] == {fact}


def test_the_step_proposed_is_taken_or_not():
    assert after(proposed="inform_school", step__inform_school="so")[0] == {("steps_done", "inform_school")}
    assert after(proposed="inform_school", step__inform_school="not_so")[1] == {("steps_done", "inform_school")}


def test_it_is_over_or_goes_on():
    assert after(over="so")[0] == {("over", True)} and after(over="not_so")[0] == {("over", False)}


def test_nobody_is_wanted():
    facts, _ = after(told=[("asks_human", True)], adviser="not_so")
    assert facts == {("adviser_refused", True)}


IN_DANGER = {
    danger: Situation().learn({"facts": [{"field": "danger", "value": danger}]}, "before")
    for danger in ("threat", "sexual", "self_harm")
}


@pytest.mark.parametrize("danger", ["threat", "sexual"])
def test_a_danger_that_the_message_denies_is_taken_back(danger):
    said = {f"danger__{danger}": "not_so"}
    facts, back = after("non", told=[("danger", danger)], situation=IN_DANGER[danger], **said)
    assert ("danger", danger) in back and facts == set()


def test_nobody_is_talked_out_of_self_harm_by_a_reading():
    facts, back = after(
        "…", told=[("danger", "self_harm")], situation=IN_DANGER["self_harm"], danger__self_harm="not_so"
    )
    assert ("danger", "self_harm") in facts and back == set()


def test_what_the_net_hears_is_not_taken_back():
    text = "il a écrit qu'il va me tuer à la sortie"
    _, back = after(text, situation=IN_DANGER["threat"], danger__threat="not_so")
    assert ("danger", "threat") not in back


def test_a_way_that_is_refused_is_no_refusal_of_a_person():
    assert after(told=[("adviser_refused", True)], adviser="so")[0] == set()
    conversation = Conversation()
    signs = signs_of("je veux bien qu'un conseiller m'écrive, mais pas qu'il m'appelle")
    refused = {"field": "adviser_refused", "value": True, "confidence": 1.0}
    reply = conversation.reads("decline_adviser", {"facts": [refused], "signs": signs}, "écrire oui, appeler non")
    assert reply.situation["handoff"] != "declined"


@pytest.mark.parametrize(
    "question, told",
    [
        ("how_apologise", ("writer", "author_parent")),
        ("summons_words", ("writer", "author_parent")),
        ("found_note", ("danger", "self_harm")),
    ],
)
def test_what_only_some_can_ask_is_answered_to_them_alone(question, told):
    def answered(*facts):
        reply = Conversation().says("ask_question", *facts, questions=[question], text="…")
        return any(reply.text.count(words) for words in said(question))

    assert not answered(("writer", "parent")) and answered(told)


def said(question):
    responses = domain()["responses"]
    names = [name for name in responses if name.startswith(f"utter_question_{question}")]
    return [variant["text"][:40] for name in names for variant in responses[name]]


def test_what_is_said_to_be_so_is_not_taken_back():
    assert after(back=[("steps_done", "report_platform")], step__report_platform="so")[1] == set()


def test_without_signs_nothing_is_read_again():
    told = {"facts": [{"field": "danger", "value": "distress"}]}
    assert in_their_light(told, "…", STOOD, "") is told


def test_with_signs_it_is_read_beside_the_notes():
    told = {"facts": [], "signs": signs_of("j'ai rien signalé moi, d'où vous sortez ça")}
    found = in_their_light(told, "…", STOOD, "")
    assert ("steps_done", "report_platform") in {(fact["field"], fact["value"]) for fact in found["retractions"]}
