"""Every point of the expert is reached by a message that a parent may write."""

from __future__ import annotations

import pytest

from actions.known_questions import QUESTIONS
from tests.actions.conversation import Conversation

STORY = (("writer", "parent"), ("platforms", "facebook"), ("harm_types", "insults"), ("harasser", "pupil"))
STUCK = ("step_results", "report_platform:failed")

POINTS = {
    "E1": ("tell_situation", STORY[:3], "signaler sur Facebook, avec le bouton prévu"),
    "E2": ("tell_situation", STORY, "Facebook contrôle ce qui est signalé et retire ce qui ne respecte pas ses règles"),
    "E3": ("tell_situation", (*STORY, STUCK), "demander à l’auteur de retirer les messages"),
    "E4": ("tell_situation", (*STORY, STUCK, ("step_results", "ask_harasser:refused")), "Parlez à ses parents"),
    "E5": ("tell_situation", (*STORY, ("steps_asked", "inform_school")), "l’école"),
    "E6": ("tell_situation", (*STORY, STUCK, ("step_results", "ask_harasser:refused")), "à l’amiable"),
    "E7": ("tell_situation", (*STORY, ("steps_asked", "mediation")), "Un médiateur aide les deux familles"),
    "E8": (
        "tell_situation",
        (*STORY, ("steps_asked", "police")),
        "vous pouvez porter plainte à la police",
    ),
    "E9": (
        "tell_situation",
        (*STORY, ("steps_asked", "civil")),
        "peut faire cesser le harcèlement et demander réparation",
    ),
    "E10": (
        "tell_situation",
        (*STORY, STUCK, ("step_results", "mediation:failed"), ("steps_done", "keep_evidence")),
        "nouvelles actions",
    ),
    "E11": ("cover", (), "les frais d’un médiateur ou d’un avocat peuvent être pris en charge"),
    "E12": ("cover", (), "entreprise qui efface ou fait reculer les messages"),
    "E13": ("tell_situation", (*STORY, ("steps_asked", "talk_child")), "des dangers d’Internet"),
    "E14": ("step_worked", (*STORY, ("step_results", "report_platform:worked")), "contactez les personnes concernées"),
    "E15": ("contact_author", (), "ce n’est jamais à votre enfant de le faire"),
}


@pytest.mark.parametrize("point", POINTS)
def test_the_point_is_reached(point):
    said, facts, words = POINTS[point]
    asked = [said] if said in QUESTIONS else []
    reply = Conversation().says("ask_question" if asked else said, *facts, questions=asked)
    assert words in reply.text
