"""Who gets to the desk: passwords, cookies, other sites' pages, sessions that end."""

import os
import stat
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest
from fastapi import Request, Response
from sqlalchemy import select, text

from hub import advisers
from hub.desk_access import keep_cookie
from hub.models import Adviser, DeskSession
from hub.runtime import Runtime
from tests.hub.desk import PASSWORD, Desk, at_desk, hire


@pytest.fixture
async def anne(runtime: Runtime, web: httpx.AsyncClient) -> AsyncIterator[Desk]:
    await hire(runtime, "Anne")
    async with at_desk(web, "Anne") as desk:
        yield desk


async def test_a_login_opens_a_session_in_a_cookie_that_no_script_reads(anne: Desk, runtime: Runtime) -> None:
    response = await anne.login()
    assert response.status_code == 200
    assert (response.json()["name"], response.json()["available"]) == ("Anne", True)
    cookie = response.headers["set-cookie"].lower()
    assert all(part in cookie for part in ("httponly", "samesite=strict", "path=/api/desk"))
    assert response.headers["cache-control"] == "no-store"
    assert (await anne.http.get("/api/desk/me")).json()["email"] == "anne@desk.test"
    async with runtime.database.transaction() as session:
        kept = (await session.execute(select(DeskSession.token_hash))).scalar_one()
        secret = (await session.execute(select(Adviser.password_hash))).scalar_one()
    assert anne.http.cookies["desk_session"] not in kept
    assert secret.startswith("$argon2id$")


def test_behind_https_the_cookie_is_secure() -> None:
    for scheme, secure in (("https", True), ("http", False)):
        asked = {"type": "http", "scheme": scheme, "server": ("desk.test", 443), "path": "/", "headers": []}
        response = Response()
        keep_cookie(Request(asked), response, "token", 60)
        assert ("secure" in response.headers["set-cookie"].lower()) is secure


async def test_wrong_password_unknown_adviser_and_disabled_account_are_refused_alike(
    anne: Desk, runtime: Runtime, web: httpx.AsyncClient
) -> None:
    wrong = await anne.login("pas le bon mot de passe")
    async with at_desk(web, "Personne") as nobody:
        unknown = await nobody.login()
    async with runtime.database.transaction() as session:
        adviser = await advisers.find(session, "anne@desk.test")
        assert adviser is not None
        await advisers.disable(session, adviser)
    disabled = await anne.login()
    assert {(r.status_code, r.text) for r in (wrong, unknown, disabled)} == {(401, wrong.text)}
    assert "set-cookie" not in wrong.headers


async def test_logins_are_limited(anne: Desk) -> None:
    answers = [(await anne.login("pas le bon mot de passe")).status_code for _ in range(7)]
    assert answers[:5] == [401] * 5
    assert answers[-1] == 429
    assert (await anne.login()).status_code == 429


@pytest.mark.parametrize(
    "headers",
    [
        {"X-Desk": ""},
        {"Origin": "https://elsewhere.example"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "null"},
    ],
)
async def test_another_sites_page_changes_nothing(anne: Desk, headers: dict[str, str]) -> None:
    await anne.login()
    request = anne.http.build_request("POST", "/api/desk/availability", json={"available": False}, headers=headers)
    if not headers.get("X-Desk", "1"):
        del request.headers["X-Desk"]
    response = await anne.http.send(request)
    assert (response.status_code, response.json()["error"]["code"]) == (403, "foreign_page")
    assert (await anne.http.get("/api/desk/me")).json()["available"] is True


async def test_our_own_page_may_change(anne: Desk, web: httpx.AsyncClient) -> None:
    await anne.login()
    anne.http.headers["Origin"] = str(web.base_url).rstrip("/")
    anne.http.headers["Sec-Fetch-Site"] = "same-origin"
    assert (await anne.post("availability", available=False)).status_code == 200


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "me"),
        ("GET", "cases"),
        ("GET", "events"),
        ("GET", "cases/0b6f4c1e-6f0e-4b57-9d6e-0a8b6a0f3f11"),
        ("GET", "cases/0b6f4c1e-6f0e-4b57-9d6e-0a8b6a0f3f11/messages"),
        ("POST", "availability"),
        ("POST", "logout"),
        ("POST", "cases/0b6f4c1e-6f0e-4b57-9d6e-0a8b6a0f3f11/take"),
    ],
)
async def test_without_a_session_nothing_is_shown_or_done(anne: Desk, method: str, path: str) -> None:
    anne.http.cookies.set("desk_session", "forged", path="/api/desk")
    response = await anne.http.request(method, f"/api/desk/{path}", json={"epoch": 0, "available": True})
    assert (response.status_code, response.json()["error"]["code"]) == (401, "session_over")


async def test_logout_ends_the_session_itself(anne: Desk) -> None:
    await anne.login()
    token = anne.http.cookies["desk_session"]
    assert (await anne.post("logout")).status_code == 204
    anne.http.cookies.set("desk_session", token, path="/api/desk")
    assert (await anne.http.get("/api/desk/me")).status_code == 401


@pytest.mark.parametrize(
    "over",
    [
        "seen_at = clock_timestamp() - interval '3 hours', streamed_at = clock_timestamp()",
        "expires_at = clock_timestamp()",
    ],
)
async def test_a_session_ends_by_idling_and_by_age(anne: Desk, runtime: Runtime, over: str) -> None:
    await anne.login()
    async with runtime.database.transaction() as session:
        await session.execute(text(f"UPDATE desk_session SET {over}"))
    assert (await anne.http.get("/api/desk/me")).status_code == 401


async def test_a_new_password_ends_every_session(anne: Desk, runtime: Runtime) -> None:
    await anne.login()
    async with runtime.database.transaction() as session:
        adviser = await advisers.find(session, " Anne@Desk.TEST ")
        assert adviser is not None
        await advisers.set_password(session, adviser, "un autre mot de passe")
    assert (await anne.http.get("/api/desk/me")).status_code == 401
    assert (await anne.login(PASSWORD)).status_code == 401
    assert (await anne.login("un autre mot de passe")).status_code == 200


async def test_the_first_adviser_is_made_once_and_its_password_is_private(runtime: Runtime, tmp_path: Path) -> None:
    async with runtime.database.transaction() as session:
        password = await advisers.make_first(session, tmp_path)
    async with runtime.database.transaction() as session:
        assert await advisers.make_first(session, tmp_path) is None
        first = await advisers.find(session, advisers.FIRST_EMAIL)
    assert password is not None
    assert await advisers.right(first, password)
    file = tmp_path / "first-adviser.txt"
    assert password in file.read_text()
    assert stat.S_IMODE(os.stat(file).st_mode) == 0o600
    advisers.forget_first(tmp_path, advisers.FIRST_EMAIL)
    assert not file.exists()
