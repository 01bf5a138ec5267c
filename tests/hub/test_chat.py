"""The web chat API as a widget, a stranger and a careless client see it."""

import asyncio
import json
import logging
import uuid
from datetime import datetime, timedelta, timezone
from typing import Any

import httpx
import pytest
import structlog

from hub.application import create_app
from hub.settings import Settings
from hub.tokens import Tokens
from tests.hub.conftest import Parent, arrive, served
from tests.hub.fake_bot import FakeBot

SECRET_WORDS = "Zoé-a-peur-7391"


async def test_the_greeting_is_already_there(parent: Parent) -> None:
    read = await parent.read()
    assert read["owner"] == "bot"
    assert [message["seq"] for message in read["messages"]] == [1, 2]
    assert {message["author"] for message in read["messages"]} == {"assistant"}
    text = " ".join(message["text"] for message in read["messages"])
    for needed in ("assistant automatique", "IA", "nom de votre enfant", "conseiller", "112", "101"):
        assert needed in text
    assert all(len(message["text"]) <= 400 for message in read["messages"])
    assert len(read["messages"][1]["buttons"]) == 4
    assert all(set(button) == {"id", "title"} for button in read["messages"][1]["buttons"])


async def test_a_repeated_message_answers_as_the_first_time(parent: Parent, worker: None, bot: FakeBot) -> None:
    message_id = str(uuid.uuid4())
    answers = await asyncio.gather(*(parent.post(message_id=message_id, text="Bonjour") for _ in range(5)))
    assert [(answer.status_code, answer.json()) for answer in answers] == [(202, {"seq": 3})] * 5
    await parent.until_answers(1)
    again = await parent.post(message_id=message_id, text="Autre chose")
    assert (again.status_code, again.json()) == (202, {"seq": 3})
    assert len((await parent.read())["messages"]) == 4
    assert len(bot.requests) == 1


async def test_the_same_client_id_in_two_conversations_is_two_messages(parent: Parent) -> None:
    other, message_id = await arrive(parent.web), str(uuid.uuid4())
    await parent.post(message_id=message_id, text="un")
    await other.post(message_id=message_id, text="deux")
    assert (await other.read(2))["messages"][0]["text"] == "deux"


async def test_two_clients_see_the_same(parent: Parent, worker: None) -> None:
    other = Parent(parent.web, parent.id, (await renew(parent)).json()["token"])
    await parent.say("De la maison")
    await parent.until_answers(1)
    await other.say("Du téléphone")
    await other.until_answers(2)
    assert await parent.read() == await other.read()


async def test_seq_has_no_holes_under_many_senders(parent: Parent, worker: None) -> None:
    sent = await asyncio.gather(*(parent.say(f"message {number}") for number in range(50)))
    await parent.until_answers(1)
    messages = (await parent.read())["messages"]
    assert [message["seq"] for message in messages] == list(range(1, len(messages) + 1))
    assert sorted(sent) == [message["seq"] for message in messages if message["author"] == "parent"]


async def test_reading_after_a_seq_gives_only_what_is_new(parent: Parent) -> None:
    seq = await parent.say("Bonjour")
    assert [message["seq"] for message in (await parent.read(seq - 1))["messages"]] == [seq]
    assert (await parent.read(seq))["messages"] == []
    assert (await parent.read(2**31 - 1))["messages"] == []


async def test_a_button_counts_only_in_the_conversation_that_offered_it(parent: Parent) -> None:
    other = await arrive(parent.web)
    offered = (await parent.read())["messages"][1]["buttons"][0]
    for button_id in (offered["id"], "/request_adviser", "x", "é"):
        refused = await other.post(button_id=button_id)
        assert refused.status_code == 409
        assert refused.json()["error"]["code"] == "button_unknown"
    assert (await parent.post(button_id=offered["id"])).status_code == 202
    assert (await parent.read(2))["messages"][0]["text"] == offered["title"]


