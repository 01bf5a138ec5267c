"""A parent's token: signed, names its conversation, ends at a fixed time."""

import uuid
from datetime import datetime, timedelta, timezone

from itsdangerous import BadData, URLSafeSerializer

PURPOSE = "hub.chat"


class TokenRefused(Exception):
    """Forged, damaged, or over."""


class Tokens:
    """Makes and reads tokens with one secret."""

    def __init__(self, secret: str, seconds: int) -> None:
        self._serializer = URLSafeSerializer(secret, salt=PURPOSE)
        self._lifetime = timedelta(seconds=seconds)

    def issue(self, conversation_id: uuid.UUID, now: datetime) -> tuple[str, datetime]:
        """The token, and when it ends."""
        expires_at = (now + self._lifetime).replace(microsecond=0)
        return str(self._serializer.dumps([str(conversation_id), int(expires_at.timestamp())])), expires_at

    def read(self, token: str, now: datetime) -> tuple[uuid.UUID, datetime]:
        """The conversation that the token names, and when it ends. Raises TokenRefused."""
        try:
            conversation, expires = self._serializer.loads(token)
            conversation_id, expires_at = uuid.UUID(conversation), datetime.fromtimestamp(expires, timezone.utc)
        except (BadData, ValueError, TypeError):
            raise TokenRefused from None
        if expires_at <= now:
            raise TokenRefused
        return conversation_id, expires_at
