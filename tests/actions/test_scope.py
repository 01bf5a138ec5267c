"""Another matter is said to be one and left; a question within a family's own case is none."""

from __future__ import annotations

from tests.actions.conversation import Conversation

STORY = (("platforms", "instagram"), ("harm_types", "insults"), ("writer", "parent"))
OURS = "un enfant ou un jeune harcelé en ligne"


def test_another_matter_is_said_to_be_one():
    reply = Conversation().says("out_of_scope", text="On m'est rentré dedans au rond-point, je fais quoi ?")
    assert OURS in reply.text and "Oui, un conseiller" in reply.titles


def test_after_not_now_no_step_is_advised_for_another_matter():
    conversation = Conversation()
    conversation.tells(("writer", "witness"))
    conversation.says("out_of_scope", text="C'est ma voiture, et mon voisin qui met sa techno")
    reply = conversation.presses("Pas maintenant")
    assert "application" not in reply.text and "à deux pour le moment" in reply.text
    assert "Insultes, moqueries" in reply.titles


def test_a_question_of_a_family_that_has_told_its_case_is_not_turned_away():
    conversation = Conversation()
    conversation.tells(*STORY)
    reply = conversation.says("out_of_scope", text="ma soeur s'est fâchée avec moi. je lui dis quoi ?")
    assert OURS not in reply.text and "pas de réponse sûre" in reply.text
