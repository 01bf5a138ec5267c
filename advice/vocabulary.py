"""The product's words: every field of a situation and the values it may take."""

from typing import Final, Literal, get_args

Platform = Literal[
    "facebook",
    "messenger",
    "instagram",
    "whatsapp",
    "snapchat",
    "tiktok",
    "youtube",
    "x",
    "discord",
    "telegram",
    "twitch",
    "roblox",
    "game",
    "sms",
    "email",
    "other",
]
HarmType = Literal[
    "insults",
    "rumours",
    "threats",
    "humiliating_media",
    "intimate_images",
    "blackmail",
    "impersonation",
    "exclusion",
    "pile_on",
    "doxxing",
    "physical",
    "discrimination",
    "grooming",
]
Harasser = Literal["unstated", "unknown", "known", "pupil", "adult"]
Step = Literal[
    "talk_child",
    "keep_evidence",
    "block",
    "report_platform",
    "ask_harasser",
    "contact_parents",
    "inform_school",
    "mediation",
    "police",
    "civil",
    "cleanup",
]
Result = Literal["pending", "failed", "refused", "partial", "worked"]
Writer = Literal["unstated", "parent", "relative", "teen", "school", "witness", "author_parent", "other"]
Danger = Literal["none", "distress", "sexual", "threat", "self_harm"]
DangerState = Literal["open", "safe", "adviser"]
Handoff = Literal["none", "offered", "queued", "declined"]
Question = Literal["platform", "harasser", "outcome", "safe"]
Urgency = Literal["urgent", "normal"]
Actor = Literal["writer", "parents", "adult"]

PLATFORMS: Final[tuple[str, ...]] = get_args(Platform)
HARM_TYPES: Final[tuple[str, ...]] = get_args(HarmType)
HARASSERS: Final[tuple[str, ...]] = get_args(Harasser)
"""Later wins where several apply in one message: adult before pupil, known, unknown."""
STEPS: Final[tuple[str, ...]] = get_args(Step)
RESULTS: Final[tuple[str, ...]] = get_args(Result)
WRITERS: Final[tuple[str, ...]] = get_args(Writer)
DANGERS: Final[tuple[str, ...]] = get_args(Danger)
"""From the lightest to the gravest."""
DANGER_STATES: Final[tuple[str, ...]] = get_args(DangerState)
HANDOFFS: Final[tuple[str, ...]] = get_args(Handoff)
QUESTIONS: Final[tuple[str, ...]] = get_args(Question)
ACTORS: Final[tuple[str, ...]] = get_args(Actor)

CHILDREN: Final = ("", "son", "daughter")
"""Which of two children it is about; nothing where there is one."""

GRAVE: Final = frozenset({"sexual", "threat", "self_harm"})
"""The dangers that come before any other advice until somebody says that the child is safe."""

LADDER: Final = ("report_platform", "ask_harasser", "inform_school", "contact_parents", "mediation", "police", "civil")
"""The steps that raise the stage, lowest first."""
RANK: Final = {
    "report_platform": 0,
    "ask_harasser": 1,
    "inform_school": 2,
    "contact_parents": 2,
    "mediation": 3,
    "police": 4,
    "civil": 5,
}
"""How high a step stands on the ladder; school and parents stand equally high."""

CONTACT: Final = ("ask_harasser", "contact_parents")
"""The steps by which the family itself speaks to the author's side."""
COURT: Final = ("police", "civil")
"""The steps with which a person is always offered."""
FAILED: Final = ("failed", "refused")
"""The results after which the next step is due."""
NO_BUTTON: Final = frozenset({"sms", "email"})
"""Where there is no network to report to."""
AWAITED: Final = (*LADDER, "cleanup")
"""The steps that wait for somebody's reaction: done means pending until a result is told."""

SINGLE: Final = {"harasser": HARASSERS, "writer": WRITERS}
"""Fields of one word; the first word is the default and no fact."""
SETS: Final = {
    "platforms": PLATFORMS,
    "harm_types": HARM_TYPES,
    "steps_done": STEPS,
    "steps_asked": STEPS,
}
"""Fields of several words."""


class UnknownWordError(ValueError):
    """A word that the vocabulary does not have, given where only the vocabulary's words make sense."""


def known(word: str, words: tuple[str, ...]) -> str:
    """The word itself. Raises UnknownWordError where it is none of `words`."""
    if word not in words:
        raise UnknownWordError(f"{word!r} is none of {', '.join(words)}")
    return word
