"""The alert button on each platform, blocking, and what to do where there is no button (row 2)."""

from __future__ import annotations

from actions import buttons
from actions.buttons import Button
from actions.topic import Paragraphs, Topic
from actions.turn import Turn
from actions.vocabulary import PLATFORMS, listed
from advice import Advice, Situation
from advice.vocabulary import NO_BUTTON

# Platforms whose way we may describe (facts 6.2); the others get the generic way (facts 13.8).
DESCRIBED = frozenset({"facebook", "instagram", "whatsapp", "tiktok", "snapchat", "youtube", "roblox", "game"})
NAMELESS = {"game": "le jeu", "other": "l’application"}
AT = {"game": "dans le jeu", "other": "sur le site ou dans l’application"}
MEDIA = {"sms": "les SMS", "email": "les e-mails"}


def called(platform: str) -> str:
    """A platform within a sentence."""
    return NAMELESS.get(platform, PLATFORMS[platform])


def still_open(situation: Situation) -> tuple[str, ...]:
    """The platforms where something is left to report; all of them where nothing says which."""
    left = tuple(platform for platform in situation.platforms if platform not in situation.behind)
    return left or situation.platforms


def reacting(turn: Turn) -> str:
    """Whom one waits for after a report."""
    networks = [platform for platform in still_open(turn.situation) if platform not in NO_BUTTON]
    return called(networks[0]) if len(networks) == 1 else "le réseau"


def way(turn: Turn, intro: str) -> Paragraphs:
    """How to report, on the platforms named."""
    platforms = still_open(turn.situation)
    networks = [platform for platform in platforms if platform not in NO_BUTTON]
    silent = [platform for platform in platforms if platform in NO_BUTTON]
    if not networks and silent:
        return (turn.words("utter_report_sms", media=listed(MEDIA[platform] for platform in silent)),)
    first = networks[0] if networks else "other"
    paragraphs = [
        turn.words(intro, at_platform=AT.get(first, f"sur {called(first)}")),
        turn.words(f"utter_report_{first}" if first in DESCRIBED else "utter_report_generic"),
    ]
    if networks[1:]:
        others = listed(called(platform) for platform in networks[1:])
        paragraphs.append(turn.words("utter_report_others", others=others))
    elif first != "facebook":
        paragraphs.append(turn.words("utter_report_precise"))
    return tuple(paragraphs)


class Report(Topic):
    def advised(self, turn: Turn, advice: Advice) -> Paragraphs:
        if advice.question == "platform":
            return (turn.words("utter_report_which"),)
        return way(turn, "utter_report_intro_left" if advice.reason == "report_again" else "utter_report_intro")

    def asked(self, turn: Turn, advice: Advice) -> Paragraphs:
        return self.how(turn)

    def how(self, turn: Turn) -> Paragraphs:
        return way(turn, "utter_report_intro_again")

    def buttons(self, turn: Turn, advice: Advice) -> tuple[Button, ...]:
        if advice.question == "platform":
            return buttons.PLATFORMS
        if advice.reason == "no_report_button":
            return buttons.AFTER["block"]
        return (
            *super().buttons(turn, advice),
            buttons.draft("report"),
            buttons.how("Garder les preuves", "keep_evidence"),
        )


class Block(Topic):
    """Blocking; also the first step where there is no network to report to (sms, e-mail)."""

    def advised(self, turn: Turn, advice: Advice) -> Paragraphs:
        if advice.reason == "no_report_button":
            return way(turn, "utter_report_intro")
        return super().advised(turn, advice)

    def asked(self, turn: Turn, advice: Advice) -> Paragraphs:
        return self.advised(turn, advice)


TOPIC = Report("report_platform", "utter_report")
BLOCK = Block("block", "utter_report_block")
