"""One turn as an action sees it: what was learned, what is said (at most three bubbles), which slots change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, pairwise
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import spoken, vocabulary
from actions.buttons import ADVISER, CORRECT, NO_ADVISER, SKIP, YES_ADVISER, Button
from actions.contact_reading import Entry
from actions.intimate import is_sexual
from actions.moments import Stretch
from actions.texts import Texts
from advice import Situation
from advice.standing import taken

MOST_BUBBLES = 3
# Done, it did not work, a text to copy, how, an adviser.
MOST_BUTTONS = 5
ALWAYS = (YES_ADVISER, NO_ADVISER, CORRECT, SKIP)
# Questions that stay open while something else is talked about.
WAITING = frozenset({"platform", "harasser", "outcome"})
# A bubble's prose is no longer than this; the items of a list are not counted.
LONGEST_PROSE = 400
ITEMS = ("- ", *(f"{number}. " for number in range(1, 10)))
PARAGRAPH = "\n\n"
# So many answers are still in the parent's ear: who declined a person in them is not offered one.
LATELY = 3
NOTHING = Entry()
# What a message says beside the facts of the case: whether it is of the matter, and wishes.
BESIDE = frozenset({"in_scope", "asks_human", "steps_asked"})


@dataclass(frozen=True)
class Learned:
    """A fact that came or went: `field` and `value` as the tagger names them (step_results: "step:result")."""

    field: str
    value: Any


@dataclass(frozen=True)
class Advisers:
    """Whether somebody is there: `open` and `online` are None where the channel does not say (a terminal chat).

    hours: the coming stretches in which the service is open.
    """

    open: bool | None = None
    online: int | None = None
    wait_minutes: int | None = None
    hours: tuple[Stretch, ...] = ()

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Advisers:
        hours = tuple(Stretch.read(stretch) for stretch in data.get("hours") or ())
        return cls(data.get("open"), data.get("online"), data.get("wait_minutes"), hours)

    @property
    def somebody(self) -> bool:
        """Whether an adviser can join now."""
        return bool(self.open and self.online)


@dataclass(frozen=True)
class News:
    """What this very message brought, as `action_understand` found it (advice.Understanding).

    result: the step that was spoken of and what came of it ("done" where nothing more is said).
    questions: what it asks (actions/known_questions.py); near: what it may ask where that is not sure.
    asked_before: the questions of the messages before it.
    contact: the contact data in it, where they were asked for or the parent's own.
    pressed: a button, and no words.
    refuses_adviser: it says that no person is wanted. accepts_adviser: it says in so many words that one is.
    over: it says that the trouble has stopped (True) or goes on (False).
    not_done: steps that were not taken, which nobody had noted as taken.
    maybe: grave dangers that its words may tell, not surely enough to be taken for told.
    planned: steps that are still to come, an appointment or "j'y vais demain".
    declined: steps that the parent does not want.
    children: what it does where two children are told of (actions/children.py).
    front: "opened" where something new goes on after a success. reported: the networks that were reported to, of more.
    reassured: the danger that was open is over with it; was_open: a danger was open before it.
    beside: somebody is with the child, but the danger is told again.
    presses: within a sexual danger or blackmail, something new that cannot wait.
    other_child: the child that may be in danger is the one whom the writer's child bullied.
    """

    new: tuple[Learned, ...] = ()
    withdrawn: tuple[Learned, ...] = ()
    asked: tuple[str, ...] = ()
    opened: tuple[str, ...] = ()
    asks_human: bool = False
    off_topic: bool = False
    result: tuple[str, str] | None = None
    questions: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    asked_before: tuple[str, ...] = ()
    contact: Entry = NOTHING
    pressed: bool = False
    refuses_adviser: bool = False
    accepts_adviser: bool = False
    over: bool | None = None
    not_done: tuple[str, ...] = ()
    maybe: tuple[str, ...] = ()
    reassured: bool = False
    was_open: bool = False
    beside: bool = False
    presses: bool = False
    other_child: bool = False
    planned: tuple[str, ...] = ()
    declined: tuple[str, ...] = ()
    front: str = ""
    reported: tuple[str, ...] = ()

    children: str = ""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> News:
        result = data.get("result")
        contact = data.get("contact")
        return cls(
            new=tuple(Learned(*pair) for pair in data.get("new", ())),
            withdrawn=tuple(Learned(*pair) for pair in data.get("withdrawn", ())),
            asked=tuple(data.get("asked", ())),
            opened=tuple(data.get("opened", ())),
            asks_human=bool(data.get("asks_human")),
            off_topic=bool(data.get("off_topic")),
            result=(result[0], result[1]) if result else None,
            questions=tuple(data.get("questions", ())),
            near=tuple(data.get("near", ())),
            asked_before=tuple(data.get("asked_before", ())),
            contact=Entry.from_dict(contact) if contact else NOTHING,
            pressed=bool(data.get("pressed")),
            refuses_adviser=bool(data.get("refuses_adviser")),
            accepts_adviser=bool(data.get("accepts_adviser")),
            over=data.get("over"),
            not_done=tuple(data.get("not_done", ())),
            maybe=tuple(data.get("maybe", ())),
            reassured=bool(data.get("reassured")),
            was_open=bool(data.get("was_open")),
            beside=bool(data.get("beside")),
            presses=bool(data.get("presses")),
            other_child=bool(data.get("other_child")),
            planned=tuple(data.get("planned", ())),
            declined=tuple(data.get("declined", ())),
            children=str(data.get("children") or ""),
            front=str(data.get("front") or ""),
            reported=tuple(data.get("reported", ())),
        )

    @property
    def facts(self) -> tuple[Learned, ...]:
        """What is told of the situation itself, without wishes and whether the message is of the matter."""
        return tuple(fact for fact in self.new if fact.field not in BESIDE)

    @property
    def tells(self) -> bool:
        """Whether the message tells, plans, refuses, asks or takes back anything that the ladder answers."""
        taken_back = any(fact.field not in BESIDE for fact in self.withdrawn)
        changed = self.declined or self.planned or self.front or self.reported
        return bool(self.facts or self.asked or taken_back or changed)

    def values(self, *fields: str) -> tuple[Any, ...]:
        """The new values of `fields`."""
        return tuple(fact.value for fact in self.new if fact.field in fields)


@dataclass
class Turn:
    """Collects an answer. The situation in it is replaced as the answer goes on, and written back at its end."""

    situation: Situation
    texts: Texts
    intent: str
    id: str
    now: str
    entities: Mapping[str, str] = field(default_factory=dict)
    last_seen: str | None = None
    case: str | None = None  # how the hub's case stands; it may be one that the safety net has made
    advisers: Advisers = Advisers()
    asked: Mapping[str, Any] | None = None
    contact: Mapping[str, str] = field(default_factory=dict)
    news: News = News()
    answered: frozenset[str] = frozenset()  # steps that the answer to a question spoke of in this turn
    answers_beside: bool = False  # whether a question of the message is answered beside an open danger
    everything_said: tuple[str, ...] = ()
    lately_said: tuple[str, ...] = ()
    written: tuple[str, ...] = ()  # all that the parent wrote in this session, this message included
    text: str = ""
    bubbles: list[str] = field(default_factory=list)
    buttons: list[Button] = field(default_factory=list)
    can_wait: list[str] = field(default_factory=list)
    blocks: dict[str, tuple[Mapping[str, Any], ...]] = field(default_factory=dict)
    moments: Mapping[str, str] = field(default_factory=dict)  # when each turn of this session was, by its id
    slots: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def read(cls, tracker: Tracker, domain: Mapping[str, Any]) -> Turn:
        """The turn from the slots that `action_understand` has just set."""
        situation = Situation.from_dict(tracker.get_slot("situation") or {})
        turn: Mapping[str, Any] = tracker.get_slot("turn") or {}
        message: Mapping[str, Any] = tracker.latest_message
        answers = _answers(tracker.events)
        last, everything = answers[-1] if answers else (), tuple(chain.from_iterable(answers))
        sexual = is_sexual(situation) or "sexual" in (turn.get("maybe") or ())  # what may be intimate is not copied
        return cls(
            situation=situation,
            texts=Texts(
                spoken.responses(domain),
                situation.writer,
                last,
                sexual,
                everything,
            ),
            intent=(message.get("intent") or {}).get("name") or "",
            id=str(turn.get("turn_id", "")),
            now=str(turn.get("now", "")),
            entities={entity["entity"]: entity["value"] for entity in message.get("entities") or ()},
            last_seen=turn.get("last_seen"),
            case=turn.get("case"),
            advisers=Advisers.from_dict(turn.get("advisers") or {}),
            asked=tracker.get_slot("asked"),
            contact=tracker.get_slot("contact") or {},
            news=News.from_dict(turn),
            everything_said=everything,
            lately_said=tuple(chain.from_iterable(answers[-LATELY:])),
            written=tuple(str(event.get("text") or "") for event in tracker.events if event.get("event") == "user"),
            text=message.get("text") or "",
            moments=_moments(tracker.events),
        )

    def words(self, name: str, **values: str) -> str:
        return self.texts.of(name, **values)

    def doing(self, step: str) -> str:
        """A step as what this writer does."""
        return vocabulary.doing(step, self.situation.writer)

    def say(self, *paragraphs: str, can_wait: bool = False) -> None:
        """One bubble of these paragraphs; empty ones are left out. What can wait gives way where room is short."""
        if bubble := PARAGRAPH.join(paragraph for paragraph in paragraphs if paragraph):
            self.bubbles.append(bubble)
            if can_wait:
                self.can_wait.append(bubble)

    def show(self, text: str, *blocks: Mapping[str, Any]) -> None:
        """One bubble that is drawn as these blocks and stands alone; `text` is their plain form."""
        self.bubbles.append(text)
        self.blocks[text] = blocks

    def add(self, name: str) -> None:
        """One bubble that is left out where there is no room for it."""
        self.say(self.words(name), can_wait=True)

    def utter(self, *names: str, **values: str) -> None:
        """One bubble of these responses of the domain."""
        self.say(*(self.words(name, **values) for name in names))

    def offer(self, *buttons: Button) -> None:
        """Adds buttons under the last bubble, each once."""
        self.buttons = list(dict.fromkeys((*self.buttons, *buttons)))

    def begin(self, name: str) -> None:
        """One bubble before all that is said already."""
        self.bubbles.insert(0, self.words(name))

    def ask(self, question: str, **about: Any) -> None:
        """Remembers the open question, so that a short answer can be read in its light.

        Where a person is offered in between, the question of before waits under `then`.
        """
        before = self.asked or {}
        if question == "adviser" and before.get("question") in WAITING:
            about["then"] = dict(before)
        self.asked = {"question": question, **about}
        self.slots["asked"] = dict(self.asked)

    def resume(self) -> None:
        """Back to the question that waited while a person was offered."""
        self.asked = (self.asked or {}).get("then")

    def set(self, **slots: Any) -> None:
        self.slots.update(slots)

    def send(self, dispatcher: CollectingDispatcher) -> None:
        """Utters the bubbles, the buttons under the last one."""
        bubbles = self._not_again()
        for place, bubble in enumerate(bubbles, start=1):
            blocks = self.blocks.get(bubble)
            dispatcher.utter_message(
                text=bubble,
                buttons=[button.as_dict() for button in self._fitting()] if place == len(bubbles) else None,
                json_message={"blocks": [dict(block) for block in blocks]} if blocks else None,
            )

    def events(self) -> list[Mapping[str, Any]]:
        """The slot events of this turn."""
        if "asked" not in self.slots:
            self.slots["asked"] = None
        self.set(
            situation=self.situation.as_dict(),
            danger_state=self.situation.danger_state,
            handoff=self.situation.handoff,
        )
        return [SlotSet(slot, value) for slot, value in self.slots.items()]

    def _fitting(self) -> list[Button]:
        """At most four, the answers to an offer and the way to correct among them; a person once, and not twice."""
        needless = {ADVISER} if YES_ADVISER in self.buttons else set()
        if self.situation.handoff == "queued":
            needless = {ADVISER, YES_ADVISER, NO_ADVISER}
        # Of two with one title (two steps asked about at once) the first stays.
        titled = {button.title: button for button in reversed(self.buttons) if button not in needless}
        fitting = [button for button in self.buttons if titled.get(button.title) is button]
        kept = [button for button in fitting if button in ALWAYS]
        others = [button for button in fitting if button not in ALWAYS][: MOST_BUTTONS - len(kept)]
        return [button for button in fitting if button in kept or button in others]

    def _not_again(self) -> list[str]:
        """No bubble of the last answer comes again; where nothing else is left, that is said."""
        fresh = [bubble for bubble in self.bubbles if not self.texts.was_said(bubble)]
        if not fresh:
            fresh = [self._what_remains()]
        return self._few(fresh)

    def _what_remains(self) -> str:
        """For an answer that would only repeat the last one: the step that is still open, or a way out."""
        step = self.situation.standing
        if step and step not in taken(self.situation):
            words = self.words("utter_question_retake", step=self.doing(step))
            if not self.texts.was_said(words):
                return words
        return self.words("utter_said_already")

    def _few(self, bubbles: list[str]) -> list[str]:
        """At most three bubbles: the shortest neighbours become one, and what can wait is left out."""
        while len(bubbles) > MOST_BUBBLES:
            lengths = [self._joined(before, after) for before, after in pairwise(bubbles)]
            shortest = lengths.index(min(lengths))
            if lengths[shortest] <= LONGEST_PROSE:
                bubbles[shortest : shortest + 2] = [PARAGRAPH.join(bubbles[shortest : shortest + 2])]
            else:
                told = [bubble for bubble in bubbles[:-1] if bubble not in self.blocks]
                left_out = next((bubble for bubble in reversed(bubbles) if bubble in self.can_wait), told[-1])
                bubbles = [bubble for bubble in bubbles if bubble != left_out]
        return bubbles

    def _joined(self, before: str, after: str) -> int:
        """How long two bubbles would be as one; what is drawn as blocks is never joined."""
        if before in self.blocks or after in self.blocks:
            return LONGEST_PROSE + 1
        return _prose(before) + _prose(after)


def fits_in_one_bubble(*paragraphs: str) -> bool:
    return _prose(PARAGRAPH.join(paragraphs)) <= LONGEST_PROSE


def _prose(bubble: str) -> int:
    """How many characters of a bubble stand outside its lists."""
    return sum(len(line) + 1 for line in bubble.split("\n") if not line.startswith(ITEMS))


def _moments(events: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    told = [event.get("metadata") or {} for event in events if event.get("event") == "user"]
    return {str(one["turn_id"]): str(one["now"]) for one in told if one.get("turn_id") and one.get("now")}


def _answers(events: Sequence[Mapping[str, Any]]) -> list[tuple[str, ...]]:
    """The bubbles of every answer of this session, in their order."""
    answers: list[list[str]] = [[]]
    for event in events:
        if event.get("event") == "user":
            answers.append([])
        elif event.get("event") == "bot" and event.get("text"):
            answers[-1].append(str(event["text"]))
    return [tuple(answer) for answer in answers if answer]
