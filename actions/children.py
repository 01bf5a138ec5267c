"""Two children of one family: one is followed at a time, and what is told of the other is kept apart."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from actions import ladder
from actions.buttons import Button, fact
from actions.outcomes import relabelled
from actions.turn import Turn
from advice import Situation
from advice.messages import MATTER
from advice.vocabulary import GRAVE

BEGAN, SWITCHED, WAITS, ALIKE = "began", "switched", "waits", "alike"
"""Two children were told of for the first time; the talk is about the other one now; it is spoken of while a danger
keeps everything else back; or two were told of whom no word tells apart."""

NAMES = {"son": "votre fils", "daughter": "votre fille"}
TITLES = {"son": "Mon fils", "daughter": "Ma fille"}
_WORDS = {
    "son": re.compile(
        r"\b(?:mon|notre)\s+(?:petit\s+|grand\s+)?(?:fils|gar[çc]on|gamin|ado|petit|grand|a[iî]né|cadet)\b|\blui\s+c['’]?\s?est|\bpour\s+lui\b",
        re.IGNORECASE,
    ),
    "daughter": re.compile(
        r"\b(?:ma|notre)\s+(?:petite\s+|grande\s+)?(?:fille|gamine|petite|grande|a[iî]née|cadette)\b(?!-fil)|\bla\s+petite\b"
        r"|\belle\s+c['’]?\s?est|\bpour\s+elle\b",
        re.IGNORECASE,
    ),
}
_BOTH = re.compile(
    r"\btous\s+les\s+(?:deux|2)\b|\btoutes\s+les\s+(?:deux|2)\b|\bmes\s+(?:deux|2|trois|3)\s+(?:enfants|fils|filles|gar[çc]ons)\b"
    r"|\b(?:deux|2|trois|3)\s+enfants\b|\bl['’]un[^.!?]{0,60}\bl['’]autre\b|\bchacun|\b(?:lui|elle)\s+c['’]?\s?est"
    r"|\b(?:fils|fille|petite|gar[çc]on)\s+aussi\b",
    re.IGNORECASE,
)
_TROUBLED = re.compile(
    r"embêt|embet|harcel|insult|moqu|menac|victime|exclu|rejet|chantage|photo|vidéo|visée?s?\b", re.IGNORECASE
)
_ALIKE = re.compile(r"\bmes\s+(?:deux|2|trois|3)\s+(?:enfants|fils|filles|gar[çc]ons)\b", re.IGNORECASE)
_CLAUSE = re.compile(r"[^.!?;,\n]+[.!?;,\n]*")


@dataclass(frozen=True)
class Whose:
    """The situation and the facts of the child that is followed, and what happened between the two (BEGAN, …)."""

    situation: Situation
    told: Mapping[str, Any]
    event: str = ""


def of_one(
    situation: Situation, told: Mapping[str, Any], text: str, entities: Mapping[str, str], turn_id: str
) -> Whose:
    """What a message tells, without what it tells of the other child."""
    if entities.get("field") == "child":
        other = situation.aside is not None and entities.get("value") != situation.child
        return Whose(_switched(situation), told, SWITCHED) if other else Whose(situation, told)
    if situation.child:
        return _one_of_two(situation, told, text, turn_id)
    if situation.writer not in ("parent", "unstated") or not (_BOTH.search(text) and _TROUBLED.search(text)):
        return Whose(situation, told)
    shares = {child: _share(told, text, child) for child in NAMES}
    both = all(words.search(text) for words in _WORDS.values())
    if not both or not all(map(_of_the_case, shares.values())):
        return Whose(situation, told, ALIKE if _ALIKE.search(text) else "")
    child = next((name for name, share in shares.items() if _grave(share)), _first_named(text))
    aside = situation.learn(shares[_other(child)], turn_id)
    return Whose(replace(situation, child=child, aside=aside.as_dict()), shares[child], BEGAN)


def _one_of_two(situation: Situation, told: Mapping[str, Any], text: str, turn_id: str) -> Whose:
    other = _other(situation.child)
    named = {child for child, words in _WORDS.items() if words.search(text)}
    if other not in named:
        return Whose(situation, told)
    share = _share(told, text, other)
    of_other = Situation.from_dict(situation.aside)
    share = _news_of(of_other, share)
    if _grave(share) and situation.danger_state != "open":  # danger comes first, whoever is in it
        left = situation.learn(_share(told, text, situation.child), turn_id) if named != {other} else situation
        return Whose(_switched(left), share, SWITCHED)
    if named == {other}:
        if situation.danger_state == "open" and not _grave(share):
            return Whose(situation, told, WAITS)
        return Whose(_switched(situation), share, SWITCHED)
    aside = of_other.learn(share, turn_id)
    return Whose(replace(situation, aside=aside.as_dict()), _share(told, text, situation.child))


def _news_of(situation: Situation, share: Mapping[str, Any]) -> Mapping[str, Any]:
    """A share without the dangers that were told of this child before, and over."""
    if situation.danger_state not in ("safe", "adviser"):
        return share
    known = {("danger", danger) for danger in situation.dangers}
    return relabelled(
        share, [one for one in share.get("facts") or () if (one.get("field"), one.get("value")) not in known]
    )


def _switched(situation: Situation) -> Situation:
    """The other child's situation, with what is of the family: who writes, and the request to the advisers."""
    before = replace(situation, child="", aside=None).as_dict()
    return replace(
        Situation.from_dict(situation.aside),
        child=_other(situation.child),
        aside=before,
        writer=situation.writer,
        in_scope=True,
        handoff=situation.handoff,
    )


