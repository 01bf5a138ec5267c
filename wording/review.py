"""The page that the insurer's lawyers review: every text, its source, when it is said; one file, complete in itself."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping, Sequence

from wording import content, placeholders, publishing, service, sources
from wording.checks import score_of
from wording.occasions import WRITERS, occasion, titles
from wording.reading import Text, Texts, parts
from wording.typography import typeset

Buttons = Mapping[str, Sequence[str]]

STYLE = """
body{font:16px/1.5 system-ui,sans-serif;max-width:52rem;margin:2rem auto;padding:0 1rem;color:#1a1a1a}
h1,h2,h3{line-height:1.2}h2{margin-top:2.5rem;border-bottom:2px solid #1a1a1a}
article{border:1px solid #bbb;border-radius:.4rem;padding:.6rem 1rem;margin:1rem 0;break-inside:avoid}
h3{font-size:1rem;margin:.2rem 0;font-family:ui-monospace,monospace;overflow-wrap:anywhere}
blockquote{white-space:pre-wrap;background:#f2f4f7;margin:.5rem 0;padding:.6rem .8rem;border-left:4px solid #345}
mark{background:#ffe9a8}dl{display:grid;grid-template-columns:9rem 1fr;gap:.1rem .8rem;margin:.4rem 0;font-size:.9rem}
dt{font-weight:600}dd{margin:0;overflow-wrap:anywhere}table{border-collapse:collapse;width:100%}
table{table-layout:fixed}th:first-child{width:8rem}#expert th:nth-child(2){width:35%}
td,th{border:1px solid #bbb;padding:.3rem .5rem;text-align:left;vertical-align:top;overflow-wrap:anywhere}
.missing{color:#a00;font-weight:700}.button{border:1px solid #345;border-radius:1rem;padding:0 .5rem;white-space:nowrap}
@media print{body{max-width:none;margin:0;font-size:11pt}a{color:inherit;text-decoration:none}}
@media (max-width:36rem){dl{grid-template-columns:1fr}}
"""
_SITE = re.compile(r"\b[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:be|org|com)\b", re.IGNORECASE)
_AGE = re.compile(r"\b\d+ ans\b")


class WithoutSource(Exception):
    """Texts that name no source: the page is not written."""


def page(texts: Texts, buttons: Buttons) -> str:
    """The whole page. buttons: the titles met with each text.

    Raises:
        WithoutSource: a text names no source.
    """
    nameless = [name for name, text in texts.items() if not text.source]
    if nameless:
        raise WithoutSource(", ".join(nameless))
    chapters = _chapters(texts)
    body = [
        "<h1>Les textes de l’assistant, à relire</h1>",
        f"<p>{len(texts)} textes, version {publishing.version(publishing.responses(texts.values()))}. "
        "Pour chacun : quand il est dit, sa source, ses boutons, sa lisibilité (Kandel et Moles : 60 et plus se lit "
        "facilement) et sa longueur. Ce qui est <mark>surligné</mark> est rempli par le programme ; un exemple est "
        "montré. Pour changer un texte : docs/texts.md.</p>",
        "<nav><h2>Table</h2><ul>",
        '<li><a href="#expert">Les points de l’expert</a></li><li><a href="#facts">Numéros, âges et sites</a></li>',
        *(f'<li><a href="#c{number}">{_safe(title)}</a></li>' for number, title in enumerate(chapters)),
        '<li><a href="#service">Phrases du service lui-même</a></li></ul></nav>',
        *_expert(texts),
        *_facts(texts),
    ]
    for number, (title, members) in enumerate(chapters.items()):
        body.append(f'<section id="c{number}"><h2>{_safe(title)}</h2>')
        for text in members:
            body += _article(text, buttons.get(text.name, ()))
        body.append("</section>")
    body += _service()
    head = '<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Textes à relire</title>'
    return f'<!doctype html>\n<html lang="fr"><head>{head}<style>{STYLE}</style></head>\n<body>\n' + "\n".join(
        [*body, "</body></html>\n"]
    )


def plain_page(texts: Texts, buttons: Buttons) -> str:
    """The same as plain text."""
    lines = ["LES TEXTES DE L’ASSISTANT, À RELIRE", ""]
    for title, members in _chapters(texts).items():
        lines += ["", title.upper(), "=" * len(title), ""]
        for text in members:
            lines += [f"{text.name}   ({text.file}, ligne {text.line})", f"Dit : {occasion(text).when}"]
            lines += [f"Source : {' ; '.join(_sources(text))}"]
            if buttons.get(text.name):
                lines.append(f"Boutons : {' | '.join(buttons[text.name])}")
            for wording in text.wordings:
                lines += ["", *(f"    {line}" for line in wording.text.split("\n"))]
            lines += ["", ""]
    lines += ["PHRASES DU SERVICE LUI-MÊME", ""]
    lines += [f"{said.file}, ligne {said.line}\n    {said.text}\n" for said in service.sentences()]
    return "\n".join(lines)


def points(texts: Texts) -> dict[str, list[str]]:
    """Each of the expert's points, with the texts that say it."""
    return {point: [name for name, text in texts.items() if point in parts(text.source)] for point in sources.EXPERT}


def facts(texts: Texts) -> dict[str, list[str]]:
    """Each number, age and site that is stated, with the texts that state it."""
    found: dict[str, list[str]] = {}
    for name, text in texts.items():
        for wording in text.wordings:
            stated = [number for number in content.numbers(wording.text) if number in content.NUMBERS]
            stated += _AGE.findall(wording.text) + _SITE.findall(wording.text)
            for fact in dict.fromkeys(stated):
                if name not in found.setdefault(fact, []):
                    found[fact].append(name)
    return dict(sorted(found.items()))


def _chapters(texts: Texts) -> dict[str, list[Text]]:
    members: dict[str, list[Text]] = {title: [] for title in titles()}
    for text in texts.values():
        members[occasion(text).chapter].append(text)
    for title in members:
        members[title].sort(key=lambda text: (occasion(text).place, text.base, text.writer))
    return {title: found for title, found in members.items() if found}


def _article(text: Text, titles_met: Sequence[str]) -> Iterator[str]:
    yield f'<article id="{text.name}"><h3>{text.name}</h3>'
    for number, wording in enumerate(text.wordings):
        if len(text.wordings) > 1:
            yield f"<p>{'D’abord :' if number == 0 else 'Ensuite, pour ne pas se répéter :'}</p>"
        yield f"<blockquote>{_filled(wording.text)}</blockquote>"
    shown = [placeholders.shown(wording.text) for wording in text.wordings]
    places = sorted(placeholders.of("".join(wording.text for wording in text.wordings)) - placeholders.FREE)
    rows = {
        "Dit": _safe(occasion(text).when) or '<span class="missing">pas décrit</span>',
        "Pour": _safe(WRITERS.get(text.writer, "tous, si rien d’autre n’est prévu")),
        "Source": "; ".join(_linked(source) for source in parts(text.source)),
        "Boutons vus avec": " ".join(f'<span class="button">{_safe(title)}</span>' for title in titles_met) or "aucun",
        "Rempli par": _safe("; ".join(f"{{{place}}} : {_meaning(place)}" for place in places)),
        "Lisibilité": ", ".join(f"{score_of(wording.text):.0f}" for wording in text.wordings),
        "Longueur": ", ".join(f"{len(words)} signes" for words in shown),
        "Fichier": f"{text.file}, ligne {text.line}",
    }
    yield "<dl>" + "".join(f"<dt>{name}</dt><dd>{words}</dd>" for name, words in rows.items() if words) + "</dl>"
    yield "</article>"


def _filled(text: str) -> str:
    """The words with an example in each place, marked."""
    found = []
    for part in re.split(r"(\{\w+\})", text):
        example = placeholders.shown(part)
        place = bool(re.fullmatch(r"\{\w+\}", part))
        found.append(f"<mark>{_safe(example)}</mark>" if place else html.escape(part))
    return typeset("".join(found))


def _expert(texts: Texts) -> Iterator[str]:
    yield '<section id="expert"><h2>Les points de l’expert</h2><table><tr><th>Point<th>Ce qu’il dit<th>Textes</tr>'
    for point, names in points(texts).items():
        said = ", ".join(f'<a href="#{name}">{name}</a>' for name in names)
        missing = '<span class="missing">aucun texte</span>'
        yield f'<tr id="{point}"><td>{point}<td>{_safe(sources.EXPERT[point])}<td>{said or missing}</tr>'
    yield "</table></section>"


def _facts(texts: Texts) -> Iterator[str]:
    yield '<section id="facts"><h2>Numéros, âges et sites</h2><table><tr><th>Fait<th>Textes</tr>'
    for fact, names in facts(texts).items():
        yield f"<tr><td>{_safe(fact)}<td>" + ", ".join(f'<a href="#{name}">{name}</a>' for name in names) + "</tr>"
    yield "</table></section>"


def _service() -> Iterator[str]:
    yield '<section id="service"><h2>Phrases du service lui-même</h2>'
    yield "<p>Elles sont dites quand l’assistant ne peut pas parler (accueil, panne, relais). "
    yield "Un développeur les change.</p>"
    for said in service.sentences():
        yield f"<article><blockquote>{typeset(html.escape(said.text, quote=False))}</blockquote>"
        yield f"<dl><dt>Fichier</dt><dd>{said.file}, ligne {said.line} ({said.name})</dd></dl></article>"
    yield "</section>"


def _sources(text: Text) -> list[str]:
    return [sources.in_french(source) or source for source in parts(text.source)]


def _linked(source: str) -> str:
    words = _safe(sources.in_french(source) or f"{source} (inconnue)")
    return f'<a href="#{source}">{words}</a>' if source in sources.EXPERT else words


def _meaning(place: str) -> str:
    return placeholders.PLACEHOLDERS[place].meaning if place in placeholders.PLACEHOLDERS else "par le programme"


def _safe(words: str) -> str:
    return typeset(html.escape(words, quote=False))