BAD_BODIES: dict[str, tuple[Any, int, str]] = {
    "no text": ({}, 422, "choose_one"),
    "empty": ({"text": ""}, 422, "empty"),
    "blank": ({"text": " \n\t\u00a0\u200b"}, 422, "empty"),
    "too long": ({"text": "a" * 4001}, 413, "too_long"),
    "NUL": ({"text": f"{SECRET_WORDS}\x00"}, 422, "characters"),
    "number": ({"text": 5}, 422, "invalid"),
    "list": ({"text": [SECRET_WORDS]}, 422, "invalid"),
    "null": ({"text": None}, 422, "choose_one"),
    "text and button": ({"text": SECRET_WORDS, "button_id": "x"}, 422, "choose_one"),
    "button of another type": ({"button_id": 5}, 422, "invalid"),
    "empty button": ({"button_id": ""}, 422, "invalid"),
    "NUL in button": ({"button_id": "a\x00"}, 422, "invalid"),
    "id is no uuid": ({"client_message_id": SECRET_WORDS, "text": "a"}, 422, "invalid"),
    "id is missing": ({"client_message_id": None, "text": "a"}, 422, "invalid"),
}


@pytest.mark.parametrize("name", BAD_BODIES)
async def test_a_bad_message_is_refused_with_a_reason(parent: Parent, name: str) -> None:
    body, status, code = BAD_BODIES[name]
    response = await parent.web.post(
        "/api/chat/messages", json={"client_message_id": str(uuid.uuid4()), **body}, headers=parent.headers
    )
    assert (response.status_code, response.json()["error"]["code"]) == (status, code)
    assert set(response.json()) == {"error"}
    assert SECRET_WORDS not in response.text
    assert (await parent.read(2))["messages"] == []


ID = b'"client_message_id": "2f1c9a52-3f0e-4a35-8a35-2f3a0f0a9d11"'
BAD_BYTES: dict[str, tuple[bytes, int, str]] = {
    "lone surrogate": (b"{" + ID + b', "text": "a \\ud800 b"}', 422, "characters"),
    "not JSON": (SECRET_WORDS.encode(), 422, "malformed"),
    "half": (b'{"text": "' + SECRET_WORDS.encode(), 422, "malformed"),
    "not UTF-8": (b"{" + ID + b', "text": "\xff\xfe"}', 422, "malformed"),
    "nothing": (b"", 422, "invalid"),
    "a list": (b"[]", 422, "invalid"),
    "deep": (b"[" * 30000, 422, "malformed"),
    "NaN": (b"{" + ID + b', "text": NaN}', 422, "invalid"),
    "huge": (b"{" + ID + b', "text": "' + b"a" * 70000 + b'"}', 413, "body_too_large"),
}


@pytest.mark.parametrize("name", BAD_BYTES)
async def test_bytes_that_are_no_message_are_refused(parent: Parent, name: str) -> None:
    content, status, code = BAD_BYTES[name]
    headers = {**parent.headers, "Content-Type": "application/json"}
    response = await parent.web.post("/api/chat/messages", content=content, headers=headers)
    assert (response.status_code, response.json()["error"]["code"]) == (status, code)
    assert SECRET_WORDS not in response.text


async def test_a_body_without_announced_length_is_cut_off(parent: Parent) -> None:
    async def endless() -> Any:
        for _ in range(100):
            yield b"a" * 10000

    response = await parent.web.post("/api/chat/messages", content=endless(), headers=parent.headers)
    assert response.status_code == 413


@pytest.mark.parametrize(
    "text", ["😢😢", "👩‍👧", "<script>alert(1)</script>", "a" * 4000, "é" * 4000, "\u202eà l'envers", "0"]
)
async def test_any_readable_text_is_kept_as_it_is(parent: Parent, text: str) -> None:
    await parent.say(text)
    message = (await parent.read(2))["messages"][0]
    assert message["text"] == text
    assert message["blocks"] == [{"type": "paragraph", "text": text}]


