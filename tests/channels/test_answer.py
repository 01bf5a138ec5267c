"""Answers read from events: what belongs to a turn, and what its situation was."""

from __future__ import annotations

from typing import Any

import pytest
from rasa.shared.core.events import (
    ActionExecuted,
    BotUttered,
    Event,
    Restarted,
    SessionStarted,
    SlotSet,
    UserUttered,
)
from rasa.shared.core.slots import AnySlot
from rasa.shared.core.trackers import DialogueStateTracker

from channels.answer import answer_to

SLOTS = [
    AnySlot(name, mappings=[{}], influence_conversation=False)
    for name in ("situation", "step", "handoff_request", "contact")
]


def answer(turn_id: str, *events: Event) -> dict[str, Any] | None:
    return answer_to(turn_id, DialogueStateTracker.from_events("c", list(events), SLOTS), SLOTS)


def user(turn_id: str | None) -> UserUttered:
    return UserUttered("texte", {"name": "greet"}, message_id=turn_id)


def bubbles(answer: dict[str, Any] | None) -> list[str]:
    assert answer is not None
    return [message["text"] for message in answer["messages"]]


def test_turn_that_is_not_there_has_no_answer() -> None:
    assert answer("b", user("a"), BotUttered("un")) is None


def test_messages_are_those_until_the_next_turn() -> None:
    events = [BotUttered("avant"), user("a"), BotUttered("un"), BotUttered("deux"), user("b"), BotUttered("trois")]
    assert bubbles(answer("a", *events)) == ["un", "deux"]
    assert bubbles(answer("b", *events)) == ["trois"]


def test_session_start_ends_the_turn_before_it() -> None:
    start = [ActionExecuted("action_session_start"), SessionStarted(), BotUttered("accueil")]
    assert bubbles(answer("a", user("a"), BotUttered("un"), *start, user("b"))) == ["un"]


def test_user_event_of_an_action_does_not_end_the_turn() -> None:
    assert bubbles(answer("a", user("a"), BotUttered("un"), user(None), BotUttered("deux"))) == ["un", "deux"]


def test_contact_is_that_of_the_turn() -> None:
    events = [user("a"), SlotSet("contact", {"first_name": "Anne"}), user("b"), SlotSet("contact", None)]
    assert [found["contact"] for turn in "ab" if (found := answer(turn, *events))] == [{"first_name": "Anne"}, None]


def test_situation_is_that_of_the_turn_across_resets() -> None:
    events = [
        user("a"),
        SlotSet("situation", {"n": 1}),
        SlotSet("step", "talk_child"),
        user("b"),
        Restarted(),
        user("c"),
        SlotSet("situation", {"n": 2}),
    ]
    assert [(found["situation"], found["step"]) for turn in "abc" if (found := answer(turn, *events))] == [
        ({"n": 1}, "talk_child"),
        (None, None),
        ({"n": 2}, None),
    ]


def test_last_handoff_request_of_the_turn_counts() -> None:
    asked = SlotSet("handoff_request", {"reason": "police", "urgency": "urgent"})
    events = [user("a"), SlotSet("handoff_request", {"reason": "wish"}), asked, user("b"), BotUttered("un")]
    assert [found["handoff"] for turn in "ab" if (found := answer(turn, *events))] == [
        {"reason": "police", "urgency": "urgent"},
        None,
    ]


def test_withdrawn_handoff_request_is_none() -> None:
    found = answer("a", user("a"), SlotSet("handoff_request", {"reason": "x"}), SlotSet("handoff_request", None))
    assert found is not None and found["handoff"] is None


@pytest.mark.parametrize(
    ("button", "short_title"),
    [
        ({"title": "Oui", "payload": "/affirm"}, "Oui"),
        ({"title": "Un titre beaucoup trop long", "short_title": "Court", "payload": "/affirm"}, "Court"),
        ({"title": "Un titre beaucoup trop long", "payload": "/affirm"}, "Un titre beaucoup t…"),
    ],
)
def test_short_title_fits_a_messenger_button(button: dict[str, str], short_title: str) -> None:
    found = answer("a", user("a"), BotUttered("un", {"buttons": [button, {"title": "sans payload"}]}))
    assert found is not None
    (drawn,) = found["messages"][0]["buttons"]
    assert drawn == {"title": button["title"], "short_title": short_title, "payload": "/affirm"}


def test_buttons_sent_alone_join_the_message_before_them() -> None:
    alone = BotUttered(None, {"buttons": [{"title": "Oui", "payload": "/affirm"}]})
    found = answer("a", user("a"), BotUttered("un"), alone)
    assert found is not None
    assert [len(message["buttons"]) for message in found["messages"]] == [1]


def test_signs_do_not_break_from_their_words_and_numbers_are_found_as_they_are_typed() -> None:
    found = answer("a", user("a"), BotUttered("Danger : le 116 000.\n\n- Qui ?"))
    assert found is not None
    (message,) = found["messages"]
    assert message["text"] == "Danger\u00a0: le 116 000.\n\n- Qui\u00a0?"
    assert message["blocks"][1]["items"] == ["Qui\u00a0?"]


def test_blocks_that_the_action_gave_are_drawn_as_they_are_with_no_break_spaces() -> None:
    blocks = [{"type": "draft", "title": "Lettre", "text": "Objet : « x »", "gaps": ["[date]"]}]
    given = answer("t1", user("t1"), BotUttered("Lettre", {"custom": {"blocks": blocks}}))
    assert given is not None
    assert given["messages"][0]["blocks"] == [blocks[0] | {"text": "Objet\u00a0: «\u00a0x\u00a0»"}]
