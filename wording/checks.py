"""Every check of the texts: `make texts` and the test run ask the same ones, and say in French what to change."""

from __future__ import annotations

import re
from collections.abc import Iterator

from wording import content, placeholders, readability, sources, typography
from wording.reading import Fault, Text, Texts, Wording, parts

# A bubble; lists, drafts, summaries and the numbers of a danger may be longer, to what one Messenger message holds.
LONGEST = 400
LONGEST_LIST = 1900
_ITEM = re.compile(r"^(?:- |\d{1,2}\. )")
_MAY_BE_LONG = re.compile(r"utter_(?:danger|draft)")
# Lines that are not French.
_FOREIGN = re.compile(r"^(?:Nederlands|English|Deutsch).*$", re.MULTILINE)
# A document to fill in is read otherwise than a chat: its blanks and headings are no sentences.
_DOCUMENT = re.compile(r"utter_draft")
EXPERT_POINTS = tuple(sources.EXPERT)


def check(texts: Texts, running: Texts | None = None) -> list[Fault]:
    """All faults. `running` are the texts that are in use: their names and {places} are what the program counts on."""
    found: list[Fault] = []
    for text in texts.values():
        for number, wording in enumerate(text.wordings):
            before = _wording_before(text, number, running)
            found += [Fault(text.file, wording.line, text.name, words) for words in _faults(text, wording, before)]
    found += _missing(texts, running)
    return sorted(found, key=lambda fault: (fault.file, fault.line))


def _faults(text: Text, wording: Wording, before: str | None) -> Iterator[str]:
    yield from content.faults(text.name, wording.text)
    yield from placeholders.faults(wording.text, before)
    french = _FOREIGN.sub("", wording.text).strip()
    yield from typography.faults(french, begins=not _DOCUMENT.match(text.name))
    yield from _source(wording)
    yield from _length(text.name, wording.text)
    if not _DOCUMENT.match(text.name) and (score := score_of(wording.text)) < readability.PLAIN:
        yield (
            f"trop difficile à lire : {score:.0f}, il faut au moins {readability.PLAIN:.0f} "
            "(phrases plus courtes, mots plus courts)"
        )


def score_of(text: str) -> float:
    """How easy a text is to read as a parent sees it."""
    return readability.kandel_moles(_FOREIGN.sub("", placeholders.shown(text)))


def prose(text: str) -> int:
    """How many characters stand outside the lists."""
    lines = placeholders.shown(text).split("\n")
    return sum(len(line) + 1 for line in lines if not _ITEM.match(line)) - 1


def _length(name: str, text: str) -> Iterator[str]:
    whole = len(placeholders.shown(text))
    if whole > LONGEST_LIST:
        yield f"trop long : {whole} caractères, {LONGEST_LIST} au plus"
    elif not _MAY_BE_LONG.match(name) and prose(text) > LONGEST:
        yield f"trop long : {prose(text)} caractères hors des listes, {LONGEST} au plus"


def _source(wording: Wording) -> Iterator[str]:
    named = parts(wording.source)
    if not named:
        yield 'il manque la source : metadata: {source: "…"}'
    for source in named:
        if sources.in_french(source) is None:
            yield f"source inconnue : « {source} »"


def _wording_before(text: Text, number: int, running: Texts | None) -> str | None:
    if running is None or text.name not in running:
        return None
    wordings = running[text.name].wordings
    return wordings[min(number, len(wordings) - 1)].text


def _missing(texts: Texts, running: Texts | None) -> list[Fault]:
    """Texts that the program asks for and that are gone, new ones that it never asks for."""
    if running is None:
        return []
    gone = [
        Fault(text.file, text.line, text.name, "ce texte a disparu, et le programme en a besoin : remettez-le")
        for name, text in running.items()
        if name not in texts
    ]
    new = [
        Fault(
            text.file,
            text.line,
            name,
            "ce nom est nouveau : un nouveau texte demande un développeur (et `make run`) ; ici on change des mots",
        )
        for name, text in texts.items()
        if name not in running and not (text.writer and text.base in running)
    ]
    points = [
        Fault("domain", 1, "", f"plus aucun texte ne dit le point {point} de l’expert : {sources.EXPERT[point]}")
        for point in EXPERT_POINTS
        if any(point in parts(text.source) for text in running.values())
        and not any(point in parts(text.source) for text in texts.values())
    ]
    return gone + new + points
