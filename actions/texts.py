"""Finds the words of a response: by who writes, by what may not be copied, and not the same words twice in a row."""

from __future__ import annotations

from collections.abc import Collection

from actions import intimate
from wording.publishing import Responses

# Said in place of a screenshot that must not be taken.
INSTEAD = "utter_evidence_first_sexual"
# How the bullied child is called when somebody else than its parent writes.
CHILD = {"relative": "l’enfant", "witness": "l’enfant", "school": "l’élève", "teen": "l’enfant"}


class Texts:
    """The responses that this turn began with (actions/spoken.py).

    `writer` picks `<name>__<writer>` where there is one; `said` are the bubbles of the last answer, so that a
    response with several wordings takes the first that is not among them, one never said (`everything`) before others.
    sexual: `<name>_sexual` is picked where there is one, and no text speaks of screenshots.
    """

    def __init__(
        self,
        responses: Responses,
        writer: str,
        said: Collection[str] = (),
        sexual: bool = False,
        everything: Collection[str] = (),
    ) -> None:
        self._responses = responses
        self._writer = writer
        self._said = said
        self._sexual = sexual
        self._everything = everything
        child = CHILD.get(writer, "votre enfant")
        self._values = {"child": child, "Child": child[0].upper() + child[1:]}

    def __contains__(self, name: str) -> bool:
        return name in self._responses

    def of(self, name: str, **values: str) -> str:
        """The words of `name` with `values` filled in, which are words of ours and may name {child} themselves.

        Raises KeyError where there is no such response.
        """
        rendered = self.wordings(name, **values)
        fresh = [text for text in rendered if not self.was_said(text)]
        never = (text for text in fresh if not any(text in bubble for bubble in self._everything))
        return next(never, next(iter(fresh), rendered[0]))

    def wordings(self, name: str, **values: str) -> list[str]:
        """Every wording of `name` for this writer, filled in. Raises KeyError where there is no such response."""
        wordings = self._responses[self.variant(name)]
        filled = {key: self._named(value) for key, value in values.items()}
        texts = [str(wording["text"]).format_map(self._values | filled) for wording in wordings]
        if not self._sexual or name == INSTEAD:
            return texts
        return [intimate.without_copies(text, self.of(INSTEAD)) for text in texts]

    def _named(self, value: str) -> str:
        """A value with {child} filled in; what a parent wrote may hold other braces, which stay."""
        for name, word in self._values.items():
            value = value.replace(f"{{{name}}}", word)
        return value

    def variant(self, name: str) -> str:
        """The response that stands for `name`: the one for intimate images first, then the writer's own."""
        sexual = (f"{name}_sexual__{self._writer}", f"{name}_sexual") if self._sexual else ()
        fitting = (*sexual, f"{name}__{self._writer}")
        return next((each for each in fitting if each in self._responses), name)

    def was_said(self, text: str) -> bool:
        """Whether the last answer had these words, alone or within a bubble."""
        return any(text in bubble for bubble in self._said)
