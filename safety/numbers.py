"""The telephone numbers for each danger, as the hub itself says them when the bot cannot answer."""

from __future__ import annotations

_SELF_HARM = """Ce que vous écrivez est grave. Ne laissez pas votre enfant seul, et ne restez pas seul non plus.

- Danger immédiat : 112.
- Centre de Prévention du Suicide, jour et nuit, gratuit : 0800 32 123.
- Écoute-Enfants, pour les jeunes et leurs proches : 103.
- Un enfant a fugué ou disparu : 101 (police), puis Child Focus au 116 000.

Un conseiller est prévenu."""

_THREAT = """Ce que vous écrivez est grave. En danger immédiat, appelez la police au 101, et le 112 pour une ambulance.

Gardez ce qui montre les menaces. Personne de la famille ne répond à l’auteur.

Un conseiller est prévenu."""

_SEXUAL = """Ce que vous écrivez est grave, et votre enfant n’y est pour rien.

- Ne payez pas, ne répondez pas, ne transférez aucune image.
- Child Focus, jour et nuit, gratuit : 116 000. On vous y dit comment faire.
- Danger immédiat : 101 (police) ou 112.
- Des images prises avant 18 ans peuvent être bloquées avec Take It Down, un service en ligne gratuit et anonyme.

Un conseiller est prévenu."""

_NUMBERS = {"self_harm": _SELF_HARM, "threat": _THREAT, "sexual": _SEXUAL}


def numbers(danger: str) -> str:
    """The text for "self_harm", "threat" or "sexual". Raises KeyError for any other word."""
    return _NUMBERS[danger]
