"""What came of a step: doubtful, planned, supposed and partial results escalate nothing and are no good news."""

from __future__ import annotations

import pytest

from actions.belief import NO_GOOD
from actions.outcomes import as_told, in_part, planned
from advice import next_step
from tests.actions.conversation import Conversation

STORY = (("writer", "parent"), ("platforms", "instagram"), ("harm_types", "insults"), ("harasser", "pupil"))


def read(text, *facts, confidence=0.95):
    """A message as the tagger writes it, every fact raised by all of its words."""
    listed = [
        {"field": field, "value": value, "words": text, "start": 0, "end": len(text), "confidence": confidence}
        for field, value in facts
    ]
    return {"facts": listed, "retractions": [], "labels": {}}


def facts_of(text, *facts, confidence=0.95):
    return {
        (fact["field"], fact["value"]) for fact in as_told(read(text, *facts, confidence=confidence), text)["facts"]
    }


@pytest.mark.parametrize("step", ["inform_school", "contact_parents", "mediation", "police"])
def test_a_doubtful_refusal_is_asked_about_and_sends_nobody_to_the_police(step):
    conversation = Conversation()
    conversation.tells(*STORY, ("steps_done", "keep_evidence"))
    doubtful = read(
        "on leur a parlé", ("steps_done", step), ("step_results", f"{step}:refused"), confidence=NO_GOOD - 0.1
    )
    reply = conversation.reads("tell_situation", doubtful, "on leur a parlé")
    assert reply.situation["step_results"].get(step) is None and step in reply.situation["steps_done"]
    assert "(refus)" not in reply.text and "médiateur peut" not in reply.text


def test_doubtful_worse_is_no_reason_for_the_police():
    conversation = Conversation()
    conversation.tells(*STORY, ("steps_done", "report_platform"))
    conversation.reads("tell_situation", read("deux autres s'y mettent", ("getting_worse", True), confidence=0.7))
    assert conversation.last.situation["getting_worse"] is False


@pytest.mark.parametrize(
    ("text", "step"),
    [
        ("la police passe demain à la maison", "police"),
        ("on va au commissariat demain, ma femme et moi", "police"),
        ("j'ai rdv vendredi avec la directrice", "inform_school"),
        ("je vois la prof principale lundi", "inform_school"),
        ("on a rendez-vous avec l'avocat la semaine prochaine", "civil"),
    ],
)
def test_what_is_planned_is_not_done_and_has_not_failed(text, step):
    assert step in planned(text)
    kept = facts_of(text, ("steps_done", step), ("step_results", f"{step}:failed"), confidence=0.8)
    assert ("step_results", f"{step}:failed") not in kept


@pytest.mark.parametrize(
    "text",
    [
        "il a peur de retourner à l'école lundi",
        "est-ce que je dois aller à la police demain ?",
        "j'ai porté plainte mardi, ils passent demain voir le quartier",
    ],
)
def test_what_is_no_plan_of_the_parent_is_none(text):
    assert planned(text) == ()


def test_a_planned_step_is_prepared_and_not_the_ladders():
    conversation = Conversation()
    conversation.tells(*STORY)
    reply = conversation.says("tell_situation", text="je vois la directrice demain à 8h")
    assert "C’est prévu" in reply.text and "Pour ce rendez-vous" in reply.text
    assert "signaler" not in reply.text
    again = conversation.says("tell_situation", text="oui la directrice nous reçoit demain")
    assert "Pour ce rendez-vous" not in again.text


@pytest.mark.parametrize(
    "text",
    [
        "et si la vidéo est enlevée mais que quelqu'un l'a gardée ?",
        "mais si ils suppriment le compte, on fait quoi ?",
    ],
)
def test_what_is_only_supposed_is_no_good_news(text):
    assert facts_of(text, ("content_online", False), ("step_results", "report_platform:worked")) == set()


@pytest.mark.parametrize("text", ["rien n'est réglé !!", "c'est pas fini", "Rien n’est encore réglé, madame"])
def test_not_over_is_not_over(text):
    assert facts_of(text, ("over", True)) == {("over", False)}


