"""A firm removes or pushes down the content (row C; E12)."""

from actions.topic import Topic

TOPIC = Topic("cleanup", "utter_cleanup")
