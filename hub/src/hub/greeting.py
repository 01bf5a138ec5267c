"""The first words of every conversation."""

from dataclasses import dataclass
from typing import Any

WHO = (
    "Bonjour, je suis l’assistant automatique (une IA) de votre assurance protection juridique. "
    "Votre enfant est harcelé en ligne ? Dites-moi ce qui se passe : je vous aide à voir où vous en êtes "
    "et quelle est la prochaine étape. Un conseiller peut prendre le relais quand vous le souhaitez."
)
CARE = (
    "Inutile de donner le nom de votre enfant ou d’autres enfants. "
    "En danger immédiat, n’attendez pas ma réponse : 112 (urgences) ou 101 (police).\n"
    "Écrivez-moi avec vos mots, ou choisissez :"
)
QUICK_STARTS: tuple[dict[str, Any], ...] = (
    {"title": "Que faire en premier ?", "short_title": "Par où commencer ?", "payload": "/ask_next_step"},
    {
        "title": "Comment signaler les messages ?",
        "short_title": "Signaler",
        "payload": '/ask_step{"step": "report_platform"}',
    },
    {
        "title": "Dois-je contacter les harceleurs ?",
        "short_title": "Les contacter ?",
        "payload": '/ask_question{"value": "contact_author"}',
    },
    {"title": "Parler à un conseiller", "short_title": "Un conseiller", "payload": "/request_adviser"},
)


@dataclass(frozen=True)
class Said:
    """One bubble of the greeting."""

    text: str
    buttons: tuple[dict[str, Any], ...] = ()


def greeting() -> tuple[Said, ...]:
    """What a new conversation opens with; the quick starts are on the last bubble."""
    return Said(WHO), Said(CARE, QUICK_STARTS)
