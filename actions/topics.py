"""The topic of each step of the ladder."""

from __future__ import annotations

from actions import (
    ask_harasser,
    civil,
    cleanup,
    contact_parents,
    evidence,
    mediation,
    police,
    report,
    school,
    talk_child,
)
from actions.topic import Topic

TOPICS: dict[str, Topic] = {
    topic.step: topic
    for topic in (
        talk_child.TOPIC,
        evidence.TOPIC,
        report.BLOCK,
        report.TOPIC,
        ask_harasser.TOPIC,
        contact_parents.TOPIC,
        school.TOPIC,
        mediation.TOPIC,
        police.TOPIC,
        civil.TOPIC,
        cleanup.TOPIC,
    )
}
