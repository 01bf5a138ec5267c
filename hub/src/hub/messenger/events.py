"""Reads the body of a webhook into events: every entry, every event, only the fields that we use. Pure; never raises.

What is not understood is counted by a short reason and left out; Meta gets its 200 all the same.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Kind = Literal[
    "message",
    "echo",
    "unsent",
    "edit",
    "postback",
    "referral",
    "reaction",
    "delivery",
    "read",
    "pass_thread_control",
    "take_thread_control",
    "request_thread_control",
]
ID_LONGEST = 64
MID_LONGEST = 512
TEXT_LONGEST = 20_000
"""Characters of one text that are kept; Messenger's own composer allows far fewer."""
ATTACHMENTS = 30
MIDS = 500
TIME_HIGHEST = 4_102_444_800_000  # milliseconds: the year 2100; beyond it, it is no time
REPLACEMENT = "\ufffd"


@dataclass(frozen=True)
class Incoming:
    """One event of one person; `at` is Meta's time in milliseconds, `standby` that another app has the thread."""

    key: str
    kind: Kind
    page_id: str
    psid: str
    at: int
    standby: bool
    content: dict[str, Any]


@dataclass
class Batch:
    """What a webhook brought, in the order of time, and why something was left out."""

    events: list[Incoming] = field(default_factory=list)
    skipped: Counter[str] = field(default_factory=Counter)


class Skip(Exception):
    """The event is of no use; the text is the reason, a short word."""


def parse(body: bytes, page_id: str) -> Batch:
    """All events of our page."""
    batch = Batch()
    try:
        content = json.loads(body, parse_constant=_no_number)
    except (ValueError, RecursionError):
        batch.skipped["malformed"] += 1
        return batch
    if not isinstance(content, dict) or content.get("object") != "page" or not isinstance(content.get("entry"), list):
        batch.skipped["not_a_page"] += 1
        return batch
    for entry in content["entry"]:
        if not isinstance(entry, dict):
            batch.skipped["malformed"] += 1
        elif _id(entry.get("id")) != page_id:
            batch.skipped["other_page"] += 1
        else:
            _read_entry(entry, page_id, batch)
    batch.events.sort(key=lambda event: event.at)
    return batch


def _no_number(name: str) -> None:
    raise ValueError(name)


def _read_entry(entry: Mapping[str, Any], page_id: str, batch: Batch) -> None:
    known = False
    for name in ("messaging", "standby"):
        events = entry.get(name)
        if events is None:
            continue
        known = True
        if not isinstance(events, list):
            batch.skipped["malformed"] += 1
            continue
        for event in events:
            try:
                batch.events += _read(event, page_id, entry.get("time"), standby=name == "standby")
            except Skip as reason:
                batch.skipped[str(reason)] += 1
            except RecursionError:
                batch.skipped["malformed"] += 1
    if not known:
        batch.skipped["changes" if "changes" in entry else "unknown"] += 1


def _read(event: Any, page_id: str, entry_time: Any, *, standby: bool) -> Iterator[Incoming]:
    if not isinstance(event, dict):
        raise Skip("malformed")
    kind, content, identity = _content(event)
    sender, recipient = _person(event, "sender"), _person(event, "recipient")
    psid = recipient if kind == "echo" else sender
    if psid is None or psid == page_id:
        raise Skip("no_person")
    if (sender if kind == "echo" else recipient) not in (page_id, None):
        raise Skip("other_page")
    at = _time(event.get("timestamp"))
    if at is None:
        at = _time(entry_time) or 0
    if identity is None:
        identity = f"{psid}\n{at}\n{kind}\n{json.dumps(content, sort_keys=True)}"
    key = hashlib.sha256(f"{kind}\n{page_id}\n{identity}".encode()).hexdigest()
    yield Incoming(key, kind, page_id, psid, at, standby, content)


