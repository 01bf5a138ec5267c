"""One running assistant for all tests of faults: a start costs more than most of them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.assistant import Assistant, running
from tests.faults.conditions import SETTINGS


@pytest.fixture(scope="session")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with running(tmp_path_factory.mktemp("assistant") / "var", SETTINGS) as started:
        yield started
