"""A Graph API and the people behind it, written from Meta's documentation: strict in what it takes, rough in delivery.

It refuses what Meta would refuse (`meta_rules`), sends signed webhooks again until they are answered with 200, and can
be told to lose answers, to fail, to hold echoes back, to repeat and to mix up events.
"""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import hmac
import itertools
import json
import time
from collections import deque
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from typing import Any, Literal

import httpx
from fastapi import FastAPI, Request, Response
from fastapi.responses import JSONResponse
from starlette.requests import ClientDisconnect

from tests.messenger.meta_rules import Refusal, bad, check_body, check_profile

PAGE_INBOX = "263902037430900"
DAY = 86400.0
WEBHOOK_SECONDS = 5.0
"""Meta's own limit for an answer to a webhook."""
Fault = Refusal | Literal["lost", "unheard", "gateway", "late"]
Event = dict[str, Any]


ONCE = httpx.Limits(max_connections=None, max_keepalive_connections=0)
"""A connection for each call: one that is kept would not be noticed to lead to a hub that is gone."""


@dataclass(frozen=True)
class Answer:
    """A webhook that was answered with 200: when the call began (`time.monotonic`), and how long it took."""

    begun: float
    seconds: float


@dataclass
class Person:
    """Somebody who writes to the page, and what stands in the thread on the phone."""

    psid: str
    acted_at: float | None = None
    blocked: bool = False
    owner: str | None = None
    messages: list[Event] = field(default_factory=list)
    actions: list[str] = field(default_factory=list)

    def texts(self) -> list[str]:
        """What the person has read from the page, templates by their text; no-break spaces as plain ones."""
        return [text_of(message["message"]).replace("\u00a0", " ") for message in self.messages]


