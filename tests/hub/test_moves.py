"""Every order of moves of parent, bot, two advisers and dying sessions keeps the promises of a conversation."""

import asyncio
import contextlib
import uuid
from collections.abc import Awaitable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, TypeVar

import httpx
import pytest
from hypothesis import HealthCheck
from hypothesis import settings as running_with
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import select, text

from hub import cases, returning, turns
from hub.application import create_app
from hub.bot import AnswerBlock, AnswerMessage, HandoffRequest, TurnAnswer
from hub.models import Case, CaseEvent, Conversation, Message, Turn
from hub.runtime import Runtime
from hub.settings import Settings
from tests.hub.conftest import NO_LIMIT, Parent
from tests.hub.desk import PAGE, Desk, hire

NAMES = ("Anne", "Bruno")
ALLOWED = {
    (None, "offered"),
    (None, "queued"),
    ("offered", "queued"),
    ("offered", "taken"),
    ("offered", "declined"),
    ("queued", "declined"),
    ("queued", "taken"),
    ("declined", "offered"),
    ("declined", "queued"),
    ("taken", "returned"),
    ("taken", "queued"),
    ("taken", "closed"),
    ("returned", "offered"),
    ("returned", "queued"),
    ("returned", "taken"),
}
SPEAKER_CHANGES = ("take", "give_back", "put_back", "close")
Result = TypeVar("Result")
Handoff = Literal["none", "offered", "queued", "declined"]


