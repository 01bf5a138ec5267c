"""Signatures with the app's secret: of webhooks, of deletion requests, and the proof that goes with each call."""

import base64
import binascii
import hashlib
import hmac
import json
from typing import Any

PREFIX = "sha256="


class BadSignature(Exception):
    """Not signed with the app's secret, or not in the form that Meta describes."""


def _digest(secret: str, content: bytes) -> bytes:
    return hmac.new(secret.encode(), content, hashlib.sha256).digest()


def check_webhook(secret: str, body: bytes, header: str | None) -> None:
    """Compares `X-Hub-Signature-256` with the raw bytes; SHA-256 and nothing else. Raises BadSignature."""
    expected = PREFIX + _digest(secret, body).hex()
    if header is None or not hmac.compare_digest(header.encode(errors="replace"), expected.encode()):
        raise BadSignature


def same(given: str | None, expected: str) -> bool:
    """In constant time."""
    return given is not None and hmac.compare_digest(given.encode(errors="replace"), expected.encode())


def app_secret_proof(secret: str, token: str) -> str:
    return _digest(secret, token.encode()).hex()


def read_signed_request(secret: str, signed: str) -> dict[str, Any]:
    """The content of `signature.payload`, both base64url without padding. Raises BadSignature."""
    signature, dot, payload = signed.partition(".")
    try:
        if not dot or not hmac.compare_digest(_decoded(signature), _digest(secret, payload.encode())):
            raise BadSignature
        content = json.loads(_decoded(payload))
    except (ValueError, binascii.Error, RecursionError):
        raise BadSignature from None
    if not isinstance(content, dict) or str(content.get("algorithm", "")).upper() != "HMAC-SHA256":
        raise BadSignature
    return content


def _decoded(text: str) -> bytes:
    return base64.urlsafe_b64decode(text.encode() + b"=" * (-len(text) % 4))