class FakeMeta:
    """One page, its app, and the people who write to it."""

    page_id = "100200300400500"
    app_id = "900800700600"
    app_secret = "the app's secret in the tests"
    token = "EAAtoken"
    verify_token = "a word to verify"

    def __init__(self) -> None:
        self.people: dict[str, Person] = {}
        self.calls: list[Event] = []
        self.faults: deque[Fault] = deque()
        self.webhook = ""
        self.echoes = True
        self.held_echoes: list[Event] = []
        self.human_agent = False
        self.token_valid = True
        self.personas: dict[str, str] = {}
        self.profile: dict[str, Any] = {}
        self.subscribed: list[str] = []
        self.subscription: dict[str, Any] | None = None
        self.scopes = ["pages_messaging", "pages_manage_metadata"]
        self.default_app = True
        self.pictures: dict[str, tuple[str, bytes]] = {}
        self.fetched: list[str] = []
        self.retry_seconds = 0.05
        self.patience = 8.0
        self.statuses: list[int] = []
        self.answers: list[Answer] = []
        self.client = httpx.AsyncClient(trust_env=False, timeout=WEBHOOK_SECONDS, limits=ONCE)
        self.url = ""
        self.closing = asyncio.Event()
        self._numbers = itertools.count(1)
        self._deliveries: set[asyncio.Task[None]] = set()
        self._order: dict[str, asyncio.Lock] = {}
        self.app = FastAPI()
        self.app.post("/{version}/{page}/messages")(self._send)
        self.app.get("/{version}/{page}/thread_owner")(self._thread_owner)
        self.app.post("/{version}/{page}/personas")(self._new_persona)
        self.app.api_route("/{version}/me/messenger_profile", methods=["GET", "POST"])(self._profile)
        self.app.api_route("/{version}/{page}/subscribed_apps", methods=["GET", "POST"])(self._subscribed_apps)
        self.app.get("/{version}/debug_token")(self._debug_token)
        self.app.api_route("/{version}/{app}/subscriptions", methods=["GET", "POST"])(self._subscriptions)
        self.app.get("/pictures/{name}")(self._picture)

    # people

    def person(self, psid: str | None = None) -> Person:
        """A person, new or known."""
        psid = psid or str(7000000000 + next(self._numbers))
        return self.people.setdefault(psid, Person(psid))

    async def says(self, person: Person, said: str | None, *, at: float | None = None, **message: Any) -> str:
        """The person writes; the webhook goes out. Returns the mid."""
        event = self.message(person, said, at=at, **message)
        await self.deliver([event])
        return str(event["message"]["mid"])

    def message(self, person: Person, said: str | None, *, at: float | None = None, **message: Any) -> Event:
        """The event of a message, not delivered yet."""
        body = {
            "mid": f"m_{next(self._numbers)}_{person.psid}",
            **({"text": said} if said is not None else {}),
            **message,
        }
        return self.event(person, at=at, message=body)

    def event(self, person: Person, *, at: float | None = None, **content: Any) -> Event:
        """Something the person did."""
        moment = time.time() if at is None else at
        if content.keys() & {"message", "postback", "reaction", "referral"}:
            person.acted_at = max(moment, person.acted_at or 0)
        return {
            "sender": {"id": person.psid},
            "recipient": {"id": self.page_id},
            "timestamp": int(moment * 1000) + next(self._numbers) % 7,
            **content,
        }

    async def taps(self, person: Person, title: str) -> str:
        """Taps a quick reply under the last message, or a button of any template that still stands there."""
        last = person.messages[-1]["message"]
        for reply in last.get("quick_replies", ()):
            if reply["title"] == title:
                return await self.says(person, title, quick_reply={"payload": reply["payload"]})
        for shown in reversed(person.messages):
            for button in buttons_of(shown["message"]):
                if button["title"] == title and button["type"] == "postback":
                    await self.presses(person, title, button["payload"])
                    return ""
        raise AssertionError(f"no button {title!r} to tap for {person.psid}")

    async def presses(self, person: Person, title: str, payload: str | None) -> None:
        postback = {"mid": f"p_{next(self._numbers)}", "title": title}
        await self.deliver([self.event(person, postback=postback | ({"payload": payload} if payload else {}))])

    async def human_says(self, person: Person, said: str, *, take: bool = True) -> None:
        """A human answers in Meta's inbox, which takes the thread."""
        if take:
            person.owner = PAGE_INBOX
        await self.deliver([self._echo(person, {"text": said}, PAGE_INBOX, f"h_{next(self._numbers)}")])

    async def passes_control(self, person: Person, to: str, before: str) -> None:
        person.owner = to
        control = {"previous_owner_app_id": before, "new_owner_app_id": to, "metadata": ""}
        await self.deliver([self.event(person, pass_thread_control=control)])

    # webhooks

    def body(self, *entries: Event) -> bytes:
        """As Meta writes it: escaped unicode, so that whoever hashes parsed JSON again gets another signature."""
        return json.dumps({"object": "page", "entry": list(entries)}).encode()

    def entry(self, events: list[Event], *, standby: bool = False, page_id: str | None = None) -> Event:
        name = "standby" if standby else "messaging"
        return {"id": page_id or self.page_id, "time": int(time.time() * 1000), name: events}

    def signature(self, body: bytes) -> str:
        return "sha256=" + hmac.new(self.app_secret.encode(), body, hashlib.sha256).hexdigest()

    async def post(self, body: bytes) -> int:
        """One try."""
        headers = {"X-Hub-Signature-256": self.signature(body), "Content-Type": "application/json"}
        begun = time.monotonic()
        try:
            status = (await self.client.post(self.webhook, content=body, headers=headers)).status_code
        except httpx.HTTPError:
            status = 0
        self.statuses.append(status)
        if status == 200:
            self.answers.append(Answer(begun, time.monotonic() - begun))
        return status

    async def deliver(self, events: list[Event], *, standby: bool = False) -> None:
        """A webhook, again and again until it is answered with 200."""
        await self.deliver_body(self.body(self.entry(events, standby=standby)))

    async def deliver_body(self, body: bytes) -> None:
        """Meta goes on for an hour; a test ends sooner."""
        until = time.monotonic() + self.patience
        while await self.post(body) != 200:
            if time.monotonic() > until:
                raise AssertionError(f"the webhook is not answered with 200: {self.statuses[-3:]}")
            await asyncio.sleep(self.retry_seconds)

    def _echo(self, person: Person, message: Event, app_id: str, mid: str) -> Event:
        return {
            "sender": {"id": self.page_id},
            "recipient": {"id": person.psid},
            "timestamp": int(time.time() * 1000),
            "message": {"mid": mid, "is_echo": True, "app_id": int(app_id), **message},
        }

    async def release_echoes(self) -> None:
        """What was held back comes at last."""
        held, self.held_echoes = self.held_echoes, []
        for event in held:
            await self.deliver([event])

    def _later(self, person: Person, event: Event) -> None:
        async def deliver() -> None:
            async with self._order.setdefault(person.psid, asyncio.Lock()):
                await self.deliver([event])

        task = asyncio.create_task(deliver())
        self._deliveries.add(task)
        task.add_done_callback(self._deliveries.discard)

    async def stop(self) -> None:
        self.closing.set()
        for task in list(self._deliveries):
            task.cancel()
        await asyncio.gather(*self._deliveries, return_exceptions=True)
        await self.client.aclose()

    # the Graph API

    async def _send(self, version: str, page: str, request: Request) -> Response:
        try:
            body = await request.json()
        except ClientDisconnect:  # who called was killed in the middle of it
            return Response(status_code=400)
        fault = self.faults.popleft() if self.faults and "message" in body else None
        try:
            self._authorise(version, request)
            if isinstance(fault, Refusal):
                raise fault
            if fault == "gateway":
                return Response("<html>502</html>", status_code=502)
            if fault == "unheard":
                await self._silence(request)
                return Response(status_code=504)
            mid = self._accept(page, body)
        except Refusal as refusal:
            return JSONResponse(refusal.body, status_code=refusal.status)
        if fault in ("lost", "late"):
            await self._silence(request)
        answer = {"recipient_id": body["recipient"]["id"]}
        return JSONResponse(answer if mid is None else {**answer, "message_id": mid})

    async def _silence(self, request: Request) -> None:
        """No answer for as long as the client waits."""
        while not self.closing.is_set() and not await request.is_disconnected():
            with contextlib.suppress(asyncio.TimeoutError):
                await asyncio.wait_for(self.closing.wait(), 0.05)

    def _accept(self, page: str, body: Event) -> str | None:
        """Meta's checks, then the message stands on the phone."""
        if page != self.page_id:
            raise bad("unknown page")
        check_body(body)
        person = self.people.get(body["recipient"]["id"])
        if person is None:
            raise bad("No matching user found", 2018001)
        if person.blocked:
            raise Refusal(551, "This person isn't available right now.")
        if "sender_action" in body:
            person.actions.append(body["sender_action"])
            return None
        if person.owner not in (None, self.app_id):
            raise Refusal(10, "another app is controlling this thread now", 2018300)
        self._check_window(person, body)
        if "persona_id" in body and body["persona_id"] not in self.personas:
            raise bad("unknown persona")
        mid = f"m_out_{next(self._numbers)}"
        self.calls.append({"at": time.time(), **body})
        person.messages.append({"mid": mid, **body})
        echo = self._echo(person, body["message"], self.app_id, mid)
        if self.echoes:
            self._later(person, echo)
        else:
            self.held_echoes.append(echo)
        return mid

    def _check_window(self, person: Person, body: Event) -> None:
        age = time.time() - person.acted_at if person.acted_at is not None else float("inf")
        if body["messaging_type"] != "MESSAGE_TAG" and age > DAY:
            raise Refusal(10, "This message is sent outside of allowed window.", 2018278)
        if body["messaging_type"] == "MESSAGE_TAG":
            if not self.human_agent:
                raise Refusal(10, "the Human Agent feature needs App Review")
            if age > 7 * DAY:
                raise Refusal(10, "This message is sent outside of allowed window.", 2018278)

    def _authorise(self, version: str, request: Request) -> None:
        if not version.startswith("v") or not version[1:].replace(".", "").isdigit():
            raise bad("unknown version")
        if request.headers.get("authorization") != f"Bearer {self.token}" or not self.token_valid:
            raise Refusal(190, "Invalid OAuth access token", status=401)
        proof = hmac.new(self.app_secret.encode(), self.token.encode(), hashlib.sha256).hexdigest()
        if request.query_params.get("appsecret_proof") != proof:
            raise bad("Invalid appsecret_proof provided in the API argument")

    async def _guarded(self, version: str, request: Request, act: Callable[[], Event]) -> Response:
        try:
            self._authorise(version, request)
            return JSONResponse(act())
        except Refusal as refusal:
            return JSONResponse(refusal.body, status_code=refusal.status)

    async def _thread_owner(self, version: str, page: str, recipient: str, request: Request) -> Response:
        owner = self.person(recipient).owner
        found = [{"thread_owner": {"app_id": owner, "expiration": 86400}}] if owner else []
        return await self._guarded(version, request, lambda: {"data": found})

    async def _new_persona(self, version: str, page: str, request: Request) -> Response:
        body = await request.json()

        def act() -> Event:
            if not 1 <= len(body.get("name", "")) <= 50 or not body.get("profile_picture_url", "").startswith("https:"):
                raise bad("persona")
            persona_id = str(5000 + next(self._numbers))
            self.personas[persona_id] = body["name"]
            return {"id": persona_id}

        return await self._guarded(version, request, act)

    async def _profile(self, version: str, request: Request) -> Response:
        body = await request.json() if request.method == "POST" else {}

        def act() -> Event:
            if request.method == "GET":
                wanted = request.query_params.get("fields", "").split(",")
                shown = {name: value for name, value in self.profile.items() if name in wanted}
                return {"data": [shown] if shown else []}
            check_profile(body)
            if "persistent_menu" in body and "get_started" not in {**self.profile, **body}:
                raise bad("You must set a Get Started button if you also wish to use persistent menu", 2018145)
            self.profile |= body
            return {"result": "success"}

        return await self._guarded(version, request, act)

    async def _subscribed_apps(self, version: str, page: str, request: Request) -> Response:
        def act() -> Event:
            if request.method == "GET":
                app = {"id": self.app_id, "name": "assistant", "subscribed_fields": self.subscribed}
                return {"data": [app] if self.subscribed else []}
            fields = request.query_params.get("subscribed_fields", "")
            if not fields:
                raise bad("subscribed_fields is required")
            self.subscribed = fields.split(",")
            return {"success": True}

        return await self._guarded(version, request, act)

    def _check_app(self, request: Request) -> None:
        if request.headers.get("authorization") != f"Bearer {self.app_id}|{self.app_secret}":
            raise Refusal(190, "Invalid OAuth access token", status=401)

    async def _debug_token(self, version: str, input_token: str, request: Request) -> Response:
        try:
            self._check_app(request)
        except Refusal as refusal:
            return JSONResponse(refusal.body, status_code=refusal.status)
        valid = self.token_valid and input_token == self.token
        data = {
            "app_id": self.app_id,
            "type": "PAGE",
            "is_valid": valid,
            "scopes": self.scopes if valid else [],
            "expires_at": 0,
            "profile_id": self.page_id,
        }
        return JSONResponse({"data": data})

    async def _subscriptions(self, version: str, app: str, request: Request) -> Response:
        try:
            self._check_app(request)
        except Refusal as refusal:
            return JSONResponse(refusal.body, status_code=refusal.status)
        if request.method == "POST":
            asked = dict(request.query_params)
            fields = [{"name": name, "version": version} for name in asked["fields"].split(",")]
            self.subscription = {
                "object": asked["object"],
                "callback_url": asked["callback_url"],
                "active": True,
                "fields": fields,
            }
            return JSONResponse({"success": True})
        return JSONResponse({"data": [self.subscription] if self.subscription else []})

    async def _picture(self, name: str) -> Response:
        self.fetched.append(name)
        media_type, content = self.pictures[name]
        return Response(content, media_type=media_type)


def buttons_of(message: Event) -> list[Event]:
    """Buttons of a template."""
    payload = message.get("attachment", {}).get("payload", {})
    found = list(payload.get("buttons", ()))
    for element in payload.get("elements", ()):
        found += element.get("buttons", ())
    return found


def titles_of(message: Event) -> list[str]:
    """Everything that can be tapped under a message."""
    return [button["title"] for button in (*message.get("quick_replies", ()), *buttons_of(message))]


def text_of(message: Event) -> str:
    if "text" in message:
        return str(message["text"])
    payload = message["attachment"]["payload"]
    return str(payload.get("text") or "\n".join(element["title"] for element in payload["elements"]))


@contextlib.asynccontextmanager
async def stopping(fake: FakeMeta) -> AsyncIterator[FakeMeta]:
    try:
        yield fake
    finally:
        await fake.stop()
