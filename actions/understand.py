"""Takes in the message: the tagger's facts, a button's entities, a short answer read in the light of what was asked."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import (
    alarm,
    authors,
    belief,
    children,
    contact_reading,
    draft_wish,
    fronts,
    named,
    noted,
    other_child,
    outcomes,
    pressing,
    refusal,
    setting_out,
    who,
)
from actions import heard as hearing
from actions.belief import REACTED_TO
from actions.contact_state import is_own, wanted
from actions.known_questions import QUESTIONS
from actions.patience import patience
from actions.reassurance import LIKELY, calls_now, reassures
from actions.unwanted import PEOPLE, declined, is_put_out
from advice import Situation, Understanding, understand
from advice.messages import MATTER
from advice.standing import taken
from advice.vocabulary import AWAITED, COURT, GRAVE, RESULTS, STEPS

# What an intent says of the step that was spoken of; "done" says that it was taken and no more.
RESULT_OF_INTENT = {
    "step_done": "done",
    "step_worked": "worked",
    "step_failed": "failed",
    "step_refused": "refused",
    "step_pending": "pending",
}
# Words of these intents put something right, or say that all is well: no danger is asked about that only the net hears.
NO_STORY = frozenset({"correct", "safe_now", "deny", "decline_adviser", "out_of_scope", "chitchat"})
# States of the case in which advisers have it or will take it.
WITH_ADVISERS = frozenset({"offered", "queued", "taken"})
# Confidence of `step_failed` from which words may tell a failure.
MAY_HAVE_FAILED = 0.1
# "Est-ce que tout s'est arrêté ?"
OVER = "over"
ANSWERS_WHETHER_OVER = {"affirm": True, "deny": False, "not_yet": False}
TRUTH = {"true": True, "false": False}
# Places that may as well be the way to the parent.
WAYS_IN_WORDS = {
    "email": re.compile(r"mail", re.IGNORECASE),
    "sms": re.compile(r"sms|texto", re.IGNORECASE),
    "whatsapp": re.compile(r"whats?app", re.IGNORECASE),
    "messenger": re.compile(r"messenger", re.IGNORECASE),
}
WAYS = frozenset(("platforms", way) for way in WAYS_IN_WORDS)


class ActionUnderstand(Action):
    """Merges what was said into `situation` before the topic's action answers."""

    def name(self) -> str:
        return "action_understand"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Mapping[str, Any]) -> list[Any]:
        message: Mapping[str, Any] = tracker.latest_message
        metadata: Mapping[str, Any] = message.get("metadata") or {}
        turn_id = str(metadata.get("turn_id") or message.get("message_id") or _count_turns(tracker))
        intent = (message.get("intent") or {}).get("name") or ""
        entities = {entity["entity"]: entity["value"] for entity in message.get("entities") or ()}
        asked: Mapping[str, Any] = tracker.get_slot("asked") or {}
        situation = _after_the_adviser(Situation.from_dict(tracker.get_slot("situation")), metadata)

        before = situation.danger_state
        maybe: tuple[str, ...] = ()
        text = str(message.get("text") or "")
        told = _told(message, intent, entities)
        if not _is_button(message):
            told = noted.in_their_light(told, text, situation, str(asked.get("step") or situation.last_step or ""))
            told = authors.told_by(told, text, situation, corrects=intent == "correct")
            told = belief.steady(belief.sure(outcomes.as_told(told, text, situation.writer)), situation, text)
            told = named.with_denied(told, text, situation, corrects=intent == "correct")
            told = who.put_right(told, text, situation.writer)
            told = who.steady(told, situation.writer, text, corrects=intent == "correct", begun=bool(situation.advised))
            told = alarm.of_pictures(alarm.taken_back(told, situation, text), situation, text)
            told = alarm.returning(alarm.believed(told, situation, text), situation, text)
            told, maybe = alarm.doubtful(told, text, situation)
        unwanted = () if _is_button(message) else _unwanted(text, situation)
        told = _without_wish_for(told, unwanted)
        elsewhere = not _is_button(message) and other_child.is_meant(told, text, situation)
        if elsewhere:
            told = other_child.without_own(told)
        pressed_on = not _is_button(message) and pressing.presses(text, situation)
        if pressed_on:
            told = pressing.told(told, text)
        if not _is_button(message):
            told = pressing.with_meeting(told, text)
        calm = intent in NO_STORY or hearing.rages(text) or setting_out.plans(text)
        if not (_is_button(message) or elsewhere or maybe or calm):
            maybe = alarm.only_heard(told, situation, text)
        accepted = not _is_button(message) and (refusal.accepts(text) or _only_some_way_is_refused(told, message))
        waits = situation.handoff == "queued" or metadata.get("case") in WITH_ADVISERS
        refused = not (_is_button(message) or accepted) and _refuses_adviser(told, text, waits)
        if accepted:
            told = refusal.with_wish(told)
        elif refused:
            told = refusal.without_wish(told)
        reported = frozenset() if _is_button(message) else fronts.reported_in_part(text, told, situation)
        if reported:
            told, intent = fronts.without_report(told), "tell_situation"
        contact = _contact(message, told, asked, situation, tracker.get_slot("contact") or {})
        if contact.found:
            told = _of_the_case(told, contact.found)
        if contact and contact.alone:
            # A name or a number is read as that, whatever else the NLU makes of it; but for danger.
            told, intent = _dangers(told), ""
        is_asked = asked.get("question")
        misread = intent == "correct" or alarm.was_misread(told)
        if alarm.denies(told, situation) and (intent == "safe_now" or is_asked == "safe") and not misread:
            told, intent = alarm.without_denials(told), "safe_now"
        told = alarm.denied_surely(told)
        misread = alarm.was_misread(told)
        reassured = "" if _is_button(message) or misread else reassures(message, told, situation, is_asked == "safe")
        if reassured and pressed_on:  # with somebody, and yet it cannot wait
            reassured = "beside"
        elif reassured and before == "open":
            told = alarm.without_grave(told)
            calling = reassured == "beside" and calls_now(text)  # help is needed still
            intent = "safe_now" if reassured == "safe" else "tell_situation" if calling else intent
        if intent in ("affirm", "dont_know") and is_asked == "maybe":  # who does not know may be in danger
            danger = {"field": "danger", "value": str(asked.get("danger"))}
            told = {**told, "facts": [*(told.get("facts") or ()), danger]}
        if is_asked == OVER and intent in ANSWERS_WHETHER_OVER:
            fact = {"field": "over", "value": ANSWERS_WHETHER_OVER[intent]}
            told = {**told, "facts": [*(told.get("facts") or ()), fact]}
        whose = children.of_one(situation, told, text, entities, turn_id)
        situation, told = whose.situation, whose.told
        heard = understand(situation, _denying_what_was_asked(told, intent, asked), turn_id)
        if not _is_button(message):
            intent = outcomes.intent(message, intent)
        front = None if _is_button(message) else fronts.new_front(text, situation, heard)
        situation, result = _short_answer(heard, intent, entities, asked, turn_id, in_part=outcomes.in_part(text))
        if result is None and _says_that_it_failed(message, heard):
            pending = next(step for step, told in situation.step_results.items() if told == "pending")
            situation, result = situation.record(pending, "failed", turn_id), (pending, "failed")
        situation, result = _outwaited(situation, result, metadata, turn_id)
        situation = situation.decline(unwanted).leave_behind(reported)
        if front is not None:
            situation = situation.open_front(sorted(front.gone), sorted(front.back))
        turn = {
            "turn_id": turn_id,
            "now": metadata.get("now") or "",
            "last_seen": metadata.get("last_seen"),
            "advisers": metadata.get("advisers") or {},
            "new": [list(pair) for pair in heard.new],
            "withdrawn": [list(pair) for pair in heard.withdrawn],
            "asked": [step for step in heard.asked if step not in _told_of(told)],
            "opened": list(heard.opened),
            "asks_human": heard.asks_human,
            "off_topic": heard.off_topic,
            "result": list(result) if result else None,
            "questions": _wanted(
                _with_care(_questions(message, intent, entities, _written_before(tracker)), message, situation),
                unwanted,
            ),
            "near": [str(near["question"]) for near in message.get("question_ranking") or ()],
            "asked_before": _asked_before(tracker.get_slot("turn") or {}),
            "contact": contact.as_dict() if contact or contact.claimed else None,
            "case": metadata.get("case"),
            "pressed": _is_button(message),
            "refuses_adviser": refused,
            "accepts_adviser": accepted,
            "over": heard.over,
            "not_done": _not_done(told, heard),
            "maybe": list(maybe),
            "was_open": before == "open",
            "beside": reassured == "beside",
            "presses": pressed_on,
            "other_child": elsewhere,
            "planned": [] if _is_button(message) else [step for step in outcomes.planned(text) if step not in unwanted],
            "declined": list(unwanted),
            "children": whose.event,
            "front": "opened" if front is not None else "",
            "reported": sorted(reported),
            "reassured": before == "open" and situation.danger_state == "safe",
        }
        return [
            SlotSet("situation", situation.as_dict()),
            SlotSet("turn", turn),
            SlotSet("danger_state", situation.danger_state),
            SlotSet("handoff", situation.handoff),
            SlotSet("in_scope", situation.in_scope),
        ]


