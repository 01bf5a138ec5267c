"""Rasa custom actions: each reads the situation, asks `advice`, and says it in the words of `domain/<topic>.yml`."""