def _content(event: Mapping[str, Any]) -> tuple[Kind, dict[str, Any], str | None]:
    """The kind, the fields that we use, and what makes it the same event when it comes again (None: all of it)."""
    if "message" in event:
        return _message(_object(event, "message"))
    if "message_edit" in event:
        edit = _object(event, "message_edit")
        mid = _mid(edit)
        if mid is None or not isinstance(edit.get("text"), str):
            raise Skip("malformed")
        number = edit.get("num_edit")
        content = {"mid": mid, "text": _text(edit["text"]), "number": number if _is_whole(number) else None}
        return "edit", content, None
    if "postback" in event:
        postback = _object(event, "postback")
        content = {"title": _string(postback, "title"), "payload": _string(postback, "payload")}
        return "postback", content, _mid(postback)
    if "reaction" in event:
        reaction = _object(event, "reaction")
        mid = _mid(reaction)
        if mid is None:
            raise Skip("malformed")
        emoji = _string(reaction, "emoji") if reaction.get("action") != "unreact" else None
        return "reaction", {"mid": mid, "emoji": emoji[:16] if emoji else None}, None
    if "delivery" in event:
        delivery = _object(event, "delivery")
        mids = delivery.get("mids")
        named = [mid for mid in mids if _is_mid(mid)][:MIDS] if isinstance(mids, list) else []
        watermark = _time(delivery.get("watermark"))
        if watermark is None and not named:
            raise Skip("malformed")
        return "delivery", {"mids": named, "watermark": watermark}, None
    if "read" in event:
        watermark = _time(_object(event, "read").get("watermark"))
        if watermark is None:
            raise Skip("malformed")
        return "read", {"watermark": watermark}, None
    for kind in ("pass_thread_control", "take_thread_control", "request_thread_control"):
        if kind in event:
            control = _object(event, kind)
            names = ("previous_owner_app_id", "new_owner_app_id", "requested_owner_app_id")
            return kind, {name: _id(control.get(name)) for name in names}, None
    if "referral" in event:
        _object(event, "referral")
        return "referral", {}, None
    known = sorted({"optin", "app_roles", "account_linking", "policy_enforcement", "game_play"} & event.keys())
    raise Skip(known[0] if known else "unknown")


def _message(message: Mapping[str, Any]) -> tuple[Kind, dict[str, Any], str | None]:
    mid = _mid(message)
    if message.get("is_deleted") is True:
        if mid is None:
            raise Skip("malformed")
        return "unsent", {"mid": mid}, mid
    attachments = list(_attachments(message.get("attachments")))
    text = _string(message, "text")
    if message.get("is_echo") is True:
        metadata = _string(message, "metadata")
        content = {"mid": mid, "text": text, "attachments": len(attachments), "app_id": _id(message.get("app_id"))}
        return "echo", {**content, "metadata": metadata[:1000] if metadata else None}, mid
    reply = message.get("quick_reply")
    payload = _string(reply, "payload") if isinstance(reply, dict) else None
    if not (text and text.strip()) and not attachments and not payload:
        raise Skip("empty" if mid else "malformed")
    return "message", {"mid": mid, "text": text, "payload": payload, "attachments": attachments}, mid


def _attachments(found: Any) -> Iterator[dict[str, str | None]]:
    for attachment in found[:ATTACHMENTS] if isinstance(found, list) else ():
        if not isinstance(attachment, dict) or not isinstance(attachment.get("type"), str):
            continue
        payload = attachment.get("payload")
        url = payload.get("url") if isinstance(payload, dict) else None
        sticker = isinstance(payload, dict) and payload.get("sticker_id") is not None
        kind = "sticker" if sticker else attachment["type"][:40]
        yield {"type": _clean(kind), "url": url[:4000] if isinstance(url, str) and url.isprintable() else None}


def _object(event: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found = event[name]
    if not isinstance(found, dict):
        raise Skip("malformed")
    return found


def _person(event: Mapping[str, Any], name: str) -> str | None:
    found = event.get(name)
    return _id(found.get("id")) if isinstance(found, dict) else None


def _id(value: Any) -> str | None:
    """Ids are digits; Meta writes those of apps as numbers here and as texts there."""
    if _is_whole(value):
        value = str(value)
    good = isinstance(value, str) and value.isascii() and value.isdigit() and len(value) <= ID_LONGEST
    return value if good else None


def _is_whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 10**ID_LONGEST


def _mid(found: Mapping[str, Any]) -> str | None:
    mid = found.get("mid")
    return mid if _is_mid(mid) else None


def _is_mid(value: Any) -> bool:
    return isinstance(value, str) and 0 < len(value) <= MID_LONGEST and value.isprintable()


def _time(value: Any) -> int | None:
    return value if _is_whole(value) and value <= TIME_HIGHEST else None


def _string(found: Mapping[str, Any], name: str) -> str | None:
    value = found.get(name)
    return _text(value) if isinstance(value, str) else None


def _text(value: str) -> str:
    return _clean(value[:TEXT_LONGEST])


def _clean(value: str) -> str:
    """Without what PostgreSQL cannot keep: NUL and halves of characters."""
    return "".join(REPLACEMENT if c == "\x00" or "\ud800" <= c <= "\udfff" else c for c in value)
