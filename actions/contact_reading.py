"""Reads contact data from a message in the light of the question that is open, whatever the NLU makes of it."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from actions import contact_words as words
from actions import reachable

FIRST_NAME, PHONE, EMAIL, WHEN, CONTRACT = FIELDS = ("first_name", "phone", "email", "when", "contract")
REACH = (PHONE, EMAIL)
LONGEST_MOMENT = 80
# More words than these beside the data, or a question mark, and something else is said too.
MOST_REST = 2
MOST_MOMENT_WORDS = 8
MOST_REFUSAL_WORDS = 14
MOST_NAME_WORDS = 3

_SEGMENTS = re.compile(r"([,;\n!?…]+|\.(?:\s|$)|\s[-–]\s|\bet\s+(?=mon\b|moi\b|c'est\b|le\s+num)|$)", re.IGNORECASE)
_TOKENS = re.compile(r"[\w'-]+(?::\d\d)?")
_ELISION = re.compile(r"^(?:[ldnjmcst]|qu|jusqu)'(?=\w)", re.IGNORECASE)
_KEPT_TOGETHER = frozenset({"aujourd'hui", "quelqu'un", "c'est"})
_PLAIN = str.maketrans({"’": "'", "‘": "'", "\u00a0": " ", "\u202f": " "})


@dataclass(frozen=True)
class Entry:
    """What a message holds of contact data.

    found: fields and their kept form. faults: field → why what was written is none. refused: fields not given.
    alone: nothing else is said beside it.
    """

    found: Mapping[str, str] = field(default_factory=dict)
    faults: Mapping[str, str] = field(default_factory=dict)
    refused: tuple[str, ...] = ()
    cancels: bool = False
    alone: bool = False

    def __bool__(self) -> bool:
        return bool(self.found or self.faults or self.refused or self.cancels)

    def as_dict(self) -> dict[str, Any]:
        """Plain data for a slot."""
        return vars(self) | {"refused": list(self.refused)}

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Entry:
        return cls(**{**data, "refused": tuple(data["refused"])})


def read(message: str, wanted: Collection[str], *, own: bool = False, tells: bool = False) -> Entry:
    """What `message` holds; `wanted` are the fields that the open question asks for.

    own: a number without a word of whose it is is the parent's; where nothing is wanted it may be anybody's, the
    author's too. tells: the message tells facts of the case, so a bare word in it is no name.
    """
    text = message.translate(_PLAIN)
    asked = frozenset(wanted) - {CONTRACT}
    if asked and words.CANCEL.fullmatch(text):
        return Entry(cancels=True, alone=True)
    return _Reader(text, asked, CONTRACT in wanted, own, tells).entry()


class _Reader:
    """Takes one kind of data after the other out of the text; what is left is something else."""

    def __init__(self, text: str, wanted: frozenset[str], contract: bool, own: bool, tells: bool) -> None:
        self.text = text
        self.wanted = wanted
        self.contract = contract
        self.tells = tells
        self.own = own or bool(wanted) or bool(words.MINE.search(text))
        self.found: dict[str, str] = {}
        self.faults: dict[str, str] = {}
        self.refused: tuple[str, ...] = ()

    def entry(self) -> Entry:
        asks = "?" in self.text
        self._no_contract()
        self._contract()
        self._emails()
        self._phones()
        if not self.found and not self.faults and not asks:
            self._rather()
        self._called()
        rest = self._segments()
        if not self.found and not self.faults and self.wanted and not asks:
            rest = rest if self.refused else self._refusal(rest)
        if WHEN in self.wanted and not asks and not self.tells and not self._something:
            rest = self._any_moment(rest)
        for name in self.found:
            self.faults.pop(name, None)
        alone = len(rest) <= (0 if self.tells else MOST_REST) and not asks
        return Entry(self.found, self.faults, self.refused, alone=alone and self._something)

    @property
    def _something(self) -> bool:
        return bool(self.found or self.faults or self.refused)

    def _cut(self, start: int, end: int) -> None:
        """Takes a piece out; a comma of its length keeps the places of the rest."""
        self.text = self.text[:start] + ",".ljust(end - start) + self.text[end:]

    def _no_contract(self) -> None:
        """The contract's number is not at hand: that is all that is said of it."""
        if not (self.wanted or self.contract):
            return
        match = words.NO_CONTRACT.search(self.text)
        if match is None and self.contract and not self.tells:
            match = words.NOT_AT_HAND.fullmatch(self.text)
        if match:
            self.refused = (CONTRACT,)
            self._cut(*match.span())

    def _contract(self) -> None:
        match = words.CONTRACT.search(self.text)
        if match is None and self.contract:
            bare = words.BARE_CONTRACT.fullmatch(self.text)
            mobile = bare is not None and any(phone.mobile for phone in reachable.phones(bare[1]))
            match = None if mobile else bare
        if match:
            self.found[CONTRACT] = re.sub(r"\s+", " ", match[1]).strip().upper()
            self._cut(*match.span())

    def _emails(self) -> None:
        self._take(reachable.emails(self.text, without_at=EMAIL in self.wanted))

    def _phones(self) -> None:
        self._take(reachable.phones(self.text))

    def _take(self, all_found: list[reachable.Found]) -> None:
        """The last good one counts ("pas le 0470…, le 0471…"); a wrong one only where one is expected."""
        for one in all_found if self.own else ():
            if one.value:
                self.found[one.field] = one.value
            else:
                self.faults[one.field] = one.reason
            self._cut(one.start, one.end)

    def _called(self) -> None:
        """A name that is said to be one."""
        for pattern in (words.CALLED, words.HERE) if self.wanted else (words.CALLED,):
            match = pattern.search(self.text)
            if match and self.own and not _is_known(match[1], words.NO_NAMES):
                self.found[FIRST_NAME] = _as_name(match[1])
                self._cut(*match.span())
                return

    def _segments(self) -> list[str]:
        """Names and moments that stand by themselves; gives back the words that are neither."""
        rest: list[str] = []
        parts = _SEGMENTS.split(self.text)
        for segment, end in zip(parts[::2], parts[1::2], strict=False):
            tokens = _tokens(segment)
            if "?" in end or not (self._moment(segment, tokens) or self._name(segment, tokens)):
                rest += [token for token in tokens if not _is_known(token, words.FILLERS)]
        return rest

    def _moment(self, segment: str, tokens: list[str]) -> bool:
        if not (self.wanted or self.own) or WHEN in self.found or not _tells_time(tokens):
            return False
        self.found[WHEN] = _trimmed(segment)
        return True

    def _name(self, segment: str, tokens: list[str]) -> bool:
        """A first name alone, or at the head of a moment ("Sophie plutôt le soir"); only the first name is kept."""
        if FIRST_NAME not in self.wanted or FIRST_NAME in self.found or self.tells:
            return False
        names = [token for token in tokens if not _is_known(token, words.FILLERS)]
        head = names[0] if names else ""
        if not re.fullmatch(words.NAME, head) or _is_known(head, words.NO_NAMES):
            return False
        behind = tokens[tokens.index(head) + 1 :]
        if _tells_time(behind):
            self._moment(segment[segment.index(head) + len(head) :], behind)
        elif len(names) > MOST_NAME_WORDS or any(_is_known(name, words.NO_NAMES) for name in names):
            return False
        self.found[FIRST_NAME] = _as_name(head)
        return True

    def _rather(self) -> None:
        """One way chosen is the other left out ("je préfère par mail")."""
        if self.tells or not set(REACH) <= self.wanted or len(_tokens(self.text)) > MOST_REFUSAL_WORDS:
            return
        for chosen, left_out in ((words.BY_EMAIL, PHONE), (words.BY_PHONE, EMAIL)):
            if match := chosen.search(self.text):
                self.refused = (left_out,)
                self._cut(*match.span())
                return

    def _refusal(self, rest: list[str]) -> list[str]:
        if not words.REFUSE.search(self.text) or len(_tokens(self.text)) > MOST_REFUSAL_WORDS or self.tells:
            return rest
        named = {
            FIRST_NAME: words.ABOUT_NAME.search(self.text),
            PHONE: words.ABOUT_PHONE.search(self.text),
            EMAIL: words.ABOUT_EMAIL.search(self.text),
        }
        about = tuple(name for name, match in named.items() if match and name in self.wanted)
        self.refused = about or tuple(name for name in FIELDS if name in self.wanted)
        return []

    def _any_moment(self, rest: list[str]) -> list[str]:
        """Any few words are a moment where the question is when ("pendant la sieste du petit")."""
        if not rest or len(_tokens(self.text)) > MOST_MOMENT_WORDS:
            return rest
        self.found[WHEN] = _trimmed(self.text)
        return []