def _after_the_adviser(situation: Situation, metadata: Mapping[str, Any]) -> Situation:
    """An adviser who gave the conversation back or closed the case leaves room for a new request."""
    if situation.handoff == "queued" and "case" in metadata and metadata["case"] not in WITH_ADVISERS:
        return situation.with_handoff("none")
    return situation


def _told(message: Mapping[str, Any], intent: str, entities: Mapping[str, str]) -> Mapping[str, Any]:
    """The facts of the message: the tagger's, or those of a button, which names one."""
    if intent in ("set_fact", "correct") and {"field", "value"} <= entities.keys():
        value: str | bool = TRUTH.get(entities["value"], entities["value"])
        words = str(message.get("text") or "")
        fact = {"field": entities["field"], "value": value, "words": words, "start": 0, "end": len(words)}
        kind = "facts" if intent == "set_fact" else "retractions"
        return {kind: [fact | {"confidence": 1.0}]}
    if intent == "ask_step" and "step" in entities:
        return {"facts": []}
    return hearing.without_rage(message.get("situation") or {}, str(message.get("text") or ""))


def _questions(message: Mapping[str, Any], intent: str, entities: Mapping[str, str], before: list[str]) -> list[str]:
    """What is asked: the button's question, or those read in the message, a wish for a text first."""
    if intent == "ask_question" and "value" in entities:
        return [entities["value"]]
    read = [str(question["question"]) for question in message.get("questions") or ()]
    kind = None if _is_button(message) else draft_wish.kind_wanted(str(message.get("text") or ""), before)
    if kind is None:
        return read
    step = QUESTIONS[f"draft_{kind}"].step
    others = [name for name in read if name != "which_draft" and (one := QUESTIONS.get(name)) and not one.draft]
    return [f"draft_{kind}", *(name for name in others if step is None or QUESTIONS[name].step != step)]


