"""An ensemble of two logistic regressions over meaning and spelling.

One sees the sentence embedding (meaning), the other character n-grams (spelling, names, typos);
their log-probabilities are averaged. Both members were measured to be weaker alone, see
docs/engineer.md.
"""

from __future__ import annotations

import warnings
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from itertools import chain
from typing import Any

import numpy as np
from joblib import Parallel, delayed
from scipy.sparse import csr_matrix
from sklearn.exceptions import ConvergenceWarning
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from threadpoolctl import threadpool_limits

#: Where nothing else is said, both members get the same say.
LEXICAL_WEIGHT = 0.5
INVERSE_REGULARISATION = 30.0
#: So many words' n-grams are remembered; most messages are made of common words.
WORDS_REMEMBERED = 8192
#: Longer ones are not: nobody types them twice, and they would fill the memory.
MAX_LENGTH_REMEMBERED = 24


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

    Equal to the fitted vectorizer's `transform` times the weights, but many times quicker on the
    single short text that a turn brings: no sparse matrix is built and checked, and since no n-gram
    goes beyond a word, those of a word are cut and looked up once.
    """

    def __init__(self, vectorizer: TfidfVectorizer, model: LinearModel) -> None:
        """Take a fitted vectorizer and the regression over its features."""
        self._positions: Mapping[str, int] = vectorizer.vocabulary_
        self._idf: np.ndarray = vectorizer.idf_
        self._model = model
        # Of this scorer alone: the memory goes with the model.
        self._remembered = lru_cache(maxsize=WORDS_REMEMBERED)(self._known_grams)

    def log_probabilities(self, texts: Sequence[str]) -> np.ndarray:
        """Return log-probabilities, shape (n, labels), labels in alphabetical order."""
        return _normalised(np.stack([self._scores(text) for text in texts]))

    def _known_grams(self, word: str) -> list[int]:
        """Return the positions of a word's n-grams in the vocabulary."""
        found = map(self._positions.get, _ANALYZER(word))
        return [position for position in found if position is not None]

    def _known(self, word: str) -> list[int]:
        short = len(word) <= MAX_LENGTH_REMEMBERED
        return self._remembered(word) if short else self._known_grams(word)

    def _scores(self, text: str) -> np.ndarray:
        known = Counter(chain.from_iterable(map(self._known, text.split())))
        if not known:
            return self._model.bias.copy()
        positions = np.fromiter(known, np.intp, len(known))
        weighed = np.log(np.fromiter(known.values(), np.float32, len(known))) + 1.0
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
        side_by_side(self.fittings(texts, embeddings, labels))

    def fittings(
        self, texts: Sequence[str], embeddings: np.ndarray, labels: np.ndarray
    ) -> list[Callable[[], None]]:
        """Return what there is to do to learn from examples, the longest first; see `fit`.

        Each can be done in a thread of its own.
        """

        def spelling() -> None:
            lexical = self._lexical_features.fit_transform(texts)
            self._lexical = LinearModel.fitted(lexical, labels, max_iterations=60, tol=1e-2)
            self._scorer = GramScorer(self._lexical_features, self._lexical)

        def meaning() -> None:
            self._semantic = LinearModel.fitted(embeddings, labels, max_iterations=200, tol=1e-3)

        return [spelling, meaning]

    def log_probabilities(self, texts: Sequence[str], embeddings: np.ndarray) -> np.ndarray:
        """Return averaged log-probabilities, shape (n, labels); rows need not sum to one."""
        return self.averaged(self.lexical(texts), embeddings)

    def lexical(self, texts: Sequence[str]) -> np.ndarray:
        """Return the log-probabilities of the member that needs no embeddings: by spelling."""
        assert self._scorer is not None, "not fitted"
        return self._scorer.log_probabilities(texts)

    def averaged(self, lexical: np.ndarray, embeddings: np.ndarray) -> np.ndarray:
        """Return averaged log-probabilities, shape (n, labels).

        Args:
            lexical: what `lexical` returned.
            embeddings: of the same texts.
        """
        assert self._semantic is not None, "not fitted"
        semantic = self._semantic.log_probabilities(embeddings)
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


def side_by_side(jobs: Sequence[Callable[[], None]]) -> None:
    """Do jobs, as many at a time as there are processors."""
    # One thread a job: nested parallelism would make the linear algebra's threads fight.
    with threadpool_limits(limits=1):
        Parallel(n_jobs=-1, prefer="threads")(delayed(job)() for job in jobs)


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
