"""How the assistant is set in which processes are killed, and how often: the tests and the benchmark share it."""

from __future__ import annotations

import os

from tests.assistant import UNLIMITED

KILLS = int(os.environ.get("KILLS", "20"))
TAKE_OVERS = int(os.environ.get("TAKE_OVERS", "100"))
SEED = 20261122

SETTINGS = UNLIMITED | {
    "HUB_LIMIT_LOGINS": "1000/second",
    "HUB_LIMIT_LOGINS_ADDRESS": "1000/second",
    "HUB_QUIET_SECONDS": "0.1",
    # Long runs have no desk page whose stream would show that the adviser is there.
    "HUB_DESK_ABSENT_SECONDS": "86400",
    "HUB_DESK_IDLE_SECONDS": "86400",
    # Short enough for a test to wait for.
    "HUB_UNANSWERED_SECONDS": "20",
}
