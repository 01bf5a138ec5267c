"""What Meta refuses, written from its documentation: every limit of the Send API, and the error that names it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

BODY = {"recipient", "messaging_type", "message", "tag", "persona_id", "sender_action", "reply_to", "notification_type"}
MESSAGE = {"text", "attachment", "quick_replies", "metadata"}
ACTIONS = {"typing_on", "typing_off", "mark_seen"}
TEXT_LONGEST = 2000
METADATA_LONGEST = 999
PAYLOAD_LONGEST = 1000
TITLE_LONGEST = 20


class Refusal(Exception):
    """Meta's error to a call."""

    def __init__(self, code: int, said: str, subcode: int | None = None, status: int = 400) -> None:
        super().__init__(f"(#{code}) {said}")
        self.code, self.said, self.subcode, self.status = code, said, subcode, status

    @property
    def body(self) -> dict[str, Any]:
        error: dict[str, Any] = {"message": str(self), "type": "OAuthException", "code": self.code, "fbtrace_id": "A0"}
        if self.subcode is not None:
            error["error_subcode"] = self.subcode
        return {"error": error}


def bad(said: str, subcode: int | None = None) -> Refusal:
    return Refusal(100, said, subcode)


def check_body(body: Any) -> None:
    """The form of a call to the Send API; raises Refusal."""
    if not isinstance(body, dict) or body.keys() - BODY:
        raise bad(f"unknown parameter {sorted(set(body) - BODY) if isinstance(body, dict) else body!r}")
    recipient = body.get("recipient")
    if not isinstance(recipient, dict) or set(recipient) != {"id"} or not isinstance(recipient["id"], str):
        raise bad("param recipient must be an object with an id")
    if ("message" in body) == ("sender_action" in body):
        raise bad("a message or a sender action, in calls of their own")
    if "sender_action" in body:
        if body["sender_action"] not in ACTIONS or body.keys() - {"recipient", "sender_action", "persona_id"}:
            raise bad("sender_action")
        return
    if body.get("messaging_type") not in ("RESPONSE", "UPDATE", "MESSAGE_TAG"):
        raise bad("messaging_type is required")
    if ("tag" in body) != (body["messaging_type"] == "MESSAGE_TAG"):
        raise bad("a tag goes with MESSAGE_TAG and with nothing else")
    if "tag" in body and body["tag"] != "HUMAN_AGENT":
        raise bad("this tag was retired", 1893061)
    check_message(body["message"])


def check_message(message: Any) -> None:
    if not isinstance(message, dict) or message.keys() - MESSAGE:
        raise bad("unknown field of a message")
    if ("text" in message) == ("attachment" in message):
        raise bad("a text or an attachment")
    if "text" in message:
        _text(message["text"], TEXT_LONGEST, "text")
    else:
        _attachment(message["attachment"])
    if "metadata" in message:
        _text(message["metadata"], METADATA_LONGEST, "metadata")
    if "quick_replies" in message:
        replies = message["quick_replies"]
        if not isinstance(replies, list) or not 1 <= len(replies) <= 13:
            raise bad("1 to 13 quick replies")
        for reply in replies:
            if set(reply) != {"content_type", "title", "payload"} or reply["content_type"] != "text":
                raise bad("a quick reply is {content_type: text, title, payload}")
            _text(reply["title"], TITLE_LONGEST, "title of a quick reply")
            _text(reply["payload"], PAYLOAD_LONGEST, "payload of a quick reply")


def _attachment(attachment: Any) -> None:
    if not isinstance(attachment, dict) or set(attachment) != {"type", "payload"} or attachment["type"] != "template":
        raise bad("only templates are expected here")
    payload = attachment["payload"]
    if payload.get("template_type") == "button":
        if set(payload) != {"template_type", "text", "buttons"}:
            raise bad("fields of a button template")
        _text(payload["text"], 640, "text of a button template")
        _buttons(payload["buttons"])
    elif payload.get("template_type") == "generic":
        if set(payload) != {"template_type", "elements"} or not 1 <= len(payload["elements"]) <= 10:
            raise bad("1 to 10 elements")
        for element in payload["elements"]:
            if not {"title"} < set(element) <= {"title", "subtitle", "buttons"}:
                raise bad("an element has a title and something more")
            _text(element["title"], 80, "title of an element")
            if "subtitle" in element:
                _text(element["subtitle"], 80, "subtitle of an element")
            if "buttons" in element:
                _buttons(element["buttons"])
    else:
        raise bad("template_type")


def _buttons(buttons: Any) -> None:
    if not isinstance(buttons, list) or not 1 <= len(buttons) <= 3:
        raise bad("1 to 3 buttons")
    for button in buttons:
        _text(button.get("title"), TITLE_LONGEST, "title of a button")
        if button.get("type") == "postback" and set(button) == {"type", "title", "payload"}:
            _text(button["payload"], PAYLOAD_LONGEST, "payload of a button")
        elif button.get("type") == "web_url" and set(button) == {"type", "title", "url"}:
            if not str(button["url"]).startswith("https://"):
                raise bad("url of a button")
        else:
            raise bad("a button is a postback or a web_url")


def _text(value: Any, longest: int, name: str) -> None:
    if not isinstance(value, str) or not value.strip():
        raise bad(f"{name} must not be empty")
    if len(value.encode("utf-16-le")) // 2 > longest:
        raise bad(f"{name} is longer than {longest}")


def check_profile(profile: Mapping[str, Any]) -> None:
    """Get started, greeting and menu; raises Refusal."""
    if profile.keys() - {"get_started", "greeting", "persistent_menu"}:
        raise bad("unknown property of the profile")
    if "get_started" in profile:
        _text(profile["get_started"].get("payload"), PAYLOAD_LONGEST, "payload of get_started")
    for greeting in profile.get("greeting", ()):
        _text(greeting.get("text"), 160, "greeting")
    for name in ("greeting", "persistent_menu"):
        if name in profile and "default" not in [entry.get("locale") for entry in profile[name]]:
            raise bad(f"{name} needs the locale default")
    for menu in profile.get("persistent_menu", ()):
        if not 1 <= len(menu.get("call_to_actions", ())) <= 20:
            raise bad("1 to 20 items of the menu")
        for item in menu["call_to_actions"]:
            if item.get("type") != "postback":
                raise bad("type of a menu item")
            _text(item.get("title"), 30, "title of a menu item")
            _text(item.get("payload"), PAYLOAD_LONGEST, "payload of a menu item")
