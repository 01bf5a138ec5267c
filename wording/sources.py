"""Where a text comes from: the expert's points, the collection of Belgian facts, the table of steps; in French."""

from __future__ import annotations

import re

EXPERT: dict[str, str] = {
    "E1": "La plupart des réseaux ont un bouton d’alerte : signaler le harcèlement",
    "E2": "Facebook, par exemple, contrôle les messages et retire ceux qui violent ses conditions",
    "E3": "Le réseau ne réagit pas, ou trop lentement : demander à l’auteur de retirer les messages",
    "E4": "L’auteur reste sourd : contacter ses parents et en discuter",
    "E5": "Cela se passe aussi à l’école : prévenir la direction",
    "E6": "Ces échanges sont délicats ; essayer quand même de régler cela à l’amiable",
    "E7": "La situation peut dégénérer : un médiateur aide à trouver une solution",
    "E8": "Pas entendu, cela s’aggrave, l’enfant se sent menacé : porter plainte à la police ; c’est punissable",
    "E9": "L’auteur ou ses parents refusent de coopérer : plainte, même action au civil (arrêt, dommages)",
    "E10": "L’assureur informe sur les démarches ; quand rien ne marche, un conseiller envisage la suite",
    "E11": "Frais d’un médiateur ou d’un avocat, selon le contrat, à vérifier par un conseiller",
    "E12": "Frais d’une entreprise qui efface ou fait reculer les messages, selon le contrat",
    "E13": "Parler avec l’enfant des dangers d’Internet ; qu’il avertisse en cas de problème",
    "E14": "En cas de harcèlement, contacter les personnes concernées",
    "E15": "La question du départ : « dois-je contacter les harceleurs ? »",
}

FACTS: dict[str, str] = {
    "0": "ordre des étapes et prudence",
    "1.1": "numéros et services",
    "1.2": "institutions sans numéro",
    "1.3": "services à ne pas citer",
    "1.4": "risque de suicide",
    "2": "droit : ce qui peut être dit",
    "3.2": "droit : ce qui ne se tranche pas",
    "4.1": "médiateur agréé",
    "4.2": "médiation scolaire",
    "5": "école",
    "6.1": "signaler, en général",
    "6.2": "signaler, par réseau",
    "6.3": "règles européennes, IBPT",
    "7": "preuves et police",
    "8": "attitude du parent",
    "9": "vie privée, IA, assurance",
    "10": "formes de harcèlement et questions des parents",
    "10.1": "formes de harcèlement",
    "10.2": "questions des parents",
    "11": "ce qu’on dit du contrat",
}

TABLE: dict[str, str] = {
    "handoff": "règle de la conversation : passage à un conseiller",
    "how it talks": "règle de la conversation : comment l’assistant parle",
    "by writer": "règle de la conversation : selon qui écrit",
    "scope": "règle de la conversation : autre sujet",
    "offline": "règle de la conversation : rien en ligne",
    "other_language": "règle de la conversation : autre langue",
    "drafts": "règle de la conversation : modèles à recopier",
}
_STEP = re.compile(r"(?:row )?(?:[1-9]|10|[PCW]|D[1-4])")
_FACT = re.compile(r"facts (\d+(?:\.\d+)?)")


def in_french(source: str) -> str | None:
    """A source as the review page shows it; None where there is no such source."""
    if source in EXPERT:
        return f"Expert {source}"
    if source in TABLE:
        return TABLE[source]
    if _STEP.fullmatch(source):
        return f"Tableau des étapes, ligne {source.removeprefix('row ')}"
    if match := _FACT.fullmatch(source):
        section = match[1]
        if section.startswith("13"):
            return f"Faits belges {section}, à ne jamais dire"
        return f"Faits belges {section}, {FACTS[section]}" if section in FACTS else None
    return None
