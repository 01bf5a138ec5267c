"""Log lines of the Rasa process: ids, names and places, never what a parent or the bot wrote."""

from __future__ import annotations

import logging
import sys
import traceback
from collections.abc import MutableMapping
from types import TracebackType
from typing import Any

import structlog

FORMAT = "%(asctime)s %(levelname)s %(name)s %(message)s"
# Rasa's own INFO and DEBUG lines quote texts, slots and trackers; for some, so do the warnings.
QUIET_BELOW = {
    "rasa": logging.WARNING,
    "rasa.shared.core.events": logging.ERROR,
    "py.warnings": logging.ERROR,
    "asyncio": logging.WARNING,
}

ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


def configure() -> None:
    """One handler on stderr for everything, Rasa's structured events by their name alone."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(PlacesOnly(FORMAT))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.INFO)
    for name, level in QUIET_BELOW.items():
        logging.getLogger(name).setLevel(level)
    logging.captureWarnings(True)
    structlog.configure(
        processors=[_name_only],
        wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING),
        logger_factory=lambda *_: logging.getLogger("rasa.events"),
        cache_logger_on_first_use=True,
    )


class PlacesOnly(logging.Formatter):
    """Exceptions as their types and the places they passed: their messages may quote a conversation."""

    def formatException(self, ei: ExcInfo) -> str:
        lines = []
        error: BaseException | None = ei[1]
        while error is not None:
            frames = traceback.extract_tb(error.__traceback__)
            lines.append(f"{type(error).__module__}.{type(error).__qualname__}")
            lines.extend(f"  {frame.filename}:{frame.lineno} in {frame.name}" for frame in frames)
            error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
        return "\n".join(lines)


def _name_only(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> str:
    return str(event.get("event", ""))
