"""How long an answer to a step is awaited before content that is still there counts as no answer."""

from __future__ import annotations

import os
from datetime import timedelta

SETTING = "HUB_PENDING_HOURS"
# Parents are told to look every day; the law names no delay, so that the next step need not wait for longer.
USUAL_HOURS = 24.0


def patience() -> timedelta:
    """The operator's hours, or a day.

    Raises:
        ValueError: the setting is no number of hours.
    """
    return timedelta(hours=float(os.environ.get(SETTING) or USUAL_HOURS))
