"""An ensemble of two logistic regressions over meaning and spelling.

One sees the sentence embedding (meaning), the other character n-grams (spelling, names, typos);
their log-probabilities are averaged. Both members were measured to be weaker alone, see
docs/engineer.md.
"""

from __future__ import annotations

import warnings
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.exceptions import ConvergenceWarning
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

#: Where nothing else is said, both members get the same say.
LEXICAL_WEIGHT = 0.5
INVERSE_REGULARISATION = 30.0
#: Several ensembles score the parts of the same message.
TEXTS_REMEMBERED = 16


class LinearModel:
    """A fitted multinomial logistic regression, reduced to what prediction needs."""

    def __init__(self, weights: np.ndarray, bias: np.ndarray) -> None:
        """Take weights of shape (features, labels) and a bias of shape (labels,)."""
        self.weights = weights
        self.bias = bias

    @classmethod
    def fitted(
        cls, features: np.ndarray | csr_matrix, labels: np.ndarray, max_iterations: int, tol: float
    ) -> LinearModel:
        """Fit to examples: features of shape (n, features), labels of shape (n,)."""
        regression = LogisticRegression(C=INVERSE_REGULARISATION, max_iter=max_iterations, tol=tol)
        with warnings.catch_warnings():
            # Stopping early is meant: the last iterations cost most and change no decision.
            warnings.simplefilter("ignore", ConvergenceWarning)
            regression.fit(features, labels)
        return cls(
            np.ascontiguousarray(regression.coef_.T, dtype=np.float32),
            regression.intercept_.astype(np.float32),
        )

    def log_probabilities(self, features: np.ndarray) -> np.ndarray:
        """Return log-probabilities, shape (n, labels), labels in alphabetical order."""
        return _normalised(features @ self.weights + self.bias)


def _normalised(scores: np.ndarray) -> np.ndarray:
    scores -= scores.max(axis=1, keepdims=True)
    logged: np.ndarray = scores - np.log(np.exp(scores).sum(axis=1, keepdims=True))
    return logged


@lru_cache(maxsize=TEXTS_REMEMBERED)
def _gram_counts(text: str) -> Counter[str]:
    """Return how often each character n-gram stands in a text."""
    return Counter(_ANALYZER(text))


class GramScorer:
    """Scores texts by their character n-grams.

    Equal to the fitted vectorizer's `transform` times the weights, but several times quicker on
    the single short text that a turn brings: no sparse matrix is built and checked.
    """

    def __init__(self, vectorizer: TfidfVectorizer, model: LinearModel) -> None:
        """Take a fitted vectorizer and the regression over its features."""
        self._positions: Mapping[str, int] = vectorizer.vocabulary_
        self._idf: np.ndarray = vectorizer.idf_
        self._model = model

    def log_probabilities(self, texts: Sequence[str]) -> np.ndarray:
        """Return log-probabilities, shape (n, labels), labels in alphabetical order."""
        return _normalised(np.stack([self._scores(text) for text in texts]))

    def _scores(self, text: str) -> np.ndarray:
        known = [
            (position, count)
            for gram, count in _gram_counts(text).items()
            if (position := self._positions.get(gram)) is not None
        ]
        if not known:
            return self._model.bias.copy()
        positions = np.array([position for position, _ in known], np.intp)
        weighed = np.log(np.array([count for _, count in known], np.float32)) + 1.0
        weighed *= self._idf[positions]
        weighed /= np.linalg.norm(weighed)
        scores: np.ndarray = weighed @ self._model.weights[positions] + self._model.bias
        return scores


class LabelEnsemble:
    """The two regressions, without calibration."""

    def __init__(self, lexical_weight: float = LEXICAL_WEIGHT) -> None:
        """Set up; `lexical_weight` is the say of spelling as against meaning, 0 to 1."""
        self._lexical_weight = lexical_weight
        self._lexical_features = _lexical_features()
        self._semantic: LinearModel | None = None
        self._lexical: LinearModel | None = None
        self._scorer: GramScorer | None = None

    def fit(self, texts: Sequence[str], embeddings: np.ndarray, labels: np.ndarray) -> None:
        """Learn from examples.

        Args:
            texts: n messages in lower case, as typed.
            embeddings: what stands for their meaning, shape (n, numbers).
            labels: their labels, shape (n,).
        """
        self._semantic = LinearModel.fitted(embeddings, labels, max_iterations=200, tol=1e-3)
        lexical = self._lexical_features.fit_transform(texts)
        self._lexical = LinearModel.fitted(lexical, labels, max_iterations=60, tol=1e-2)
        self._scorer = GramScorer(self._lexical_features, self._lexical)

    def log_probabilities(self, texts: Sequence[str], embeddings: np.ndarray) -> np.ndarray:
        """Return averaged log-probabilities, shape (n, labels); rows need not sum to one."""
        assert self._semantic is not None and self._scorer is not None, "not fitted"
        semantic = self._semantic.log_probabilities(embeddings)
        lexical = self._scorer.log_probabilities(texts)
        weight = self._lexical_weight
        averaged: np.ndarray = (1 - weight) * semantic + weight * lexical
        return averaged

    def state(self) -> dict[str, object]:
        """Return everything prediction needs, as arrays and plain types."""
        assert self._semantic is not None and self._lexical is not None, "not fitted"
        return {
            "grams": sorted(
                self._lexical_features.vocabulary_, key=self._lexical_features.vocabulary_.get
            ),
            "idf": self._lexical_features.idf_.astype(np.float32),
            "semantic_weights": self._semantic.weights,
            "semantic_bias": self._semantic.bias,
            "lexical_weights": self._lexical.weights,
            "lexical_bias": self._lexical.bias,
        }

    @classmethod
    def from_state(
        cls, state: Mapping[str, Any], lexical_weight: float = LEXICAL_WEIGHT
    ) -> LabelEnsemble:
        """Restore an ensemble from its `state`; the weight is no part of that."""
        ensemble = cls(lexical_weight)
        vocabulary = {gram: position for position, gram in enumerate(state["grams"])}
        ensemble._lexical_features = _lexical_features(vocabulary)
        ensemble._lexical_features.idf_ = state["idf"]
        ensemble._semantic = LinearModel(state["semantic_weights"], state["semantic_bias"])
        ensemble._lexical = LinearModel(state["lexical_weights"], state["lexical_bias"])
        ensemble._scorer = GramScorer(ensemble._lexical_features, ensemble._lexical)
        return ensemble


def _lexical_features(vocabulary: Mapping[str, int] | None = None) -> TfidfVectorizer:
    return TfidfVectorizer(
        analyzer="char_wb",
        ngram_range=(1, 4),
        sublinear_tf=True,
        min_df=2,
        dtype=np.float32,
        vocabulary=vocabulary,
    )


_ANALYZER = _lexical_features().build_analyzer()
