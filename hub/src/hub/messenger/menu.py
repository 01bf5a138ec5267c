"""The page's menu, and what the hub does by itself when a parent taps it or asks for it in words."""

import re
import unicodedata
from typing import Any, Literal

Command = Literal["start", "privacy", "erase", "erase_yes", "keep"]
MENU = "m:"
"""Before a fixed payload of the page's menu."""
HUB = "hub:"
"""Before a button's payload that the hub answers, not the bot."""
GET_STARTED = MENU + "start"
ITEMS: tuple[tuple[str, str], ...] = (
    ("Que faire maintenant ?", MENU + "next"),
    ("Parler à un conseiller", MENU + "adviser"),
    ("Mes données", MENU + "privacy"),
)
PAYLOADS = {MENU + "next": "/ask_next_step", MENU + "adviser": "/request_adviser"}
"""What the bot is asked for an item of the menu."""
COMMANDS: dict[str, Command] = {
    GET_STARTED: "start",
    MENU + "privacy": "privacy",
    HUB + "erase": "erase",
    HUB + "erase_yes": "erase_yes",
    HUB + "keep": "keep",
}
START_TITLE = "Démarrer"
PRIVACY_BUTTONS: tuple[dict[str, Any], ...] = (
    {"title": "Tout effacer", "payload": HUB + "erase"},
    {"title": "Continuer", "payload": "/ask_next_step"},
)
SURE_BUTTONS: tuple[dict[str, Any], ...] = (
    {"title": "Oui, tout effacer", "payload": HUB + "erase_yes"},
    {"title": "Non, tout garder", "payload": HUB + "keep"},
)
WISH = re.compile(
    r"(?:(?:je (?:veux|voudrais|souhaite)|pouvez[- ]vous|merci de) )?"
    r"(?:supprimer|supprimez|effacer|effacez|tout effacer|tout supprimer)"
    r"(?: (?:toutes )?(?:mes donnees|ma conversation|mes messages|notre conversation))?"
    r"(?: s'il vous plait| svp)?"
)
OBJECTLESS = ("supprimer", "supprimez", "effacer", "effacez")


def wishes_erasure(text: str) -> bool:
    """Whether the whole message is the wish to have one's data deleted; the parent is asked again before it is done."""
    plain = "".join(c for c in unicodedata.normalize("NFD", text.lower()) if unicodedata.category(c) != "Mn")
    plain = " ".join(re.sub(r"[.!?,]", " ", plain.replace("’", "'")).split())
    return bool(WISH.fullmatch(plain)) and plain not in OBJECTLESS
