"""Learns how the message's and the mentions' scores join, from predictions for examples not learnt from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from nlu.model import STATES, Joins, best_mentions, evidence
from nlu.steps import StepMention
from nlu.vocabulary import RESULTS, STEPS, Labels


@dataclass(frozen=True)
class Unseen:
    """What is predicted for an example that was not learnt from."""

    log_odds: dict[str, float]
    mentions: list[StepMention]
    states: list[dict[str, float]]


def learn_joins(unseen: Sequence[Unseen], labels: Sequence[Labels]) -> Joins:
    """One small regression for each state and result, shared by all steps; results only of steps that are done."""
    rows: dict[str, list[tuple[float, float, float, float]]] = {name: [] for name in (*STATES.values(), *RESULTS)}
    truth: dict[str, list[bool]] = {name: [] for name in rows}
    for one, label in zip(unseen, labels, strict=True):
        for field, name in STATES.items():
            best = best_mentions(one.mentions, one.states, name)
            for step in STEPS:
                state = best[step][0] if step in best else None
                rows[name].append(evidence(one.log_odds[f"{field}:{step}"], state[name] if state else None))
                truth[name].append(step in label.get(field, []))
                if name == "done" and step in label.get(field, []):
                    for result in RESULTS:
                        rows[result].append(
                            evidence(one.log_odds[f"result:{result}"], state[result] if state else None)
                        )
                        truth[result].append(label.get("step_results", {}).get(step) == result)
    return Joins({name: _weights(rows[name], truth[name]) for name in rows})


def _weights(rows: list[tuple[float, float, float, float]], truth: list[bool]) -> tuple[float, float, float, float]:
    """Where all examples say the same, the message's and the mention's scores are added."""
    if len(set(truth)) < 2:
        return 1.0, 1.0, 0.0, 0.0
    from sklearn.linear_model import LogisticRegression

    regression = LogisticRegression(fit_intercept=False, random_state=0)
    regression.fit(np.asarray(rows), np.asarray(truth))
    first, second, third, fourth = regression.coef_[0].tolist()
    return first, second, third, fourth
