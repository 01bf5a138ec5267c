"""The parent corrects what was understood, starts again, or goes back one step."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import buttons, heard, ladder, outcomes, vocabulary, who
from actions.answer import Answer
from actions.buttons import Button, button
from actions.turn import Learned, Turn
from actions.understand import ActionUnderstand
from advice import Situation
from advice.vocabulary import FAILED

MOST_FACTS = 3
MOST_RESULTS = 2  # the rest of the buttons is for other facts
TITLE_LENGTH = 20
BARE = 4  # words; a longer correction names what is wrong
OUTCOMES = (*FAILED, "worked")

# How a message names what is noted.
NAMED = {
    name: re.compile(pattern, re.IGNORECASE)
    for name, pattern in {
        "inform_school": r"école|direct(?:eur|rice|ion)|\bprof|instit|préf[eè]t",
        "report_platform": r"signal",
        "contact_parents": r"parents|maman|papa|mère|père",
        "ask_harasser": r"auteur|harceleur",
        "mediation": r"médiat",
        "police": r"police|plainte|commissariat",
        "block": r"bloqu|blocage",
        "blackmail": r"chantage",
        "threats": r"menac",
        "physical": r"\bcoups?\b|frapp|tap[ée]",
        "exclusion": r"exclu|écart",
        "humiliating_media": r"photo|vidéo|image",
        "impersonation": r"faux\s+(?:compte|profil)",
        "doxxing": r"adresse|infos?\s+priv",
        "discrimination": r"racis|homophob|haine",
        "rumours": r"rumeur|mensonge",
    }.items()
}
SCHOOL = re.compile(r"\bl?['’]?\s?[ée]cole\b", re.IGNORECASE)
NOT = re.compile(r"\b(?:pas|aucune?|jamais|rien|ni|sauf|enlev\w*|retir\w*|supprim\w*)\b", re.IGNORECASE)
HELPED = re.compile(
    r"\baid|bien\s+(?:agi|réagi|fait)|pas\s+sans\s+effet|efficace|\bont?\s+arrêt|soutien|gentil|super|positif",
    re.IGNORECASE,
)
WELL = re.compile(
    r"\bva\s+(?:bien|pas\s+(?:si\s+)?mal|mieux)\b|(?:fils|fille|enfant|lui|elle)\s*,?\s+ça\s+va\b", re.IGNORECASE
)


class Correct(Answer):
    """A correction in words is taken at once; a bare one asks what is wrong, another one shows what is noted."""

    label = "correct"

    def answer(self, turn: Turn) -> None:
        told = turn.news.tells or turn.news.over is not None
        if told or (turn.news.not_done and turn.situation.advised):
            ladder.tell(turn)
            return
        if _take_out(turn) or _is_who_it_was(turn):
            return
        if outcomes.has_calmed(turn.text):
            turn.utter("utter_listening_warm")
            turn.offer(buttons.NEXT_STEP, buttons.AGAIN)
            return
        facts = _correctable(turn.situation)
        if not facts:
            turn.utter("utter_correct_nothing")
            turn.offer(buttons.RESTART)
            return
        bare = turn.news.pressed or len(turn.text.split()) <= BARE
        if bare and not _was_asked(turn):
            turn.utter("utter_correct_which")
        else:
            noted = "\n".join(f"- {line}" for line in vocabulary.summary(turn.situation))
            words = turn.words("utter_correct_noted", facts=noted)
            if turn.texts.was_said(words):
                turn.utter("utter_correct_unable")
            else:
                turn.say(words)
        turn.offer(*facts[:MOST_FACTS], buttons.RESTART)


def _is_who_it_was(turn: Turn) -> bool:
    """Who writes is said once more, and is known by now: it is confirmed."""
    name = heard.PUT_RIGHT.get(turn.situation.writer)
    known = "author_parent" if turn.situation.writer == "parent" else turn.situation.writer
    if name is None or turn.news.pressed or who.says(turn.text, known) != turn.situation.writer:
        return False
    turn.utter(name)
    turn.offer(buttons.NEXT_STEP, buttons.CORRECT)
    return True


def _was_asked(turn: Turn) -> bool:
    return any(map(turn.texts.was_said, turn.texts.wordings("utter_correct_which")))


def _take_out(turn: Turn) -> bool:
    """Takes out what the message names of what is noted; a step that it calls helpful has helped in part."""
    results = {
        step: told
        for step, told in turn.situation.step_results.items()
        if told in OUTCOMES and step in NAMED and NAMED[step].search(turn.text)
    }
    unwell = "distress" in turn.situation.dangers and WELL.search(turn.text) is not None
    denied = [
        harm
        for harm in turn.situation.harm_types
        if harm in NAMED and NAMED[harm].search(turn.text) and NOT.search(turn.text)
    ]
    school = turn.situation.school_involved is True and SCHOOL.search(turn.text) and NOT.search(turn.text)
    if turn.news.pressed or not (results or unwell or denied or school):
        return False
    facts = [
        *(Learned("step_results", f"{step}:{told}") for step, told in results.items()),
        *(Learned("harm_types", harm) for harm in denied),
        *(Learned("danger", "distress") for _ in (1,) if unwell),
        *(Learned("school_involved", True) for _ in (1,) if school),
    ]
    back = [{"field": fact.field, "value": fact.value} for fact in facts]
    turn.situation = turn.situation.learn({"retractions": back}, turn.id)
    if HELPED.search(turn.text):
        for step in results:
            turn.situation = turn.situation.record(step, "partial", turn.id)
    named = [words for fact in facts if (words := vocabulary.fact(fact.field, fact.value, turn.situation.writer))]
    turn.utter("utter_understood_removed", facts=vocabulary.listed(named))
    turn.offer(buttons.NEXT_STEP, buttons.CORRECT)
    if turn.situation.handoff != "declined":
        turn.offer(buttons.ADVISER)
    return True


class Default(Answer):
    """Rasa answers the intents `restart` and `back` before any rule: the message is taken in here."""

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Mapping[str, Any]) -> list[Any]:
        taken_in = ActionUnderstand().run(dispatcher, tracker, domain)
        for event in taken_in:
            tracker.slots[event["name"]] = event["value"]
        return [*taken_in, *super().run(dispatcher, tracker, domain)]


class Restart(Default):
    """Everything told is forgotten; a request that waits with the advisers stays."""

    label = "restart"

    def answer(self, turn: Turn) -> None:
        queued = turn.situation.handoff == "queued"
        turn.situation = Situation().with_handoff("queued") if queued else Situation()
        turn.set(step=None, in_scope=None)
        if not queued:
            turn.set(contact=None)
        turn.utter("utter_restart_queued" if queued else "utter_restart")
        turn.offer(*buttons.QUICK_STARTS)


class Back(Default):
    """To the step before the one last advised."""

    label = "back"

    def answer(self, turn: Turn) -> None:
        steps = list(dict.fromkeys(given.step for given in turn.situation.advised if given.step))
        if not steps:
            turn.utter("utter_back_start")
            turn.offer(*buttons.QUICK_STARTS)
            return
        step = steps[-2] if len(steps) > 1 else steps[-1]
        words = vocabulary.doing(step, turn.situation.writer)
        turn.utter("utter_back", Step=words[0].upper() + words[1:])
        turn.ask("outcome", step=step)
        turn.offer(*buttons.awaited(step), buttons.how("Comment faire ?", step))


def _correctable(situation: Situation) -> list[Button]:
    """A button for each fact that the parent may take back, shortest words first where there are many."""
    results = [
        (f"Pas « {vocabulary.RESULTS[told]} »", Learned("step_results", f"{step}:{told}"))
        for step, told in situation.step_results.items()
        if told in OUTCOMES
    ]
    if "distress" in situation.dangers:
        results.append(("Pas « va mal »", Learned("danger", "distress")))
    facts = [
        *(Learned("harasser", situation.harasser) for _ in (1,) if situation.harasser != "unstated"),
        *(Learned("platforms", value) for value in situation.platforms),
        *(Learned("steps_done", value) for value in situation.steps_done),
        *(Learned("harm_types", value) for value in situation.harm_types),
    ]
    titled = [(f"Pas {words}", fact) for fact in facts if (words := vocabulary.SHORT.get(str(fact.value)))]
    titled = [*results[:MOST_RESULTS], *titled]
    return [
        button(title, "correct", field=fact.field, value=str(fact.value))
        for title, fact in titled
        if len(title) <= TITLE_LENGTH
    ]