@pytest.mark.parametrize("after", ["-1", "x", "99999999999", "1.5"])
async def test_a_bad_after_is_refused(parent: Parent, after: str) -> None:
    for path in ("messages", "events"):
        response = await parent.web.get(f"/api/chat/{path}", params={"after": after}, headers=parent.headers)
        assert (response.status_code, response.json()["error"]["code"]) == (422, "invalid")


ROUTES = [
    ("POST", "messages"),
    ("GET", "messages"),
    ("GET", "events"),
    ("POST", "token"),
    ("POST", "typing"),
    ("DELETE", "conversations"),
]


async def ask(web: httpx.AsyncClient, method: str, path: str, token: str | None) -> httpx.Response:
    headers = {} if token is None else {"Authorization": f"Bearer {token}"}
    body = {"client_message_id": str(uuid.uuid4()), "text": "a"} if (method, path) == ROUTES[0] else None
    return await web.request(method, f"/api/chat/{path}", json=body, headers=headers)


async def renew(parent: Parent) -> httpx.Response:
    return await ask(parent.web, "POST", "token", parent.token)


@pytest.mark.parametrize(("method", "path"), ROUTES)
async def test_nobody_enters_without_a_valid_token(parent: Parent, settings: Settings, method: str, path: str) -> None:
    now = datetime.now(timezone.utc)
    forged, _ = Tokens("another secret of a stranger, as long", 3600).issue(uuid.UUID(parent.id), now)
    expired, _ = Tokens(settings.signing_secret(), 60).issue(uuid.UUID(parent.id), now - timedelta(seconds=61))
    unknown, _ = Tokens(settings.signing_secret(), 60).issue(uuid.uuid4(), now)
    changed = ("A" if parent.token[0] != "A" else "B") + parent.token[1:]
    for token in (None, "x", ".", "a" * 5000, forged, expired, unknown, changed, parent.token + "x"):
        response = await ask(parent.web, method, path, token)
        assert (response.status_code, response.json()["error"]["code"]) == (401, "unauthorized"), token
        assert response.headers["www-authenticate"] == "Bearer"


async def test_a_renewed_token_opens_the_same_conversation(parent: Parent) -> None:
    renewed = await renew(parent)
    assert renewed.status_code == 200
    assert set(renewed.json()) == {"token", "expires_at"}
    again = Parent(parent.web, parent.id, renewed.json()["token"])
    assert await again.read() == await parent.read()


async def test_a_site_key_must_be_known(settings: Settings) -> None:
    with_key = settings.model_copy(update={"site_keys": ("assureur",)})
    async with served(create_app(with_key)) as port, httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}") as web:
        assert (await web.post("/api/chat/conversations", json={"site_key": "assureur"})).status_code == 201
        assert (await web.post("/api/chat/conversations", json={"site_key": "autre"})).status_code == 403
        assert (await web.post("/api/chat/conversations")).status_code == 201


async def test_without_a_site_key_only_this_machine_opens_a_conversation(settings: Settings) -> None:
    app = create_app(settings)
    async with served(app) as port, httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}") as web:
        proxied = await web.post("/api/chat/conversations", json={}, headers={"X-Forwarded-For": "127.0.0.1"})
        assert (proxied.status_code, proxied.json()["error"]["code"]) == (403, "site_unknown")
        transport = httpx.ASGITransport(app, client=("192.0.2.7", 1234))
        async with httpx.AsyncClient(transport=transport, base_url="http://hub") as stranger:
            assert (await stranger.post("/api/chat/conversations", json={})).status_code == 403


async def test_limits_hold_for_a_conversation_and_an_address(settings: Settings) -> None:
    strict = {"limit_messages": "3/minute", "limit_reads": "4/minute", "limit_conversations": "2/minute"}
    async with (
        served(create_app(settings.model_copy(update=strict))) as port,
        httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}") as web,
    ):
        parent, other = await arrive(web), await arrive(web)
        refused = await web.post("/api/chat/conversations", json={})
        assert (refused.status_code, refused.json()["error"]["code"]) == (429, "too_many")
        assert int(refused.headers["retry-after"]) > 0
        assert [(await parent.post(text="a")).status_code for _ in range(4)] == [202, 202, 202, 429]
        assert (await other.post(text="a")).status_code == 202
        reads = [await ask(web, "GET", "messages", parent.token) for _ in range(5)]
        assert [read.status_code for read in reads] == [200, 200, 200, 200, 429]


