"""Meta's limits for what is sent, and lengths as Meta may count them."""

TEXT = 1900
"""Meta's long-standing limit is 2,000; no current page states it, so we stay below."""
QUICK_REPLIES = 13
TITLE = 20
"""Of a quick reply and of a button."""
BUTTON_TEXT = 640
BUTTONS = 3
ELEMENTS = 10
ELEMENT_TITLE = 80
ELEMENT_SUBTITLE = 80
PERSONA_NAME = 50
GREETING = 160
MENU_TITLE = 30


def length(text: str) -> int:
    """In UTF-16 units: the stricter of the ways in which a platform may count characters."""
    return len(text) + sum(character > "\uffff" for character in text)


def shortened(text: str, longest: int) -> str:
    """The text, cut at its end to fit with an ellipsis."""
    if length(text) <= longest:
        return text
    kept = text
    while length(kept) > longest - 1:
        kept = kept[:-1]
    return kept.rstrip() + "…"
