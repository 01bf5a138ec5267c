"""The words that raised a label: those of its lexicon or pattern, else the clause that speaks for it the most."""

from __future__ import annotations

import functools

import numpy as np

from nlu.cues import Cue, find_cues
from nlu.flat import Flat, flatten
from nlu.model import DENSE_PEAKS, Model, Scores
from nlu.ngrams import ngrams
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

    def _around(self, start: int, end: int) -> tuple[int, int]:
        """The clauses that a place touches."""
        touched = [clause for clause in self._reading.clauses if clause.start < end and start < clause.end]
        if not touched:
            return start, end
        return min(touched[0].start, start), max(touched[-1].end, end)

    def _clause(self, field: str, value: str | bool) -> tuple[int, int]:
        """The clause whose n-grams and vector weigh the most for the label."""
        clauses = self._reading.clauses
        name = f"{field}:{str(value).lower() if isinstance(value, bool) else value}"
        if name not in self._model.linear.names or len(clauses) < 2:
            return (clauses[0].start, clauses[-1].end) if clauses else (0, len(self._reading.text))
        place = self._model.linear.names.index(name)
        dense = self._model.linear.dense[place]
        weights = []
        for clause, vector in zip(clauses, self._reading.vectors[1:], strict=True):
            row = self._model.features.ngrams.row(ngrams(self._reading.text[clause.start : clause.end]))
            weight = row.values @ self._model.linear.sparse[row.columns, place]
            weights.append(float(weight + vector @ dense[:DENSE_PEAKS] + vector @ dense[DENSE_PEAKS:]))
        best = clauses[int(np.argmax(weights))]
        return best.start, min(best.end, best.start + _LONGEST)