def _share(told: Mapping[str, Any], text: str, child: str) -> Mapping[str, Any]:
    """A message's facts but those in a clause about the other child; one that names neither goes on with the last."""
    of_other = list(_clauses_of(text, _other(child)))

    def is_other(one: Mapping[str, Any]) -> bool:
        start, end = int(one.get("start") or 0), int(one.get("end") or 0)
        if one.get("field") == "writer" or end - start >= len(text):
            return False
        return any(begin <= start < stop for begin, stop in of_other)

    return relabelled(told, [one for one in told.get("facts") or () if not is_other(one)])


def _clauses_of(text: str, child: str) -> Iterator[tuple[int, int]]:
    whose = None
    for clause in _CLAUSE.finditer(text):
        named = {one for one, words in _WORDS.items() if words.search(clause[0])}
        if named:
            whose = named.pop() if len(named) == 1 else None
        if whose == child:
            yield clause.span()


def _of_the_case(share: Mapping[str, Any]) -> bool:
    return any(one.get("field") in MATTER for one in share.get("facts") or ())


def _grave(share: Mapping[str, Any]) -> bool:
    return any(one.get("field") == "danger" and one.get("value") in GRAVE for one in share.get("facts") or ())


def _first_named(text: str) -> str:
    found = {child: match.start() for child, words in _WORDS.items() if (match := words.search(text))}
    return min(found, key=lambda child: found[child])


def _other(child: str) -> str:
    return "daughter" if child == "son" else "son"


def button(turn: Turn) -> Button:
    other = _other(turn.situation.child)
    return fact(TITLES[other], "child", other)


def changes_over(turn: Turn) -> bool:
    """Says of whom the talk is now; where the message tells no more than that, what is known and what comes next."""
    if turn.news.children != SWITCHED:
        return False
    turn.utter("utter_children_switched", child=NAMES[turn.situation.child], other=_others_name(turn))
    if turn.news.tells or turn.news.questions or turn.news.asks_human:
        return False
    ladder.go_on(turn)
    return True


def remind(turn: Turn) -> None:
    """After the answer: that one child is followed at a time, and how to come to the other."""
    event = turn.news.children
    if event == ALIKE:
        turn.add("utter_children_one")
    elif event in (BEGAN, WAITS):
        name = "utter_children_began" if event == BEGAN else "utter_children_waits"
        turn.utter(name, child=NAMES[turn.situation.child], other=_others_name(turn))
        turn.buttons = [button(turn), *turn.buttons]


def _others_name(turn: Turn) -> str:
    return NAMES[_other(turn.situation.child)]
