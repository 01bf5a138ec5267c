"""Danger patterns of very high recall: the net under the tagger, and the hub's only eye when the bot is away."""

from safety.net import Hit, check, phrases
from safety.numbers import numbers

__all__ = ["Hit", "check", "numbers", "phrases"]