def test_what_is_only_feared_does_not_go_on():
    assert facts_of("c'est calme depuis hier, j'ai juste peur que ça recommence", ("over", False)) == set()


@pytest.mark.parametrize(
    "text",
    [
        "deux ont arrêté mais il y en a un qui continue",
        "le compte a été fermé puis ils ont fait un nouveau compte",
        "ils se sont excusés, sauf un seul qui recommence",
    ],
)
def test_what_helped_in_part_is_neither_success_nor_failure(text):
    assert in_part(text)
    for result in ("worked", "failed"):
        kept = facts_of(text, ("step_results", f"inform_school:{result}"), ("content_online", False))
        assert kept == {("step_results", "inform_school:partial")}


def test_no_effect_at_all_stays_a_failure():
    text = "j'ai signalé, ça marche pas, c'est toujours là"
    assert facts_of(text, ("step_results", "report_platform:failed")) == {("step_results", "report_platform:failed")}


def test_the_rest_is_gone_on_with():
    conversation = Conversation()
    conversation.tells(*STORY, ("steps_done", "keep_evidence"))
    reply = conversation.tells(("step_results", "inform_school:worked"), ("over", False))
    assert "Une partie a bougé" in reply.text and "sans effet" not in reply.text
    assert next_step(conversation_situation(reply)).row not in ("8", "9", "10")


def test_an_answer_that_is_awaited_keeps_the_talk_open():
    conversation = Conversation()
    conversation.tells(*STORY, ("step_results", "inform_school:pending"))
    reply = conversation.tells(("content_online", False), ("over", True))
    assert "À retenir" not in reply.text or reply.situation["step_results"]["inform_school"] == "worked"
    conversation = Conversation()
    conversation.tells(*STORY, ("step_results", "police:pending"))
    reply = conversation.tells(("step_results", "report_platform:worked"), ("content_online", False))
    assert "À retenir" not in reply.text


def conversation_situation(reply):
    from advice import Situation

    return Situation.from_dict(reply.situation)


def test_a_doubtful_intent_records_nothing():
    conversation = Conversation()
    conversation.tells(*STORY, ("step_results", "report_platform:failed"))
    message = {"text": "bof", "intent": {"name": "step_refused", "confidence": 0.4}, "situation": read("bof")}
    message |= {"intent_ranking": [], "questions": [], "question_ranking": []}
    reply = conversation._turn(message, None)
    assert reply.situation["step_results"] == {"report_platform": "failed"}


def test_doubtful_words_change_neither_the_author_nor_what_was_done():
    conversation = Conversation()
    conversation.tells(*STORY, ("steps_done", "inform_school"))
    message = read("les deux autres", ("harasser", "known"), confidence=0.7)
    message["retractions"] = [{"field": "steps_done", "value": "inform_school", "confidence": 0.67}]
    reply = conversation.reads("tell_situation", message, "les deux autres")
    assert reply.situation["harasser"] == "pupil" and "inform_school" in reply.situation["steps_done"]


def test_a_talk_that_went_badly_has_not_worked():
    text = "une médiation avec les parents, ça a tourné au règlement de comptes"
    kept = facts_of(text, ("steps_done", "mediation"), ("step_results", "mediation:worked"))
    assert kept == {("steps_done", "mediation")}


def test_not_without_effect_takes_back_the_result_and_not_the_step():
    conversation = Conversation()
    conversation.tells(*STORY, ("steps_done", "keep_evidence"), ("step_results", "police:failed"))
    denied = [("steps_done", "police")]
    reply = conversation.says("correct", not_=denied, text="la plainte n'est PAS sans effet, c'est positif")
    assert "police" in reply.situation["steps_done"] and "police" not in reply.situation["step_results"]


def test_another_mother_in_tears_is_not_the_child():
    conversation = Conversation()
    conversation.tells(*STORY)
    text = "j'ai vu sa maman, l'autre maman a pleuré, la pauvre"
    conversation.says("tell_situation", ("danger", "distress"), text=text)
    assert conversation.last.situation["dangers"] == [] and "va mal" not in conversation.last.text


