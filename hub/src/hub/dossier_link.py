"""A dossier where no window of ours is: a link in the chat that opens only with the code beside it.

Nothing is kept: the code follows from the link. A link that is passed on or found is worth nothing without it.
"""

import hashlib
import hmac
import secrets
import uuid
from datetime import datetime, timedelta

from itsdangerous import BadData, URLSafeSerializer

from hub.bot import AnswerBlock, TurnAnswer, TurnRequest
from hub.settings import Settings

PURPOSE = "hub.dossier"
LASTS = timedelta(days=1)
"""A parent who comes back later asks for another one."""
DIGITS = 8
PATH = "/dossier/"
FILE_ID = "dossier"
"""The id by which the bot names the file that the hub makes."""
TITLE = "Ouvrir mon dossier"
TEXT = "Votre dossier (PDF) s’ouvre avec ce code : {code}. Le lien et le code valent un jour. Gardez-les pour vous."
ELSEWHERE = "Le dossier en PDF se télécharge dans le chat de notre site. Ici, je peux vous écrire un résumé à copier."


class LinkRefused(Exception):
    """Forged, damaged, over, or with another code."""


class DossierLinks:
    """Makes links with their codes, and reads them."""

    def __init__(self, secret: str) -> None:
        self._serializer = URLSafeSerializer(secret, salt=PURPOSE)
        self._key = hashlib.sha256(f"{PURPOSE}.code:{secret}".encode()).digest()

    def issue(self, conversation_id: uuid.UUID, now: datetime) -> tuple[str, str]:
        """The link's last part, and its code."""
        ends = int((now + LASTS).timestamp())
        link = str(self._serializer.dumps([conversation_id.hex, ends, secrets.token_urlsafe(6)]))
        return link, self._code(link)

    def read(self, link: str, now: datetime) -> uuid.UUID:
        """The conversation that the link names. Raises LinkRefused."""
        try:
            conversation, ends, _ = self._serializer.loads(link)
            if ends <= now.timestamp():
                raise LinkRefused
            return uuid.UUID(conversation)
        except (BadData, ValueError, TypeError, AttributeError):
            raise LinkRefused from None

    def check(self, link: str, code: str) -> None:
        """Raises LinkRefused where the code is another one; blanks and dashes do not count."""
        typed = "".join(character for character in code if character.isascii() and character.isdigit())
        if not hmac.compare_digest(typed, self._code(link)):
            raise LinkRefused

    def _code(self, link: str) -> str:
        number = int.from_bytes(hmac.digest(self._key, link.encode(), "sha256"), "big")
        return f"{number % 10**DIGITS:0{DIGITS}}"


def on_channel(answer: TurnAnswer, request: TurnRequest, settings: Settings) -> TurnAnswer:
    """The answer as its channel can show it: on Messenger the dossier is a link and its code."""
    if request.channel != "messenger":
        return answer
    for message in answer.messages:
        message.blocks = [
            AnswerBlock.model_validate(_linked(request, settings)) if getattr(block, "id", None) == FILE_ID else block
            for block in message.blocks
        ]
    return answer


def _linked(request: TurnRequest, settings: Settings) -> dict[str, str]:
    if settings.messenger_public_url is None:
        return {"type": "paragraph", "text": ELSEWHERE}
    links = DossierLinks(settings.signing_secret())
    link, code = links.issue(uuid.UUID(request.conversation), request.now)
    shown = f"{code[: DIGITS // 2]} {code[DIGITS // 2 :]}"
    address = f"{settings.messenger_public_url}{PATH}{link}"
    return {"type": "link", "title": TITLE, "text": TEXT.format(code=shown), "url": address}
