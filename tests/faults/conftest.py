"""One running assistant for all fault tests: a start costs more than most of them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.assistant import UNLIMITED, Assistant, running

# The adviser of these tests shows no presence between two answers, and a process that is killed for long may be late.
PATIENT = {"HUB_QUIET_SECONDS": "0.1", "HUB_UNANSWERED_SECONDS": "600", "HUB_DESK_ABSENT_SECONDS": "600"}


@pytest.fixture(scope="session")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with running(tmp_path_factory.mktemp("assistant") / "var", UNLIMITED | PATIENT) as started:
        yield started
