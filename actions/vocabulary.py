"""The vocabulary of the situation in French, as lists and sentences need it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from advice import Situation
from wording.vocabulary import ONLINE
from wording.vocabulary import PLATFORMS as PLATFORMS
from wording.vocabulary import RESULTS as RESULTS

HARM_TYPES: Mapping[str, str] = {
    "insults": "des insultes ou des moqueries",
    "rumours": "des rumeurs ou des mensonges",
    "threats": "des menaces",
    "humiliating_media": "une photo ou une vidéo humiliante",
    "intimate_images": "des images intimes",
    "blackmail": "du chantage",
    "impersonation": "un faux profil ou un compte volé",
    "exclusion": "une mise à l’écart",
    "pile_on": "plusieurs contre un",
    "doxxing": "des informations privées publiées",
    "physical": "des coups",
    "discrimination": "des propos haineux sur ce qu’il est",
    "grooming": "un adulte ou un inconnu trop insistant",
}

HARASSERS: Mapping[str, str] = {
    "pupil": "un ou des élèves",
    "known": "un autre jeune que vous connaissez",
    "adult": "un adulte",
    "unknown": "quelqu’un d’inconnu",
}

# More than one of them.
SEVERAL: Mapping[str, str] = {
    "pupil": "plusieurs élèves",
    "known": "plusieurs jeunes, dont au moins un que vous connaissez",
    "adult": "plusieurs auteurs, dont un adulte",
    "unknown": "plusieurs inconnus",
}

# The same among other facts.
AUTHORS: Mapping[str, str] = {
    "pupil": "l’auteur, un ou des élèves",
    "known": "l’auteur, un autre jeune que vous connaissez",
    "adult": "l’auteur, un adulte",
    "unknown": "l’auteur, inconnu",
}

# Somebody beside the author of before.
BESIDE: Mapping[str, str] = {
    "pupil": "un autre auteur, un ou des élèves",
    "known": "un autre auteur, un jeune que vous connaissez",
    "adult": "un autre auteur, un adulte",
}

# What a family does, as in "vous alliez …".
STEPS: Mapping[str, str] = {
    "talk_child": "parler avec {child}",
    "keep_evidence": "garder les preuves",
    "block": "bloquer le compte",
    "report_platform": "signaler les messages au réseau",
    "ask_harasser": "demander à l’auteur de retirer les messages",
    "contact_parents": "parler aux parents de l’auteur",
    "inform_school": "prévenir l’école",
    "mediation": "passer par un médiateur",
    "police": "porter plainte à la police",
    "civil": "agir avec un avocat",
    "cleanup": "faire nettoyer les contenus",
}

# A minor does these otherwise.
STEPS_OF_A_TEEN: Mapping[str, str] = {
    "talk_child": "en parler à un adulte de confiance",
    "ask_harasser": "faire écrire à l’auteur par un adulte",
    "contact_parents": "faire parler un adulte à ses parents",
}

# The same as a thing, as in "déjà fait : …".
STEP_NOUNS: Mapping[str, str] = {
    "talk_child": "la discussion avec {child}",
    "keep_evidence": "les preuves",
    "block": "le blocage",
    "report_platform": "le signalement",
    "ask_harasser": "la demande à l’auteur",
    "contact_parents": "le contact avec ses parents",
    "inform_school": "le contact avec l’école",
    "mediation": "la médiation",
    "police": "la plainte",
    "civil": "l’action en justice",
    "cleanup": "le nettoyage",
}

# The same as the title of a button.
STEP_TITLES: Mapping[str, str] = {
    "talk_child": "La discussion",
    "keep_evidence": "Les preuves",
    "block": "Le blocage",
    "report_platform": "Le signalement",
    "ask_harasser": "L’auteur",
    "contact_parents": "Ses parents",
    "inform_school": "L’école",
    "mediation": "La médiation",
    "police": "La plainte",
    "civil": "L’avocat",
    "cleanup": "Le nettoyage",
}

# What a parent takes back by a button: "Pas Instagram".
SHORT: dict[str, str] = PLATFORMS | {
    "game": "un jeu",
    "other": "ce site",
    "pupil": "un élève",
    "known": "un jeune connu",
    "adult": "un adulte",
    "unknown": "un inconnu",
    "report_platform": "encore signalé",
    "contact_parents": "vu ses parents",
    "inform_school": "dit à l’école",
    "police": "de plainte",
    "mediation": "de médiation",
    "insults": "d’insultes",
    "rumours": "de rumeurs",
    "threats": "de menaces",
    "humiliating_media": "de photo",
    "impersonation": "de faux profil",
    "exclusion": "d’exclusion",
    "blackmail": "de chantage",
    "physical": "de coups",
    "intimate_images": "d’images intimes",
    "pile_on": "plusieurs",
    "doxxing": "d’infos privées",
    "discrimination": "de haine",
    "grooming": "d’insistance",
    "keep_evidence": "de preuves",
    "block": "bloqué",
    "talk_child": "parlé à l’enfant",
    "ask_harasser": "écrit à l’auteur",
    "civil": "d’avocat",
    "cleanup": "de nettoyage",
}

DANGERS: Mapping[str, str] = {
    "distress": "{child} va mal",
    "sexual": "un danger sexuel",
    "threat": "des menaces de violence",
    "self_harm": "un risque grave pour la vie",
}


DISTRESS_OF_A_TEEN = "vous allez mal"


def doing(step: str, writer: str) -> str:
    """A step as what its writer does."""
    return STEPS_OF_A_TEEN.get(step, STEPS[step]) if writer == "teen" else STEPS[step]


def listed(words: Iterable[str]) -> str:
    """a, b et c"""
    items = list(words)
    return " et ".join([", ".join(items[:-1]), items[-1]]) if len(items) > 1 else "".join(items)


def fact(field: str, value: str | bool, writer: str = "parent") -> str | None:
    """The fact in a few words, None where it is nothing to read back (a question asked, who writes)."""
    if field == "step_results":
        step, _, result = str(value).partition(":")
        return f"{STEP_NOUNS[step]} ({RESULTS[result]})"
    if field == "school_involved":
        return "cela touche l’école" if value else "rien à voir avec l’école"
    if field == "content_online":
        return ONLINE[bool(value)]
    if (field, value, writer) == ("danger", "distress", "teen"):
        return DISTRESS_OF_A_TEEN
    if field == "getting_worse":
        return "cela s’aggrave" if value else None
    tables = {
        "platforms": PLATFORMS,
        "harm_types": HARM_TYPES,
        "harasser": AUTHORS,
        "other_authors": BESIDE,
        "steps_done": STEP_NOUNS,
        "danger": DANGERS,
    }
    return tables[field].get(str(value)) if field in tables else None


def not_so(field: str, value: str | bool) -> str | None:
    """The title of the button that takes a fact back, None where there is none."""
    if field == "step_results":
        result = str(value).partition(":")[2]
        return "Pas aidé" if result == "partial" else f"Pas « {RESULTS[result]} »"
    titles = {
        ("danger", "distress"): "Pas « va mal »",
        ("school_involved", True): "Pas à l’école",
        ("getting_worse", True): "Pas pire",
        ("content_online", True): "Plus en ligne",
        ("content_online", False): "Encore en ligne",
    }
    short = SHORT.get(str(value)) if not isinstance(value, bool) else None
    return titles.get((field, value)) or (f"Pas {short}" if short else None)


def summary(situation: Situation) -> list[str]:
    """What is known, a line a subject, for the parent to check."""
    done = [
        STEP_NOUNS[step] + (f" ({RESULTS[result]})" if (result := situation.step_results.get(step)) else "")
        for step in situation.steps_done
    ]
    lines = {
        "Quoi": listed(HARM_TYPES[harm] for harm in situation.harm_types),
        "Où": listed(PLATFORMS[platform] for platform in situation.platforms),
        "Qui": _authors(situation),
        "À l’école aussi": {True: "oui", False: "non", None: ""}[situation.school_involved],
        "Déjà fait": listed(done),
        "À savoir": listed(
            words
            for words in (
                _distress(situation),
                "cela s’aggrave" if situation.getting_worse else "",
            )
            if words
        ),
    }
    return [f"{subject} : {words}" for subject, words in lines.items() if words]


def _authors(situation: Situation) -> str:
    if situation.other_authors:
        return listed(HARASSERS[author] for author in (situation.harasser, *situation.other_authors))
    return (SEVERAL if "pile_on" in situation.harm_types else HARASSERS).get(situation.harasser, "")


def _distress(situation: Situation) -> str:
    if "distress" not in situation.dangers:
        return ""
    return DISTRESS_OF_A_TEEN if situation.writer == "teen" else DANGERS["distress"]
