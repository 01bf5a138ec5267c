"""Keeping the evidence: said once, at the head of the next advice (row 1)."""

from __future__ import annotations

import re

from actions.topic import Paragraphs, Topic
from actions.turn import PARAGRAPH, Turn
from advice import Advice

# Of these nothing is copied: Child Focus or the police say how a proof is kept (facts 13.12).
NEVER_COPIED = frozenset({"intimate_images", "grooming"})
_COPIES = re.compile(r"captur", re.IGNORECASE)
_SENTENCE = re.compile(r"(?<=[.!?])\s+")
TALKS = frozenset({"ask_harasser", "contact_parents", "inform_school", "mediation"})


def is_sexual(turn: Turn) -> bool:
    return "sexual" in turn.situation.dangers or bool(NEVER_COPIED & set(turn.situation.harm_types))


def first(turn: Turn, advice: Advice) -> Paragraphs:
    """The sentence at the head of an advice, where the evidence is not kept yet (the list for sms says it itself)."""
    if not advice.evidence_first or advice.reason == "no_report_button":
        return ()
    if is_sexual(turn):
        return (turn.words("utter_evidence_first_sexual"),)
    return (turn.words("utter_evidence_first_talk" if advice.step in TALKS else "utter_evidence_first"),)


def line(turn: Turn) -> str:
    """The same as one item of the list for an adult author (row D4, which no sexual danger reaches)."""
    return turn.words("utter_evidence_line")


def without_copies(turn: Turn, text: str) -> str:
    """Other words that speak of screenshots lose those sentences where images are intimate; who helps is said."""
    if not is_sexual(turn) or not _COPIES.search(text):
        return text
    lines = [
        " ".join(sentence for sentence in _SENTENCE.split(line) if not _COPIES.search(sentence))
        for line in text.split("\n")
    ]
    return PARAGRAPH.join(
        part for part in ("\n".join(lines).strip(), turn.words("utter_evidence_first_sexual")) if part
    )


class Evidence(Topic):
    def advised(self, turn: Turn, advice: Advice) -> Paragraphs:
        return self.how(turn)

    def asked(self, turn: Turn, advice: Advice) -> Paragraphs:
        return self.how(turn)

    def how(self, turn: Turn) -> Paragraphs:
        if is_sexual(turn):
            return (turn.words("utter_evidence_how_sexual"),)
        return turn.words("utter_evidence_how"), turn.words("utter_evidence_vanished")


TOPIC = Evidence("keep_evidence", "utter_evidence")
