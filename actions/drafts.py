"""Drafts: which text may be given now, what is said before it, and which buttons follow it."""

from __future__ import annotations

from actions import buttons, evidence, heard, ladder, report
from actions.draft_texts import Draft, compose, is_taken
from actions.topics import TOPICS
from actions.turn import PARAGRAPH, Turn
from advice import about
from advice.standing import contact_forbidden
from advice.vocabulary import COURT, FAILED, NO_BUTTON

PDF = "application/pdf"
# The step that a draft is for; the summary is for no single one.
STEP = {
    "author": "ask_harasser",
    "parents": "contact_parents",
    "school": "inform_school",
    "report": "report_platform",
    "evidence": "keep_evidence",
}
# In the slot `asked`: the questions that wait while a danger is open, texts among them.
HELD = "held"
# In the slot `asked`: the text that is given once it is known who the author is.
WANTED = "draft"
TO_THE_AUTHOR = frozenset({"author", "parents"})
BEFORE = {
    "author": "utter_draft_send",
    "parents": "utter_draft_send",
    "school": "utter_draft_school_send",
    "report": "utter_draft_report_send",
    "evidence": "utter_draft_evidence_send",
    "summary": "utter_draft_summary_send",
}


def give(kind: str, turn: Turn, *, changed: bool = False) -> bool:
    """The draft, or why there is none now. True where what else the message tells can be answered after it.

    changed: it was given before, and how to use it was said then.
    """
    if turn.situation.danger_state == "open":
        turn.utter("utter_draft_not_now")
        turn.ask("safe", **{HELD: ["dossier" if kind == "dossier" else f"draft_{kind}"]})
        turn.offer(buttons.SAFE, buttons.NOT_YET)
    elif heard.is_rage(turn):
        ladder.tell(turn)
    elif kind == "dossier":
        _show_dossier(turn)
        return True
    elif turn.situation.writer == "other":
        ladder.out_of_scope(turn)  # an adult for itself
    elif turn.situation.writer == "author_parent":
        turn.utter("utter_draft_author_parent")
        turn.offer(buttons.NEXT_STEP, buttons.ADVISER)
    elif kind == "report" and turn.situation.platforms and NO_BUTTON.issuperset(turn.situation.platforms):
        turn.say(*report.TOPIC.how(turn))
        turn.offer(*buttons.AFTER["block"], buttons.draft("evidence"))
    elif not (kind in TO_THE_AUTHOR and _is_refused(kind, turn)):
        _show(kind, turn, changed)
        return True
    return False


def _is_refused(kind: str, turn: Turn) -> bool:
    """Whether nobody of this family writes to the author's side now; if so, it is said why."""
    step, situation = STEP[kind], turn.situation
    if contact_forbidden(situation):
        ladder.ask_about(turn, (step,))
        if (asked := turn.slots.get("asked") or {}).get("question") == "harasser":
            turn.set(asked={**asked, WANTED: kind})
    elif any(is_taken(turn, court) for court in COURT):
        turn.utter("utter_draft_police_first")
        turn.offer(buttons.draft("school"), buttons.draft("summary"), buttons.ADVISER)
    elif situation.writer in ("witness", "school"):
        turn.utter("utter_draft_parents_only")
        turn.offer(buttons.draft("school"), buttons.draft("evidence"), buttons.NEXT_STEP)
    elif is_taken(turn, step) and (kind == "author" or situation.step_results.get(step) in FAILED):
        turn.utter("utter_draft_once")
        turn.offer(buttons.NEXT_STEP, buttons.ADVISER)
    else:
        return False
    return True


def _show(kind: str, turn: Turn, changed: bool) -> None:
    """Evidence first where it is not kept, how to use the text, the text, and the buttons of its step."""
    intro = (
        "utter_draft_parents_send" if kind in TO_THE_AUTHOR and turn.situation.writer == "relative" else BEFORE[kind]
    )
    step = STEP.get(kind)
    advice = about(step, turn.situation) if step else None
    first = evidence.first(turn, advice) if advice and kind != "evidence" else ()
    if not changed:
        turn.say(*first, turn.words(intro))
    draft = compose(kind, turn)
    turn.show(f"{draft.title}{PARAGRAPH}{draft.text}", _block(draft))
    if step is None or advice is None:
        turn.offer(buttons.DOSSIER, buttons.NEXT_STEP, buttons.ADVISER)
        return
    if advice.row == "asked":
        turn.situation = turn.situation.advise(advice, turn.id, turn.now)
    after = buttons.AFTER[step] if advice.question else TOPICS[step].buttons(turn, advice)
    own = [button for button in after if button != buttons.draft(kind)]
    turn.offer(*own, buttons.NEXT_STEP, buttons.ADVISER)
    turn.ask("outcome", step=step)


def _show_dossier(turn: Turn) -> None:
    """The hub makes the document, or a link to it where the channel has no page of ours."""
    words = turn.words("utter_question_dossier")
    file = {"type": "file", "id": "dossier", "media_type": PDF, "text": turn.words("utter_draft_dossier_file")}
    turn.show(words, {"type": "paragraph", "text": words}, file)
    turn.offer(buttons.draft("summary"), buttons.NEXT_STEP, buttons.ADVISER)


def _block(draft: Draft) -> dict[str, object]:
    """As the channels draw it: a card to copy or print, or a message of its own."""
    return {"type": "draft", "title": draft.title, "text": draft.text, "gaps": list(draft.gaps)}
