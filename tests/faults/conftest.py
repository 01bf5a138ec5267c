"""One running assistant for all tests of faults: a start costs more than most of them."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.assistant import Assistant, running
from tests.faults.conditions import SETTINGS


@pytest.fixture(scope="session")
def assistant() -> Iterator[Assistant]:
    """Not below pytest's own folder: PostgreSQL runs as another user, and each start of pytest closes that folder."""
    with (
        tempfile.TemporaryDirectory(prefix="assistant-faults-") as folder,
        running(Path(folder) / "var", SETTINGS) as started,
    ):
        yield started
