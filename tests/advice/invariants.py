"""What holds for every advice, whatever the situation."""

from __future__ import annotations

from advice import Advice, Situation
from advice.reasons import REASONS, ROWS, WHY_SKIPPED
from advice.vocabulary import ACTORS, CONTACT, GRAVE, QUESTIONS, RANK, STEPS

NO_CONTACT_HARMS = {"blackmail", "intimate_images", "grooming", "threats"}
WAITS_FOR_ANSWER = {"3", "outcome"}
DANGER_ROWS = {"D1", "D2", "D3", "D"}


def check(situation: Situation, advice: Advice) -> None:
    for one in (advice, *advice.beside):
        _is_in_the_vocabulary(one)
        _never_contacts_where_it_must_not(situation, one)
    _open_danger_comes_first(situation, advice)
    _police_or_court_offers_a_person(situation, advice)
    _says_nothing_lower_than_done(situation, advice)
    _evidence_rides_once_and_never_over_images(situation, advice)
    assert sum(one.question is not None for one in (advice, *advice.beside)) <= 2
    assert all(not other.beside for other in advice.beside)


def _is_in_the_vocabulary(advice: Advice) -> None:
    assert advice.row in ROWS
    assert advice.reason in REASONS
    assert advice.step in (None, *STEPS)
    assert advice.question in (None, *QUESTIONS)
    assert advice.actor in ACTORS
    assert advice.urgency in (None, "normal", "urgent")
    assert all(skipped.step in STEPS and skipped.why in WHY_SKIPPED for skipped in advice.skipped)


def _never_contacts_where_it_must_not(situation: Situation, advice: Advice) -> None:
    forbidden = (
        situation.harasser not in ("pupil", "known")
        or situation.writer in ("teen", "author_parent")
        or NO_CONTACT_HARMS.intersection(situation.harm_types)
        or GRAVE.intersection(situation.dangers)
    )
    if advice.step in CONTACT and forbidden:
        # Whoever did it already may be asked, or told to wait for, what came of it.
        assert advice.row in WAITS_FOR_ANSWER and advice.step in (*situation.steps_done, *situation.step_results)


def _open_danger_comes_first(situation: Situation, advice: Advice) -> None:
    grave = GRAVE.intersection(situation.dangers)
    if grave and situation.danger_state in (None, "open"):
        assert advice.row in DANGER_ROWS
        assert advice.urgency == "urgent" and not advice.beside and not advice.evidence_first
        if "self_harm" in grave:
            assert advice.row in ("D1", "D")


def _police_or_court_offers_a_person(situation: Situation, advice: Advice) -> None:
    named = {"police", "civil"} & {*situation.steps_asked, *situation.steps_done, advice.step}
    open_to_offer = situation.handoff in ("none", "offered")
    if (named or situation.asks_human or GRAVE.intersection(situation.dangers)) and open_to_offer:
        assert advice.offers_person
    if not open_to_offer:
        assert not advice.offers_person


def _says_nothing_lower_than_done(situation: Situation, advice: Advice) -> None:
    if advice.step not in RANK or advice.step in situation.steps_asked or situation.writer == "author_parent":
        return
    if advice.row in ("D2", "D3") or situation.in_scope is False:
        assert "civil" not in situation.steps_done or advice.step != "police"
        return
    highest = max((RANK[step] for step in situation.steps_done if step in RANK), default=-1)
    assert RANK[advice.step] >= highest


def _evidence_rides_once_and_never_over_images(situation: Situation, advice: Advice) -> None:
    says = [one for one in (advice, *advice.beside) if one.evidence_first or one.step == "keep_evidence"]
    assert len(says) <= 1
    if "intimate_images" in situation.harm_types or "sexual" in situation.dangers:
        assert not says
