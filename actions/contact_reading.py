"""Reads contact data from a message in the light of the question that is open, whatever the NLU makes of it."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from actions import contact_words as words
from actions import reachable

FIRST_NAME, PHONE, EMAIL, WHEN, WISH, CONTRACT = FIELDS = (
    *("first_name", "phone", "email", "when", "wish", "contract"),
)
REACH = (PHONE, EMAIL)
LONGEST_MOMENT = 80
LONGEST_WISH = 160
# A sentence of no more words than these is kept whole as a wish.
MOST_WISH_WORDS = 6
# More words than these beside the data, or a question mark, and something else is said too.
MOST_REST = 2
MOST_MOMENT_WORDS = 8
MOST_REFUSAL_WORDS = 14
MOST_NAME_WORDS = 3
MOST_PHRASE_WORDS = 12
# "avant la police": a moment by what happens then is short.
MOST_EVENT_WORDS = 8
# A reason behind a wish or a moment ("l'après-midi je vais chercher la petite") is kept with it.
MOST_REASON_WORDS = 9
MOST_CLAIM_WORDS = 20

_SEGMENTS = re.compile(r"([,;\n!?…]+|\.(?:\s|$)|\s[-–]\s|\bet\s+(?=mon\b|moi\b|c'est\b|le\s+num)|$)", re.IGNORECASE)
_TOKENS = re.compile(r"[\w'-]+(?::\d\d)?")
_ELISION = re.compile(r"^(?:[ldnjmcst]|qu|jusqu)'(?=\w)", re.IGNORECASE)
_KEPT_TOGETHER = frozenset({"aujourd'hui", "quelqu'un", "c'est"})
_PLAIN = str.maketrans({"’": "'", "‘": "'", "\u00a0": " ", "\u202f": " "})


@dataclass(frozen=True)
class Entry:
    """What a message holds of contact data.

    found: fields and their kept form. faults: field → why what was written is none. refused: fields not given.
    alone: nothing else is said beside it. claimed: it says that data were given before.
    """

    found: Mapping[str, str] = field(default_factory=dict)
    faults: Mapping[str, str] = field(default_factory=dict)
    refused: tuple[str, ...] = ()
    cancels: bool = False
    alone: bool = False
    claimed: bool = False

    def __bool__(self) -> bool:
        return bool(self.found or self.faults or self.refused or self.cancels)

    @property
    def reads_here(self) -> bool:
        """Whether the answer is wished for in this window."""
        return words.READ_HERE.search(self.found.get(WISH, "")) is not None

    def as_dict(self) -> dict[str, Any]:
        """Plain data for a slot."""
        return vars(self) | {"refused": list(self.refused)}

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Entry:
        return cls(**{**data, "refused": tuple(data["refused"])})


def read(
    message: str,
    wanted: Collection[str],
    *,
    own: bool = False,
    tells: bool = False,
    waits: bool = False,
    wished: bool = False,
    known: Collection[str] = (),
) -> Entry:
    """What `message` holds; `wanted` are the fields that the open question asks for.

    own: a number without a word of whose it is is the parent's; where nothing is wanted it may be anybody's, the
    author's too. tells: the message tells facts of the case, so a bare word in it is no name. waits: a request waits
    with the advisers, so a number that stands alone is the parent's, and a moment put in the place of one of the
    `known` fields. wished: the message asks for a person, so what it wishes beside that is of the contact.
    """
    text = message.translate(_PLAIN)
    asked = frozenset(wanted) - {CONTRACT}
    if asked and words.CANCEL.fullmatch(text):
        return Entry(cancels=True, alone=True)
    own = own or (waits and not tells and _is_bare(text))
    moved = waits and WHEN in known and words.RATHER.search(text) is not None
    return _Reader(text, asked, CONTRACT in wanted, own, tells, moved, waits=waits, wished=wished).entry()


def _is_bare(text: str) -> bool:
    """Whether a number or an address stands alone, or with an hour and a name before it."""
    found = [*reachable.phones(text), *reachable.emails(text, without_at=False)]
    for one in found:
        text = text[: one.start] + " " * (one.end - one.start) + text[one.end :]
    text = words.CONTRACT.sub(" ", text)
    others = [token for token in _tokens(text) if not _is_known(token, words.FILLERS) and not _is_time(token)]
    named = len(others) == 1 and text.lstrip().startswith(others[0]) and others[0].istitle()
    return bool(found) and (not others or named)


class _Reader:
    """Takes one kind of data after the other out of the text; what is left is something else."""

    def __init__(
        self,
        text: str,
        wanted: frozenset[str],
        contract: bool,
        own: bool,
        tells: bool,
        moved: bool,
        *,
        waits: bool,
        wished: bool,
    ) -> None:
        self.text = text
        self.whole = text
        self.wanted = wanted
        self.contract = contract
        self.tells = tells
        self.moved = moved
        self.waits = waits
        # What is said of the contact is looked for in the whole message, and not only beside a word for it.
        self.spoken_of = wished or (waits and _claims(text))
        self.expected = own or bool(wanted)
        self.own = self.expected or bool(words.MINE.search(text))
        self.found: dict[str, str] = {}
        self.faults: dict[str, str] = {}
        self.refused: tuple[str, ...] = ()
        self.wishes: list[str] = []

    def entry(self) -> Entry:
        asks = "?" in self.text
        self._no_contract()
        self._contract()
        self._emails()
        self._phones()
        self._called()
        rest = self._segments()
        if self.wishes:
            self.found[WISH] = ", ".join(dict.fromkeys(self.wishes))[:LONGEST_WISH]
        if not self._given and not self.faults and not asks:
            self._rather()
        if not self._given and not self.faults and self.wanted and not asks:
            rest = rest if self.refused else self._refusal(rest)
        if WHEN in self.wanted and not asks and not self.tells and not self._something:
            rest = self._any_moment(rest)
        for name in self.found:
            self.faults.pop(name, None)
        unasked = not asks or (self._something and words.OF_CONTACT.search(self.whole) is not None)
        alone = len(rest) <= (0 if self.tells else MOST_REST) and unasked
        return Entry(
            self.found, self.faults, self.refused, alone=alone and self._something, claimed=_claims(self.whole)
        )

    @property
    def _given(self) -> bool:
        """Whether anything but a wish was found: a wish leaves the question open."""
        return bool(self.found.keys() - {WISH})

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
        match = words.CONTRACT.search(self._without_mobiles()) or words.CONTRACT.search(self.text)
        if match is None and self.contract:
            bare = words.BARE_CONTRACT.fullmatch(self.text) or self._bare_contract()
            mobile = bare is not None and any(phone.mobile for phone in reachable.phones(bare[1]))
            match = None if mobile else bare
        if match:
            self.found[CONTRACT] = re.sub(r"\s+", " ", match[1]).strip().upper()
            self._cut(*match.span())

    def _without_mobiles(self) -> str:
        """The text with blanks in the place of the numbers to call."""
        text = self.text
        for one in reachable.phones(text):
            if one.value and one.mobile:
                text = text[: one.start] + ",".ljust(one.end - one.start) + text[one.end :]
        return text

    def _bare_contract(self) -> re.Match[str] | None:
        """A contract's number that stands between commas, beside a number to call."""
        text = self._without_mobiles()
        if text == self.text:
            return None
        start = 0
        for end in [match.start() for match in _SEGMENTS.finditer(text)]:
            if match := words.BARE_CONTRACT.fullmatch(text, start, end):
                return match
            start = end
        return None

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
        for pattern in (words.NAMED_SO, words.CALLED, *((words.HERE,) if self.wanted else ())):
            match = pattern.search(self.text) if self.own or self.waits else None
            name = next(filter(None, match.groups())) if match else ""
            if match and not _is_known(name, words.NO_NAMES):
                self.found[FIRST_NAME] = _as_name(name)
                self._cut(*match.span())
                return

    def _segments(self) -> list[str]:
        """Names and moments that stand by themselves; gives back the words that are neither."""
        rest: list[str] = []
        parts = _SEGMENTS.split(self.text)
        wished = False
        for segment, end in zip(parts[::2], parts[1::2], strict=False):
            asks, tokens = "?" in end, _tokens(segment)
            if not asks and self._moment(segment, tokens):
                continue
            if wished and not asks and self._is_reason(segment, tokens):
                self.wishes[-1] = f"{self.wishes[-1]}, {_trimmed(segment)}"
                continue
            before = len(self.wishes)
            left = self._wishes(self._within(segment, asks), asks)
            wished = len(self.wishes) > before and end == ","
            if left != segment:
                segment, tokens = left, _tokens(left)
            if asks or not self._name(segment, tokens):
                rest += [token for token in tokens if not _is_known(token, words.FILLERS)]
        return rest

    def _moment(self, segment: str, tokens: list[str]) -> bool:
        if WHEN in self.found:
            return self._goes_on(segment, tokens)
        if words.LATER.fullmatch(segment):
            return False
        if (self.expected or self.own or self.moved or self.spoken_of) and _tells_time(tokens):
            self.found[WHEN] = _trimmed(segment)
            return True
        return False

    def _goes_on(self, segment: str, tokens: list[str]) -> bool:
        """A moment that goes on behind a comma ("après 20h, pas tout de suite")."""
        if words.ABOUT_PHONE.search(segment) or words.ABOUT_EMAIL.search(segment):
            return False
        times = [token for token in tokens if _is_time(token)]
        told = [token for token in times if not _is_known(token, words.FILLERS)]
        plain = all(_is_time(token) or _is_known(token, words.FILLERS) for token in tokens)
        if not told or not (plain or self._is_moment_with_reason(segment, tokens)):
            return False
        self.found[WHEN] = f"{self.found[WHEN]}, {_trimmed(segment)}"[:LONGEST_MOMENT]
        return True

    def _is_moment_with_reason(self, segment: str, tokens: list[str]) -> bool:
        """ "L'après-midi je vais chercher la petite": when not, and why."""
        named = any(_names_moment(token) or _is_known(token, words.MOMENTS) for token in tokens)
        short = len(tokens) <= MOST_REASON_WORDS
        return named and short and not self.tells and not (words.STORY.search(segment) or words.WISHED.search(segment))

    def _is_reason(self, segment: str, tokens: list[str]) -> bool:
        """Why it is wished so, behind the comma after the wish."""
        short = len(tokens) <= MOST_REASON_WORDS
        told = words.STORY.search(segment) or words.WISHED.search(segment) or any(map(_is_time, tokens[:1]))
        return short and not told and words.REASON.search(segment) is not None

    def _within(self, segment: str, asks: bool) -> str:
        """A moment within a sentence about the contact is taken out; gives back what is left of the sentence."""
        if WHEN in self.found or words.LATER.fullmatch(segment):
            return segment
        asked_when = WHEN in self.wanted
        of_contact = words.OF_CONTACT.search(segment) is not None and not words.THIRD_PARTY.search(segment)
        if of_contact and not self.wanted and words.SOMEBODY.search(segment):
            of_contact = words.ADVISER.search(self.whole) is not None
        about = self.expected or self.spoken_of
        freely = about and (not asks or _claims(self.whole)) and not words.STORY.search(segment)
        freely = freely and (asked_when or not self.tells or self.spoken_of)
        freely = freely and (self.expected or not words.THIRD_PARTY.search(segment))
        if not (of_contact or freely or (self.moved and words.RATHER.search(segment))):
            return segment
        short = len(_tokens(segment)) <= MOST_EVENT_WORDS
        span = moment_within(segment, by_event=of_contact or asked_when or (bool(self.wanted) and short))
        if span is None:
            return segment
        before = segment[: span[0]]
        others = [token for token in _tokens(before) if not _is_known(token, words.FILLERS)]
        if not of_contact and (len(others) > MOST_REST or words.SOMEBODY.search(before)):
            return segment
        self.found[WHEN] = _trimmed(segment[slice(*span)])
        return before + segment[span[1] :]

    def _wishes(self, segment: str, asks: bool) -> str:
        """What the parent wishes about the contact, in its own words; gives back what is left of the sentence."""
        about = (self.expected and not self.tells and not asks) or words.OF_CONTACT.search(segment) is not None
        about = about or (self.waits and words.TO_ADVISER.search(segment) is not None)
        told_of = words.NARRATES.search(segment) or words.THIRD_PARTY.search(segment)
        about = about or (self.spoken_of and not asks and not told_of)
        if not (about or words.NO_CALL.search(segment)) or words.STORY.search(segment):
            return segment
        spans = [match[0].strip(" ,'-") for match in words.WISHED.finditer(segment)]
        if not spans:
            return segment
        tokens = [token for token in _tokens(segment) if not _is_known(token, words.FILLERS)]
        whole = re.sub(r"\s+", " ", words.HELLO.sub("", segment)).strip(" .,;:'-")
        kept = [whole] if len(tokens) <= MOST_WISH_WORDS and not asks else spans
        self.wishes += kept
        return "" if kept == [whole] else words.WISHED.sub(" ", segment)

    def _name(self, segment: str, tokens: list[str]) -> bool:
        """A first name alone, or at the head of a moment ("Sophie plutôt le soir"); only the first name is kept."""
        if FIRST_NAME not in self.wanted or FIRST_NAME in self.found or self.tells:
            return False
        names = [token for token in tokens if not _is_known(token, words.FILLERS)]
        head = names[0] if names else ""
        no_name = _is_known(head, words.NO_NAMES) or words.NO_NAME_END.search(head) or _is_time(head)
        if not re.fullmatch(words.NAME, head) or no_name:
            return False
        if any(token.lower() in words.SENTENCE for token in tokens[: tokens.index(head)]):
            return False  # a word of a sentence
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
        if not rest or len(_tokens(self.text)) > MOST_MOMENT_WORDS or _claims(self.whole):
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


