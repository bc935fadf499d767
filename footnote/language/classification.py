"""Which label fits a message: a calibrated ensemble of two logistic regressions.

One sees the sentence embedding (meaning), the other character n-grams (spelling, names, typos);
their log-probabilities are averaged and sharpened by a temperature fitted on held-out folds. A
third, small model on top decides whether a message is within scope at all.

Sources: temperature scaling, Guo et al. 2017; character n-grams beside sentence embeddings and
the nearest-neighbour score for out-of-scope detection, measured in this project (docs/engineer.md).
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from joblib import Parallel, delayed
from scipy.optimize import minimize_scalar
from scipy.sparse import csr_matrix
from sklearn.exceptions import ConvergenceWarning
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold
from threadpoolctl import threadpool_limits

#: Both members get the same say.
LEXICAL_WEIGHT = 0.5
INVERSE_REGULARISATION = 30.0
FOLDS = 2
NEIGHBOURS = 5
#: Neighbours are sought among every third topic phrasing: as telling, and three times quicker.
TOPIC_SAMPLE_EVERY = 3
SEED = 7


@dataclass(frozen=True)
class LabelGroups:
    """What the labels are: indices of topics, background (out of scope) and the rest.

    Attributes:
        labels: all labels, in the order of the probabilities.
        topics: positions of topic labels.
        background: positions of out-of-scope labels.
    """

    labels: tuple[str, ...]
    topics: np.ndarray
    background: np.ndarray

    @classmethod
    def of(
        cls, labels: Sequence[str], is_topic: Callable[[str], bool], background_prefix: str
    ) -> LabelGroups:
        """Sort labels into groups."""
        topics = [i for i, label in enumerate(labels) if is_topic(label)]
        background = [i for i, label in enumerate(labels) if label.startswith(background_prefix)]
        return cls(tuple(labels), np.array(topics, dtype=int), np.array(background, dtype=int))


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

    def log_probabilities(self, features: np.ndarray | csr_matrix) -> np.ndarray:
        """Return log-probabilities, shape (n, labels), labels in alphabetical order."""
        scores = np.asarray(features @ self.weights) + self.bias
        scores -= scores.max(axis=1, keepdims=True)
        logged: np.ndarray = scores - np.log(np.exp(scores).sum(axis=1, keepdims=True))
        return logged


class LabelEnsemble:
    """The two regressions, without calibration."""

    def __init__(self) -> None:
        self._lexical_features = _lexical_features()
        self._semantic: LinearModel | None = None
        self._lexical: LinearModel | None = None

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

    def log_probabilities(self, texts: Sequence[str], embeddings: np.ndarray) -> np.ndarray:
        """Return averaged log-probabilities, shape (n, labels); rows need not sum to one."""
        assert self._semantic is not None and self._lexical is not None, "not fitted"
        semantic = self._semantic.log_probabilities(embeddings)
        lexical = self._lexical.log_probabilities(self._lexical_features.transform(texts))
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


def softmax(scores: np.ndarray, temperature: float) -> np.ndarray:
    """Return probabilities of rows of scores; a higher temperature is less sure."""
    scaled = scores / temperature
    scaled = np.exp(scaled - scaled.max(axis=1, keepdims=True))
    normalised: np.ndarray = scaled / scaled.sum(axis=1, keepdims=True)
    return normalised


def fitted_temperature(scores: np.ndarray, targets: np.ndarray) -> float:
    """Return the temperature under which held-out targets (label positions) are likeliest."""

    def loss(log_temperature: float) -> float:
        chosen = softmax(scores, float(np.exp(log_temperature)))[np.arange(len(targets)), targets]
        return float(-np.log(np.maximum(chosen, 1e-12)).mean())

    return float(np.exp(minimize_scalar(loss, bounds=(-2.0, 2.0), method="bounded").x))


def held_out_scores(
    texts: Sequence[str], embeddings: np.ndarray, labels: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Score every example by an ensemble that did not see it.

    Returns:
        Log-probabilities of shape (n, labels), and the fold each example was held out in.
    """
    folds = list(StratifiedKFold(FOLDS, shuffle=True, random_state=SEED).split(embeddings, labels))

    def one(train: np.ndarray, test: np.ndarray) -> np.ndarray:
        ensemble = LabelEnsemble()
        ensemble.fit([texts[i] for i in train], embeddings[train], labels[train])
        return ensemble.log_probabilities([texts[i] for i in test], embeddings[test])

    # One thread a fold: nested parallelism would make the linear algebra's threads fight.
    with threadpool_limits(limits=1):
        parts = Parallel(n_jobs=-1, prefer="threads")(delayed(one)(*fold) for fold in folds)
    scores = np.zeros((len(texts), len(set(labels))))
    fold_of = np.zeros(len(texts), dtype=int)
    for number, ((_, test), part) in enumerate(zip(folds, parts)):
        scores[test] = part
        fold_of[test] = number
    return scores, fold_of


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
    nearest = np.partition(similarity, -NEIGHBOURS, axis=1)[:, -NEIGHBOURS:]
    mean: np.ndarray = nearest.mean(axis=1)
    return mean


