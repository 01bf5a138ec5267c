"""What stands for each {word} in a text: in the words of the review page, and with an example to read and measure."""

from __future__ import annotations

import re
from dataclasses import dataclass

_PLACE = re.compile(r"\{(\w+)\}")
_BROKEN = re.compile(r"\{\w*(?:[^\w}]|$)|(?<![\w])\}|\{\}")


@dataclass(frozen=True)
class Placeholder:
    """`meaning` is for the lawyer; `example` is what a parent may read there."""

    meaning: str
    example: str


# The child's and the writer's own: any text may have them or not.
FREE = frozenset({"child", "Child"})

PLACEHOLDERS: dict[str, Placeholder] = {
    "child": Placeholder("l’enfant, selon qui écrit", "votre enfant"),
    "Child": Placeholder("l’enfant, en début de phrase", "Votre enfant"),
    "adviser": Placeholder(
        "s’il y a un conseiller en ce moment", "Quelqu’un est là en ce moment et vous répondra ici même."
    ),
    "at_platform": Placeholder("où signaler", "sur Instagram"),
    "the_platform": Placeholder("le réseau dont on attend la réponse", "Instagram"),
    "other": Placeholder("l’autre enfant, quand deux sont visés", "votre fille"),
    "others": Placeholder("les autres réseaux nommés", "Snapchat et TikTok"),
    "media": Placeholder("SMS ou e-mails", "les SMS"),
    "step": Placeholder("une étape, en quelques mots", "prévenir l’école"),
    "Step": Placeholder("une étape, en début de phrase", "Le signalement"),
    "facts": Placeholder("ce qui a été compris", "- Quoi : des insultes\n- Où : Instagram"),
    "lines": Placeholder("les coordonnées données", "- Prénom : Anne\n- Moment : le matin"),
    "data": Placeholder("les coordonnées données", "Anne, le matin"),
    "first_name": Placeholder("le prénom du parent", "Anne"),
    "opening": Placeholder("quand le service ouvre", "à la réouverture (demain à 9h)"),
    "when": Placeholder("quand un conseiller répondra", "dès que possible"),
    "minutes": Placeholder("l’attente, en minutes", "5"),
    "evidence": Placeholder(
        "ce qu’il faut garder comme preuve", "Gardez les messages et le nom du compte, avec la date et l’heure."
    ),
    # In documents to fill in.
    "where": Placeholder("le réseau ou l’endroit", "sur Instagram"),
    "today": Placeholder("la date du jour", "22 novembre 2026"),
    "harm": Placeholder("ce qui est arrivé", "des insultes"),
    "number": Placeholder("le numéro de la ligne", "1"),
    "place": Placeholder("l’endroit", "Instagram"),
    "places": Placeholder("les endroits", "Instagram, Snapchat"),
    "told": Placeholder("le jour où le parent l’a raconté", "22 novembre 2026"),
    "result": Placeholder("ce que l’étape a donné", " (sans effet)"),
    "victim": Placeholder("l’enfant, comme le document l’appelle", "mon enfant"),
    "Victim": Placeholder("l’enfant, en début de phrase", "Mon enfant"),
    "ways": Placeholder("les voies qui restent, une par ligne", "- la police : une plainte reste possible ;"),
    "why": Placeholder("pourquoi on n’écrit pas à l’auteur", "On ne sait pas qui se cache derrière ce compte."),
}


def of(text: str) -> frozenset[str]:
    """The placeholders of a text."""
    return frozenset(_PLACE.findall(text))


def shown(text: str) -> str:
    """The text as a parent may read it, with an example in every place."""
    return _PLACE.sub(lambda match: PLACEHOLDERS[match[1]].example if match[1] in PLACEHOLDERS else match[0], text)


def faults(text: str, before: str | None) -> list[str]:
    """What is wrong with the places of a text, which had the words `before` when it was last used."""
    found = [f"accolade mal écrite : « {match[0]} »" for match in [_BROKEN.search(text)] if match]
    here, was = of(text), of(before) if before is not None else of(text)
    allowed = was | FREE if before is not None else frozenset(PLACEHOLDERS)
    found += [f"{{{name}}} est inconnu ici : rien ne le remplace" for name in sorted(here - allowed)]
    for name in sorted(was - here - FREE):
        meaning = PLACEHOLDERS[name].meaning if name in PLACEHOLDERS else "rempli par le programme"
        found.append(f"il faut garder {{{name}}} ({meaning})")
    return found
