"""The notes, the turns that the note reader learns from, and what it reads."""

from __future__ import annotations

import random

import pytest

from nlu.fine_tuning.told import labelled, read_alone
from nlu.note_learning import signs_of
from nlu.note_reader import features, note_reader
from nlu.note_turns import Turn, written
from nlu.notes import CAME_OF_IT, NOT_SO, NOTES, NOTHING, VERDICTS, verdicts_of
from nlu.signs import NAMES, READ, by_name, signs
from nlu.vocabulary import LEFT_OPEN

ROW = {
    "noted": ["harm:insults", "step:report_platform=failed"],
    "proposed": "inform_school",
    "text": "non, le signalement a marché, et l'école n'est pas encore prévenue",
    "so": [],
    "not_so": ["step:inform_school"],
    "results": {"report_platform": "worked"},
    "tempting": ["over"],
}


def test_only_of_a_step_something_can_come():
    assert verdicts_of("step:block") == VERDICTS
    assert set(CAME_OF_IT).isdisjoint(verdicts_of("harm:insults"))


def test_a_result_that_is_noted_gives_way_to_the_one_told():
    turn = Turn.of(ROW)
    assert turn.verdict("step:report_platform=failed") == turn.verdict("step:report_platform") == "worked"
    assert (turn.verdict("step:inform_school"), turn.verdict("over")) == (NOT_SO, NOTHING)
    assert turn.held() == ["harm:insults", "step:report_platform=failed", "step:report_platform"]
    assert {"step:inform_school", "over"} <= set(turn.notes()) <= set(turn.with_others(random.Random(0)))


@pytest.mark.parametrize("field, value", [("so", ["harm:nothing"]), ("results", {"block": "so-so"})])
def test_a_word_that_there_is_not_is_named(field, value):
    with pytest.raises(ValueError, match="unknown"):
        Turn.of({**ROW, field: value})


def test_the_written_turns_are_read_and_are_many():
    turns = written()
    assert len(turns) >= 3900 and len({turn.text for turn in turns}) >= 0.97 * len(turns)
    alone = sum(map(read_alone, turns))
    assert 0.4 * len(turns) < alone < 0.6 * len(turns)


def test_a_turn_as_a_labelled_message_leaves_open_what_only_the_notes_make_clear():
    labels = labelled(Turn.of(ROW)).labels
    assert labels["steps_done"] == ["report_platform"] and labels["step_results"] == {"report_platform": "worked"}
    assert labels["steps_not_done"] == ["inform_school"]
    assert "harm_types:insults" in labels[LEFT_OPEN]  # noted already, and not said again
    unnamed = labelled(Turn.of({**ROW, "text": "non, toujours pas"})).labels
    assert "steps_not_done:inform_school" in unnamed[LEFT_OPEN] and unnamed["steps_not_done"] == []


def test_signs_keep_their_names():
    read = dict.fromkeys(READ, 0.0) | {"over:true": 3.14159, "harasser:adult": -99.0}
    found = by_name(signs("pas sur insta, sur snap", "pas sur insta, sur snap", read))
    assert len(found) == len(NAMES)
    assert (found["over:true"], found["harasser:adult"]) == (3.1, -12.0)
    assert (found["named:snapchat"], found["denied:instagram"], found["denied:snapchat"]) == (1.0, 1.0, 0.0)
    with pytest.raises(ValueError):
        by_name([0.0])


def test_every_note_has_features():
    noted = ["step:block", "step:block=failed"]
    rows = features([0.0] * len(NAMES), sorted(NOTES), noted, "police")
    assert rows.shape[0] == len(NOTES) and len({row.tobytes() for row in rows}) > 20


def likeliest(text: str, note: str, *noted: str, proposed: str = "") -> str:
    shares = note_reader().read(signs_of(text), [note], noted, proposed)[note]
    assert sum(shares.values()) == pytest.approx(1)
    return max(shares, key=shares.__getitem__)


@pytest.mark.parametrize(
    "text, note, noted, proposed, verdict",
    [
        ("j'ai jamais bloqué personne", "step:block", ["step:block", "harm:insults"], "", NOT_SO),
        ("Instagram a supprimé la vidéo", "step:report_platform", ["step:report_platform"], "", "worked"),
        ("l'école n'est pas encore prévenue", "step:inform_school", ["harm:insults"], "inform_school", NOT_SO),
        ("ça coûte combien un avocat ?", "step:report_platform", ["step:report_platform"], "", NOTHING),
        ("merci beaucoup pour votre aide", "harm:insults", ["harm:insults"], "", NOTHING),
    ],
)
def test_what_a_message_says_of_a_note(text, note, noted, proposed, verdict):
    assert likeliest(text, note, *noted, proposed=proposed) == verdict