@pytest.mark.parametrize(
    ("text", "step"),
    [
        ("J'ai parlé à une des mamans, son fils s'est excusé. Les deux autres on attend.", "contact_parents"),
        ("g vu le pere, il a pris le gsm de son fils. reste plus que celui de l'école", "contact_parents"),
        ("la maman s'excuse et a tout effacé, l'autre maman a lu et répond pas", "contact_parents"),
        ("le club les a suspendus, un autre est toujours dessus", "report_platform"),
    ],
)
def test_one_of_more_authors_is_a_part(text, step):
    kept = facts_of(text, ("steps_done", step), ("step_results", f"{step}:worked"), ("content_online", False))
    assert ("step_results", f"{step}:partial") in kept and ("content_online", False) not in kept


def test_a_part_is_known_without_a_result():
    text = "signalé aussi, snap a suspendu 1 des 2 mais l'autre ils disent non"
    assert ("step_results", "report_platform:partial") in facts_of(text, ("steps_done", "report_platform"))


@pytest.mark.parametrize(
    "text",
    [
        "le directeur a appelé, il les a exclus 3 jours, mais mon fils a peur",
        "ils passent au conseil de discipline, mon fils a peur qu'ils reviennent",
        "la directrice a fait venir le garçon et il a avoué. Mais le compte est toujours là",
        "la titulaire a pris les deux à part, il a quand même peur",
    ],
)
def test_a_school_that_has_acted_is_not_without_effect(text):
    for result in ("failed", "refused"):
        kept = facts_of(text, ("steps_done", "inform_school"), ("step_results", f"inform_school:{result}"))
        assert ("step_results", "inform_school:partial") in kept and (
            "step_results",
            f"inform_school:{result}",
        ) not in kept


@pytest.mark.parametrize(
    "text", ["l'école n'a rien fait", "la directrice ne les a pas convoqués", "ils l'ont exclue du groupe"]
)
def test_a_school_that_did_nothing_stays_without_effect(text):
    failed = ("step_results", "inform_school:failed")
    assert failed in facts_of(text, ("steps_done", "inform_school"), failed)


@pytest.mark.parametrize(
    "text",
    [
        "L'autre famille vient de porter plainte, on est convoqués jeudi",
        "c'est les autres qui ont porté plainte contre nous",
        "j'ai peur d'aller à la police à cause de mes papiers",
        "j'ai demandé pour mes papiers et la police, répondez-moi",
        "j'ose pas aller à la police",
    ],
)
def test_a_complaint_of_the_others_or_not_dared_is_none(text):
    assert facts_of(text, ("steps_done", "police"), ("step_results", "police:pending")) == set()


@pytest.mark.parametrize(
    "text",
    ["j'ai porté plainte contre eux", "école prévenue, police, bloqué, tout fait", "on a déposé plainte, j'avais peur"],
)
def test_the_familys_own_complaint_stays(text):
    assert ("steps_done", "police") in facts_of(text, ("steps_done", "police"))


def test_who_was_written_to_is_not_the_author():
    text = "J'ai envoyé à une des deux mamans et la gamine a effacé"
    kept = facts_of(text, ("steps_done", "ask_harasser"), ("step_results", "ask_harasser:worked"))
    assert kept == {("steps_done", "contact_parents"), ("step_results", "contact_parents:worked")}
    text = "j'ai écrit à la fille puis à ses parents"
    assert ("steps_done", "ask_harasser") in facts_of(text, ("steps_done", "ask_harasser"))
    assert facts_of("je lui ai parlé à ma fille, elle a nié", ("steps_done", "ask_harasser")) == set()


def test_scorn_is_a_refusal():
    kept = facts_of("les parents de l'autre ont ri au téléphone", ("steps_done", "contact_parents"))
    assert ("step_results", "contact_parents:refused") in kept
    assert facts_of("on a vu ses parents, les gamins rigolent toujours", ("steps_done", "contact_parents")) == {
        ("steps_done", "contact_parents")
    }


