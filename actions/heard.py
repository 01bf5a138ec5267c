"""The opening of an answer: that the story was heard, by its content, and what was understood of it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from actions import vocabulary
from actions.no_alarm import is_of_a_game
from actions.topic import Paragraphs
from actions.turn import Learned, Turn, fits_in_one_bubble
from advice.vocabulary import AWAITED, FAILED, GRAVE

# What is heard first: the gravest and most personal before the general.
HARMS = (
    "physical",
    "impersonation",
    "humiliating_media",
    "doxxing",
    "discrimination",
    "pile_on",
    "exclusion",
    "rumours",
    "blackmail",
    "insults",
)
# Of more steps that were not taken it is only said that nothing was done.
MOST_LISTED = 4
AUTHORS = frozenset({"harasser", "other_authors"})
# What is said where the writer was taken for somebody else.
PUT_RIGHT = {"parent": "utter_writer_now_parent", "witness": "utter_writer_now_witness"}
NEXT_ASKED = frozenset({"ask_next_step", "ask_how"})
WRITERS = frozenset({"relative", "school", "witness", "teen"})

# A parent beside itself with anger at the author: calm comes first, and no step in that turn.
_RAGE = re.compile(
    r"\b(?:je\s+vais|j['’]\s*vais|je\s+vas|envie\s+de|je\s+veux)\s+(?:\w+\s+){0,3}?"
    r"(?:le|la|les|lui|l['’]|leur)\s*(?:massacrer|tuer|défoncer|defoncer|démolir|demolir|frapper|étrangler|etrangler|"
    r"casser\s+la|péter\s+la|peter\s+la|éclater|eclater|exploser|en\s+coller|coller\s+une)"
    r"|\bje\s+(?:le|la|les|lui|leur)\s+(?:massacre|démolis|demolis|défonce|defonce|explose|éclate|eclate|"
    r"casse\s+la|pète\s+la|pete\s+la|éclate\s+la|colle\s+une|mets\s+mon\s+poing)",
    re.IGNORECASE,
)

# A child's words about its game, told by the parent.
_QUOTED = re.compile(
    r"(?<!mari )(?<!père )(?<!frère )\b(?:il|elle|ils|fils|fille|gars|gamin|petit|petite|ado)\s+(?:\w+\s+){0,2}?"
    r"(?:dit|disent|crie|crient|répète|hurle|lance|rigole)\b[^.!?]{0,12}?[\"«“'’:]?\s*(?:je\s+vais|j['’]?\s*vais|je\s+les)",
    re.IGNORECASE,
)
_LAUGHS = re.compile(r"\b(?:mdr+|lol+|haha\w*|ptdr)\b", re.IGNORECASE)

# What a parent feels, where no fact says it.
_SAD = re.compile(
    r"\b(?:pleur|larmes|fatigu|épuis|crev[ée]e?\b|peur\b|angoiss|au\s+bout\b|à\s+bout\b|en\s+peux\s+plus|en\s+peu\s+plus|triste|"
    r"colère|fâch|rage\b|énerv|marre\b|honte\b|coupable|boule\s+au\s+ventre|inqui[eè]t|perdue?s?\b|dors?\s+(?:plus|pas)|mange\s+plus)",
    re.IGNORECASE,
)
_WARM = re.compile(
    r"\b(?:soulag|rassur|mieux\b|fait\s+du\s+bien|sourit|sourire|respire|chouette|ouf\b|un\s+peu\s+moins)",
    re.IGNORECASE,
)
# What is no good news, whatever warm word stands beside it: a refusal, insults that go on, the content still there.
_NO_JOY = re.compile(
    r"\b(?:refus|insult|moqu|rigol|menac|humili|racis|harc[eè]l|empir|pire\b|continue|recommenc|toujours|encore\s+l[àa]"
    r"|rien\b|jamais\b|personne\s+(?:ne|n['’])|aucune?\b|likes?\b|pouce|pas\s+(?:leur|son|notre)\s+(?:probl|affaire)"
    r"|(?:pas|plus)\s+(?:du\s+tout\s+)?(?:mieux|rassur|soulag|content|une?\s+bonne))|\?\s*\?",
    re.IGNORECASE,
)
# A question that the next step itself answers.
_WHAT_NEXT = re.compile(
    r"\b(?:je|on|nous|dois|faut|quoi|que)\b.{0,12}\b(?:faire|fais|fait|commence|commencer)\b(?!\s+(?:une?|des|du|capture|screen"
    r"|photo|foto|plainte|appel|retirer|effacer|supprimer|traduire|confiance)\b)|quelle\s+étape|par\s+o[uù]\b|et\s+maintenant"
    r"|la\s+suite|quoi\s+d['’]autre|aide[zr]",
    re.IGNORECASE,
)

# An answer is called for, with a question mark or without.
_CALLS_FOR_ANSWER = re.compile(
    r"\br[ée]pondez\b|\br[ée]ponds[- ]moi|\bma\s+(?:vraie\s+|seule\s+)?question\b"
    r"|\bje\s+(?:vous\s+|te\s+)?demande\s+(?:juste|seulement|si\b|qui\b|pour\b|ce\s+qu)",
    re.IGNORECASE,
)
# A protest with a question mark, which asks nothing.
_PROTEST = re.compile(r"^\W*(?:quoi\b(?!\s+faire)|comment\s+(?:comme|ça)\b|hein\b|pardon\b|ah\s+bon\b)", re.IGNORECASE)


def listening(turn: Turn) -> str:
    """The name of the words that hear a message of which nothing follows: sad, warm, or neither."""
    if "distress" in turn.news.values("danger") or (_SAD.search(turn.text) and "un peu moins" not in turn.text.lower()):
        return "utter_listening_sad"
    results = {str(value).rpartition(":")[2] for value in turn.news.values("step_results")}
    told = turn.news.values("harm_types", "danger", "getting_worse") or not results.isdisjoint(FAILED)
    bad_news = told or turn.news.over is False or _NO_JOY.search(turn.text)
    return "utter_listening_warm" if _WARM.search(turn.text) and not bad_news else "utter_listening"


def asks(turn: Turn) -> bool:
    """Whether a typed message asks something that is neither answered nor the next step itself."""
    answered = turn.news.pressed or turn.news.questions or turn.news.asked
    questions = [part for part in re.split(r"(?<=[?.!])", turn.text) if re.search(r"\w.*\?\s*$", part, re.DOTALL)]
    if not questions and (turn.intent == "ask_question" or _CALLS_FOR_ANSWER.search(turn.text)):
        questions = [turn.text]  # said without its mark
    return not answered and any(not (_WHAT_NEXT.search(one) or _PROTEST.search(one)) for one in questions)


def asks_what_next(turn: Turn) -> bool:
    """Whether the next step is what the message asks for."""
    return turn.intent in NEXT_ASKED or turn.news.pressed or _WHAT_NEXT.search(turn.text) is not None


def is_rage(turn: Turn) -> bool:
    return rages(turn.text) and not _is_game_talk(turn.text)


def rages(text: str) -> bool:
    """Whether somebody says that it will hit the author: the writer, or a child that it quotes."""
    return _RAGE.search(text) is not None


def _is_game_talk(text: str) -> bool:
    """Whether the words are those of a child that speaks of its game."""
    return _QUOTED.search(text) is not None and (_LAUGHS.search(text) is not None or is_of_a_game(text))


def without_rage(told: Mapping[str, Any], text: str) -> Mapping[str, Any]:
    """A message's facts without the threat that is its writer's own anger at the author, or a child's in a game."""
    raging = [match.span() for match in _RAGE.finditer(text)]
    facts = list(told.get("facts") or ())
    own = [fact for fact in facts if _is_threat(fact) and any(_within(fact, *span) for span in raging)]
    kept = [fact for fact in facts if fact not in own]
    if not own or any(_is_threat(fact) for fact in kept):
        return told
    labels = dict(told.get("labels") or {})
    labels |= {"harm_types": [harm for harm in labels.get("harm_types") or () if harm != "threats"]}
    labels |= {"danger": "none" if labels.get("danger") == "threat" else labels.get("danger")}
    return {**told, "facts": kept, "labels": labels}