def _wanted(questions: list[str], unwanted: tuple[str, ...]) -> list[str]:
    """Without a question about a talk that the message refuses."""
    refused = {step for step in unwanted if step in PEOPLE}
    return [name for name in questions if name not in QUESTIONS or QUESTIONS[name].step not in refused]


def _with_care(questions: list[str], message: Mapping[str, Any], situation: Situation) -> list[str]:
    """Where a grave danger was told, what may be asked of the child's care is taken for asked sooner, and first."""
    if not GRAVE.intersection(situation.dangers):
        return questions
    likely = (near for near in message.get("question_ranking") or () if float(near.get("confidence") or 0.0) >= LIKELY)
    care = [str(near["question"]) for near in likely if (one := QUESTIONS.get(str(near["question"]))) and one.care]
    return [*care, *(question for question in questions if question not in care)]


def _written_before(tracker: Tracker) -> list[str]:
    """What the parent wrote before this message."""
    return [str(event.get("text") or "") for event in tracker.events if event.get("event") == "user"][:-1]


def _asked_before(turn: Mapping[str, Any]) -> list[str]:
    """The questions of the turn before, with those before it."""
    return sorted({*turn.get("asked_before", ()), *turn.get("questions", ())})


def _only_some_way_is_refused(told: Mapping[str, Any], message: Mapping[str, Any]) -> bool:
    """ "Un conseiller oui, mais qu'il m'écrive": read as a refusal, and none."""
    read = message.get("situation") or {}
    refused = any(fact.get("field") == "adviser_refused" for fact in read.get("facts") or ())
    intent = (message.get("intent") or {}).get("name")
    return bool(told.get("wants_person")) and (refused or intent == "decline_adviser")


