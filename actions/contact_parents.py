"""Talking to the author's parents (row 7; E4, E6)."""

from actions.no_contact import ContactTopic

TOPIC = ContactTopic("contact_parents", "utter_contact_parents")