def _is_threat(fact: Mapping[str, Any]) -> bool:
    return (fact.get("field"), fact.get("value")) in (("danger", "threat"), ("harm_types", "threats"))


def _within(fact: Mapping[str, Any], begin: int, end: int) -> bool:
    """Whether the fact's words lie in this stretch of the text, or touch it."""
    return bool(begin < fact.get("end", 0) and fact.get("start", 0) < end)


def opening(turn: Turn) -> Paragraphs:
    """What stands before the advice; empty where the message told nothing new."""
    if turn.news.result is not None and turn.intent != "tell_situation":
        return _outcome(turn)
    taken_back = _taken_back(turn)
    if any(fact.field == "writer" for fact in taken_back) and turn.situation.writer in PUT_RIGHT:
        return (turn.words(PUT_RIGHT[turn.situation.writer]), *_heard(turn, taken_back)[:1])
    return _heard(turn, taken_back)


def _heard(turn: Turn, taken_back: list[Learned]) -> Paragraphs:
    if turn.news.reported:
        networks = vocabulary.listed(vocabulary.PLATFORMS[platform] for platform in turn.news.reported)
        return (turn.words("utter_heard_reported", others=networks), *_distress(turn))
    removed = _in_words(turn, _without_moved(taken_back, turn.news.new))
    added = _in_words(turn, _without_moved(turn.news.facts, turn.news.withdrawn))
    paragraphs: list[str] = []
    if any(fact.field == "danger" and fact.value in GRAVE for fact in taken_back):
        paragraphs.append(_false_alarm(turn))
    elif removed:
        paragraphs.append(turn.words("utter_understood_removed", facts=vocabulary.listed(removed)))
    elif turn.news.facts or turn.news.over is False or turn.news.front:
        paragraphs.append(_sentence(turn))
    if turn.news.not_done and not removed and not is_first_story(turn):
        paragraphs.append(_not_done(turn))
    if is_first_story(turn) and len(added) > 1:
        facts = "\n".join(f"- {line}" for line in vocabulary.summary(turn.situation))
        # The offer of a person, where it comes first, has shown the same list as what is passed on.
        if not any(facts in bubble for bubble in turn.bubbles):
            paragraphs.append(turn.words("utter_understood", facts=facts))
    elif added and (removed or not is_first_story(turn)):
        paragraphs.append(turn.words("utter_understood_new", facts=vocabulary.listed(added)))
    if turn.words("utter_writer_teen") not in paragraphs:
        numbers = _distress(turn)
        if not fits_in_one_bubble(*paragraphs, *numbers):  # the list of what was added can be done without
            del paragraphs[1:]
        paragraphs += numbers
    return tuple(paragraphs)


