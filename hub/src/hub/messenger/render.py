"""What Messenger shows of a message: texts, quick replies, templates. Pure: from a message to the API's objects."""

from collections.abc import Mapping, Sequence
from typing import Any

from hub.messenger import limits
from hub.messenger.splitting import split

Payload = dict[str, Any]
BUTTON = "b:"
"""Before a button's id: what comes back when the parent taps it."""
OPEN_LINK = "Ouvrir"


def render(text: str, blocks: Sequence[Mapping[str, Any]], buttons: Sequence[Mapping[str, Any]]) -> list[Payload]:
    """The messages that carry one of ours, in order; the buttons are on the last. Never empty."""
    payloads: list[Payload] = []
    for segment in _segments(text, blocks):
        if isinstance(segment, str):
            payloads += [{"text": part} for part in split(segment)]
        else:
            payloads.append(segment)
    if not payloads:
        payloads = [{"text": "…"}]
    if buttons:
        payloads[-1] = {**payloads[-1], "quick_replies": quick_replies(buttons)}
    return payloads


def quick_replies(buttons: Sequence[Mapping[str, Any]]) -> list[Payload]:
    """As many as Meta takes."""
    return [
        {"content_type": "text", "title": title_of(button), "payload": BUTTON + str(button["id"])}
        for button in buttons[: limits.QUICK_REPLIES]
    ]


def title_of(button: Mapping[str, Any]) -> str:
    """The title where it fits, else the short one."""
    title = str(button["title"])
    if limits.length(title) <= limits.TITLE:
        return title
    return limits.shortened(str(button.get("short_title") or title), limits.TITLE)


def lasting(payload: Payload) -> Payload | None:
    """The same with buttons that stay when another message follows; None where Meta has no room for them.

    Quick replies vanish with the next message of the thread.
    """
    replies = payload.get("quick_replies") or []
    text = payload.get("text")
    if not replies or text is None or len(replies) > limits.BUTTONS or limits.length(text) > limits.BUTTON_TEXT:
        return None
    buttons = [{"type": "postback", "title": reply["title"], "payload": reply["payload"]} for reply in replies]
    return button_template(text, buttons)


def button_template(text: str, buttons: Sequence[Mapping[str, Any]]) -> Payload:
    body = {"template_type": "button", "text": text, "buttons": [dict(button) for button in buttons]}
    return {"attachment": {"type": "template", "payload": body}}


def link(text: str, url: str, title: str = OPEN_LINK) -> Payload:
    """A text with a button that opens an address."""
    shown = {"type": "web_url", "title": limits.shortened(title, limits.TITLE), "url": url}
    return button_template(limits.shortened(text, limits.BUTTON_TEXT), [shown])


def cards(elements: Sequence[tuple[str, str, Sequence[Mapping[str, Any]]]]) -> Payload:
    """Cards to leaf through, each `(title, subtitle, postback buttons {id, title, short_title?})`."""
    shown = []
    for title, subtitle, buttons in elements[: limits.ELEMENTS]:
        card: Payload = {"title": limits.shortened(title, limits.ELEMENT_TITLE)}
        if subtitle:
            card["subtitle"] = limits.shortened(subtitle, limits.ELEMENT_SUBTITLE)
        if buttons:
            card["buttons"] = [
                {"type": "postback", "title": title_of(button), "payload": BUTTON + str(button["id"])}
                for button in buttons[: limits.BUTTONS]
            ]
        shown.append(card)
    return {"attachment": {"type": "template", "payload": {"template_type": "generic", "elements": shown}}}


def plain(payload: Payload) -> Payload:
    """The words alone, for when Meta refuses the rest."""
    if "text" in payload:
        return {"text": payload["text"]}
    body = payload["attachment"]["payload"]
    if "text" in body:
        links = [button["url"] for button in body.get("buttons", ()) if button["type"] == "web_url"]
        return {"text": limits.shortened("\n".join([body["text"], *links]), limits.TEXT)}
    titles = [" : ".join(filter(None, (card["title"], card.get("subtitle")))) for card in body["elements"]]
    return {"text": limits.shortened("\n".join(titles), limits.TEXT)}


def text_of(payload: Payload) -> str:
    """Its words."""
    return str(plain(payload)["text"])


def merged(carried: Sequence[Payload], own: Sequence[Payload]) -> list[Payload]:
    """Quick replies of an earlier message and of this one; the same title counts once, this one's first."""
    titles: dict[str, Payload] = {reply["title"]: reply for reply in (*own, *carried)}
    for reply in own:
        titles[reply["title"]] = reply
    return list(titles.values())[: limits.QUICK_REPLIES]


def _segments(text: str, blocks: Sequence[Mapping[str, Any]]) -> list[str | Payload]:
    """The plain text, or, where a part is to be copied or opened, that part as a message of its own."""
    if not any(block.get("type") in ("draft", "link") for block in blocks) and _holds(text, blocks):
        return [text]
    segments: list[str | Payload] = []
    words: list[str] = []
    for block in blocks:
        if block.get("type") == "link" and str(block.get("url", "")).startswith("https://"):
            segments += _joined(words)
            title = str(block.get("title") or OPEN_LINK)
            segments.append(link(str(block.get("text") or title), str(block["url"]), title))
        elif block.get("type") == "draft":
            if block.get("title"):
                words.append(str(block["title"]))
            segments += [*_joined(words), str(block.get("text") or "")]
        else:
            words.append(_words(block))
    return [segment for segment in [*segments, *_joined(words)] if segment]


def _holds(text: str, blocks: Sequence[Mapping[str, Any]]) -> bool:
    """Whether every word of the blocks stands in the text: a channel may have put one in another's place."""
    return all(str(said) in text for block in blocks for said in (block.get("text") or "", *(block.get("items") or ())))


def _joined(words: list[str]) -> list[str | Payload]:
    said = "\n\n".join(filter(None, words))
    words.clear()
    return [said] if said else []


def _words(block: Mapping[str, Any]) -> str:
    lines = [str(block[key]) for key in ("title", "text", "name", "url") if block.get(key)]
    for place, item in enumerate(block.get("items") or (), start=1):
        lines.append(f"{place}. {item}" if block.get("ordered") else f"• {item}")
    return "\n".join(lines)
