"""Every kind of event with fields missing, null, of a wrong type, huge or unknown: 200, a counted skip, no error."""

import copy
import json
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hub.messenger import counts
from hub.messenger.events import parse
from hub.runtime import Runtime
from tests.hub.fake_bot import FakeBot
from tests.hub.messenger.conftest import Parent
from tests.messenger.fake_meta import FakeMeta

PAGE, PERSON = FakeMeta.page_id, "7100000001"
WHO = {"sender": {"id": PERSON}, "recipient": {"id": PAGE}, "timestamp": 1_790_000_000_000}
ECHO = {"sender": {"id": PAGE}, "recipient": {"id": PERSON}, "timestamp": 1_790_000_000_000}
KINDS: dict[str, dict[str, Any]] = {
    "message": {**WHO, "message": {"mid": "m1", "text": "Bonjour", "reply_to": {"mid": "m0"}}},
    "quick_reply": {**WHO, "message": {"mid": "m2", "text": "Oui", "quick_reply": {"payload": "b:x"}}},
    "attachment": {
        **WHO,
        "message": {"mid": "m3", "attachments": [{"type": "image", "payload": {"url": "https://x"}}]},
    },
    "unsent": {**WHO, "message": {"mid": "m4", "is_deleted": True}},
    "echo": {**ECHO, "message": {"mid": "m5", "is_echo": True, "app_id": 26, "metadata": "x", "text": "Bonjour"}},
    "edit": {**WHO, "message_edit": {"mid": "m1", "text": "Bonsoir", "num_edit": 1}},
    "postback": {**WHO, "postback": {"mid": "m6", "title": "Démarrer", "payload": "m:start", "referral": {"ref": "r"}}},
    "referral": {**WHO, "referral": {"ref": "r", "source": "SHORTLINK", "type": "OPEN_THREAD"}},
    "reaction": {**WHO, "reaction": {"mid": "m5", "reaction": "love", "emoji": "❤", "action": "react"}},
    "delivery": {**WHO, "delivery": {"mids": ["m5"], "watermark": 1_790_000_000_001}},
    "read": {**WHO, "read": {"watermark": 1_790_000_000_001}},
    "pass": {**WHO, "pass_thread_control": {"previous_owner_app_id": "1", "new_owner_app_id": "2", "metadata": ""}},
    "take": {**WHO, "take_thread_control": {"previous_owner_app_id": "1", "new_owner_app_id": "2"}},
    "request": {**WHO, "request_thread_control": {"requested_owner_app_id": "1"}},
    "app_roles": {**WHO, "app_roles": {"123": ["primary_receiver"]}},
    "optin": {**WHO, "optin": {"ref": "x"}},
    "unknown": {**WHO, "brand_new": {"thing": 1}},
}
OTHERWISE: dict[str, dict[str, Any]] = {
    "edit": {"text": "Bonne nuit"},
    "reaction": {"emoji": "👍"},
    "delivery": {"mids": ["m9"]},
    "read": {"watermark": 1_790_000_000_002},
    "referral": {},  # nothing of it is kept
    "pass": {"new_owner_app_id": "3"},
}
HUGE = "é" * 30_000
WRONG: tuple[Any, ...] = (None, 7, -1, 2**70, 1.5, True, "", HUGE, "\x00\ud800", [], [None], {}, {"id": None})


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Every place in an event."""
    if path:
        yield path
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, below in inner:
        yield from places(below, (*path, key))


def damaged(event: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The event with each place removed, and with each wrong value in it."""
    for path in places(event):
        for wrong in ("removed", *WRONG):
            other = copy.deepcopy(event)
            parent: Any = other
            for key in path[:-1]:
                parent = parent[key]
            if wrong == "removed":
                del parent[path[-1]]
            else:
                parent[path[-1]] = wrong
            yield other


def body(event: Any, name: str = "messaging") -> bytes:
    return json.dumps({"object": "page", "entry": [{"id": PAGE, "time": 1, name: [event]}]}).encode()


@pytest.mark.parametrize("kind", KINDS)
def test_a_damaged_event_is_read_or_counted_and_never_raises(kind: str) -> None:
    for event in damaged(KINDS[kind]):
        for name in ("messaging", "standby"):
            batch = parse(body(event, name), PAGE)
            assert len(batch.events) + sum(batch.skipped.values()) == 1
            for read in batch.events:
                assert "\x00" not in json.dumps(read.content, ensure_ascii=False)
                assert len(json.dumps(read.content)) < 300_000


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["id", "messaging", "message", "mid", "text", "sender", "x"]), inner, max_size=5
        )
    ),
    max_leaves=20,
)


@settings(max_examples=300, suppress_health_check=list(HealthCheck), deadline=None)
@given(JSON)
def test_anything_at_all_is_read_or_counted(thing: Any) -> None:
    for whole in (
        thing,
        {"object": "page", "entry": thing},
        {"object": "page", "entry": [{"id": PAGE, "messaging": thing}]},
    ):
        parse(json.dumps(whole).encode(), PAGE)


@pytest.mark.parametrize("raw", [b"", b"{", b"[" * 100_000, b"\xff\xfe", b"NaN", b"9" * 5000, b'{"object": "user"}'])
def test_what_is_no_webhook_is_counted(raw: bytes) -> None:
    assert sum(parse(raw, PAGE).skipped.values()) == 1


