"""How easy a French text is to read: the measure of Kandel and Moles (Flesch's, fitted to French, 1958).

    207 - 1.015 × words per sentence - 73.6 × syllables per word

60 and more is plain language; 30 is an administrative letter.
"""

from __future__ import annotations

import re

PLAIN = 60.0

_VOWELS = "aeiouyàâäéèêëîïôöùûüœæ"
_SENTENCE = re.compile(r"[.!?…]+(?=\s|$|»)|\n+")
_ITEM = re.compile(r"^\s*(?:\d{1,2}\.|[-–•])\s+", re.MULTILINE)
_WORD = re.compile(r"[a-zà-öø-ÿœæ’']+(?:\.[a-z]+)?", re.IGNORECASE)

# A "y" between vowels, or before one at the beginning, is a consonant (es-sa-yer, yeux).
_CONSONANT_Y = re.compile(rf"(?:(?<=[{_VOWELS}])|(?<=^))y(?=[{_VOWELS}])")
# Vowels that stand together and are spoken apart: ré-a-gir, na-ïf, cha-os; and after two consonants pli-er, cri-ons.
_APART = re.compile(
    r"(?<=é)(?=[aeiouàâèêîôœ])|(?<=[aeiou])(?=[ïëü])|(?<=[ao])(?=é)|(?<=a)(?=o(?!û))|(?<=[bcdfgptv][lr]i)(?=[aeouéè])"
)
_SILENT_U = re.compile(r"(?<=q)u|(?<=g)u(?=[eiéèê])")
_GROUP = re.compile(rf"[{_VOWELS}]+")

# Words in -ent whose ending is heard; of verbs in the third person (ils parlent) it is not.
_HEARD_ENT = re.compile(
    r"(?:(?<!ai)(?<!dor)(?<!for)(?<!consu)(?<!esti)m|[vt]i|par|abs|accid|ag|arg|cli|cont|couv|différ|évid|incid|précéd|"
    r"présid|prud|réc|souv|tal|urg|^v|viol|pati|innoc|fréqu|prés|adolesc|^d|^l|^c|compét|perman|pertin|^s|cons|ress|"
    r"conveni|effici|consci|conséqu|équival|insol)ent(?=s?$)"
)


def syllables(word: str) -> int:
    """How many syllables a careful speaker gives a French word; an abbreviation is spelled."""
    if word.isupper() and len(word) > 1:
        return len(word)
    spoken = _CONSONANT_Y.sub("j", word.lower().replace("'", "’").strip("’"))
    spoken = re.sub(r"^([cdjlmnst]|qu|jusqu|lorsqu|puisqu|quelqu)’", r"\1", spoken)
    spoken = _SILENT_U.sub("", spoken)
    if spoken.endswith("ent") and not _HEARD_ENT.search(spoken):
        spoken = spoken[:-3] + "e"
    if (_GROUP.search(spoken[:-1]) and re.search(rf"[^{_VOWELS}]es?$", spoken)) or re.search(r"[éiuoa]es?$", spoken):
        spoken = re.sub(r"es?$", "", spoken)
    return max(1, len(_GROUP.findall(_APART.sub("-", spoken))))


def sentences(text: str) -> list[list[str]]:
    """The words of each sentence; an item of a list is one too. Numbers are looked at, not read, and left out."""
    parts = _SENTENCE.split(_ITEM.sub("\n", text))
    return [words for part in parts if (words := _WORD.findall(part.replace("-", " ")))]


def kandel_moles(text: str) -> float:
    """The score of a text; 100 where it has no words."""
    read = sentences(text)
    words = [word for sentence in read for word in sentence]
    if not words:
        return 100.0
    return 207 - 1.015 * len(words) / len(read) - 73.6 * sum(map(syllables, words)) / len(words)
