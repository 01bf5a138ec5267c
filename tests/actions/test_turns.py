"""What holds for every turn of every conversation, whatever is said in it."""

from __future__ import annotations

import json
import re

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from advice.vocabulary import DANGERS, HARASSERS, HARM_TYPES, PLATFORMS, RESULTS, STEPS, WRITERS
from tests.actions.conversation import Conversation, Reply, domain, rules

LONGEST = 400
ITEM = re.compile(r"\s*(\d+\.|-) ")

FACTS = st.one_of(
    st.tuples(st.just("platforms"), st.sampled_from(PLATFORMS)),
    st.tuples(st.just("harm_types"), st.sampled_from(HARM_TYPES)),
    st.tuples(st.just("harasser"), st.sampled_from(HARASSERS[1:])),
    st.tuples(st.just("writer"), st.sampled_from(WRITERS[1:])),
    st.tuples(st.just("steps_done"), st.sampled_from(STEPS)),
    st.tuples(st.just("steps_asked"), st.sampled_from(STEPS)),
    st.tuples(st.just("step_results"), st.tuples(st.sampled_from(STEPS), st.sampled_from(RESULTS)).map(":".join)),
    st.tuples(st.just("school_involved"), st.booleans()),
    st.tuples(st.just("content_online"), st.booleans()),
    st.tuples(st.sampled_from(["getting_worse", "asks_human"]), st.just(True)),
    st.tuples(st.just("in_scope"), st.just(False)),
)
GRAVE = st.tuples(st.just("danger"), st.sampled_from(DANGERS[1:]))
INTENTS = sorted(set(rules()) - {"set_fact", "ask_step", "report_outcome"})
MESSAGES = st.tuples(
    st.sampled_from([*INTENTS, *["tell_situation"] * 12]),
    st.lists(FACTS, max_size=5),
    st.one_of(*[st.just(None)] * 5, GRAVE),
    st.one_of(*[st.none()] * 3, st.integers(0, 3)),
)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(MESSAGES, min_size=1, max_size=9))
def test_every_turn_keeps_the_limits(messages):
    conversation = Conversation()
    for intent, facts, danger, pressed in messages:
        before = conversation.replies[-1] if conversation.replies else None
        if pressed is not None and before and pressed < len(before.buttons):
            reply = conversation.sends(before.buttons[pressed]["payload"])
        else:
            reply = conversation.says(intent, *facts, *([danger] if danger else []))
        check(reply, before)


def test_where_room_is_short_the_offer_of_a_person_stays():
    conversation = Conversation()
    conversation.says("affirm", ("platforms", "facebook"), ("harasser", "adult"), ("writer", "teen"))
    facts = (("harm_types", "insults"), ("asks_human", True), ("danger", "distress"))
    check(conversation.asks("contact_author", facts=facts), conversation.replies[0])


def check(reply: Reply, before: Reply | None) -> None:
    assert 1 <= len(reply.bubbles) <= 3
    drafts = [block["title"] for block in reply.blocks if block["type"] == "draft"]
    for bubble in reply.bubbles:
        if bubble.startswith(tuple(drafts)):
            continue  # as long as a letter has to be
        prose = "\n".join(line for line in bubble.split("\n") if not ITEM.match(line) and "«" not in line)
        assert len(prose) <= LONGEST, bubble
        assert "{" not in bubble
    if before:
        assert not set(reply.bubbles) & set(before.bubbles), reply.bubbles
    check_buttons(reply)
    offered = "Oui, un conseiller" in reply.titles
    if offered:
        assert "conseiller" in reply.text
        assert reply.handoff and reply.handoff["urgency"] in ("normal", "urgent")
        assert reply.situation["handoff"] == "offered"
    if reply.situation["writer"] == "teen":
        assert "votre enfant" not in reply.text.lower(), reply.text


def check_buttons(reply: Reply) -> None:
    assert len(reply.buttons) <= 5
    assert len(set(reply.titles)) == len(reply.titles)
    for button in reply.buttons:
        assert len(button["title"]) <= 20
        intent, _, entities = button["payload"].removeprefix("/").partition("{")
        assert intent in domain()["intents"]
        if entities:
            assert set(json.loads("{" + entities)) <= {"step", "result", "field", "value"}