def _is_time(token: str) -> bool:
    spelled = words.HOUR.fullmatch(token.lower()) or words.LIKE_AROUND.fullmatch(token)
    return bool(spelled) or _is_known(token, words.TIME_WORDS)


def _tells_time(tokens: list[str]) -> bool:
    """Whether these words are a moment and nothing else."""
    times = [_is_time(token) for token in tokens]
    core = any(words.HOUR.fullmatch(token.lower()) or _is_known(token, words.MOMENTS) for token in tokens)
    others = [token for token, is_time in zip(tokens, times, strict=True) if not is_time]
    return core and all(_is_known(token, words.FILLERS) for token in others)


def moment_within(segment: str, *, by_event: bool) -> tuple[int, int] | None:
    """Where the moment stands in a sentence, up to what does not belong to it; None where none is named.

    by_event: "avant la police" names one too.
    """
    if by_event and words.BY_EVENT.search(segment):
        end = words.AFTER_A_MOMENT.search(segment, 1)
        return (0, end.start() if end else len(segment))
    found = list(_TOKENS.finditer(segment))
    plain = [_tokens(match[0]) for match in found]
    is_core = [any(_names_moment(token) for token in tokens) for tokens in plain]
    if True not in is_core:
        return None
    first = is_core.index(True)
    while first and all(_is_known(token, words.BEFORE_A_MOMENT) for token in plain[first - 1] or ("x",)):
        first -= 1
    start = found[first].start()
    end = words.AFTER_A_MOMENT.search(segment, found[is_core.index(True)].end())
    if end is None and len(found) - first <= MOST_PHRASE_WORDS:
        return (start, len(segment))
    if end is not None and len(_TOKENS.findall(segment[start : end.start()])) <= MOST_PHRASE_WORDS:
        return (start, end.start())
    last = max(place for place, core in enumerate(is_core) if core)
    return (start, found[last].end())


def _names_moment(token: str) -> bool:
    return bool(words.CLOCK.fullmatch(token.lower())) or _is_known(token, words.NAMED_MOMENTS)


def _claims(text: str) -> bool:
    """Whether a short message says that a number, an address, a name or an hour was given before."""
    short = len(_tokens(text)) <= MOST_CLAIM_WORDS
    of_data = words.ABOUT_DATA.search(text) or words.WISHED.search(text)
    return short and bool(words.GIVEN_BEFORE.search(text) and of_data)


def _trimmed(segment: str) -> str:
    """The moment in the parent's words, without the courtesies around it."""
    trimmed = words.COURTESY.sub("", segment.strip())
    return re.sub(r"\s+", " ", trimmed).strip(" .,;:-")[:LONGEST_MOMENT]


def _as_name(word: str) -> str:
    """ "sophie" → "Sophie", "MARIE-CLAIRE" → "Marie-Claire"."""
    if " " in word or not (word.islower() or word.isupper()):
        return word
    return re.sub(r"[^\W\d_]+", lambda part: part[0].capitalize(), word)
