"""Whether a message is within scope at all: a small model over a handful of telling features.

Source of the method: nearest-neighbour similarity beside the classifier's own scores told
out-of-scope messages apart best in this project's measurements (docs/engineer.md).
"""

from __future__ import annotations

import numpy as np
from sklearn.linear_model import LogisticRegression

from footnote.language.labels import LabelGroups

NEIGHBOURS = 5


class ScopeModel:
    """Tells topic questions from background messages by a handful of telling features."""

    def __init__(self, weights: np.ndarray | None = None, bias: float = 0.0) -> None:
        self.weights = np.zeros(5) if weights is None else weights
        self.bias = bias

    @staticmethod
    def features(
        probabilities: np.ndarray,
        groups: LabelGroups,
        topic_similarity: np.ndarray,
        background_similarity: np.ndarray,
    ) -> np.ndarray:
        """Return shape (n, 5): what speaks for and against being within scope.

        Args:
            probabilities: calibrated, shape (n, labels).
            groups: which labels are topics and which background.
            topic_similarity: mean cosine to the nearest topic phrasings, shape (n,).
            background_similarity: the same to background messages.
        """
        topics = probabilities[:, groups.topics]
        background = probabilities[:, groups.background].sum(axis=1)
        log_odds = np.log(topics.sum(axis=1) + 1e-6) - np.log(background + 1e-6)
        return np.stack(
            [
                log_odds,
                np.log(topics.max(axis=1) + 1e-6),
                topic_similarity,
                background_similarity,
                topic_similarity - background_similarity,
            ],
            axis=1,
        )

    def fit(self, features: np.ndarray, within_scope: np.ndarray) -> None:
        """Learn from held-out features; `within_scope` is True for topic questions."""
        regression = LogisticRegression(class_weight="balanced", C=1.0, max_iter=1000)
        regression.fit(features, within_scope)
        self.weights = regression.coef_[0]
        self.bias = float(regression.intercept_[0])

    def within_scope(self, features: np.ndarray) -> np.ndarray:
        """Return the probability of being a topic question, shape (n,)."""
        probability: np.ndarray = 1.0 / (1.0 + np.exp(-(features @ self.weights + self.bias)))
        return probability


def neighbour_similarity(
    queries: np.ndarray, examples: np.ndarray, exclude: np.ndarray | None = None
) -> np.ndarray:
    """Return the mean cosine of each query to its nearest examples, shape (n,).

    Args:
        queries: unit vectors, shape (n, 384).
        examples: unit vectors, shape (m, 384).
        exclude: True at (query, example) pairs that do not count, shape (n, m).
    """
    similarity = queries @ examples.T
    if exclude is not None:
        similarity = np.where(exclude, -1.0, similarity)
    neighbours = min(NEIGHBOURS, len(examples))
    nearest = np.partition(similarity, -neighbours, axis=1)[:, -neighbours:]
    mean: np.ndarray = nearest.mean(axis=1)
    return mean
