"""The pure parts: blocks, typed text, payloads, requests. Properties over any input, and the examples that matter."""

from __future__ import annotations

import json
import unicodedata
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rasa.shared.core.training_data.story_reader.yaml_story_reader import YAMLStoryReader
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message

from channels.blocks import blocks_of
from channels.button_payload import PayloadRefused, parse_data
from channels.turn_request import Malformed, read_turn
from channels.typed_text import COMMAND, as_plain_words
from tests.channels.conftest import turn

slashes = st.text(alphabet=st.sampled_from(" /／\u200b\t\"'«{}@.\u0338restart1"), max_size=12)


def paragraph(text: str) -> dict[str, Any]:
    return {"type": "paragraph", "text": text}


def steps(*items: str, ordered: bool = True) -> dict[str, Any]:
    return {"type": "steps", "items": list(items), "ordered": ordered}


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        ("Un.\n\nDeux.", [paragraph("Un."), paragraph("Deux.")]),
        ("Un,\nencore un.", [paragraph("Un,\nencore un.")]),
        (
            "Voici :\n1. Ouvrez.\n2. Signalez.\nMerci.",
            [paragraph("Voici :"), steps("Ouvrez.", "Signalez."), paragraph("Merci.")],
        ),
        ("- a\n- b\n\n1. c", [steps("a", "b", ordered=False), steps("c")]),
        ("1. a\n\n2. b", [steps("a", "b")]),
        ("1. Une étape\n   sur deux lignes\n2. b", [steps("Une étape sur deux lignes", "b")]),
        ("112 et 101.\n16 ans - ou plus", [paragraph("112 et 101.\n16 ans - ou plus")]),
        ("\r\n\r\nUn.\r\n", [paragraph("Un.")]),
        ("", []),
    ],
)
def test_blocks(text: str, blocks: list[dict[str, Any]]) -> None:
    assert blocks_of(text) == blocks


@given(st.text())
def test_blocks_lose_no_word(text: str) -> None:
    drawn = " ".join(
        part for block in blocks_of(text) for part in ([block["text"]] if "text" in block else block["items"])
    )
    words = [word for word in drawn.split() if any(character.isalnum() for character in word)]
    assert [word for word in text.split() if any(character.isalpha() for character in word)] == [
        word for word in words if any(character.isalpha() for character in word)
    ]


@given(slashes)
def test_typed_text_never_reaches_the_intent_parser(text: str) -> None:
    plain = as_plain_words(text)
    for form in (plain, plain.strip(), unicodedata.normalize("NFKC", plain).strip("\u200b \t\"'«.")):
        message = Message({TEXT: form})
        assert YAMLStoryReader.unpack_regex_message(message, None).get(INTENT) is None
        assert not form.strip().startswith("/")


@given(st.text(min_size=1))
def test_typed_text_keeps_its_length_and_its_words(text: str) -> None:
    plain = as_plain_words(text)
    assert len(plain) == len(text)
    if COMMAND.fullmatch(text):
        assert set(plain) == {"?"}
    else:
        assert all(before == after for before, after in zip(text, plain, strict=True) if before.isalnum())


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("/restart", "????????"),
        ("  //restart now", "    restart now"),
        ('/handoff{"x":1}', "???????????????"),
        ("il/elle a fait 1/2", "il/elle a fait 1/2"),
        ("///", "???"),
    ],
)
def test_typed_text(typed: str, read: str) -> None:
    assert as_plain_words(typed) == read


def test_payload_becomes_what_the_nlu_would_say() -> None:
    data = parse_data('/set_fact{"field": "harasser", "value": "pupil"}', "Un camarade", {"set_fact"})
    assert data["text"] == "Un camarade"
    assert data["intent"] == {"name": "set_fact", "confidence": 1.0}
    assert [(entity["entity"], entity["value"]) for entity in data["entities"]] == [
        ("field", "harasser"),
        ("value", "pupil"),
    ]
    assert parse_data("/set_fact", "Un camarade", {"set_fact"})["entities"] == []


@pytest.mark.parametrize(
    "payload",
    [
        "set_fact",
        "/set_fact ",
        " /set_fact",
        "/set_fact@0.2",
        "/set_fact{",
        "/set_fact{}x",
        '/set_fact{"field": "a"} x',
        '/set_fact{"field": null}',
        '/set_fact{"field": ["a"]}',
        '/set_fact{"field": {"a": "b"}}',
        '/set_fact{"field": ""}',
        '/set_fact{"field": "a\\u0000"}',
        '/set_fact{"field": "%s"}' % ("x" * 101),
        '/set_fact{"field": "a", "field": "b"}',
        '/set_fact{"role": "a"}',
        "/session_start",
        "/EXTERNAL: x",
        "/set_fact" + " " * 2000,
        "/",
        "",
    ],
)
def test_strange_payload_is_refused(payload: str) -> None:
    with pytest.raises(PayloadRefused):
        parse_data(payload, "titre", {"set_fact", "session_start", "EXTERNAL"})


@given(
    st.recursive(
        st.none() | st.booleans() | st.floats() | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    )
)
def test_any_json_is_a_turn_or_malformed(data: Any) -> None:
    with pytest.raises(Malformed):
        read_turn(json.dumps(data).encode())


@given(st.sampled_from(sorted(turn())), st.none() | st.integers() | st.text() | st.lists(st.text()))
def test_any_value_in_a_field_is_a_turn_or_malformed(field: str, value: Any) -> None:
    try:
        read = read_turn(json.dumps({**turn(), field: value}).encode())
    except Malformed as error:
        assert field in str(error)
    else:
        read.text.encode()
        assert "\x00" not in read.text + read.conversation + read.turn_id


def test_metadata_is_what_actions_expect() -> None:
    assert set(read_turn(json.dumps(turn()).encode()).metadata()) == {
        "turn_id",
        "now",
        "last_seen",
        "advisers",
        "channel",
        "case",
    }
