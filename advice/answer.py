"""What next_step answers: one row of the table, with its reason and what rides along."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Skipped:
    """A step that the advice passes over, and why (a word of reasons.WHY_SKIPPED)."""

    step: str
    why: str


@dataclass(frozen=True)
class Advice:
    """One row of the table that fits a situation.

    row: the table's row ("D1" … "10", "C", "W") or one of "D", "scope", "offline", "author", "teen", "outcome",
        "school", "child", "wait", "asked" (reasons.ROWS says what each is).
    step: the step that is advised, or that is waited for; None where the row advises none.
    reason: why this row (a word of reasons.REASONS).
    question: what to ask with it.
    evidence_first: say first that the evidence must be kept (row 1).
    beside: what is said along with it; each is an Advice without anything beside itself.
    skipped: the steps passed over, and why.
    offers_person: an adviser is to be offered now.
    urgency: of the case, where the row opens one.
    actor: who takes the step: the writer, the child's parents (the writer can only tell them), or an adult
        whom a teen trusts.
    """

    row: str
    step: str | None
    reason: str
    question: str | None = None
    evidence_first: bool = False
    beside: tuple["Advice", ...] = ()
    skipped: tuple[Skipped, ...] = ()
    offers_person: bool = False
    urgency: str | None = None
    actor: str = "writer"
