"""What a situation remembers beside its facts: the words that raised each, and the advice already given."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Given:
    """An advice that was given: its row and step, the turn's id and its time (ISO 8601, as it came)."""

    row: str
    step: str | None
    turn: str
    at: str


@dataclass(frozen=True)
class Evidence:
    """The words that raised a fact, with their place in the original text, and the turn they came in.

    A fact that no words raised (a button, a label without a place) has empty words at 0.
    """

    field: str
    value: str | bool
    words: str
    start: int
    end: int
    turn: str
