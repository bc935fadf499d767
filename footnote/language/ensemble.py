"""An ensemble of two logistic regressions over meaning and spelling.

One sees the sentence embedding (meaning), the other character n-grams (spelling, names, typos);
their log-probabilities are averaged. Both members were measured to be weaker alone, see
docs/engineer.md.
"""

from __future__ import annotations

import warnings
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.exceptions import ConvergenceWarning
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

#: Both members get the same say.
LEXICAL_WEIGHT = 0.5
INVERSE_REGULARISATION = 30.0


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


class GramScorer:
    """Scores texts by their character n-grams.

    Equal to the fitted vectorizer's `transform` times the weights, but several times quicker on
    the single short text that a turn brings: no sparse matrix is built and checked.
    """

    def __init__(self, vectorizer: TfidfVectorizer, model: LinearModel) -> None:
        """Take a fitted vectorizer and the regression over its features."""
        self._grams_of = vectorizer.build_analyzer()
        self._positions: Mapping[str, int] = vectorizer.vocabulary_
        self._idf: np.ndarray = vectorizer.idf_
        self._model = model

    def log_probabilities(self, texts: Sequence[str]) -> np.ndarray:
        """Return log-probabilities, shape (n, labels), labels in alphabetical order."""
        return _normalised(np.stack([self._scores(text) for text in texts]))

    def _scores(self, text: str) -> np.ndarray:
        known = Counter(filter(self._positions.__contains__, self._grams_of(text)))
        if not known:
            return self._model.bias.copy()
        positions = np.fromiter(map(self._positions.__getitem__, known), np.intp, len(known))
        weighed = np.log(np.fromiter(known.values(), np.float32, len(known))) + 1.0
        weighed *= self._idf[positions]
        weighed /= np.linalg.norm(weighed)
        scores: np.ndarray = weighed @ self._model.weights[positions] + self._model.bias
        return scores


class LabelEnsemble:
    """The two regressions, without calibration."""

    def __init__(self) -> None:
        self._lexical_features = _lexical_features()
        self._semantic: LinearModel | None = None
        self._lexical: LinearModel | None = None
        self._scorer: GramScorer | None = None

    def fit(self, texts: Sequence[str], embeddings: np.ndarray, labels: np.ndarray) -> None:
        """Learn from examples.

        Args:
            texts: n messages in lower case, as typed.
            embeddings: their unit-length embeddings, shape (n, 384).
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
        averaged: np.ndarray = (1 - LEXICAL_WEIGHT) * semantic + LEXICAL_WEIGHT * lexical
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
    def from_state(cls, state: Mapping[str, Any]) -> LabelEnsemble:
        """Restore an ensemble from its `state`."""
        ensemble = cls()
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
