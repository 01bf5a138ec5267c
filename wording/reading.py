"""Reads the texts from domain/*.yml with the line on which each stands; what cannot be read is said in plain French."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "domain"
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True)
class Wording:
    """One way to say a text. line: where it begins in its file."""

    text: str
    line: int
    source: str = ""
    when: str = ""


@dataclass(frozen=True)
class Text:
    """A response of the domain; the first of its wordings that was not just said is used."""

    name: str
    file: str
    line: int
    wordings: tuple[Wording, ...]

    @property
    def source(self) -> str:
        return ", ".join(dict.fromkeys(part for wording in self.wordings for part in parts(wording.source)))

    @property
    def when(self) -> str:
        return next((wording.when for wording in self.wordings if wording.when), "")

    @property
    def base(self) -> str:
        """Its name without the writer for whom it is another wording (`…__teen`)."""
        return self.name.partition("__")[0]

    @property
    def writer(self) -> str:
        return self.name.partition("__")[2]


Texts = Mapping[str, Text]


@dataclass(frozen=True)
class Fault:
    """What must be changed before a text may be used, for somebody who is no developer."""

    file: str
    line: int
    name: str
    words: str

    def __str__(self) -> str:
        return f"{self.file}, ligne {self.line}" + (f" ({self.name})" if self.name else "") + f" : {self.words}"


def parts(source: str) -> list[str]:
    """The single sources of "E1, facts 6.1"."""
    return [part.strip() for part in source.split(",") if part.strip()]


def read(folder: Path = FOLDER) -> tuple[dict[str, Text], list[Fault]]:
    """Every text of the folder by its name, and what could not be read."""
    texts: dict[str, Text] = {}
    faults: list[Fault] = []
    for path in sorted(folder.rglob("*.yml")):
        file = f"{folder.name}/{path.relative_to(folder).as_posix()}"
        found, wrong = _file(path, file)
        faults += wrong
        for text in found:
            if text.name in texts:
                other = texts[text.name]
                words = f"ce nom existe déjà dans {other.file}, ligne {other.line}"
                faults.append(Fault(file, text.line, text.name, words))
            texts.setdefault(text.name, text)
    return texts, faults


def _file(path: Path, file: str) -> tuple[list[Text], list[Fault]]:
    try:
        content = path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return [], [Fault(file, 1, "", "le fichier n’est pas enregistré en UTF-8 : choisissez cet encodage")]
    for number, line in enumerate(content.split("\n"), start=1):
        if "\t" in line[: len(line) - len(line.lstrip())]:
            return [], [
                Fault(file, number, "", "un retrait est fait avec la touche Tab : remplacez-le par des espaces")
            ]
    try:
        root = yaml.compose(content, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        return [], [_unreadable(file, error)]
    except yaml.YAMLError:
        return [], [Fault(file, 1, "", "le fichier contient un caractère qui ne se voit pas : effacez-le")]
    responses = _entries(root).get("responses")
    if not isinstance(responses, yaml.MappingNode):
        return [], [Fault(file, 1, "", "le fichier doit avoir une ligne « responses: », et les textes en dessous")]
    found: list[Text] = []
    faults: list[Fault] = []
    for key, value in responses.value:
        line = key.start_mark.line + 1
        wordings, wrong = _wordings(value)
        faults += [Fault(file, at, str(key.value), words) for at, words in wrong]
        if wordings:
            found.append(Text(str(key.value), file, line, tuple(wordings)))
        elif not wrong:
            faults.append(Fault(file, line, str(key.value), "il n’y a aucun texte sous ce nom"))
    return found, faults


def _wordings(node: yaml.Node) -> tuple[list[Wording], Iterable[tuple[int, str]]]:
    if not isinstance(node, yaml.SequenceNode):
        return [], [(node.start_mark.line + 1, "il faut un tiret et « text: » avant le texte")]
    wordings: list[Wording] = []
    faults: list[tuple[int, str]] = []
    for item in node.value:
        line = item.start_mark.line + 1
        entries = _entries(item)
        text = entries.get("text")
        if not isinstance(text, yaml.ScalarNode) or not str(text.value).strip():
            faults.append((line, "il manque le texte après « text: »"))
            continue
        if entries.keys() - {"text", "metadata"}:
            names = ", ".join(sorted(entries.keys() - {"text", "metadata"}))
            faults.append((line, f"mot inconnu à côté de « text » et « metadata » : {names}"))
        data = _entries(entries.get("metadata"))
        about = {name: str(value.value) for name, value in data.items() if isinstance(value, yaml.ScalarNode)}
        wordings.append(Wording(str(text.value).strip(), line, about.get("source", ""), about.get("when", "")))
    return wordings, faults


def _entries(node: yaml.Node | None) -> dict[str, yaml.Node]:
    if not isinstance(node, yaml.MappingNode):
        return {}
    return {str(key.value): value for key, value in node.value}


# What PyYAML says, and what most often causes it.
_CAUSES = (
    (
        "mapping values are not allowed",
        "un « : » gêne la lecture : mettez le texte sous « text: |- », sur une nouvelle ligne",
    ),
    ("could not find expected ':'", "une ligne n’est pas assez en retrait, ou il manque « : » après un nom"),
    ("expected <block end>", "une ligne n’a pas le même retrait que celles au-dessus"),
    ("did not find expected '-'", "une ligne n’a pas le même retrait que celles au-dessus"),
    ("did not find expected key", "une ligne n’a pas le même retrait que celles au-dessus"),
    ("quoted scalar", "un guillemet droit s’ouvre et ne se ferme pas"),
    ("expected ',' or", "une accolade ou un crochet s’ouvre et ne se ferme pas"),
)


def _unreadable(file: str, error: yaml.MarkedYAMLError) -> Fault:
    said = f"{error.context or ''} {error.problem or ''}"
    mark = error.problem_mark or error.context_mark
    cause = next((words for sign, words in _CAUSES if sign in said), "cette ligne ou celle du dessus est mal formée")
    return Fault(file, mark.line + 1 if mark else 1, "", cause)
