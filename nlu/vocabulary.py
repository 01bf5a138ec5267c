"""The fields and values of a message's situation, as the tagger learns and writes them."""

from __future__ import annotations

from typing import Any

PLATFORMS = (
    "facebook", "messenger", "instagram", "whatsapp", "snapchat", "tiktok", "youtube", "x", "discord",
    "telegram", "twitch", "roblox", "game", "sms", "email", "other",
)  # fmt: skip
HARM_TYPES = (
    "insults", "rumours", "threats", "humiliating_media", "intimate_images", "blackmail", "impersonation",
    "exclusion", "pile_on", "doxxing", "physical", "discrimination", "grooming",
)  # fmt: skip
HARASSERS = ("pupil", "known", "adult", "unknown")
STEPS = (
    "talk_child", "keep_evidence", "block", "report_platform", "ask_harasser", "contact_parents",
    "inform_school", "mediation", "police", "civil", "cleanup",
)  # fmt: skip
RESULTS = ("pending", "failed", "refused", "worked")
WRITERS = ("parent", "relative", "teen", "school", "witness", "author_parent", "other")
DANGERS = ("distress", "sexual", "threat", "self_harm")  # from the least to the gravest
GRAVE = frozenset({"sexual", "threat", "self_harm"})
NOTHING_DONE = "all"
NOT_DONE = (*STEPS, NOTHING_DONE)  # steps that a message says were not taken, or that none was
DENIALS_LABELLED = "denials_labelled"
"""Marks labels that say also what a message denies and whether it is over; of others this is not known."""

Labels = dict[str, Any]


def empty() -> Labels:
    """The labels of a message that says nothing."""
    return {
        "in_scope": True,
        "platforms": [],
        "harm_types": [],
        "harasser": "unstated",
        "school_involved": None,
        "steps_done": [],
        "step_results": {},
        "steps_asked": [],
        "writer": "unstated",
        "danger": "none",
        "asks_human": False,
    }
