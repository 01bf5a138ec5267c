"""Checks how a page is set up at Meta, and repairs what can be repaired from here."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from hub.messenger import menu
from hub.messenger.graph import Away, Graph, GraphRefused, Unknown
from hub.messenger.limits import GREETING
from hub.messenger.webhook import PATH

FIELDS = (
    "messages",
    "messaging_postbacks",
    "message_echoes",
    "messaging_handovers",
    "standby",
    "message_deliveries",
    "message_reads",
    "message_reactions",
    "message_edits",
    "messaging_referrals",
)
"""Webhook fields that the hub handles."""
PERMISSIONS = ("pages_messaging", "pages_manage_metadata")
GREETING_TEXT = (
    "Un enfant est harcelé en ligne ? Notre assistant automatique vous guide pas à pas, et un conseiller peut "
    "prendre le relais. En danger : 112 ou 101."
)
assert len(GREETING_TEXT) <= GREETING
FRENCH = ("default", "fr_FR")
PROFILE = "/me/messenger_profile"


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at; `hint` says what to do by hand."""

    name: str
    good: bool
    hint: str = ""
    repaired: bool = False


Check = Callable[[], Awaitable[Finding]]
Repair = Callable[[], Awaitable[object]]


async def check(graph: Graph, public_url: str | None, *, repair: bool) -> list[Finding]:
    """Looks at everything in turn; what hangs on the token is left out when the token is not good."""
    found = [await _token(graph)]
    if not found[0].good:
        return found
    steps: list[tuple[Check, Repair | None]] = [
        (lambda: _webhook(graph, public_url), (lambda: _set_webhook(graph, public_url or "")) if public_url else None),
        (lambda: _subscriptions(graph), lambda: _subscribe(graph)),
        (lambda: _started(graph), lambda: graph.call("POST", PROFILE, json=_get_started())),
        (lambda: _greeting(graph), lambda: graph.call("POST", PROFILE, json=_greetings())),
        (lambda: _menu(graph), lambda: graph.call("POST", PROFILE, json={**_get_started(), **_menus()})),
    ]
    for look, mend in steps:
        finding = await _safely(look)
        if not finding.good and repair and mend is not None:
            trouble = await _mended(mend)
            again = await _safely(look)
            hint = "" if again.good else trouble or again.hint
            finding = Finding(again.name, again.good, hint, repaired=again.good)
        found.append(finding)
    found.append(_default_app())
    return found


async def _safely(look: Check) -> Finding:
    try:
        return await look()
    except (Away, Unknown, GraphRefused) as error:
        return Finding("call", False, f"Meta refuses or does not answer: {type(error).__name__} {error}")


async def _mended(mend: Repair) -> str:
    try:
        await mend()
    except (Away, Unknown, GraphRefused) as error:
        return f"the repair was refused: {type(error).__name__} {error}"
    return ""


async def _token(graph: Graph) -> Finding:
    page = graph.page
    app_token = f"{page.app_id}|{page.app_secret}"
    try:
        answer = await graph.call("GET", "/debug_token", params={"input_token": page.token}, token=app_token)
    except GraphRefused:
        return Finding("token", False, "HUB_MESSENGER_APP_ID and HUB_MESSENGER_APP_SECRET do not belong together")
    except (Away, Unknown):
        return Finding("token", False, "Meta does not answer: is the way to the Internet open?")
    data = answer.get("data")
    data = data if isinstance(data, dict) else {}
    if not data.get("is_valid"):
        return Finding("token", False, "HUB_MESSENGER_PAGE_TOKEN is not valid (any more): make a new page token")
    if str(data.get("app_id")) != page.app_id:
        return Finding("token", False, "the token belongs to another app")
    if data.get("type") != "PAGE" or str(data.get("profile_id")) != page.id:
        return Finding("token", False, "the token is not one of this page: use a page access token")
    missing = [name for name in PERMISSIONS if name not in (data.get("scopes") or ())]
    if missing:
        return Finding("token", False, f"the token lacks {', '.join(missing)}")
    if data.get("expires_at"):
        return Finding("token", True, "it has an end: a token of a system user has none")
    return Finding("token", True)