def _refuses_adviser(told: Mapping[str, Any], text: str, waits: bool) -> bool:
    """Whether the message wants no person, or takes a request back."""
    if refusal.cancels(text, waits=waits) or refusal.wants_nobody(text):
        return True
    return refusal.refuses(told) and not refusal.is_of_another_thing(text)


def _contact(
    message: Mapping[str, Any],
    told: Mapping[str, Any],
    asked: Mapping[str, Any],
    situation: Situation,
    known: Mapping[str, str],
) -> contact_reading.Entry:
    """The contact data in what was typed. "Par SMS", "par mail" may be the way to the parent and no place."""
    if _is_button(message):
        return contact_reading.Entry()
    matter = [fact for fact in told.get("facts") or () if fact.get("field") in MATTER]
    return contact_reading.read(
        str(message.get("text") or ""),
        wanted(asked),
        own=is_own(asked),
        tells=any(
            fact.get("field") != "writer" and (fact.get("field"), fact.get("value")) not in WAYS for fact in matter
        ),
        waits=situation.handoff != "none",
        wished=any(fact.get("field") == "asks_human" for fact in told.get("facts") or ()),
        known=known.keys(),
    )


def _is_button(message: Mapping[str, Any]) -> bool:
    """Only what was typed has been read by the tagger."""
    return "situation" not in message


def _denying_what_was_asked(told: Mapping[str, Any], intent: str, asked: Mapping[str, Any]) -> Mapping[str, Any]:
    """ "Non, pas encore" takes back the step whose outcome was asked about, if it was noted as taken."""
    if intent != "not_yet" or asked.get("question") != "outcome" or asked.get("step") not in STEPS:
        return told
    step = {"field": "steps_done", "value": asked["step"]}
    return {**told, "retractions": [*(told.get("retractions") or ()), step]}


def _not_done(told: Mapping[str, Any], heard: Understanding) -> list[str]:
    """The steps of which the message says that they were not taken, and which nobody had noted as taken."""
    corrected = {value for field, value in heard.withdrawn if field == "steps_done"}
    denied = [fact.get("value") for fact in told.get("retractions") or () if fact.get("field") == "steps_done"]
    return [str(step) for step in dict.fromkeys(denied) if step in STEPS and step not in corrected]


def _of_the_case(told: Mapping[str, Any], found: Mapping[str, str]) -> Mapping[str, Any]:
    """A message's facts without the way to the parent: that is no place where it happens, and no other matter."""
    ways = {way for way, words in WAYS_IN_WORDS.items() if words.search(found.get("wish", ""))}
    if "email" in found:
        ways.add("email")
    dropped = {("in_scope", False), *(("platforms", way) for way in ways)}
    facts = [fact for fact in told.get("facts") or () if (fact.get("field"), fact.get("value")) not in dropped]
    labels = dict(told.get("labels") or {})
    labels["platforms"] = [platform for platform in labels.get("platforms") or () if platform not in ways]
    return {**told, "facts": facts, "labels": labels}


def _unwanted(text: str, situation: Situation) -> tuple[str, ...]:
    """The steps that the message refuses; out of one group one can still report elsewhere, or have reported before."""
    reports = len(situation.platforms) > 1 or "report_platform" in taken(situation)
    return tuple(
        step
        for step in declined(text, situation.standing)
        if step != "report_platform" or not (reports and is_put_out(text))
    )


def _without_wish_for(told: Mapping[str, Any], unwanted: tuple[str, ...]) -> Mapping[str, Any]:
    """A message's facts without questions about steps that it refuses."""
    wishes = [("steps_asked", step) for step in unwanted]
    kept = [fact for fact in told.get("facts") or () if (fact.get("field"), fact.get("value")) not in wishes]
    return outcomes.relabelled(told, kept) if wishes else told


def _dangers(told: Mapping[str, Any]) -> Mapping[str, Any]:
    return {"facts": [fact for fact in told.get("facts") or () if fact.get("field") == "danger"]}


