"""A situation as plain data and back."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from advice.situation import Situation


def as_dict(situation: Situation) -> dict[str, Any]:
    return dataclasses.asdict(situation)


def from_dict(data: Mapping[str, Any] | None) -> Situation:
    from advice.situation import Situation

    return Situation()
