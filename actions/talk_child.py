"""Talking with the child (E13)."""

from actions.topic import Topic

TOPIC = Topic("talk_child", "utter_talk_child")