class Office:
    """A hub without a worker, two advisers at their desks, and an event loop that only runs when a rule asks."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.loop = asyncio.new_event_loop()
        self.names: dict[str, str] = {}
        self._open = contextlib.AsyncExitStack()
        self.run(self._start())

    def run(self, work: Awaitable[Result]) -> Result:
        return self.loop.run_until_complete(work)

    async def _start(self) -> None:
        app = create_app(self.settings)
        await self._open.enter_async_context(app.router.lifespan_context(app))
        self.runtime: Runtime = app.state.runtime
        self.web, *https = [
            await self._open.enter_async_context(
                httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://127.0.0.1", headers=PAGE)
            )
            for _ in range(1 + len(NAMES))
        ]
        self.desks = {name: Desk(http, name) for name, http in zip(NAMES, https, strict=True)}
        for name, desk in self.desks.items():
            await hire(self.runtime, name)
            login = await desk.login()
            assert login.status_code == 200
            self.names[login.json()["id"]] = name

    def close(self) -> None:
        self.run(self._open.aclose())
        self.loop.close()


@pytest.fixture
def office(database_url: str, tmp_path: Path) -> Iterator[Office]:
    office = Office(
        Settings(
            DATABASE_URL=database_url,  # type: ignore[call-arg]
            var=tmp_path,
            web=tmp_path / "web",
            quiet_seconds=0,
            danger_seconds=86400,  # no watch of the web process comes between the rules
            limit_conversations=NO_LIMIT,
            limit_messages=NO_LIMIT,
            limit_messages_address=NO_LIMIT,
            limit_reads=NO_LIMIT,
            limit_reads_address=NO_LIMIT,
        )
    )
    yield office
    office.close()


def test_the_promises_hold_in_every_order_of_moves(office: Office) -> None:
    class Moves(ConversationMoves):
        place = office

    run_state_machine_as_test(  # type: ignore[no-untyped-call]
        Moves,
        settings=running_with(
            max_examples=30,
            stateful_step_count=25,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


@dataclass(frozen=True)
class Picture:
    """All that is kept of a conversation at one moment."""

    conversation: Conversation
    messages: list[Message]
    cases: list[Case]
    events: list[CaseEvent]
    turns: dict[uuid.UUID, Turn]

    def spoken(self, author: str) -> list[str]:
        return [message.text for message in self.messages if message.author == author]

    def taken_by(self, office: Office) -> str | None:
        """The name of the adviser who has the conversation."""
        return next((office.names[case.advisor] for case in self.cases if case.state == "taken" and case.advisor), None)


class ConversationMoves(RuleBasedStateMachine):
    """People and machines do anything at any time; what they may not do must change nothing."""

    place: Office

    @initialize(waiting=st.booleans())
    def open(self, waiting: bool) -> None:
        """A new conversation; `waiting`: the parent already waits for an adviser."""
        opened = self.place.run(self.place.web.post("/api/chat/conversations", json={}))
        assert opened.status_code == 201
        self.parent = Parent(self.place.web, opened.json()["conversation_id"], opened.json()["token"])
        self.id = uuid.UUID(self.parent.id)
        self.said: list[str] = []
        self.answers: list[str] = []
        self.asked: list[turns.Open] = []
        self.seen_case: dict[str, dict[str, Any]] = {}
        if waiting:
            self._parent_says("Un conseiller, s'il vous plaît")
            self._bot_is_asked()
            self._bot_answers(self.asked.pop(), "queued", "asks_human")

    # Hypothesis switches single rules off for a whole run; one rule for all keeps long stories possible.

    @rule(
        what=st.sampled_from(
            ["writes", "danger", "asked", "asked", "answers", "answers", "take", "take", "answer", "leave", "dies"]
        ),
        name=st.sampled_from(NAMES),
        latest=st.sampled_from([True, True, True, False]),
        handoff=st.sampled_from(["none", "offered", "queued", "declined"]),
        reason=st.sampled_from([None, "asks_human", "self_harm"]),
        way=st.sampled_from(["give-back", "close"]),
    )
    def something_happens(
        self, what: str, name: str, latest: bool, handoff: Handoff, reason: str | None, way: str
    ) -> None:
        """`latest`: who has the conversation acts, after a look; and the turn last asked is answered."""
        if what in ("answer", "leave") and latest:
            name = self._look().taken_by(self.place) or name
        if what in ("take", "answer", "leave") and latest:
            self._adviser_looks(name)
        if what == "writes":
            self._parent_says(f"Et maintenant ? ({len(self.said)})")
        elif what == "danger":
            self._parent_says(f"Elle dit qu'elle veut mourir ({len(self.said)})")
        elif what == "asked":
            self._bot_is_asked()
        elif what == "answers" and self.asked:
            self._bot_answers(self.asked.pop(-1 if latest else 0), handoff, reason)
        elif what == "take":
            self._adviser_takes(name)
        elif what == "answer":
            self._adviser_answers(name)
        elif what == "leave":
            self._adviser_leaves(name, way, read=latest)
        elif what == "dies":
            self._session_dies(name)

    def _parent_says(self, words: str) -> None:
        self.place.run(self.parent.say(words))
        self.said.append(words)

    # The bot: it is asked at one moment and answers at another, or is asked again after a crash

    def _bot_is_asked(self) -> None:
        async def ask() -> turns.Open | turns.Quiet | turns.Idle:
            async with self.place.runtime.database.transaction() as session:
                return await turns.begin(session, self.id, self.place.settings)

        owner = self._look().conversation.owner
        step = self.place.run(ask())
        if isinstance(step, turns.Open):
            assert owner in cases.BOT_OWNERS
            self.asked.append(step)

    def _bot_answers(self, turn: turns.Open, handoff: Handoff, reason: str | None) -> None:
        said = f"Réponse à {turn.request.text}"
        answer = TurnAnswer(
            turn_id=str(turn.turn_id),
            messages=[AnswerMessage(text=said, blocks=[AnswerBlock(type="paragraph")])],
            situation={"handoff": handoff},
            handoff=HandoffRequest(reason=reason, urgency="normal" if reason == "asks_human" else "urgent")
            if reason
            else None,
        )

        async def write() -> str | None:
            async with self.place.runtime.database.transaction() as session:
                return await turns.answer(session, self.id, turn.turn_id, answer, "Assistant")

        before = self._look()
        state = self.place.run(write())
        spoke = self._look().spoken("assistant") != before.spoken("assistant")
        assert spoke == (state == "answered" and before.turns[turn.turn_id].state == "open")
        if before.conversation.owner not in cases.BOT_OWNERS:
            assert not spoke, "the bot spoke while an adviser had the conversation"
        if before.conversation.epoch != before.turns[turn.turn_id].epoch:
            assert not spoke, "the bot spoke of a time before an adviser came"

    # The advisers: each acts on the case as it was when they last looked

    def _adviser_looks(self, name: str) -> None:
        listed = self.place.run(self.place.desks[name].cases())
        mine = {case.id for case in self._look().cases}
        found = [case for case in listed if uuid.UUID(case["id"]) in mine]
        if found:
            self.seen_case[name] = found[0]

    def _adviser_takes(self, name: str) -> None:
        before = self._look().taken_by(self.place)
        if self._act(name, "take") == 200:
            assert before in (None, name), "a second adviser took a conversation"
            assert self._look().taken_by(self.place) == name

    def _adviser_answers(self, name: str) -> None:
        words = f"Réponse de {name} ({len(self.answers)})"
        mine = self._look().taken_by(self.place) == name
        status = self._act(name, "answer", client_message_id=str(uuid.uuid4()), text=words)
        if status == 202:
            assert mine, "an adviser answered in a conversation of somebody else"
            self.answers.append(words)

    def _adviser_leaves(self, name: str, move: str, *, read: bool) -> None:
        before = self._look()
        outcome = {"outcome": "advised"} if move == "close" else {}
        status = self._act(name, move, seen=before.conversation.last_seq if read else 0, **outcome)
        if self._look().conversation.epoch != before.conversation.epoch:
            assert status == 200
            assert before.taken_by(self.place) == name, "somebody else ended the chat"
            assert read or not self.said, "an adviser left over words that were not read"

    def _session_dies(self, name: str) -> None:
        async def die() -> None:
            then = "clock_timestamp() - interval '10 minutes'"
            mine = "(SELECT id FROM adviser WHERE name = :name)"
            async with self.place.runtime.database.transaction() as session:
                await session.execute(
                    text(f"UPDATE desk_session SET seen_at = {then}, streamed_at = NULL WHERE adviser_id = {mine}"),
                    {"name": name},
                )
                await session.execute(
                    text(f'UPDATE "case" SET taken_at = {then} WHERE advisor = (SELECT {mine}::text)'), {"name": name}
                )
            await returning.recover(self.place.runtime)

        self.place.run(die())
        assert self._look().taken_by(self.place) != name

    def _act(self, name: str, move: str, **body: Any) -> int:
        if name not in self.seen_case:
            return 0
        response = self.place.run(self.place.desks[name].move(move, self.seen_case[name], **body))
        assert response.status_code < 500
        return response.status_code

    # What always holds

    @invariant()
    def the_promises_hold(self) -> None:
        picture = self._look()
        self._nothing_is_lost_and_seq_has_no_holes(picture)
        self._owner_case_and_epoch_agree(picture)
        self._states_move_only_as_allowed(picture)
        self._what_nobody_answered_is_somebodys(picture)

    def _nothing_is_lost_and_seq_has_no_holes(self, picture: Picture) -> None:
        assert [message.seq for message in picture.messages] == list(range(1, len(picture.messages) + 1))
        assert picture.conversation.last_seq == len(picture.messages)
        assert picture.spoken("parent") == self.said
        assert picture.spoken("advisor") == self.answers

    def _owner_case_and_epoch_agree(self, picture: Picture) -> None:
        states = [case.state for case in picture.cases if case.state != "closed"]
        assert len(states) <= 1
        assert (picture.conversation.owner == "advisor") == (states == ["taken"])
        assert picture.conversation.owner != "queue" or states == ["queued"]
        assert picture.conversation.epoch == sum(event.move in SPEAKER_CHANGES for event in picture.events)

    def _states_move_only_as_allowed(self, picture: Picture) -> None:
        states: dict[uuid.UUID, str] = {}
        for event in picture.events:
            assert event.from_state == states.get(event.case_id) or event.move == "raise"
            if event.to_state != event.from_state:
                assert (event.from_state, event.to_state) in ALLOWED
            states[event.case_id] = event.to_state
        assert states == {case.id: case.state for case in picture.cases}

    def _what_nobody_answered_is_somebodys(self, picture: Picture) -> None:
        """While the bot is in charge, it still has to see whatever neither it nor an adviser answered."""
        if picture.conversation.owner not in cases.BOT_OWNERS:
            return
        adviser_spoke = max((message.seq for message in picture.messages if message.author == "advisor"), default=0)
        closed_at = max((case.closed_at for case in picture.cases if case.closed_at), default=None)
        for message in picture.messages:
            read_at_closing = closed_at is not None and message.sent_at <= closed_at
            if message.author != "parent" or message.seq < adviser_spoke or read_at_closing or message.waiting:
                continue
            assert message.turn_id is not None, f"nobody looks at message {message.seq}"
            assert picture.turns[message.turn_id].state != "dropped", f"message {message.seq} was dropped"

    def _look(self) -> Picture:
        async def read() -> Picture:
            async with self.place.runtime.database.transaction() as session:
                found = (await session.execute(select(Conversation).where(Conversation.id == self.id))).scalar_one()

                async def all_of(table: type[Any], *order: Any) -> list[Any]:
                    mine = select(table).where(table.conversation_id == self.id).order_by(*order)
                    return list((await session.execute(mine)).scalars())

                cases_found = await all_of(Case)
                events = select(CaseEvent).where(CaseEvent.case_id.in_([case.id for case in cases_found]))
                return Picture(
                    conversation=found,
                    messages=await all_of(Message, Message.seq),
                    cases=cases_found,
                    events=list((await session.execute(events.order_by(CaseEvent.id))).scalars()),
                    turns={turn.id: turn for turn in await all_of(Turn)},
                )

        return self.place.run(read())