async def _webhook(graph: Graph, public_url: str | None) -> Finding:
    page = graph.page
    app_token = f"{page.app_id}|{page.app_secret}"
    answer = await graph.call("GET", f"/{page.app_id}/subscriptions", token=app_token)
    listed = [one for one in answer.get("data") or () if isinstance(one, dict) and one.get("object") == "page"]
    if not listed or not listed[0].get("active"):
        return Finding("webhook", False, "the app has no webhook for pages: set HUB_MESSENGER_PUBLIC_URL and repair")
    if public_url is not None and listed[0].get("callback_url") != public_url + PATH:
        return Finding("webhook", False, f"the app calls another address than {public_url}{PATH}")
    names = {field.get("name") for field in listed[0].get("fields") or () if isinstance(field, dict)}
    missing = [name for name in FIELDS if name not in names]
    return Finding("webhook", not missing, f"fields of the app are missing: {', '.join(missing)}" if missing else "")


async def _set_webhook(graph: Graph, public_url: str) -> None:
    page = graph.page
    asked = {
        "object": "page",
        "callback_url": public_url + PATH,
        "verify_token": page.verify_token,
        "fields": ",".join(FIELDS),
    }
    await graph.call("POST", f"/{page.app_id}/subscriptions", params=asked, token=f"{page.app_id}|{page.app_secret}")


async def _subscriptions(graph: Graph) -> Finding:
    answer = await graph.call("GET", f"/{graph.page.id}/subscribed_apps")
    ours = [app for app in answer.get("data") or () if str(app.get("id")) == graph.page.app_id]
    names = set(ours[0].get("subscribed_fields") or ()) if ours else set()
    missing = [name for name in FIELDS if name not in names]
    return Finding("subscriptions", not missing, f"the page does not send: {', '.join(missing)}" if missing else "")


async def _subscribe(graph: Graph) -> None:
    fields = {"subscribed_fields": ",".join(FIELDS)}
    await graph.call("POST", f"/{graph.page.id}/subscribed_apps", params=fields)


async def _property(graph: Graph, name: str) -> Any:
    answer = await graph.call("GET", PROFILE, params={"fields": name})
    found = answer.get("data") or [{}]
    return found[0].get(name)


async def _started(graph: Graph) -> Finding:
    found = await _property(graph, "get_started")
    good = isinstance(found, dict) and found.get("payload") == menu.GET_STARTED
    return Finding("get_started", good, "" if good else "the button « Démarrer » is not ours")


async def _greeting(graph: Graph) -> Finding:
    found = await _property(graph, "greeting") or []
    texts = {entry.get("locale"): entry.get("text") for entry in found}
    good = all(texts.get(locale) == GREETING_TEXT for locale in FRENCH)
    return Finding("greeting", good, "" if good else "the French greeting is missing or another")


async def _menu(graph: Graph) -> Finding:
    found = await _property(graph, "persistent_menu") or []
    shown = [entry for entry in found if entry.get("locale") == "default"]
    items = [(item.get("title"), item.get("payload")) for item in (shown[0].get("call_to_actions") if shown else ())]
    good = items == list(menu.ITEMS)
    return Finding("menu", good, "" if good else "the menu is missing or another")


def _default_app() -> Finding:
    """No call tells which app is the default one: a person has to look."""
    hint = "look by hand: Page settings > Advanced messaging > Conversation routing > default app must be this app"
    return Finding("default_app", True, hint)


def _get_started() -> dict[str, Any]:
    return {"get_started": {"payload": menu.GET_STARTED}}


def _greetings() -> dict[str, Any]:
    return {"greeting": [{"locale": locale, "text": GREETING_TEXT} for locale in FRENCH]}


def _menus() -> dict[str, Any]:
    items = [{"type": "postback", "title": title, "payload": payload} for title, payload in menu.ITEMS]
    shown = {"locale": "default", "composer_input_disabled": False, "call_to_actions": items}
    return {"persistent_menu": [shown]}
