"""When Meta lets a message go out: 24 hours for all, 7 days for what an adviser wrote. Pure."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

from hub.models import Author

STANDARD = timedelta(hours=24)
HUMAN_AGENT = timedelta(days=7)
Verdict = Literal["response", "human_agent", "held"]


@dataclass(frozen=True)
class Window:
    """Until when what may be sent; None where the person has never acted."""

    closes_at: datetime | None
    adviser_until: datetime | None


def window(acted_at: datetime | None, human_agent: bool) -> Window:
    if acted_at is None:
        return Window(None, None)
    closes_at = acted_at + STANDARD
    return Window(closes_at, acted_at + HUMAN_AGENT if human_agent else closes_at)


def judge(author: Author, acted_at: datetime | None, now: datetime, human_agent: bool) -> Verdict:
    """How a message may go out at `now`. The tag is for a person's own words: never for the bot's or the hub's."""
    reach = window(acted_at, human_agent)
    if reach.closes_at is not None and now < reach.closes_at:
        return "response"
    if author == "advisor" and reach.adviser_until is not None and now < reach.adviser_until:
        return "human_agent"
    return "held"


def envelope(verdict: Verdict) -> dict[str, Any]:
    """What goes beside the message for that verdict."""
    if verdict == "human_agent":
        return {"messaging_type": "MESSAGE_TAG", "tag": "HUMAN_AGENT"}
    return {"messaging_type": "RESPONSE"}
