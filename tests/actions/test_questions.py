"""Questions are answered first, then the thread is taken up; every known question has an answer and a title."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest
import yaml

from actions.alarm import CLEAR
from actions.known_questions import OFFERS, QUESTIONS
from advice.vocabulary import RANK, STEPS, WRITERS
from tests.actions.conversation import ROOT, Conversation

STORY = (("writer", "parent"), ("platforms", "instagram"), ("harm_types", "insults"))
LONGEST = 400
LONGEST_TITLE = 20
FEWEST_WORDINGS = 2
WORDS = {
    "law": "punissable",
    "phone": "GSM",
    "reply": "ne pas répondre",
    "reprisals": "anonyme",
    "delay": "Je ne peux pas vous donner de délai",
    "privacy_keep": "aucun nom d’enfant",
    "identity": "assistant automatique (IA)",
    "cover": "Selon votre contrat",
    "cost": "Selon votre contrat",
    "publish_author": "Ne publiez ni son nom",
    "school_outside": "une réponse fréquente",
    "minimum_age": "13 ans",
}
OFFERED = [name for name, question in QUESTIONS.items() if question.offer]
PROSE = re.compile(r"^\s*(\d+\.|-) ")


@cache
def wordings() -> dict[str, list[str]]:
    """What stands in the training examples for each question."""
    found: dict[str, list[str]] = {}
    for path in sorted(Path(ROOT / "data/nlu/questions").glob("*.yml")):
        for block in yaml.safe_load(path.read_text())["nlu"]:
            for example in block["examples"]:
                question = (example.get("metadata") or {}).get("question")
                if question:
                    found.setdefault(question, []).append(example["text"])
    return found


@pytest.mark.parametrize("name", QUESTIONS)
@pytest.mark.parametrize("writer", WRITERS)
def test_every_question_has_an_answer_for_everybody(name, writer):
    reply = Conversation().asks(name, facts=[("writer", writer)])
    answer = reply.bubbles[0]
    assert answer and "{" not in answer
    assert len("\n".join(line for line in answer.split("\n") if not PROSE.match(line))) <= LONGEST


@pytest.mark.parametrize("name", QUESTIONS)
def test_every_question_has_wordings_to_learn_from(name):
    assert len(set(wordings().get(name, ()))) >= FEWEST_WORDINGS


def test_wordings_are_of_known_questions():
    assert set(wordings()) - set(QUESTIONS) == set()


def test_every_question_has_a_title_of_its_own_that_fits_a_button():
    titles = [question.title for question in QUESTIONS.values()]
    assert len(set(titles)) == len(titles)
    assert [title for title in titles if len(title) > LONGEST_TITLE] == []


@pytest.mark.parametrize("name", QUESTIONS)
def test_its_step_and_offer_exist(name):
    assert QUESTIONS[name].step in (None, *STEPS)
    assert QUESTIONS[name].offer in (None, *OFFERS)


@pytest.mark.parametrize("name", WORDS)
def test_a_question_is_answered_before_anything_is_known(name):
    assert WORDS[name] in Conversation().asks(name).bubbles[0]


@pytest.mark.parametrize("name", [name for name in WORDS if name not in OFFERED])
def test_the_thread_is_taken_up(name):
    conversation = Conversation()
    conversation.tells(*STORY)
    reply = conversation.asks(name)
    assert WORDS[name] in reply.bubbles[0]
    assert "signaler les messages au réseau" in reply.text and "C’est signalé" in reply.titles


def test_the_open_question_is_asked_again_in_other_words():
    conversation = Conversation()
    asked = conversation.tells(*STORY, ("step_results", "report_platform:failed"))
    reply = conversation.asks("delay")
    assert "Reste ma question" in reply.text and "Reste ma question" not in asked.text
    assert "IBPT" in conversation.says("dont_know").text


def test_the_platform_is_asked_again():
    conversation = Conversation()
    conversation.tells(("harm_types", "insults"))
    assert "sur quelle application" in conversation.asks("law").text


@pytest.mark.parametrize("intent", ["ask_question", "tell_situation", "nlu_fallback"])
def test_a_question_with_a_story_gets_both_the_answer_first(intent):
    reply = Conversation().says(intent, *STORY, questions=["phone"])
    assert "GSM" in reply.bubbles[0] and "sur Instagram" in reply.text


def test_two_questions_are_both_answered_a_third_is_left():
    reply = Conversation().asks("law", "phone", "reply")
    assert "punissable" in reply.text and "GSM" in reply.text and "ne pas répondre" not in reply.text


def test_a_greeting_with_a_question_greets_first():
    reply = Conversation().says("greet", questions=["free_service"])
    assert reply.bubbles[0].startswith("Bonjour") and "ne coûte rien" in reply.text


def test_a_question_asked_twice_is_not_answered_with_the_same_words():
    conversation = Conversation()
    first = conversation.asks("identity")
    assert first.bubbles[0] not in conversation.asks("identity").bubbles


def test_nothing_but_the_same_says_so():
    conversation = Conversation()
    conversation.says("out_of_scope", ("in_scope", False))
    conversation.asks("law")
    assert "rien de plus sûr" in conversation.asks("law").text
    assert "je ne réponds pas à ce que vous demandez" not in conversation.asks("law").text


def test_its_step_is_not_answered_twice():
    reply = Conversation().asks("mediator_price", facts=[("steps_asked", "mediation")])
    assert reply.text.count("Un conseiller peut l’organiser") == 0 and "D’habitude" not in reply.text


@pytest.mark.parametrize("name", OFFERED)
def test_a_person_is_offered_where_one_is_due(name):
    reply = Conversation().asks(name)
    assert "Oui, un conseiller" in reply.titles and reply.handoff["urgency"] == "normal"


def test_a_question_about_the_police_offers_a_person_and_the_story_goes_on():
    reply = Conversation().asks("complaint_bring", facts=[*STORY, ("steps_asked", "police")])
    assert "captures imprimées" in reply.bubbles[0]
    assert "Oui, un conseiller" in reply.titles and "sur Instagram" in reply.text


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ((), "Il est trop tôt pour écrire à l’auteur"),
        ((("harasser", "adult"),), "C’est un adulte"),
        ((("harasser", "unknown"),), "On ne sait pas qui se cache"),
        ((("harm_types", "blackmail"),), "peut aggraver les choses"),
        ((("harasser", "known"), ("step_results", "report_platform:failed")), "C’est vous qui écrivez"),
        ((("step_results", "report_platform:failed"),), "Cela dépend de l’auteur"),
        ((("writer", "teen"),), "Ne lui écrivez pas vous-même"),
        ((("writer", "author_parent"), ("harm_types", "insults"), ("steps_done", "report_platform")), "propre enfant"),
    ],
)
def test_shall_i_contact_the_bullies(facts, words):
    assert words in Conversation().asks("contact_author", facts=facts).text


@pytest.mark.parametrize("name", ["contact_parents", "parents_friends", "parents_deny", "visit_parents"])
def test_nobody_is_sent_to_the_parents_of_an_adult_author(name):
    assert "ne contactez pas cette famille" in Conversation().asks(name, facts=[("harasser", "adult")]).text


@pytest.mark.parametrize("name", ["face_author", "answer_author", "apology"])
def test_nobody_speaks_with_an_adult_author(name):
    answer = Conversation().asks(name, facts=[("harasser", "adult")]).bubbles[0]
    assert "ni vous ni votre enfant ne contactez l’auteur" in answer


@pytest.mark.parametrize("name", ["visit_parents", "face_author", "answer_author", "apology"])
def test_the_parent_of_the_author_is_told_how_to_meet_the_other_family(name):
    answer = Conversation().asks(name, facts=[("writer", "author_parent")]).bubbles[0]
    assert "ne contactez pas" not in answer and "l’auteur" not in answer


@pytest.mark.parametrize("name", ["how_soon", "starts_again"])
def test_with_intimate_images_child_focus_comes_before_proofs(name):
    conversation = Conversation()
    conversation.tells(("harm_types", "intimate_images"), ("danger", "sexual"))
    conversation.says("safe_now")
    answer = conversation.asks(name).bubbles[0]
    assert "116 000" in answer and "preuves" not in answer


def test_who_wants_to_go_there_in_anger_is_held_back_in_danger_too():
    reply = Conversation().asks("visit_parents", facts=[("danger", "threat")])
    assert "101" in reply.bubbles[0] and "ne contactez pas cette famille" in reply.bubbles[1]


def test_whether_an_adviser_was_told_is_said_as_it_is():
    conversation = Conversation()
    assert conversation.asks("adviser_told").bubbles[0].startswith("Aucun conseiller")
    conversation.asks("law", "cover")
    conversation.presses("Oui, un conseiller")
    assert conversation.asks("adviser_told").bubbles[0].startswith("Les conseillers ont votre demande")


def test_an_alert_in_a_danger_counts_as_told():
    conversation = Conversation()
    conversation.tells(("danger", "threat"))
    conversation.says("safe_now")
    answer = conversation.asks("adviser_told").text
    assert "il a été question d’un danger, un conseiller est prévenu" in answer and "ni l’école" in answer


@pytest.mark.parametrize("case", ["queued", "offered"])
def test_an_alert_of_the_safety_net_alone_counts_as_told(case):
    conversation = Conversation(case=case)
    conversation.says("tell_situation", *STORY, text="il a dit qu'il va venir la tuer")
    assert "un conseiller est prévenu" in conversation.asks("adviser_told").text
    reply = conversation.says("decline_adviser", ("adviser_refused", True), text="annulez le conseiller")
    assert "ne peux pas annuler l’alerte" in reply.text and "ne vous contacteront pas" not in reply.text


def test_a_cancelled_request_is_said_to_be_cancelled():
    conversation = Conversation()
    conversation.asks("cover")
    conversation.presses("Oui, un conseiller")
    conversation.says("tell_situation", text="annulez ma demande")
    assert "votre demande est annulée" in conversation.asks("adviser_told").text


@pytest.mark.parametrize("name", ["adviser_hours", "adviser_phone"])
def test_at_night_who_answers_the_phone_is_said(name):
    closed = {"open": False, "online": 0, "wait_minutes": None}
    assert "116 000" in Conversation(advisers=closed).asks(name).text
    assert "116 000" not in Conversation().asks(name).text


def test_where_the_number_goes_is_shown_with_the_button_that_asks_for_it():
    conversation = Conversation()
    conversation.asks("cover")
    conversation.presses("Oui, un conseiller")
    conversation.says("skip_contact")
    reply = conversation.asks("where_number")
    assert "touchez « Laisser un numéro »" in reply.bubbles[0] and "Laisser un numéro" in reply.titles
    conversation.says("tell_situation", text="mon numéro c'est le 0470 12 34 56")
    assert "les conseillers ont ce que vous avez donné" in conversation.asks("where_number").bubbles[0]


@pytest.mark.parametrize("name", ["mediator_what", "mediator_meet", "mediator_need"])
def test_no_mediation_is_praised_over_threats(name):
    conversation = Conversation()
    conversation.tells(("danger", "threat"))
    conversation.says("safe_now")
    assert "n’est pas une bonne idée" in conversation.asks(name).bubbles[0]


@pytest.mark.parametrize("danger", ["threat", "sexual"])
def test_in_danger_the_numbers_come_first_then_the_answer(danger):
    reply = Conversation().asks("complaint_where", facts=[("danger", danger)])
    assert "101" in reply.bubbles[0] and "commissariat" in reply.bubbles[1]
    assert reply.titles[:2] == ("En sécurité", "Pas encore")


@pytest.mark.parametrize("name", QUESTIONS)
def test_self_harm_keeps_back_what_would_lead_to_a_step(name):
    first = Conversation().says("tell_situation", ("danger", "self_harm"))
    reply = Conversation().asks(name, facts=[("danger", "self_harm")])
    question = QUESTIONS[name]
    assert reply.bubbles[0] == first.bubbles[0] and reply.bubbles[-1].endswith("Et vous aussi ?")
    step = question.step in RANK and name not in ("visit_parents", "face_author", "answer_author")
    held = not question.care and bool(step or question.offer or question.draft)
    assert ("je la garde" in reply.text) == held


@pytest.mark.parametrize("name", QUESTIONS)
def test_intimate_images_are_never_said_to_be_copied(name):
    conversation = Conversation()
    conversation.tells(("harm_types", "intimate_images"), ("danger", "sexual"))
    conversation.says("safe_now")
    assert "captur" not in conversation.asks(name).bubbles[0].lower()


def test_another_matter_is_not_answered_as_ours():
    reply = Conversation().says("out_of_scope", ("in_scope", False), questions=["declare_case"])
    assert "harcelé en ligne" in reply.text and "numéro du contrat" not in reply.text


def test_who_asks_what_the_assistant_is_gets_an_answer_whatever_the_matter():
    assert "automatique" in Conversation().says("out_of_scope", ("in_scope", False), questions=["identity"]).text


@pytest.mark.parametrize("intent", ["ask_question", "nlu_fallback"])
def test_not_sure_shows_what_may_have_been_meant(intent):
    conversation = Conversation()
    reply = conversation.says(intent, near=["phone", "monitor", "reply", "law"])
    assert reply.titles == ("Enlever le GSM ?", "Lire ses messages ?", "Faut-il répondre ?", "Un conseiller")
    assert "GSM" in conversation.presses("Enlever le GSM ?").bubbles[0]


@pytest.mark.parametrize("intent", ["ask_question", "nlu_fallback"])
def test_not_understood_twice_offers_a_person(intent):
    conversation = Conversation()
    conversation.says(intent, near=["phone", "monitor"])
    assert "Oui, un conseiller" in conversation.says(intent, near=["phone", "monitor"]).titles


@pytest.mark.parametrize(
    ("advisers", "words"),
    [
        ({"open": False, "online": 0, "wait_minutes": None}, "le service est fermé"),
        ({"open": True, "online": 0, "wait_minutes": None}, "personne n’est libre"),
        ({"open": True, "online": 1, "wait_minutes": 5}, "5 min"),
        ({}, "heures d’ouverture"),
    ],
)
def test_whether_an_adviser_is_there_is_said(advisers, words):
    assert words in Conversation(advisers=advisers).asks("adviser_hours").text


def test_what_was_understood_stands_once_in_an_answer():
    facts = [*STORY, ("harasser", "pupil"), ("steps_asked", "mediation")]
    answer = Conversation().asks("mediator_what", facts=facts).text
    assert answer.count("Où : Instagram") == 1


NEWEST = {
    "capture_what": "photo de l’écran",
    "captures_delete": "Gardez-les encore",
    "captures_by_other": "Une autre personne",
    "both_wrong": "n’efface pas le mal subi",
    "complaint_known": "l’auteur peut l’apprendre",
    "parents_told": "je n’écris ni aux parents",
    "papers": "papiers de séjour",
    "witness_risk": "taire votre nom",
    "author_hearing": "parlez à un avocat",
    "interpreter": "un interprète",
    "adviser_choice": "la même personne",
    "teacher_secret": "règles de votre métier",
    "accompany": "venir à deux",
    "child_trouble": "n’excusent pas le harcèlement",
    "report_no_account": "sans compte",
    "out_of_group": "pas besoin d’y retourner",
    "school_discreet": "taire votre nom",
    "other_school": "Une lettre à l’autre école",
    "club_refuses": "La fédération",
    "phone_night": "hors des chambres",
    "app_break": "Interdire d’un coup",
    "stop_posting": "de se cacher",
    "others_join": "surveiller tout le groupe",
    "only_friend": "un vrai ami",
    "parent_sleep": "107",
    "angry_family": "J’ai lu votre message",
    "summons_words": "Commencez par écouter",
    "how_apologise": "sans « mais »",
    "tell_my_parents": "J’ai peur que tu prennes mon GSM",
    "act_alone": "sans l’autre parent",
    "ex_not_told": "je ne préviens pas l’autre parent",
    "judge_custody": "Prenez le jugement",
}


@pytest.mark.parametrize("name", NEWEST)
def test_a_practical_question_beside_facts_is_answered_in_the_same_turn(name):
    conversation = Conversation()
    conversation.tells(("writer", QUESTIONS[name].only or "parent"), *STORY[1:])
    reply = conversation.says("tell_situation", ("harm_types", "rumours"), ("harasser", "pupil"), questions=[name])
    assert NEWEST[name] in reply.bubbles[0]
    reply = conversation.says("step_failed", ("step_results", "report_platform:failed"), questions=[name])
    assert NEWEST[name] not in reply.text and reply.text  # asked again: other words


@pytest.mark.parametrize("name", ["angry_family", "summons_words", "how_apologise"])
def test_the_parent_of_the_author_gets_words_for_the_other_side(name):
    answer = Conversation().asks(name, facts=[("writer", "author_parent")]).bubbles[0]
    assert NEWEST[name] in answer and "signalez" not in answer


def test_the_answer_to_a_stranger_as_only_friend_stands_beside_the_numbers():
    reply = Conversation().asks("only_friend", facts=[("danger", "sexual"), ("harasser", "adult")])
    assert "116 000" in reply.bubbles[0] and "un vrai ami" in reply.text


@pytest.mark.parametrize("name", ["papers", "complaint_known", "witness_risk", "captures_by_other", "author_hearing"])
def test_asked_again_later_it_is_said_that_nothing_surer_is_known_and_a_person_is_offered(name):
    conversation = Conversation()
    conversation.tells(*STORY)
    first = conversation.asks(name)
    conversation.asks("phone")
    again = conversation.asks(name)
    assert "rien de plus sûr" in again.text and first.bubbles[0] not in again.text
    assert "1. " not in again.text, "no list of how a step is done in place of the answer"
    assert {"Un conseiller", "Oui, un conseiller"} & set(again.titles)


def test_a_person_is_offered_once_in_words_over_many_questions():
    conversation = Conversation()
    conversation.tells(*STORY)
    first, second = conversation.asks("complaint_where"), conversation.asks("child_heard")
    assert "D’accord ?" in first.text and "D’accord ?" not in second.text and "Un conseiller" in second.titles


@pytest.mark.parametrize(
    "text",
    [
        "ils l'ont encore traitée hier soir. Est-ce que l'assurance scolaire intervient aussi pour les lunettes ?",
        "la prof est au courant. Je peux garder son cartable à la maison des voisins ?",
    ],
)
def test_a_question_beside_facts_that_is_not_known_is_said_to_be_not_answered(text):
    conversation = Conversation()
    conversation.tells(*STORY)
    reply = conversation.says("tell_situation", ("harm_types", "rumours"), text=text)
    assert "pas de réponse sûre" in reply.text and "Un conseiller" in reply.titles


def test_a_question_without_its_mark_is_not_passed_over_either():
    conversation = Conversation()
    conversation.tells(*STORY)
    text = "j'aimerais savoir si on peut garder son cartable chez les voisins"
    assert "pas de réponse sûre" in conversation.says("ask_question", ("harm_types", "rumours"), text=text).text


def test_what_to_do_is_answered_by_the_next_step():
    text = "Ma fille est insultée sur Instagram. Qu'est-ce que je dois faire ?"
    assert "réponse sûre" not in Conversation().says("tell_situation", *STORY, text=text).text


@pytest.mark.parametrize("name", ["cover", "cost"])
def test_a_question_about_the_insurance_is_never_another_matter(name):
    reply = Conversation().says("out_of_scope", ("in_scope", False), questions=[name])
    assert "Selon votre contrat" in reply.text and "harcelé en ligne" not in reply.text


@pytest.mark.parametrize("questions", [["declare_case"], []])
def test_in_the_middle_of_a_story_a_question_is_never_another_matter(questions):
    conversation = Conversation()
    conversation.tells(*STORY)
    text = "et la franchise, elle est de combien chez vous ?"
    reply = conversation.says("out_of_scope", ("in_scope", False), text=text, questions=questions)
    assert "Je suis fait pour" not in reply.text
    assert ("ouvre le dossier" if questions else "pas de réponse sûre") in reply.text


def test_of_three_questions_the_third_is_a_button():
    assert "Faut-il répondre ?" in Conversation().asks("law", "phone", "reply").titles


def test_a_no_to_a_doubted_danger_does_not_swallow_a_question():
    conversation = Conversation()
    conversation.tells(*STORY)
    told = [{"field": "danger", "value": "threat", "confidence": CLEAR - 0.1}]
    conversation.reads("tell_situation", {"facts": told, "retractions": []})
    text = "non, personne. On sait aller à la police sans papiers ?"
    reply = conversation.says("deny", text=text, questions=["papers"])
    assert "papiers de séjour" in reply.text


def test_a_wish_about_the_adviser_goes_along_with_the_request():
    conversation = Conversation()
    conversation.asks("cover")
    conversation.presses("Oui, un conseiller")
    conversation.presses("Passer")
    wish = "c'est toujours la même personne qui suit le dossier ?"
    reply = conversation.says("ask_question", text=wish, questions=["adviser_choice"])
    assert wish in reply.text and conversation.slots["contact"]["wish"] == wish


@pytest.mark.parametrize(
    "text", ["Elle peut faire capture pour moi ?", "Est-ce que je peux faire une copie chez le voisin ?"]
)
def test_what_somebody_else_may_do_is_no_question_about_the_next_step(text):
    conversation = Conversation()
    conversation.tells(*STORY)
    assert "pas de réponse sûre" in conversation.says("tell_situation", ("harm_types", "rumours"), text=text).text


def test_who_calls_for_an_answer_is_told_that_there_is_none():
    conversation = Conversation()
    conversation.tells(*STORY)
    reply = conversation.says("tell_situation", text="j'ai demandé pour son cartable, répondez moi ça s'il vous plaît")
    assert "pas de réponse sûre" in reply.text


@pytest.mark.parametrize("text", ["Quoi qui fait du bien à lire ?", "Comment comme proche ?? Je suis sa mère"])
def test_a_protest_is_no_question(text):
    conversation = Conversation()
    conversation.tells(*STORY)
    assert "réponse sûre" not in conversation.says("tell_situation", ("harm_types", "rumours"), text=text).text