@dataclass(frozen=True)
class Reading:
    """What the classifier makes of one message.

    Attributes:
        probabilities: of all labels, in the order of the classifier's `groups.labels`.
        within_scope: probability that this is a question on a topic rather than background.
    """

    probabilities: np.ndarray
    within_scope: float


class MessageClassifier:
    """The calibrated whole: ensemble, temperature, scope."""

    def __init__(self, groups: LabelGroups) -> None:
        self.groups = groups
        self.ensemble = LabelEnsemble()
        self.temperature = 1.0
        self.scope = ScopeModel()
        self.topic_examples = np.zeros((0, 0), dtype=np.float32)
        self.background_examples = np.zeros((0, 0), dtype=np.float32)

    def fit(self, texts: Sequence[str], embeddings: np.ndarray, labels: Sequence[str]) -> None:
        """Learn from examples, calibrating on held-out folds.

        Args:
            texts: n messages in lower case, as typed.
            embeddings: unit-length, shape (n, 384).
            labels: each one of `groups.labels`, which are in alphabetical order.
        """
        named = np.array(labels)
        positions = np.searchsorted(self.groups.labels, named)
        is_topic = np.isin(positions, self.groups.topics)
        is_background = np.isin(positions, self.groups.background)
        scores, fold_of = held_out_scores(texts, embeddings, named)
        self.temperature = fitted_temperature(scores, positions)
        sampled = np.arange(len(named)) % TOPIC_SAMPLE_EVERY == 0
        sampled_topics = is_topic & sampled
        self.topic_examples = embeddings[sampled_topics]
        self.background_examples = embeddings[is_background]
        judged = is_topic | is_background
        held_out = fold_of[judged][:, None]
        features = ScopeModel.features(
            softmax(scores[judged], self.temperature),
            self.groups,
            neighbour_similarity(
                embeddings[judged], self.topic_examples, held_out == fold_of[sampled_topics]
            ),
            neighbour_similarity(
                embeddings[judged], self.background_examples, held_out == fold_of[is_background]
            ),
        )
        self.scope.fit(features, is_topic[judged])
        self.ensemble.fit(texts, embeddings, named)

    def state(self) -> dict[str, object]:
        """Return everything prediction needs, as arrays and plain types."""
        return {
            "labels": list(self.groups.labels),
            "topics": self.groups.topics,
            "background": self.groups.background,
            "temperature": self.temperature,
            "scope_weights": self.scope.weights,
            "scope_bias": self.scope.bias,
            "topic_examples": self.topic_examples,
            "background_examples": self.background_examples,
            "ensemble": self.ensemble.state(),
        }

    @classmethod
    def from_state(cls, state: Mapping[str, Any]) -> MessageClassifier:
        """Restore a classifier from its `state`."""
        groups = LabelGroups(tuple(state["labels"]), state["topics"], state["background"])
        classifier = cls(groups)
        classifier.ensemble = LabelEnsemble.from_state(state["ensemble"])
        classifier.temperature = float(state["temperature"])
        classifier.scope = ScopeModel(state["scope_weights"], float(state["scope_bias"]))
        classifier.topic_examples = state["topic_examples"]
        classifier.background_examples = state["background_examples"]
        return classifier

    def read(self, texts: Sequence[str], embeddings: np.ndarray) -> list[Reading]:
        """Judge messages.

        Args:
            texts: n messages in lower case, as typed.
            embeddings: unit-length, shape (n, 384).
        """
        scores = self.ensemble.log_probabilities(texts, embeddings)
        probabilities = softmax(scores, self.temperature)
        features = ScopeModel.features(
            probabilities,
            self.groups,
            neighbour_similarity(embeddings, self.topic_examples),
            neighbour_similarity(embeddings, self.background_examples),
        )
        within = self.scope.within_scope(features)
        return [Reading(row, float(p)) for row, p in zip(probabilities, within)]