async def test_the_default_limits_let_people_write_and_read(settings: Settings) -> None:
    names = [name for name in Settings.model_fields if name.startswith("limit_")]
    usual = settings.model_copy(update={name: Settings.model_fields[name].default for name in names})
    async with (
        served(create_app(usual)) as port,
        httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}") as web,
    ):
        parent = await arrive(web)
        assert {(await parent.post(text="a")).status_code for _ in range(20)} == {202}
        assert {(await ask(web, "GET", "messages", parent.token)).status_code for _ in range(15)} == {200}


async def test_typing_is_accepted(parent: Parent) -> None:
    for body in (None, {"typing": True}, {"typing": False}):
        response = await parent.web.post("/api/chat/typing", json=body, headers=parent.headers)
        assert response.status_code == 204
    assert (await parent.web.post("/api/chat/typing", json={"typing": "x"}, headers=parent.headers)).status_code == 422


async def test_unknown_paths_and_methods_are_refused_in_the_same_form(web: httpx.AsyncClient) -> None:
    for method, path, status in (("GET", "/api/chat/nothing", 404), ("PUT", "/api/chat/messages", 405)):
        response = await web.request(method, path)
        assert response.status_code == status
        assert set(response.json()["error"]) == {"code", "message"}


async def test_no_message_reaches_a_log_or_an_error(
    parent: Parent, worker: None, bot: FakeBot, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    structlog.configure(
        processors=[structlog.stdlib.render_to_log_kwargs],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
    )
    bot.status = 500
    await parent.say(f"{SECRET_WORDS} " + "a" * 300)
    await bot.asked.wait()
    bot.status = 200
    await parent.until_answers(1)
    await parent.post(text=f"{SECRET_WORDS}\x00")
    structlog.reset_defaults()
    caught = capfd.readouterr()
    logged = "".join(f"{record.getMessage()}{vars(record)}" for record in caplog.records)
    assert SECRET_WORDS not in caught.out + caught.err + logged
    assert parent.id in logged


async def test_openapi_describes_every_route_and_refusal(web: httpx.AsyncClient) -> None:
    description = (await web.get("/openapi.json")).json()
    paths = description["paths"]
    for method, path in [*ROUTES, ("POST", "conversations")]:
        operation = paths[f"/api/chat/{path}"][method.lower()]
        for status, response in operation["responses"].items():
            if status.startswith("4"):
                assert response["content"]["application/json"]["schema"]["$ref"].endswith("/ErrorBody"), (path, status)
            assert bool(operation.get("security")) == ((method, path) != ("POST", "conversations"))
    assert "examples" in description["components"]["schemas"]["NewMessage"]
    assert "HTTPValidationError" not in json.dumps(paths)


async def test_every_answer_has_the_security_headers(web: httpx.AsyncClient) -> None:
    for path in ("/health/live", "/api/chat/messages", "/nowhere"):
        headers = (await web.get(path)).headers
        assert "default-src 'self'" in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["x-frame-options"] == "DENY"
        assert headers["referrer-policy"] == "no-referrer"
    assert (await web.get("/api/chat/messages")).headers["cache-control"] == "no-store"


async def test_built_pages_are_served_at_the_root(settings: Settings) -> None:
    settings.web.mkdir()
    (settings.web / "index.html").write_text("<!doctype html><title>Page</title>")
    async with served(create_app(settings)) as port, httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}") as web:
        page = await web.get("/")
        assert page.status_code == 200
        assert "Page" in page.text
        assert (await web.get("/../settings.py")).status_code == 404
        assert (await web.get("/health/live")).status_code == 200
