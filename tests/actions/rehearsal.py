"""Many conversations with the actions alone, to see every text said: which buttons come with it, and after what.

Every question and every step by every writer, every platform, harm and danger; then parents who press any button and
say anything, by a fixed seed.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

from actions.known_questions import QUESTIONS
from actions.texts import Texts
from advice.vocabulary import DANGERS, HARASSERS, HARM_TYPES, PLATFORMS, RESULTS, STEPS
from tests.actions.conversation import NOW, Conversation, Reply, domain, rules

SEED = 20261122
WANDERERS = 60
TURNS = 14
HOURS = [["2026-11-23T09:00:00+01:00", "2026-11-23T17:00:00+01:00"]]
DESKS: tuple[dict[str, Any], ...] = (
    {"open": True, "online": 1, "wait_minutes": 5, "hours": HOURS},
    {"open": True, "online": 1, "wait_minutes": 0, "hours": HOURS},
    {"open": True, "online": 0, "wait_minutes": None, "hours": HOURS},
    {"open": False, "online": 0, "wait_minutes": None, "hours": HOURS},
    {"open": None, "online": None, "wait_minutes": None},
)
WRITERS = ("parent", "relative", "school", "witness", "teen", "author_parent")
LAST_SEEN = "2026-11-18T20:15:00+01:00"
# What is typed where contact data are asked for, good and bad.
TYPED = (
    "…",
    "Anne",
    "0470 12 34 56",
    "0470 12 34",
    "0470 12 34 567",
    "06 12 34 56 78",
    "0900 12 345",
    "anne@telenet.be",
    "anne@telenet",
    "@telenet.be",
    "anne@telenet..be",
    "anne.telenet.be",
    "le matin",
    "dimanche soir",
    "Anne, 0470 12 34 56, demain matin",
    "non",
    "annulez tout",
    "laissez tomber",
    "j'attends",
    "pouvez-vous me rappeler",
    "BE-123 456",
    "par mail",
    "plutôt par téléphone",
    "le numéro de contrat je l'ai pas",
    "je vais le massacrer",
    "mon numéro est faux",
)
FACTS: tuple[tuple[str, Any], ...] = (
    *(("platforms", platform) for platform in PLATFORMS),
    *(("harm_types", harm) for harm in HARM_TYPES),
    *(("harasser", harasser) for harasser in HARASSERS if harasser != "unstated"),
    *(("steps_done", step) for step in STEPS),
    *(("steps_asked", step) for step in STEPS),
    *(("step_results", f"{step}:{result}") for step in STEPS for result in RESULTS),
    *(("danger", danger) for danger in DANGERS if danger != "none"),
    *((name, value) for name in ("school_involved", "content_online") for value in (True, False)),
    ("getting_worse", True),
    ("asks_human", True),
    ("in_scope", False),
)


@dataclass
class Said:
    """Where a text was met. buttons: those of the answers with it, in their order."""

    times: int = 0
    buttons: dict[str, None] = field(default_factory=dict)


class Rehearsal:
    """`said` holds every text that came out, by its name (the writer's own wording has a name of its own)."""

    def __init__(self) -> None:
        self.said: dict[str, Said] = {}
        self._used: list[tuple[str, str]] = []

    def note(self, reply: Reply) -> None:
        """The texts that this reply is made of; one that was worked out and left out does not count."""
        for name, words in self._used:
            # A draft's part may be joined to another; that it was asked for for this reply is enough.
            if words in reply.text or name.startswith("utter_draft_"):
                met = self.said.setdefault(name, Said())
                met.times += 1
                met.buttons |= dict.fromkeys(reply.titles)
        self._used.clear()

    @contextmanager
    def listening(self) -> Iterator[None]:
        """Notes which texts are asked for, while it lasts."""
        asked_for, used = Texts.of, self._used

        def of(texts: Texts, name: str, **values: str) -> str:
            words = asked_for(texts, name, **values)
            used.append((texts.variant(name), words))
            return words

        Texts.of = of  # type: ignore[method-assign]
        try:
            yield
        finally:
            Texts.of = asked_for  # type: ignore[method-assign]


def rehearse(wanderers: int = WANDERERS) -> dict[str, Said]:
    """Every text that was met, by its name."""
    rehearsal = Rehearsal()
    with rehearsal.listening():
        for reply in chain(_systematic(), _on_purpose()):
            rehearsal.note(reply)
        chance = random.Random(SEED)
        for number in range(wanderers):
            for reply in _wander(chance, WRITERS[number % len(WRITERS)]):
                rehearsal.note(reply)
    return rehearsal.said


def _systematic() -> Iterator[Reply]:
    for number, writer in enumerate(WRITERS):
        who = ("writer", writer)
        for question in QUESTIONS:
            yield Conversation(advisers=DESKS[number % len(DESKS)]).says("ask_question", who, questions=[question])
        for harasser in HARASSERS:
            for step in STEPS:
                talk = Conversation()
                story = (who, ("harasser", harasser), ("platforms", "instagram"), ("harm_types", "insults"))
                yield talk.tells(*story, ("steps_asked", step))
                yield talk.says("ask_how")
                yield talk.says("step_failed", ("step_results", f"{step}:refused"))
                yield talk.says("ask_next_step")
        for platform in PLATFORMS:
            talk = Conversation()
            yield talk.tells(who, ("platforms", platform), ("harm_types", "insults"))
            yield talk.says("ask_how")
        for harm in HARM_TYPES:
            yield Conversation().tells(who, ("harm_types", harm))
        for danger in DANGERS[1:]:
            for words in ("not_yet", "tell_situation", "safe_now"):
                talk = Conversation()
                yield talk.tells(who, ("danger", danger))
                yield talk.says(words)
                yield talk.says(words)
    for first in sorted(rules()):
        if first in domain()["intents"]:
            talk = Conversation()
            yield talk.says(first)
            yield talk.says(first)
            yield talk.says("greet", last_seen=LAST_SEEN)


def _refusals() -> Iterator[Reply]:
    """A request that waits with the advisers is taken back, or stays where a danger was told."""
    for told in ("asks_human", True), ("danger", "threat"):
        talk = Conversation()
        yield talk.tells(("platforms", "instagram"), told)
        yield talk.says("safe_now")
        yield talk.says("accept_adviser")
        yield talk.says("tell_situation", ("adviser_refused", True))


def _fronts() -> Iterator[Reply]:
    """Something new after a success, a report on one network of two, and what is left where all was tried."""
    story = (("writer", "parent"), ("platforms", "instagram"), ("harasser", "pupil"), ("steps_done", "keep_evidence"))
    talk = Conversation()
    yield talk.tells(*story, ("platforms", "discord"))
    yield talk.says("step_done", text="signalé sur Instagram, sur Discord je trouve pas")
    talk = Conversation()
    yield talk.tells(*story, ("step_results", "inform_school:worked"), ("over", True))
    yield talk.says("tell_situation", ("platforms", "tiktok"), ("over", False), text="c'est reparti sur tiktok")
    yield talk.says("step_failed", ("step_results", "report_platform:failed"))
    yield talk.says("step_refused", ("step_results", "contact_parents:refused"))
    yield talk.says("ask_next_step")
    for text in ("elle n'est plus dans le groupe", "on l'a virée du groupe"):
        talk = Conversation()
        yield talk.tells(*story)
        yield talk.says("tell_situation", text=text)
    talk = Conversation()
    yield talk.tells(*story, ("harm_types", "pile_on"), ("step_results", "inform_school:worked"))
    yield talk.tells(("over", False))
    yield talk.says("ask_next_step")
    yield talk.says("ask_next_step")
    talk = Conversation()
    yield talk.tells(*story, ("step_results", "inform_school:partial"), ("getting_worse", True))
    failed = [("step_results", f"{step}:failed") for step in ("report_platform", "ask_harasser", "contact_parents")]
    for no in ("non, pas de médiation", "pas de médiation, pas de police"):
        for police in ((), (("step_results", "police:failed"),)):
            talk = Conversation()
            yield talk.tells(*story, *failed, ("step_results", "inform_school:failed"), *police)
            yield talk.says("decline_adviser", ("adviser_refused", True))
            for _ in range(4):
                yield talk.says("ask_next_step")
            yield talk.says("tell_situation", text=no)
            yield talk.says("ask_next_step")
            yield talk.says("ask_next_step")


def _denials() -> Iterator[Reply]:
    """A false alarm is taken back, before and after an adviser was told; the trouble goes on, or is over."""
    for writer in WRITERS:
        for danger in ("self_harm", "threat", "sexual"):
            talk = Conversation()
            yield talk.tells(("writer", writer), ("platforms", "instagram"), ("danger", danger))
            yield talk.says("correct", not_=[("danger", danger)])
            talk = Conversation()
            yield talk.tells(("writer", writer), ("platforms", "instagram"), ("danger", danger))
            yield talk.says("safe_now")
            yield talk.tells(("step_results", "report_platform:worked"), ("content_online", False))
            talk = Conversation()
            guessed = {"field": "danger", "value": danger, "confidence": 0.5}
            about = {"field": "writer", "value": writer}
            yield talk.reads("tell_situation", {"facts": [about, guessed], "retractions": []})
            yield talk.says("deny")
        talk = Conversation()
        yield talk.tells(("writer", writer), ("platforms", "instagram"))
        yield talk.says("correct", not_=[("steps_done", "inform_school")])
        yield talk.says("correct", not_=[("steps_done", step) for step in STEPS])
        for over in (False, True):
            talk = Conversation()
            yield talk.tells(("writer", writer), ("platforms", "instagram"), ("step_results", "report_platform:worked"))
            yield talk.tells(("over", over))
            yield talk.tells(("over", over))
            yield talk.tells(("over", over))


def _between_steps() -> Iterator[Reply]:
    """What is planned, what is not wanted, what helped in part, and messages of which no step follows."""
    for writer in WRITERS:
        story = (("writer", writer), ("platforms", "instagram"), ("harm_types", "insults"), ("harasser", "pupil"))
        talk = Conversation()
        yield talk.tells(*story, ("steps_done", "keep_evidence"), ("steps_done", "talk_child"))
        for words in (
            "c'est ça",
            "je suis épuisée",
            "merci, ça fait du bien",
            "c'est ça",
            "on est à bout",
            "ouf",
            "voilà",
        ):
            yield talk.says("chitchat" if writer == "other" else "tell_situation", text=words)
        yield talk.says("tell_situation", text="est-ce qu'on sait pourquoi les gens sont comme ça ?")
        yield talk.says("decline_adviser", ("adviser_refused", True))
        for _ in range(2):
            yield talk.says("tell_situation", text="est-ce qu'on sait pourquoi les gens sont comme ça ?")
            yield talk.says("tell_situation", text="je vois la directrice demain matin")
            yield talk.says("tell_situation", text="pas de médiateur, non merci, pas de médiateur")
        yield talk.says("tell_situation", text="le père nous a insultés à la grille")
        for worked in ("inform_school", "report_platform"):
            talk = Conversation()
            yield talk.tells(*story, ("steps_done", "keep_evidence"))
            for _ in range(2):
                yield talk.tells(("step_results", f"{worked}:worked"))
                yield talk.tells(("over", False))
            yield talk.says("ask_next_step")
        talk = Conversation()
        yield talk.tells(*story)
        yield talk.asks("draft_school")
        yield talk.says("tell_situation", text="ajoutez les trois appels dans la lettre")
        yield talk.says("tell_situation", text="et ma lettre ?")
        yield talk.says("correct", text="vous n'avez rien compris à ce que je dis")
        yield talk.says("correct", text="ma fille est témoin, elle n'a rien fait")
        yield talk.says("correct", text="mais c'est ma fille qui est la victime")
        for _ in range(3):
            yield talk.says("correct", text="non ce n'est toujours pas ce que j'ai écrit tout à l'heure")
        for danger in DANGERS[1:]:
            talk = Conversation()
            yield talk.tells(*story, ("steps_done", "keep_evidence"), ("danger", danger))
            yield talk.says("safe_now")
            for step in ("report_platform", "inform_school", "contact_parents"):
                yield talk.tells(("step_results", f"{step}:failed"))
                yield talk.says("ask_next_step")
        talk = Conversation()
        yield talk.tells(*story, ("step_results", "inform_school:pending"))
        yield talk.tells(("step_results", "report_platform:worked"), ("content_online", False))
        yield talk.says("greet", last_seen=LAST_SEEN)


def _adult_in_danger() -> Iterator[Reply]:
    """An adult who writes for itself."""
    for danger in ("self_harm", "threat"):
        for words in ("not_yet", "tell_situation"):
            talk = Conversation()
            yield talk.tells(("writer", "other"), ("danger", danger))
            yield talk.asks("medical_care")
            yield talk.says(words)
            yield talk.says(words)


def _twice() -> Iterator[Reply]:
    """The same button and the same question twice; the child is unwell while a step worked."""
    for writer in WRITERS:
        talk = Conversation()
        yield talk.tells(("writer", writer), ("platforms", "instagram"), ("harm_types", "insults"))
        for question in ("cost", "cost", "draft_school", "draft_school"):
            yield talk.asks(question)
        for _ in range(2):
            yield talk.sends('/ask_how{"step": "inform_school"}')
        yield talk.tells(("step_results", "report_platform:worked"), ("danger", "distress"))


def _beside_danger() -> Iterator[Reply]:
    """A question of care while self-harm is open, twice; one more fact after the list of a sexual danger."""
    for writer in WRITERS:
        talk = Conversation()
        yield talk.tells(("writer", writer), ("danger", "self_harm"))
        for question in ("stay_home", "medical_care", "cost"):
            yield talk.asks(question)
        yield talk.sends("/be_called")
        yield talk.says("step_refused", text="0470 12 34 56")
        yield talk.says("safe_now")
        talk = Conversation()
        yield talk.tells(("writer", writer), ("danger", "sexual"))
        yield talk.says("safe_now")
        yield talk.tells(("harm_types", "intimate_images"))


def _danger_again() -> Iterator[Reply]:
    """A danger told again after "en sécurité"; safety asked twice; somebody beside the child; a no to any person."""
    for writer in (*WRITERS, "other"):
        for danger in ("self_harm", "threat", "sexual"):
            talk = Conversation()
            yield talk.tells(("writer", writer), ("danger", danger))
            yield talk.says("safe_now")
            yield talk.tells(("danger", danger))
            yield talk.tells()
            talk = Conversation()
            yield talk.tells(("writer", writer), ("danger", danger))
            yield talk.tells()
            yield talk.tells()
            yield talk.tells()
            yield talk.says("safe_now")
            yield talk.tells(
                ("danger", "distress"), ("platforms", "tiktok"), ("step_results", "report_platform:failed")
            )
        talk = Conversation()
        yield talk.tells(("writer", writer), ("danger", "self_harm"))
        beside = "je suis avec ma mère, elle est à côté de moi, mais j'ai envie de mourir"
        yield talk.says("tell_situation", text=beside)
        talk = Conversation()
        door = "elle s'est enfermée à clé, elle répond pas, je force la porte ?"
        yield talk.says("tell_situation", ("writer", writer), ("danger", "self_harm"), text=door)
        for text in (
            door,
            "elle veut en finir",
            "il a dit qu'il veut mourir",
            "il saigne",
            "on appelle le 112",
            "j'appelle le 112",
        ):
            yield talk.says("tell_situation", text=text)
        talk = Conversation()
        meeting = "elle doit le rejoindre samedi à la gare"
        yield talk.says("tell_situation", ("writer", writer), ("danger", "sexual"), text=meeting)
        for _ in range(2):
            yield talk.says("tell_situation", text=meeting)
        yield Conversation().tells(("writer", writer), ("harm_types", "intimate_images"))
        talk = Conversation()
        guessed = [{"field": "writer", "value": writer}, {"field": "danger", "value": "threat", "confidence": 0.6}]
        yield talk.reads("tell_situation", {"facts": guessed})
        yield talk.presses("Non")
        yield talk.says("deny", text="non, personne ne parle de mourir")
        yield talk.says("tell_situation", text="le message disait qu'ils vont le frapper, mais c'est un jeu, fortnite")
        talk = Conversation()
        yield talk.says("tell_situation", ("writer", writer), ("danger", "sexual"), ("adviser_refused", True))
        yield talk.says("safe_now")
        yield talk.says("tell_situation", text="il réclame encore 200 euros")
        talk = Conversation()
        yield talk.tells(("writer", writer), ("platforms", "instagram"), ("harm_types", "intimate_images"))
        yield talk.tells(("steps_asked", "police"))
        yield talk.tells(("step_results", "report_platform:failed"), ("getting_worse", True))
        yield talk.asks("block")
        talk = Conversation()
        yield talk.tells(("writer", writer), ("platforms", "instagram"), ("harm_types", "insults"))
        yield talk.says("ask_question", text="mon mari veut aller trouver le père du gamin, je fais quoi")
        yield talk.says("tell_situation", text="il met sa veste")
        yield talk.says("tell_situation", text="il est parti")
    talk = Conversation()
    yield talk.tells(("writer", "author_parent"), ("harm_types", "insults"))
    yield talk.says("tell_situation", text="l'autre garçon ne vient plus, j'ai peur qu'il fasse une bêtise")
    talk = Conversation()
    yield talk.tells(("writer", "school"), ("platforms", "instagram"), ("harm_types", "threats"))
    yield talk.tells(("steps_done", "police"))


QUESTIONS_BY_DANGER = (
    *("how_soon", "starts_again", "adviser_told", "where_number", "send_captures", "child_trouble"),
    *("private_account", "copies_remain"),
)


def _questions_by_state() -> Iterator[Reply]:
    """Questions whose answer is another one with intimate images, or once an adviser was told."""
    for writer in WRITERS:
        talk = Conversation()
        yield talk.tells(("writer", writer), ("harm_types", "intimate_images"), ("danger", "sexual"))
        yield talk.says("safe_now")
        for question in QUESTIONS_BY_DANGER:
            yield talk.asks(question)
        yield talk.says("tell_situation", text="mon numéro c'est le 0470 12 34 56")
        yield talk.asks("where_number")
        yield talk.says("ask_question", questions=["adviser_choice"], text="toujours la même personne ?")
        talk = Conversation()
        yield talk.tells(("writer", writer), ("danger", "self_harm"))
        yield talk.says("safe_now")
        yield talk.asks("found_note")
        talk = Conversation(advisers=DESKS[3])
        yield talk.tells(("writer", writer), ("harm_types", "insults"))
        yield talk.says("tell_situation", text="Si un conseiller m'appelle ici ? Je ne veux pas d'appel")
        yield talk.says("request_adviser", ("asks_human", True))
        yield talk.says("affirm", text="oui")
        yield talk.asks("adviser_told")
        yield talk.asks("privacy_read")
        yield talk.says("tell_situation", text="je viens de vous donner le numéro")
        yield talk.says("tell_situation", text="0470 12 34 56, une femme si possible")
        yield talk.says("tell_situation", text="je vous ai déjà donné mon numéro")
        yield talk.says("tell_situation", text="annulez ma demande")
        yield talk.asks("adviser_told")


def _on_purpose() -> Iterator[Reply]:
    """What chance meets too rarely: two dangers at once, what comes after a danger, drafts, forms, a way back."""
    for writer in WRITERS:
        who = ("writer", writer)
        for harm in HARM_TYPES:
            talk = Conversation()
            yield talk.tells(who)
            yield talk.tells(("harm_types", harm))
        for danger, other in (("sexual", "threat"), ("threat", "sexual")):
            talk = Conversation()
            yield talk.tells(who, ("danger", danger))
            yield talk.tells(("danger", other))
            yield talk.says("safe_now")
            for step in STEPS:
                yield talk.tells(("steps_asked", step))
            yield talk.says("ask_next_step")
            yield talk.asks("evidence_how")
        yield Conversation().tells(who, ("danger", "sexual"), ("danger", "threat"))
        for harasser in ("unstated", "pupil", "adult"):
            talk = Conversation()
            yield talk.tells(who, ("harm_types", "grooming"), ("platforms", "instagram"), ("harasser", harasser))
            yield talk.says("safe_now")
            yield talk.says("ask_next_step")
            yield talk.says("ask_next_step")
        talk = Conversation()
        yield talk.tells(who, ("harasser", "pupil"), ("platforms", "instagram"), ("harm_types", "insults"))
        yield talk.asks("mediator_meet")
        yield Conversation().tells(who, ("danger", "sexual"), ("harasser", "adult"), ("platforms", "instagram"))
        for told in ((), (("step_results", "inform_school:refused"),)):
            yield Conversation().tells(who, ("in_scope", False), ("harm_types", "physical"), *told)
        talk = Conversation()
        yield talk.tells(who)
        yield talk.tells(("danger", "distress"))
        yield talk.tells(("getting_worse", True))
        for harasser in ("pupil", "known", "unknown", "adult"):
            talk = Conversation()
            story = (("platforms", "instagram"), ("platforms", "snapchat"), ("harm_types", "insults"))
            yield talk.tells(who, *story, ("harasser", harasser), ("steps_done", "keep_evidence"))
            yield talk.tells(("step_results", "report_platform:pending"))
            yield talk.says("greet", last_seen=LAST_SEEN)
            yield talk.tells(("step_results", "report_platform:failed"), ("content_online", True))
            for _ in range(3):
                yield talk.says("step_failed")
                yield talk.says("ask_next_step")
            yield talk.tells(("steps_asked", "cleanup"))
        yield from _drafts(who)
    yield from _forms()
    yield from _persons()
    yield from _refusals()
    yield from _fronts()
    yield from _denials()
    yield from _between_steps()
    talk = Conversation()
    yield talk.tells(("platforms", "instagram"), ("steps_asked", "civil"))
    yield talk.sends('/ask_how{"step": "civil"}', "Comment ça se passe")
    yield from _questions_by_state()
    yield from _beside_danger()
    yield from _danger_again()
    yield from _adult_in_danger()
    yield from _twice()
    yield Conversation().says("nlu_fallback", near=["cost", "cover", "phone"])
    talk = Conversation()
    yield talk.says("nlu_fallback")
    yield talk.says("nlu_fallback")
    yield Conversation().tells(("platforms", "snapchat"), ("steps_asked", "cleanup"), ("harm_types", "insults"))


def _drafts(who: tuple[str, Any]) -> Iterator[Reply]:
    """Every draft in several situations, by the questions that ask for one."""
    wanted = [question for question in QUESTIONS if "draft" in question or "dossier" in question]
    insults = ("harm_types", "insults")
    failed = ("step_results", "report_platform:failed")
    stories: tuple[tuple[tuple[str, Any], ...], ...] = (
        (("platforms", "instagram"), *(("harm_types", harm) for harm in HARM_TYPES[:2]), ("harasser", "pupil"), failed),
        (insults, ("harasser", "known"), ("school_involved", True), ("step_results", "ask_harasser:failed")),
        (insults, ("harasser", "pupil"), ("step_results", "ask_harasser:pending"), ("content_online", False), failed),
        (
            ("platforms", "facebook"),
            ("platforms", "tiktok"),
            ("harm_types", "intimate_images"),
            ("harasser", "unknown"),
        ),
        (insults, ("danger", "distress"), ("harasser", "adult"), ("school_involved", False)),
        (insults, ("harasser", "pupil"), ("steps_done", "inform_school"), ("step_results", "report_platform:refused")),
        (insults, ("harasser", "pupil"), *(("steps_done", step) for step in STEPS), ("getting_worse", True)),
        tuple(("harm_types", harm) for harm in HARM_TYPES if harm not in ("intimate_images", "blackmail", "grooming")),
        (insults, ("harasser", "pupil"), ("content_online", False)),
        (insults, ("harasser", "pupil"), ("content_online", True)),
        (("harm_types", "blackmail"), ("harm_types", "grooming"), ("platforms", "instagram")),
        (("danger", "threat"),),
        (),
    )
    for story in stories:
        talk = Conversation()
        yield talk.tells(who, *story)
        # As Rasa keeps it: a draft says on which day something was told.
        talk.events[0]["metadata"] = {"turn_id": "turn-1", "now": NOW}
        yield from (talk.asks(question) for question in wanted[:1])
        if talk.slots.get("danger_state") == "open":
            yield talk.says("safe_now")
        for question in wanted:
            yield talk.asks(question)


def _persons() -> Iterator[Reply]:
    """Two children, several authors, a step put back, and a fresh start with a request that waits."""
    two = "Mes deux enfants : mon fils, on l'insulte sur discord. Ma fille, on la menace et on l'exclut sur snap."
    told = {"insulte": ("harm_types", "insults"), "exclut": ("harm_types", "exclusion")}
    for danger in (False, True):
        talk = Conversation()
        words = told | ({"menace": ("danger", "threat")} if danger else {})
        facts = [
            {"field": name, "value": value, "words": word, "start": two.index(word), "end": two.index(word) + len(word)}
            for word, (name, value) in words.items()
        ]
        yield talk.reads("tell_situation", {"facts": facts, "retractions": []}, text=two)
        yield talk.says("tell_situation", text="et mon fils ?")
        yield talk.says("tell_situation", text="et ma fille ?")
    yield Conversation().says("tell_situation", ("harm_types", "insults"), text="mes deux fils se font insulter")
    talk = Conversation()
    yield talk.tells(("writer", "parent"), ("platforms", "instagram"), ("harm_types", "pile_on"), ("harasser", "known"))
    yield talk.asks("draft_school")
    yield talk.asks("draft_summary")
    yield talk.says("correct", text="remettez l'école, on l'a fait deux fois")
    yield talk.sends("/accept_adviser")
    yield talk.says("restart")


def _forms() -> Iterator[Reply]:
    """The contact form: every kind of answer, an aside, a change, a volunteered number, each with every desk."""
    for desk in DESKS:
        for typed in TYPED:
            talk = Conversation(advisers=desk)
            yield talk.tells(("writer", "parent"), ("platforms", "instagram"), ("harm_types", "insults"))
            yield talk.says("request_adviser", ("asks_human", True))
            yield talk.says("affirm", text="oui")
            yield talk.sends("/be_called")
            for said in (typed, "0470 12 34 56", typed, "dimanche soir", "0488 12 34 56"):
                yield talk.says("step_refused", text=said)
                yield talk.asks("cost")
        talk = Conversation(advisers=desk)
        yield talk.says("request_adviser", ("asks_human", True))
        yield talk.sends("/be_called")
        for _ in range(6):
            yield talk.says("step_refused", text="0470 12 34")
        talk = Conversation(advisers=desk)
        yield talk.says("greet")
        yield talk.says("tell_situation", text="mon numéro c'est le 0470 12 34 56")
        yield talk.says("affirm", text="oui")
        yield talk.says("tell_situation", text="mon mail c'est anne@telenet.be")
        yield talk.sends("/be_called")
        for payload in ("", '{"field": "first_name"}', '{"field": "phone"}', '{"field": "when"}'):
            yield talk.sends("/change_contact" + payload)
            yield talk.says("step_refused", text="…")
        yield talk.sends("/be_called")
        for _ in range(4):
            yield talk.says("step_refused", text="…")
            yield talk.asks("cost")


def _wander(chance: random.Random, writer: str) -> Iterator[Reply]:
    """One parent who tells, asks, presses, and types; half of what it does is a button of the last answer."""
    talk = Conversation(advisers=chance.choice(DESKS))
    yield talk.tells(("writer", writer), *chance.sample(FACTS, chance.randint(0, 3)))
    intents = sorted(rules())
    for _ in range(TURNS):
        if talk.last.buttons and chance.random() < 0.5:
            button = chance.choice(talk.last.buttons)
            yield talk.sends(button["payload"], button["title"])
            continue
        facts = chance.sample(FACTS, chance.randint(0, 2)) if chance.random() < 0.4 else []
        taken_back = chance.sample(FACTS, 1) if chance.random() < 0.1 else []
        yield talk.says(
            chance.choice(intents),
            *facts,
            text=chance.choice(TYPED),
            not_=[fact for fact in taken_back if fact[0] in ("platforms", "harm_types", "harasser", "steps_done")],
            last_seen=LAST_SEEN if chance.random() < 0.1 else None,
            questions=chance.sample(sorted(QUESTIONS), 1) if chance.random() < 0.1 else [],
            near=chance.sample(sorted(QUESTIONS), 3) if chance.random() < 0.1 else [],
        )
