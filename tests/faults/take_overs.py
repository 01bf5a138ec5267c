"""An adviser takes a conversation over at a random moment of the bot's turn, again and again, and what came of it."""

from __future__ import annotations

import random
import threading
import uuid
from collections import Counter
from dataclasses import dataclass
from typing import Any

import psycopg

from tests.assistant import Assistant
from tests.faults import ledger
from tests.faults.people import Adviser, Parent, Talking
from wording.typography import plain

LANES = 5  # conversations at the same time
LATEST_MOMENT = 0.4  # seconds after the parent's message; a turn begins after 0.1 and takes a few tenths

# What became of the message over which the adviser came: its turn, and whether the bot had computed an answer.
DROPPED = "in the turn, its answer dropped"
UNASKED = "in the turn, before the bot had computed it"
MET = f"""
SELECT CASE
    WHEN turn.id IS NULL THEN 'before the turn'
    WHEN turn.state = 'answered' THEN 'after the answer'
    WHEN EXISTS (
        SELECT 1 FROM rasa.events WHERE sender_id = turn.conversation_id::text AND type_name = 'user'
        AND data::json->>'message_id' = turn.id::text
    ) THEN '{DROPPED}'
    ELSE '{UNASKED}'
END
FROM message LEFT JOIN turn ON turn.id = message.turn_id
WHERE message.conversation_id = %s AND message.seq = %s
"""


JOINED = "a rejoint la conversation"
RETURNED = "a terminé de son côté"
ANSWERS = """
SELECT said.data::json->>'text' FROM rasa.events AS said
JOIN LATERAL (
    SELECT data::json->>'message_id' AS turn FROM rasa.events AS heard
    WHERE heard.sender_id = said.sender_id AND heard.type_name = 'user' AND heard.id < said.id
    ORDER BY heard.id DESC LIMIT 1
) AS heard ON true
JOIN turn ON turn.id::text = heard.turn AND turn.state = 'answered'
WHERE said.sender_id = %s AND said.type_name = 'bot' ORDER BY said.id
"""


@dataclass
class RacedParent(Parent):
    """`raced`: seq of the message over which the adviser comes."""

    raced: int = 0


class Lane(Talking):
    """One conversation after the other, each taken over and given back."""

    def __init__(self, assistant: Assistant, moments: random.Random, times: int) -> None:
        super().__init__(threading.Event())
        self.assistant, self.moments, self.times = assistant, moments, times
        self.parents: list[RacedParent] = []

    def talk(self) -> None:
        adviser = Adviser.first(self.assistant)
        for _ in range(self.times):
            parent = RacedParent(self.assistant.url, f"relais-{uuid.uuid4().hex[:6]}")
            parent.ask_for_a_person()
            self._race(parent, adviser, adviser.case_of(f"({parent.name})"))
            self.parents.append(parent)
        self.stop.set()

    def _race(self, parent: RacedParent, adviser: Adviser, case: dict[str, Any]) -> None:
        """The adviser comes, reads, hears one more message, answers, and leaves the parent to the bot again."""
        parent.raced = parent.write(f"{parent.name} : des moqueries sur Instagram")
        threading.Event().wait(self.moments.uniform(0.0, LATEST_MOMENT))
        epoch = adviser.take(case)
        parent.write(f"{parent.name} : un mot à une personne")
        read = adviser.transcript(case["id"])
        assert [message["text"] for message in read if message["author"] == "parent"] == parent.sent, (
            f"{parent.name}: the adviser does not see what the parent wrote"
        )
        seen = adviser.answer(case["id"], epoch, f"Réponse à {parent.name}")
        adviser.give_back(case["id"], epoch, seen)


def take_over_at_random_moments(assistant: Assistant, times: int, seed: str) -> Counter[str]:
    """How many of the take-overs came when; every conversation was checked.

    Raises:
        AssertionError: the bot spoke beside an adviser, or a message was lost.
    """
    shares = [times // LANES + (lane < times % LANES) for lane in range(LANES)]
    lanes = [Lane(assistant, random.Random(f"{seed} {number}"), share) for number, share in enumerate(shares)]
    for lane in lanes:
        lane.start()
    for lane in lanes:
        lane.end()
    met: Counter[str] = Counter()
    with psycopg.connect(assistant.database_url) as database:
        ledger.wait_until_all_is_answered(database)
        for lane in lanes:
            for parent in lane.parents:
                ledger.check_page(parent)
                _check_silence(database, parent)
                met.update(row for (row,) in database.execute(MET, (parent.conversation, parent.raced)))
    return met


def _check_silence(database: psycopg.Connection[Any], parent: Parent) -> None:
    """Between each take and its end the bot said nothing, by the order of the messages and by the clock.

    And what it was computing meanwhile was never shown: all that is shown belongs to an answered turn.
    """
    moves = database.execute(
        'SELECT at, move FROM case_event JOIN "case" ON "case".id = case_id '
        "WHERE conversation_id = %s AND move IN ('take', 'give_back') ORDER BY case_event.id",
        (parent.conversation,),
    ).fetchall()
    messages = database.execute(
        "SELECT author, text, sent_at, buttons FROM message WHERE conversation_id = %s AND seq > %s ORDER BY seq",
        (parent.conversation, parent.greeting),
    ).fetchall()
    assert [move for _, move in moves] == ["take", "give_back"] * (len(moves) // 2)
    spoken = [sent_at for author, _, sent_at, _ in messages if author == "assistant"]
    for (taken, _), (given_back, _) in zip(moves[::2], moves[1::2], strict=True):
        assert not [at for at in spoken if taken <= at <= given_back], f"{parent.name}: the bot spoke (by the clock)"
    in_charge = False
    for author, text, _, _ in messages:
        if author == "system":
            text = plain(text)
            in_charge = JOINED in text or (in_charge and RETURNED not in text)
        assert not (author == "assistant" and in_charge), f"{parent.name}: the bot spoke beside the adviser"
    answered = database.execute(ANSWERS, (parent.conversation,)).fetchall()
    shown = [plain(text) for author, text, _, _ in messages if author == "assistant"]
    assert shown == [text for (text,) in answered], f"{parent.name}: a dropped answer was shown, or another is missing"
