"""Every button: a title of at most 20 characters (so it needs no short one) and the payload that Rasa reads."""

from __future__ import annotations

import json
from dataclasses import dataclass

from actions.known_questions import QUESTIONS


@dataclass(frozen=True)
class Button:
    """What the parent reads and what the bot receives."""

    title: str
    payload: str

    def as_dict(self) -> dict[str, str]:
        return {"title": self.title, "payload": self.payload}


def button(title: str, intent: str, **entities: str) -> Button:
    """A button that sends `intent` with string entities (step, result, field, value)."""
    return Button(title, f"/{intent}" + (json.dumps(entities, ensure_ascii=False) if entities else ""))


ADVISER = button("Un conseiller", "accept_adviser")
YES_ADVISER = button("Oui, un conseiller", "accept_adviser")
NO_ADVISER = button("Pas maintenant", "decline_adviser")
SAFE = button("En sécurité", "safe_now")
NO_DANGER = button("Non", "deny", field="danger", value="none")
NOT_YET = button("Pas encore", "not_yet")
CORRECT = button("Corriger", "correct")
NEXT_STEP = button("La prochaine étape", "ask_next_step")
RESTART = button("Recommencer", "restart")
ALL_OVER = button("Tout s’est arrêté", "set_fact", field="over", value="true")
SOME_LEFT = button("Il en reste", "set_fact", field="over", value="false")
AGAIN = button("Ça recommence", "set_fact", field="content_online", value="true")

BE_CALLED = button("Être rappelé", "be_called")
LEAVE_NUMBER = button("Laisser un numéro", "be_called")
WAIT_HERE = button("J’attends ici", "wait_here")
GO_ON = button("Continuer", "ask_next_step")
SKIP = button("Passer", "skip_contact")
CHANGE = button("Modifier", "change_contact")

QUICK_STARTS = (
    button("Insultes, moqueries", "set_fact", field="harm_types", value="insults"),
    button("Photo ou vidéo", "set_fact", field="harm_types", value="humiliating_media"),
    button("Menaces", "set_fact", field="danger", value="threat"),
    ADVISER,
)

HARASSERS = (
    button("Un élève", "set_fact", field="harasser", value="pupil"),
    button("Un autre jeune connu", "set_fact", field="harasser", value="known"),
    button("Un adulte", "set_fact", field="harasser", value="adult"),
    button("Je ne sais pas", "set_fact", field="harasser", value="unknown"),
)

PLATFORMS = (
    button("Instagram", "set_fact", field="platforms", value="instagram"),
    button("Snapchat", "set_fact", field="platforms", value="snapchat"),
    button("WhatsApp", "set_fact", field="platforms", value="whatsapp"),
    button("Je ne sais pas", "set_fact", field="platforms", value="other"),
)


def outcome(title: str, step: str, result: str) -> Button:
    """A button that tells what came of a step."""
    return button(title, "report_outcome", step=step, result=result)


def fact(title: str, field: str, value: str) -> Button:
    """A button that tells one fact."""
    return button(title, "set_fact", field=field, value=value)


def how(title: str, step: str) -> Button:
    return button(title, "ask_how", step=step)


def about(title: str, step: str) -> Button:
    return button(title, "ask_step", step=step)


def question(title: str, name: str) -> Button:
    """A button that asks one of the known questions."""
    return button(title, "ask_question", value=name)


def draft(kind: str) -> Button:
    """A button that asks for a text to copy or print."""
    return question(QUESTIONS[f"draft_{kind}"].title, f"draft_{kind}")


DOSSIER = question(QUESTIONS["dossier"].title, "dossier")

# What fits right after a step was advised.
AFTER: dict[str, tuple[Button, ...]] = {
    "talk_child": (outcome("C’est fait", "talk_child", "done"), how("Comment en parler ?", "talk_child")),
    "keep_evidence": (
        outcome("C’est fait", "keep_evidence", "done"),
        how("Comment faire ?", "keep_evidence"),
        draft("evidence"),
    ),
    "block": (outcome("C’est bloqué", "block", "done"), NEXT_STEP),
    "report_platform": (
        outcome("C’est signalé", "report_platform", "pending"),
        outcome("Signalé, sans effet", "report_platform", "failed"),
    ),
    "ask_harasser": (
        outcome("C’est envoyé", "ask_harasser", "pending"),
        outcome("Il refuse", "ask_harasser", "refused"),
        draft("author"),
    ),
    "contact_parents": (
        outcome("C’est fait", "contact_parents", "pending"),
        outcome("Ses parents refusent", "contact_parents", "refused"),
        draft("parents"),
        how("Comment leur dire ?", "contact_parents"),
    ),
    "inform_school": (
        outcome("L’école est prévenue", "inform_school", "pending"),
        outcome("L’école ne fait rien", "inform_school", "refused"),
        draft("school"),
        how("Comment faire ?", "inform_school"),
    ),
    "mediation": (how("Comment ça se passe", "mediation"), outcome("Déjà essayé, en vain", "mediation", "failed")),
    "police": (how("Comment faire ?", "police"), draft("summary")),
    "civil": (how("Comment ça se passe", "civil"),),
    "cleanup": (how("Comment ça se passe", "cleanup"),),
}

# What fits while an answer to a step is awaited, or when somebody comes back.
AWAITED: dict[str, tuple[Button, ...]] = {
    "report_platform": (
        outcome("C’est supprimé", "report_platform", "worked"),
        outcome("Toujours en ligne", "report_platform", "failed"),
        outcome("Le réseau refuse", "report_platform", "refused"),
    ),
}


def awaited(step: str) -> tuple[Button, ...]:
    return AWAITED.get(
        step,
        (
            outcome("Ça a marché", step, "worked"),
            outcome("Sans effet", step, "failed"),
            outcome("On refuse", step, "refused"),
        ),
    )
