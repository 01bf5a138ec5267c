"""What stands in each draft: the blocks of domain/drafts that fit the situation, with [gaps] to fill."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from actions import evidence, handover
from actions.moments import MONTHS
from actions.topic import Paragraphs
from actions.turn import PARAGRAPH, Turn
from actions.vocabulary import PLATFORMS, RESULTS, listed
from advice.vocabulary import COURT, FAILED, GRAVE, NO_BUTTON

GAP = re.compile(r"\[[^\]]+\]")
# How the child is called by its parent, and by the others who write.
VICTIM = {"relative": "l’enfant", "witness": "l’enfant", "school": "l’élève"}
MINE = "mon enfant"
PLACES = {"game": "dans un jeu en ligne", "other": "sur Internet", "sms": "par SMS", "email": "par e-mail"}
NAMED = {"game": "jeu en ligne", "other": "autre site"}
# What can be seen in a message, a picture or a profile; the rest is no content that somebody could remove.
CONTENTS = frozenset(
    {"insults", "rumours", "humiliating_media", "impersonation", "pile_on", "doxxing", "discrimination"}
)
# What a school is told of; what else was done is no part of a letter to it.
TOLD_THE_SCHOOL = frozenset({"report_platform", "ask_harasser", "contact_parents", "police"})
# An evidence log opens with as many entries as there are kinds of harm, and no more than fit a page.
MOST_ENTRIES = 3

HARMS = {
    "insults": "utter_draft_harm_insults",
    "rumours": "utter_draft_harm_rumours",
    "threats": "utter_draft_harm_threats",
    "humiliating_media": "utter_draft_harm_humiliating_media",
    "intimate_images": "utter_draft_harm_intimate_images",
    "blackmail": "utter_draft_harm_blackmail",
    "impersonation": "utter_draft_harm_impersonation",
    "exclusion": "utter_draft_harm_exclusion",
    "pile_on": "utter_draft_harm_pile_on",
    "doxxing": "utter_draft_harm_doxxing",
    "physical": "utter_draft_harm_physical",
    "discrimination": "utter_draft_harm_discrimination",
    "grooming": "utter_draft_harm_grooming",
}
STEPS = {
    "talk_child": "utter_draft_step_talk_child",
    "keep_evidence": "utter_draft_step_keep_evidence",
    "block": "utter_draft_step_block",
    "report_platform": "utter_draft_step_report_platform",
    "ask_harasser": "utter_draft_step_ask_harasser",
    "contact_parents": "utter_draft_step_contact_parents",
    "inform_school": "utter_draft_step_inform_school",
    "mediation": "utter_draft_step_mediation",
    "police": "utter_draft_step_police",
    "civil": "utter_draft_step_civil",
    "cleanup": "utter_draft_step_cleanup",
}
SCHOOL_AUTHORS = {
    "pupil": "utter_draft_school_author_pupil",
    "known": "utter_draft_school_author_known",
    "adult": "utter_draft_school_author_adult",
    "unknown": "utter_draft_school_author_unknown",
}
SUMMARY_AUTHORS = {
    "pupil": "utter_draft_summary_author_pupil",
    "known": "utter_draft_summary_author_known",
    "adult": "utter_draft_summary_author_adult",
    "unknown": "utter_draft_summary_author_unknown",
}
SUMMARY_SCHOOL = {
    True: "utter_draft_summary_school_yes",
    False: "utter_draft_summary_school_no",
    None: "utter_draft_summary_school_unsaid",
}
REPORTED = {
    "pending": "utter_draft_report_pending",
    "failed": "utter_draft_report_failed",
    "refused": "utter_draft_report_refused",
}


@dataclass(frozen=True)
class Draft:
    """A text to copy or print; `gaps` are its [gaps], each once, in their order."""

    title: str
    text: str

    @property
    def gaps(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(GAP.findall(self.text)))


def compose(kind: str, turn: Turn) -> Draft:
    """The draft of this kind for the situation, whatever may be done with it."""
    title, parts = TEXTS[kind]
    text = PARAGRAPH.join(part for part in parts(turn) if part)
    return Draft(turn.words(title), text)


def is_taken(turn: Turn, step: str) -> bool:
    return step in turn.situation.steps_done or step in turn.situation.step_results


def _author(turn: Turn) -> Paragraphs:
    gone = turn.situation.content_online is False
    return (
        _opening(turn, turn.words("utter_draft_author_opening", where=_where(turn) or "en ligne"), CONTENTS),
        turn.words("utter_draft_author_no_more" if gone else "utter_draft_author_removal"),
        turn.words("utter_draft_author_closing"),
    )


def _parents(turn: Turn) -> Paragraphs:
    gone = turn.situation.content_online is False
    asked = ""
    if is_taken(turn, "ask_harasser"):
        result = turn.situation.step_results.get("ask_harasser")
        kind = {"failed": "failed", "refused": "failed", "worked": ""}.get(result or "", "pending")
        asked = {
            "pending": turn.words("utter_draft_parents_asked_pending"),
            "failed": turn.words("utter_draft_parents_asked_failed"),
        }.get(kind, "")
    return (
        _opening(turn, turn.words("utter_draft_parents_opening", where=_where(turn) or "en ligne"), CONTENTS),
        turn.words("utter_draft_parents_author"),
        asked,
        turn.words("utter_draft_parents_no_more" if gone else "utter_draft_parents_removal"),
        turn.words("utter_draft_parents_closing"),
    )


def _school(turn: Turn) -> Paragraphs:
    situation = turn.situation
    told = ""
    if is_taken(turn, "inform_school") and situation.writer != "school":
        again = situation.step_results.get("inform_school") in FAILED or situation.getting_worse
        told = turn.words("utter_draft_school_again" if again else "utter_draft_school_told")
    steps = _steps(turn, TOLD_THE_SCHOOL)
    attached = "utter_draft_school_nothing_attached" if evidence.is_sexual(turn) else "utter_draft_school_attached"
    return (
        turn.words("utter_draft_school_opening"),
        _opening(turn, _victim(turn, "utter_draft_school_facts", where=_after_comma(_where(turn)))),
        turn.words("utter_draft_school_there") if situation.school_involved else "",
        _school_author(turn),
        _list(turn.words("utter_draft_school_done"), steps) if steps else "",
        told,
        " ".join(_now(turn, dangers=False)),
        _victim(turn, "utter_draft_school_request"),
        turn.words(attached),
        turn.words("utter_draft_school_closing"),
    )


def _report(turn: Turn) -> Paragraphs:
    networks = [platform for platform in turn.situation.platforms if platform not in NO_BUTTON]
    where = listed(_place(platform) for platform in networks)
    result = turn.situation.step_results.get("report_platform", "pending")
    before = REPORTED.get(result) if is_taken(turn, "report_platform") else None
    return (
        turn.words("utter_draft_report_opening", where=_after_comma(where)),
        _opening(turn, turn.words("utter_draft_report_place")),
        turn.words("utter_draft_report_request"),
        turn.words(before) if before else "",
    )


def _evidence(turn: Turn) -> Paragraphs:
    sexual = evidence.is_sexual(turn)
    opening = "utter_draft_evidence_opening_sexual" if sexual else "utter_draft_evidence_opening"
    entry = "utter_draft_evidence_entry_sexual" if sexual else "utter_draft_evidence_entry"
    entries = []
    for number, harm in enumerate(turn.situation.harm_types[:MOST_ENTRIES] or (None,), start=1):
        words = turn.words(HARMS[harm] if harm else "utter_draft_harm_none")
        lines = [turn.words(entry, number=str(number), harm=words, place=_exact_place(turn))]
        if harm and (told := _told(turn, "harm_types", harm)):
            lines.append(turn.words("utter_draft_evidence_told", told=told))
        entries.append("\n".join(lines))
    steps = _steps(turn)
    return (
        turn.words(opening, today=_day(handover.clock(turn))),
        *entries,
        _list(turn.words("utter_draft_evidence_done"), steps or [turn.words("utter_draft_step_none")]),
    )


def _summary(turn: Turn) -> Paragraphs:
    situation = turn.situation
    author = SUMMARY_AUTHORS.get(situation.harasser, "utter_draft_summary_author_unstated")
    if _several(turn):
        author = "utter_draft_summary_author_several"
    now = _now(turn, dangers=True)
    closing = "utter_draft_summary_closing_sexual" if evidence.is_sexual(turn) else "utter_draft_summary_closing"
    return (
        turn.words("utter_draft_summary_opening", today=_day(handover.clock(turn))),
        _opening(turn, turn.words("utter_draft_summary_facts", where=_after_comma(_where(turn)))),
        "\n".join((turn.words(author), turn.words(SUMMARY_SCHOOL[situation.school_involved]))),
        _list(turn.words("utter_draft_summary_done"), _steps(turn) or [turn.words("utter_draft_step_none")]),
        _list(turn.words("utter_draft_summary_now"), now) if now else "",
        turn.words(closing),
    )


def _school_author(turn: Turn) -> str:
    author = SCHOOL_AUTHORS.get(turn.situation.harasser)
    if author is None:
        return ""
    return turn.words("utter_draft_school_author_several" if _several(turn) else author)


def _several(turn: Turn) -> bool:
    """Whether there is more than one author, and not just pupils, of whom the words are in the plural anyway."""
    situation = turn.situation
    known = situation.harasser in ("known", "adult")
    return bool(situation.other_authors) or (known and "pile_on" in situation.harm_types)


def _opening(turn: Turn, intro: str, only: Iterable[str] | None = None) -> str:
    """What leads in, with what happened as a list below it."""
    harms = [harm for harm in turn.situation.harm_types if only is None or harm in only]
    return _list(intro, [turn.words(HARMS[harm]) for harm in harms] or [turn.words("utter_draft_harm_none")])


def _list(intro: str, items: Iterable[str]) -> str:
    return "\n".join((intro, *(f"- {item}" for item in items)))


def _steps(turn: Turn, only: Iterable[str] | None = None) -> list[str]:
    """What was done and what came of it, one line a step."""
    lines = []
    for step, name in STEPS.items():
        if is_taken(turn, step) and (only is None or step in only):
            result = turn.situation.step_results.get(step)
            told = RESULTS[result] if result and not (result == "pending" and step in COURT) else ""
            lines.append(_victim(turn, name, result=f" ({told})" if told else ""))
    return lines


def _now(turn: Turn, *, dangers: bool) -> list[str]:
    """How things stand; what was said of a danger is for the police and the adviser alone."""
    situation = turn.situation
    names = []
    if situation.content_online is not None:
        names.append("utter_draft_now_online" if situation.content_online else "utter_draft_now_offline")
    names += ["utter_draft_now_worse"] if situation.getting_worse else []
    names += ["utter_draft_now_distress"] if "distress" in situation.dangers else []
    names += ["utter_draft_now_danger"] if dangers and GRAVE & set(situation.dangers) else []
    return [_victim(turn, name) for name in names]


def _victim(turn: Turn, name: str, **values: str) -> str:
    victim = VICTIM.get(turn.situation.writer, MINE)
    return turn.words(name, victim=victim, Victim=victim[0].upper() + victim[1:], **values)


def _place(platform: str) -> str:
    return PLACES.get(platform, f"sur {PLATFORMS[platform]}")


def _where(turn: Turn) -> str:
    return listed(_place(platform) for platform in turn.situation.platforms)


def _after_comma(where: str) -> str:
    return f", {where}" if where else ""


def _exact_place(turn: Turn) -> str:
    platforms = turn.situation.platforms
    if not platforms:
        return turn.words("utter_draft_evidence_no_place")
    places = ", ".join(NAMED.get(platform, PLATFORMS[platform]) for platform in platforms)
    one = len(platforms) == 1
    return turn.words("utter_draft_evidence_one_place" if one else "utter_draft_evidence_which_place", places=places)


def _told(turn: Turn, field: str, value: str) -> str:
    """The day on which a fact was told here, where it is known."""
    turns = [one.turn for one in turn.situation.evidence if (one.field, one.value) == (field, value)]
    moments = [turn.moments[name] for name in turns if name in turn.moments]
    if not moments:
        return ""
    return _day(datetime.fromisoformat(moments[0].replace("Z", "+00:00")).astimezone(handover.clock(turn).tzinfo))


def _day(moment: datetime) -> str:
    day = "1er" if moment.day == 1 else str(moment.day)
    return f"{day} {MONTHS[moment.month - 1]} {moment.year}"


TEXTS: dict[str, tuple[str, Callable[[Turn], Paragraphs]]] = {
    "author": ("utter_draft_author_title", _author),
    "parents": ("utter_draft_parents_title", _parents),
    "school": ("utter_draft_school_title", _school),
    "report": ("utter_draft_report_title", _report),
    "evidence": ("utter_draft_evidence_title", _evidence),
    "summary": ("utter_draft_summary_title", _summary),
}