async def test_the_whole_corpus_is_answered_with_200_and_what_follows_is_handled(
    mother: Parent, worker: None, bot: FakeBot, web: httpx.AsyncClient, runtime: Runtime
) -> None:
    meta = mother.meta
    statuses = set()
    for kind, event in KINDS.items():
        events = [{**event, "sender": event["sender"]}, *list(damaged(event))[::9]]
        events = [json.loads(json.dumps(one).replace(PERSON, f"{PERSON}{abs(hash(kind)) % 1000}")) for one in events]
        raw = meta.body(meta.entry(events), meta.entry(events, standby=True), meta.entry(events, page_id="55"))
        statuses.add(await meta.post(raw))
    statuses.add(await meta.post(b"not json"))
    assert statuses == {200}
    await mother.says("Toujours là ?")
    await mother.until_reads("Reçu : Toujours là ?", seconds=60)
    await mother.until_handled()


@pytest.mark.parametrize("kind", ["edit", "reaction", "delivery", "read", "referral", "pass"])
def test_an_event_without_an_id_of_its_own_is_known_by_sender_time_kind_and_content(kind: str) -> None:
    event = KINDS[kind]
    inner = next(name for name in event if name not in WHO)
    other = {
        "sender": {**event, "sender": {"id": "7100000002"}},
        "time": {**event, "timestamp": event["timestamp"] + 1},
        "content": {**event, inner: {**event[inner], **OTHERWISE[kind]}},
    }

    def key(event: dict[str, Any]) -> list[str]:
        return [one.key for one in parse(body(event), PAGE).events]

    assert len(key(event)) == 1
    assert key(event) == key(copy.deepcopy(event))
    assert all(key(event) != key(changed) for name, changed in other.items() if changed != event), kind


def test_the_same_mid_at_another_time_is_the_same_event() -> None:
    event = KINDS["message"]
    (once,), (again,) = (
        parse(body({**event, "timestamp": at}), PAGE).events for at in (1_790_000_000_000, 1_790_000_009_999)
    )
    assert once.key == again.key


async def test_a_skip_is_counted_and_its_log_line_holds_no_content(
    web: httpx.AsyncClient, meta: FakeMeta, capsys: pytest.CaptureFixture[str]
) -> None:
    before = counts.SKIPPED.labels("unknown")._value.get()
    secret = {**WHO, "brand_new": {"said": "Il s'appelle Kévin"}}
    assert await meta.post(body(secret)) == 200
    assert counts.SKIPPED.labels("unknown")._value.get() == before + 1
    logged = capsys.readouterr().out
    assert "messenger_event_skipped" in logged
    assert "Kévin" not in logged and PERSON not in logged


@pytest.mark.parametrize(
    "signature",
    [
        None,
        "",
        "sha256=",
        "sha256=" + "0" * 64,
        "sha1=0000000000000000000000000000000000000000",
        "md5=x",
        "foo=bar",
        "sha256=é",
    ],
)
async def test_what_meta_has_not_signed_is_refused(
    web: httpx.AsyncClient, meta: FakeMeta, signature: str | None
) -> None:
    headers = {} if signature is None else {"X-Hub-Signature-256": signature.encode("utf-8")}
    answer = await web.post(meta.webhook, content=body(KINDS["message"]), headers=headers)  # type: ignore[arg-type]
    assert answer.status_code == 403


async def test_the_old_signature_does_not_count(web: httpx.AsyncClient, meta: FakeMeta) -> None:
    raw = body(KINDS["message"])
    answer = await web.post(meta.webhook, content=raw, headers={"X-Hub-Signature": meta.signature(raw)})
    assert answer.status_code == 403


async def test_the_signature_is_over_the_bytes_as_they_came(web: httpx.AsyncClient, meta: FakeMeta) -> None:
    raw = json.dumps({"object": "page", "entry": [], "é": "ä"}, indent=3).encode()
    assert b"\\u00e4" in raw
    assert await meta.post(raw) == 200


@pytest.mark.parametrize(
    ("mode", "token", "status"),
    [
        ("subscribe", FakeMeta.verify_token, 200),
        ("subscribe", "another", 403),
        ("unsubscribe", FakeMeta.verify_token, 403),
        (None, FakeMeta.verify_token, 403),
        ("subscribe", None, 403),
    ],
)
async def test_verification(
    web: httpx.AsyncClient, meta: FakeMeta, mode: str | None, token: str | None, status: int
) -> None:
    asked = {"hub.mode": mode, "hub.verify_token": token, "hub.challenge": "1158201444"}
    answer = await web.get(meta.webhook, params={name: value for name, value in asked.items() if value is not None})
    assert answer.status_code == status
    if status == 200:
        assert answer.text == "1158201444"


async def test_a_webhook_with_a_thousand_events_is_taken(web: httpx.AsyncClient, meta: FakeMeta) -> None:
    people = [meta.person() for _ in range(1000)]
    raw = meta.body(*(meta.entry([meta.message(person, "Bonjour " * 20)]) for person in people))
    assert len(raw) > 65536
    assert await meta.post(raw) == 200
    assert meta.answers[-1].seconds < 5
