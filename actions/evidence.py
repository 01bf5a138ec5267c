"""Keeping the evidence: said once, at the head of the next advice (row 1)."""

from __future__ import annotations

from actions import intimate
from actions.topic import Paragraphs, Topic
from actions.turn import Turn
from advice import Advice

# What takes the images away, and with them what the police could look at.
MAKES_VANISH = frozenset({"report_platform", "block"})
TALKS = frozenset({"ask_harasser", "contact_parents", "inform_school", "mediation"})


def is_sexual(turn: Turn) -> bool:
    return intimate.is_sexual(turn.situation)


def first(turn: Turn, advice: Advice) -> Paragraphs:
    """The sentence at the head of an advice, where the evidence is not kept yet (the list for sms says it itself)."""
    if is_sexual(turn) and advice.step in MAKES_VANISH and advice.row not in ("3", "outcome"):
        words = turn.words("utter_evidence_before_sexual")
        return () if any(words in bubble for bubble in turn.everything_said) else (words,)
    if not advice.evidence_first or advice.reason == "no_report_button":
        return ()
    talks = advice.step in TALKS and not is_sexual(turn)
    return (turn.words("utter_evidence_first_talk" if talks else "utter_evidence_first"),)


def line(turn: Turn) -> str:
    """The same as one item of the list for an adult author (row D4, which no sexual danger reaches)."""
    return turn.words("utter_evidence_line")


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