def _short_answer(
    heard: Understanding,
    intent: str,
    entities: Mapping[str, str],
    asked: Mapping[str, Any],
    turn_id: str,
    in_part: bool = False,
) -> tuple[Situation, tuple[str, str] | None]:
    """The situation after "c'est fait", "non", "je ne sais pas", and the step spoken of with what came of it."""
    situation = heard.situation
    question = asked.get("question")
    if (intent == "safe_now" or (intent == "affirm" and question == "safe")) and not heard.opened:
        return (situation.answer_danger("safe") if situation.danger_state == "open" else situation), None
    if intent == "dont_know" and question in ("platform", "harasser", "outcome"):
        return situation.dont_know(str(question), turn_id), None
    told = next((fact for field, fact in heard.new if field == "step_results"), None)
    if told is not None:
        step, _, result = str(told).partition(":")
        return situation, (step, result)
    taken = _just_taken(heard) if intent == "tell_situation" else None
    if taken is not None:
        return situation.record(taken, None, turn_id), (taken, "done")
    result_said = _result(intent, entities, question)
    step_said = _step(situation, heard, entities, asked, result_said) if result_said else None
    if result_said is None or step_said is None:
        return situation, None
    if in_part and result_said in ("worked", "failed"):
        result_said = outcomes.PARTIAL
    known = result_said if result_said in RESULTS else None
    return situation.record(step_said, known, turn_id), (step_said, result_said)


def _says_that_it_failed(message: Mapping[str, Any], heard: Understanding) -> bool:
    """ "Ça n'a rien donné, c'est toujours là": content that is still there, in words that may tell a failure."""
    ranked = {one.get("name"): float(one.get("confidence") or 0.0) for one in message.get("intent_ranking") or ()}
    awaited = "pending" in heard.situation.step_results.values()
    failed, waits = ranked.get("step_failed", 0.0), ranked.get("step_pending", 0.0)
    return awaited and ("content_online", True) in heard.new and failed >= max(MAY_HAVE_FAILED, waits)


def _just_taken(heard: Understanding) -> str | None:
    """The step last advised, where the message says that it is taken now and no more: its answer is awaited."""
    done = [value for field, value in heard.new if field == "steps_done"]
    last = heard.situation.last_step
    return last if done == [last] and last in AWAITED and last not in COURT else None


def _result(intent: str, entities: Mapping[str, str], question: object) -> str | None:
    if intent == "report_outcome":
        result = entities.get("result", "done")
        return result if result in (*RESULTS, "done") else None
    if intent == "affirm" and question == "outcome":
        return "done"
    return RESULT_OF_INTENT.get(intent)


def _step(
    situation: Situation, heard: Understanding, entities: Mapping[str, str], asked: Mapping[str, Any], result: str
) -> str | None:
    """The step spoken of: the button's, the one the message names, the one asked about, the one last advised."""
    if entities.get("step") in STEPS:
        return entities["step"]
    done = [str(value) for field, value in heard.new if field == "steps_done"]
    if done:
        return done[0]
    spoken_of = [asked.get("step"), *(given.step for given in reversed(situation.advised))]
    named = [str(step) for step in spoken_of if step]
    if result in RESULTS:
        # Only a step that somebody reacts to can fail or be refused.
        return next((step for step in named if step in REACTED_TO), next(iter(named), None))
    return next(iter(named), None)


def _outwaited(
    situation: Situation, result: tuple[str, str] | None, metadata: Mapping[str, Any], turn_id: str
) -> tuple[Situation, tuple[str, str] | None]:
    """Content that is still there after a time makes a failure of what was awaited."""
    seen = metadata.get("last_seen")
    after = situation.outwaited(turn_id, str(metadata.get("now") or ""), seen and str(seen), patience())
    failed = [step for step, told in after.step_results.items() if situation.step_results.get(step) != told]
    return after, result or ((failed[-1], "failed") if failed else None)


def _told_of(told: Mapping[str, Any]) -> set[str]:
    """The steps of which the message says that they were taken, or what came of them: it does not ask about these.

    Of the school, the police and a court the answer says which doors are left when they refuse.
    """
    facts = [fact for fact in told.get("facts") or () if fact.get("field") in ("steps_done", "step_results")]
    named = {str(fact.get("value")).partition(":")[0] for fact in facts} - {"inform_school", *COURT}
    helped = {f"inform_school:{result}" for result in ("worked", "partial")}
    return named | {"inform_school" for fact in facts if fact.get("value") in helped}


def _count_turns(tracker: Tracker) -> int:
    return sum(1 for event in tracker.events if event.get("event") == "user")
