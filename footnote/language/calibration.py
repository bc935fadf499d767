"""Turning scores into probabilities that can be believed.

Source of the method: temperature scaling, Guo et al., "On Calibration of Modern Neural Networks"
(2017), fitted on scores of examples that the scoring model did not see.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy.optimize import minimize_scalar
from sklearn.model_selection import StratifiedKFold

from footnote.language.ensemble import LabelEnsemble, side_by_side

FOLDS = 2
SEED = 7
#: Keeps one reading's zero from deciding alone.
_SMALLEST = 1e-6


def softmax(scores: np.ndarray, temperature: float) -> np.ndarray:
    """Return probabilities of rows of scores; a higher temperature is less sure."""
    scaled = scores / temperature
    scaled = np.exp(scaled - scaled.max(axis=1, keepdims=True))
    normalised: np.ndarray = scaled / scaled.sum(axis=1, keepdims=True)
    return normalised


def log_odds(probability: float) -> float:
    """Return the log-odds of a probability."""
    return log_ratio(probability, 1.0 - probability)


def log_ratio(one: float, other: float) -> float:
    """Return the logarithm of how much likelier one thing is than another, a bounded number."""
    return float(np.log(max(one, _SMALLEST) / max(other, _SMALLEST)))


def fitted_temperature(scores: np.ndarray, targets: np.ndarray) -> float:
    """Return the temperature under which held-out targets (label positions) are likeliest."""

    def loss(log_temperature: float) -> float:
        chosen = softmax(scores, float(np.exp(log_temperature)))[np.arange(len(targets)), targets]
        return float(-np.log(np.maximum(chosen, 1e-12)).mean())

    return float(np.exp(minimize_scalar(loss, bounds=(-2.0, 2.0), method="bounded").x))


def fitted_with_held_out_scores(
    texts: Sequence[str], embeddings: np.ndarray, labels: np.ndarray
) -> tuple[LabelEnsemble, np.ndarray, np.ndarray]:
    """Fit an ensemble, and score every example by another one that did not see it.

    Args:
        texts: n messages in lower case, as typed.
        embeddings: what stands for their meaning, shape (n, numbers).
        labels: their labels, shape (n,).

    Returns:
        The ensemble fitted to all examples, log-probabilities of shape (n, labels), and the fold
        each example was held out in.
    """
    folds = list(StratifiedKFold(FOLDS, shuffle=True, random_state=SEED).split(embeddings, labels))
    every = np.arange(len(labels))
    ensembles = [LabelEnsemble() for _ in range(1 + FOLDS)]
    side_by_side(
        [
            fitting
            for ensemble, seen in zip(ensembles, [every, *(train for train, _ in folds)])
            for fitting in ensemble.fittings(
                [texts[i] for i in seen], embeddings[seen], labels[seen]
            )
        ]
    )
    scores = np.zeros((len(texts), len(set(labels))))
    fold_of = np.zeros(len(texts), dtype=int)
    for number, ((_, test), ensemble) in enumerate(zip(folds, ensembles[1:])):
        scores[test] = ensemble.log_probabilities([texts[i] for i in test], embeddings[test])
        fold_of[test] = number
    return ensembles[0], scores, fold_of
