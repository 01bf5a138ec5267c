"""A lawyer, the court, damages (rows P, 8 and 10; E9)."""

from actions.topic import Topic

TOPIC = Topic("civil", "utter_civil")
