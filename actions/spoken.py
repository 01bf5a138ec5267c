"""The texts in use: read when the action server starts, replaced while it runs when a new copy is brought in.

Behind the hub the copy in HUB_VAR counts: `make texts` writes it, and later turns have its words. A turn
keeps those that it began with. Without HUB_VAR (`rasa shell`, tests) domain/*.yml are read once.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from wording import publishing, reading

logger = logging.getLogger(__name__)

Stamp = tuple[int, int, int]


class Spoken:
    """folder: the texts' sources. copies: where the copy of the running service lies, or None without one.

    version: which texts are in use.
    """

    def __init__(self, folder: Path, copies: Path | None) -> None:
        texts, faults = reading.read(folder)
        for fault in faults:
            logger.error("a text cannot be used: %s, line %d %s", fault.file, fault.line, fault.name)
        self._copies = copies
        self._stamp = self._look()
        self._sources = publishing.responses(texts.values())
        self._said: publishing.Responses = self._sources
        self.version = publishing.version(self._sources)
        if self._stamp is not None:
            self._take_copy()
        elif copies is not None and not faults:
            publishing.write(self._said, copies)
            self._stamp = self._look()

    def responses(self) -> publishing.Responses:
        """The texts for a turn that begins now; the mapping itself never changes."""
        stamp = self._look()
        if stamp is not None and stamp != self._stamp:
            self._stamp = stamp
            self._take_copy()
        return self._said

    def _take_copy(self) -> None:
        """A copy that is no good changes nothing: what was said before stays. Texts newer than the copy are kept."""
        assert self._copies is not None
        try:
            copy = publishing.read(self._copies)
        except publishing.NoCopy:
            logger.error("the new texts cannot be read, the old ones stay")
            return
        self._said = {**self._sources, **copy}
        self.version = publishing.version(copy)
        logger.info("texts %s are in use", self.version)

    def _look(self) -> Stamp | None:
        if self._copies is None:
            return None
        try:
            state = (self._copies / publishing.COPY).stat()
        except OSError:
            return None
        return state.st_mtime_ns, state.st_size, state.st_ino


@cache
def spoken() -> Spoken:
    """The texts of this process."""
    var = os.environ.get("HUB_VAR")
    return Spoken(reading.FOLDER, Path(var) if var else None)


def responses(domain: Mapping[str, Any]) -> publishing.Responses:
    """The texts in use; where a source could not be read at the start, those of the trained model stand in."""
    trained: publishing.Responses = domain.get("responses") or {}
    said = spoken().responses()
    return said if trained.keys() <= said.keys() else {**trained, **said}


class SpokenVersion(Action):
    """Asked by `make texts`, and by no rule: which texts this process speaks."""

    def name(self) -> str:
        return "action_spoken_version"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Mapping[str, Any]) -> list[Any]:
        spoken().responses()
        dispatcher.utter_message(text=spoken().version)
        return []