@pytest.mark.parametrize(
    "text", ["Le compte a finalement été supprimé ce midi !", "non mais c'est fini, le compte est supprimé"]
)
def test_what_is_gone_does_not_go_on(text):
    assert ("over", False) not in facts_of(text, ("over", False), ("content_online", False))


@pytest.mark.parametrize(
    "text",
    [
        "les snaps ont disparu, y a plus rien à capturer",
        "ça a été effacé, on n'a pas eu le temps de faire une capture",
        "il a tout supprimé, je n'ai plus aucune preuve",
    ],
)
def test_lost_evidence_is_no_success(text):
    assert facts_of(text, ("content_online", False), ("over", True)) == set()
    conversation = Conversation()
    conversation.tells(*STORY)
    reply = conversation.reads("tell_situation", read(text, ("content_online", False)), text)
    assert "Bonne nouvelle" not in reply.text and "notez ce que" in reply.text


@pytest.mark.parametrize(
    ("facts", "text"),
    [
        ([("platforms", "tiktok")], "…"),
        ([("harm_types", "pile_on")], "…"),
        ([], "ce sont 3 garçons de sa classe"),
        ([], "la directrice nous reçoit jeudi"),
    ],
)
def test_one_success_where_there_is_more_closes_nothing(facts, text):
    def told():
        conversation = Conversation()
        conversation.says("tell_situation", *STORY, *facts, text=text)
        conversation.tells(("step_results", "inform_school:pending"))
        return conversation, conversation.presses("Ça a marché")

    conversation, reply = told()
    assert "tout s’est arrêté" in reply.text and "À retenir" not in reply.text
    over = conversation.presses("Tout s’est arrêté")
    assert "À retenir" in over.text
    conversation, _ = told()
    left = conversation.presses("Il en reste")
    assert "Une partie a bougé" in left.text and left.situation["step_results"]["inform_school"] == "partial"
    conversation, _ = told()
    assert "Une partie a bougé" in conversation.says("deny", text="non").text
    conversation, _ = told()
    assert "À retenir" in conversation.says("affirm", text="oui").text


def test_what_is_left_goes_to_the_school_that_does_not_know():
    conversation = Conversation()
    conversation.tells(*STORY, ("steps_done", "keep_evidence"), ("step_results", "report_platform:failed"))
    text = "j'ai vu le père, il s'est excusé. reste plus que celui de l'école"
    reply = conversation.says("tell_situation", ("step_results", "contact_parents:worked"), text=text)
    assert "Une partie a bougé" in reply.text and "Prévenez la direction" in reply.text


def test_the_school_moved_and_it_is_worse():
    conversation = Conversation()
    conversation.tells(*STORY, ("steps_done", "keep_evidence"))
    text = "la maîtresse a parlé à toute la classe, maintenant ils le traitent de balance, c'est pire"
    reply = conversation.says("tell_situation", ("steps_done", "inform_school"), ("getting_worse", True), text=text)
    assert "L’école a bougé" in reply.text and "grâce à vous" not in reply.text
    assert "Vous pouvez porter plainte à la police, au commissariat" not in conversation.says("ask_next_step").text


def test_after_one_father_has_helped_the_school_is_the_step_that_stands():
    conversation = Conversation()
    conversation.tells(*STORY, ("steps_done", "keep_evidence"), ("step_results", "report_platform:failed"))
    text = "j'ai vu le père, il s'est excusé. reste plus que celui de l'école"
    conversation.says("tell_situation", ("step_results", "contact_parents:worked"), text=text)
    reply = conversation.says("ask_next_step", ("over", False), text="et l'autre ? lui continue")
    assert "C’est envoyé" not in reply.titles and "L’école est prévenue" in reply.titles


def test_the_parent_of_an_author_hears_what_to_do_about_the_complaint_of_the_others():
    conversation = Conversation()
    conversation.tells(("writer", "author_parent"), ("platforms", "whatsapp"), ("harm_types", "insults"))
    text = "L'autre famille vient de porter plainte, on est convoqués jeudi"
    reply = conversation.says("tell_situation", ("steps_done", "police"), text=text)
    assert "Vous avez porté plainte" not in reply.text and "avocat" in reply.text