def _tokens(text: str) -> list[str]:
    return [
        token if token.lower() in _KEPT_TOGETHER else _ELISION.sub("", token.strip("'-"))
        for token in _TOKENS.findall(text)
        if token.strip("'-")
    ]


def _is_known(token: str, known: Collection[str]) -> bool:
    """The word itself, or all that its hyphens join ("rappelez-moi")."""
    word = token.lower()
    return word in known or all(part in known for part in word.split("-"))


def _tells_time(tokens: list[str]) -> bool:
    """Whether these words are a moment and nothing else."""
    times = [bool(words.HOUR.fullmatch(token.lower())) or _is_known(token, words.TIME_WORDS) for token in tokens]
    core = any(words.HOUR.fullmatch(token.lower()) or _is_known(token, words.MOMENTS) for token in tokens)
    others = [token for token, is_time in zip(tokens, times, strict=True) if not is_time]
    return core and all(_is_known(token, words.FILLERS) for token in others)


def _trimmed(segment: str) -> str:
    """The moment in the parent's words, without the courtesies around it."""
    trimmed = words.COURTESY.sub("", segment.strip())
    return re.sub(r"\s+", " ", trimmed).strip(" .,;:-")[:LONGEST_MOMENT]


def _as_name(word: str) -> str:
    """ "sophie" → "Sophie", "MARIE-CLAIRE" → "Marie-Claire"."""
    if not (word.islower() or word.isupper()):
        return word
    return re.sub(r"[^\W\d_]+", lambda part: part[0].capitalize(), word)
