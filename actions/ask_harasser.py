"""Asking the author to remove the messages: the parent, once, calmly, in writing (row 6, E3)."""

from actions.no_contact import ContactTopic

TOPIC = ContactTopic("ask_harasser", "utter_ask_harasser")
