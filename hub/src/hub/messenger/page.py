"""The Facebook page that the hub speaks for, as the settings describe it."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hub.settings import Settings

PERSONS = uuid.UUID("6f0d7c1b-3d0c-4f0e-9c55-5d1b8f2f6a10")
"""Namespace of the ids that stand for a person in locks and jobs; a number that means nothing elsewhere."""


@dataclass(frozen=True)
class Page:
    """Page, app and their secrets; all of them or none."""

    id: str
    token: str = field(repr=False)
    app_id: str
    app_secret: str = field(repr=False)
    verify_token: str = field(repr=False)
    graph_url: str
    graph_version: str

    @property
    def base(self) -> str:
        return f"{self.graph_url}/{self.graph_version}"


def person_of(page_id: str, psid: str) -> uuid.UUID:
    return uuid.uuid5(PERSONS, f"{page_id}:{psid}")


def page_of(settings: Settings) -> Page | None:
    """None where Messenger is off."""
    page_id, token = settings.messenger_page_id, settings.messenger_page_token
    app_id, app_secret = settings.messenger_app_id, settings.messenger_app_secret
    verify_token = settings.messenger_verify_token
    if not (page_id and token and app_id and app_secret and verify_token):
        return None
    return Page(
        page_id,
        token,
        app_id,
        app_secret,
        verify_token,
        settings.messenger_graph_url.rstrip("/"),
        settings.messenger_graph_version,
    )
