"""Brings checked texts into the running service, and asks it whether it speaks them."""

from __future__ import annotations

import json
import time
import urllib.error
import urllib.request
from pathlib import Path

from wording import publishing

# The service takes a new copy with the next call; a minute is what a lawyer was promised.
LOADED_WITHIN = 60.0
ASK_EVERY = 0.5
ANSWER_WITHIN = 10.0

# The least that an action server takes for a call.
_CALL = {
    "next_action": "action_spoken_version",
    "sender_id": "texts",
    "domain": {},
    "tracker": {
        "sender_id": "texts",
        "slots": {},
        "latest_message": {},
        "events": [],
        "paused": False,
        "followup_action": None,
        "active_loop": {},
        "latest_action_name": None,
    },
}


class NotRunning(Exception):
    """No action server answers on that port."""


class NotLoaded(Exception):
    """The service answers, and still speaks other texts."""


def spoken_version(port: int) -> str:
    """Which texts the action server on `port` speaks.

    Raises:
        NotRunning: nothing answers there, or something that does not know the question.
    """
    call = urllib.request.Request(
        f"http://127.0.0.1:{port}/webhook",
        data=json.dumps(_CALL).encode(),
        headers={"Content-Type": "application/json"},
    )
    try:
        with urllib.request.urlopen(call, timeout=ANSWER_WITHIN) as answer:
            return str(json.load(answer)["responses"][0]["text"])
    except (OSError, ValueError, LookupError) as error:
        raise NotRunning(type(error).__name__) from None


def load(said: publishing.Responses, folder: Path, port: int) -> float:
    """Writes the copy and returns after how many seconds the service spoke it.

    Raises:
        NotRunning: the copy is there for the next start.
        NotLoaded: the service speaks other texts a minute later.
    """
    wanted = publishing.write(said, folder)
    began = time.monotonic()
    while (passed := time.monotonic() - began) < LOADED_WITHIN:
        if spoken_version(port) == wanted:
            return time.monotonic() - began
        time.sleep(ASK_EVERY)
    raise NotLoaded(f"{passed:.0f} s")