def _distress(turn: Turn) -> Paragraphs:
    return (turn.words("utter_danger_distress"),) if "distress" in turn.news.values("danger") else ()


def _not_done(turn: Turn) -> str:
    """That a step is still to be taken is taken in; no list of all of them where nothing was done."""
    steps = [step for step in turn.news.not_done if step not in turn.situation.declined]
    if not steps:
        return ""
    if len(steps) > MOST_LISTED:
        return turn.words("utter_understood_nothing_done")
    named = vocabulary.listed(vocabulary.STEP_NOUNS[step] for step in steps)
    return turn.words("utter_understood_not_done", facts=named)


def _false_alarm(turn: Turn) -> str:
    """The alarm is taken back in words, and what becomes of an adviser who was told."""
    told = turn.words("utter_danger_withdrawn_told") if turn.situation.handoff == "queued" else ""
    return " ".join(part for part in (turn.words("utter_danger_withdrawn"), told) if part)


def _taken_back(turn: Turn) -> list[Learned]:
    """What the parent corrects; that things went on (an answer came, the content is back) is no correction."""
    new = turn.news.new
    went_on = {fact.field for fact in new if fact.field == "content_online"}
    if turn.news.front:
        went_on.add("content_online")
    answered = {_step(fact) for fact in new if fact.field == "step_results"}
    return [
        fact
        for fact in turn.news.withdrawn
        if fact.field not in went_on and not (fact.field == "step_results" and _step(fact) in answered)
    ]


def _without_moved(facts: Sequence[Learned], others: Sequence[Learned]) -> list[Learned]:
    """An author who leads the advice now, or no longer, is neither new nor taken back."""
    moved = {fact.value for fact in others if fact.field in AUTHORS}
    return [fact for fact in facts if fact.field not in AUTHORS or fact.value not in moved]


def _step(result: Learned) -> str:
    return str(result.value).partition(":")[0]


def _in_words(turn: Turn, facts: Sequence[Learned]) -> list[str]:
    """Each fact in a few words; a step whose result is told too stands once."""
    told = {str(fact.value).partition(":")[0] for fact in facts if fact.field == "step_results"}
    shown = [fact for fact in facts if fact.field != "steps_done" or fact.value not in told]
    return [words for fact in shown if (words := vocabulary.fact(fact.field, fact.value, turn.situation.writer))]


def is_first_story(turn: Turn) -> bool:
    return not turn.situation.advised


def _sentence(turn: Turn) -> str:
    """One sentence that fits this message and was not said before; "" where none is left."""
    for name in _fitting(turn):
        sentence = turn.words(name)
        if not any(sentence in bubble for bubble in turn.everything_said):
            return sentence
    return ""


def _fitting(turn: Turn) -> list[str]:
    news = turn.news
    if turn.situation.writer == "author_parent":
        return []
    names = []
    if turn.situation.writer in WRITERS:
        names.append(f"utter_writer_{turn.situation.writer}")
    if news.front:
        names.append("utter_heard_front")
    if news.over is False:
        names.append("utter_heard_goes_on")
    if any(str(value).rpartition(":")[2] in FAILED for value in news.values("step_results")):
        names.append("utter_heard_failed")
    if "getting_worse" in {fact.field for fact in news.new}:
        names.append("utter_heard_getting_worse")
    if "distress" in news.values("danger"):
        names.append("utter_heard_distress")
    harms = news.values("harm_types")
    names += [f"utter_heard_{harm}" for harm in HARMS if harm in harms]
    names.append("utter_heard_story" if is_first_story(turn) else "utter_heard_more")
    return names


def _outcome(turn: Turn) -> Paragraphs:
    """What came of a step, taken up in one sentence; row W and row 3 say themselves that it worked or waits."""
    assert turn.news.result is not None
    step, result = turn.news.result
    words = {"done": "utter_outcome_done", "failed": "utter_outcome_failed", "refused": "utter_outcome_refused"}
    if result not in words or (result == "done" and step in AWAITED):
        return ()
    return (turn.words(words[result], step=vocabulary.STEP_NOUNS[step]),)
