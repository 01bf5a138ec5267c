"""The words that raised a label: those of its lexicon or pattern, else the clause that speaks for it the most."""

from __future__ import annotations

import functools

import numpy as np
from numpy.typing import NDArray

from nlu.cues import Cue, find_cues
from nlu.flat import Flat, flatten
from nlu.model import Model, Scores
from nlu.platforms import platforms
from nlu.reading import Reading
from safety import phrases

_CUE_FIELDS = {"harm_types": "harm"}  # fields whose cues have another name
_LONGEST = 200  # characters shown of a clause


class Reasons:
    """Looks for words in one reading; places count in its normalised text."""

    def __init__(self, model: Model, reading: Reading, scored: Scores) -> None:
        self._model, self._reading, self._scored = model, reading, scored

    def words(self, field: str, value: str | bool) -> tuple[int, int]:
        """Never empty for a message with a letter."""
        return self._named(field, value) or self._clause(field, value)

    def _named(self, field: str, value: str | bool) -> tuple[int, int] | None:
        if field == "platforms":
            return next(
                ((found.start, found.end) for found in platforms(self._reading.plain) if found.value == value), None
            )
        if field in ("steps_done", "steps_asked", "step_results"):
            step = str(value).split(":")[0]
            mention = self._scored.mentions.get(f"{'steps_done' if field == 'step_results' else field}:{step}")
            if mention is None:
                return None
            return self._around(*self._flat.span(mention.start, mention.end))
        if field == "danger":
            hit = next((hit for hit in phrases(self._reading.text) if hit.danger == value), None)
            if hit:
                return hit.start, hit.end
        name = "asks_human" if field == "asks_human" else f"{_CUE_FIELDS.get(field, field)}:{str(value).lower()}"
        cue = max((cue for cue in self._cues if cue.name == name), key=lambda cue: cue.end - cue.start, default=None)
        return self._flat.span(cue.start, cue.end) if cue else None

    @functools.cached_property
    def _flat(self) -> Flat:
        return flatten(self._reading.text)

    @functools.cached_property
    def _cues(self) -> list[Cue]:
        return find_cues(self._flat)

    @functools.cached_property
    def _clause_scores(self) -> NDArray[np.float32]:
        return self._model.clause_scores(self._reading)

    def _around(self, start: int, end: int) -> tuple[int, int]:
        """The clauses that a place touches."""
        touched = [clause for clause in self._reading.clauses if clause.start < end and start < clause.end]
        if not touched:
            return start, end
        return min(touched[0].start, start), max(touched[-1].end, end)

    def _clause(self, field: str, value: str | bool) -> tuple[int, int]:
        """The clause that alone speaks the most for the label."""
        clauses = self._reading.clauses
        name = f"{field}:{str(value).lower() if isinstance(value, bool) else value}"
        if name not in self._model.network.names or len(clauses) < 2:
            return (clauses[0].start, clauses[-1].end) if clauses else (0, len(self._reading.text))
        best = clauses[int(np.argmax(self._clause_scores[:, self._model.network.names.index(name)]))]
        return best.start, min(best.end, best.start + _LONGEST)
