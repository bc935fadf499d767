"""Which label fits a message, and whether it is within scope: the calibrated whole."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from footnote.language.calibration import (
    fitted_temperature,
    fitted_with_held_out_scores,
    softmax,
)
from footnote.language.ensemble import LabelEnsemble
from footnote.language.labels import LabelGroups
from footnote.language.scope import ScopeModel, neighbour_similarity

#: Neighbours are sought among some of the examples only, which fit the processor's cache: about as
#: telling as all of them, and several times quicker (docs/engineer.md).
TOPIC_SAMPLE_EVERY = 18
BACKGROUND_SAMPLE_EVERY = 6


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
        self.ensemble, scores, fold_of = fitted_with_held_out_scores(texts, embeddings, named)
        self.temperature = fitted_temperature(scores, positions)
        numbers = np.arange(len(named))
        near_topics = is_topic & (numbers % TOPIC_SAMPLE_EVERY == 0)
        near_background = is_background & (numbers % BACKGROUND_SAMPLE_EVERY == 0)
        self.topic_examples = embeddings[near_topics]
        self.background_examples = embeddings[near_background]
        judged = is_topic | is_background
        held_out = fold_of[judged][:, None]
        features = ScopeModel.features(
            softmax(scores[judged], self.temperature),
            self.groups,
            neighbour_similarity(
                embeddings[judged], self.topic_examples, held_out == fold_of[near_topics]
            ),
            neighbour_similarity(
                embeddings[judged], self.background_examples, held_out == fold_of[near_background]
            ),
        )
        self.scope.fit(features, is_topic[judged])

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
        return self.read_spelt(self.ensemble.lexical(texts), embeddings)

    def read_spelt(self, lexical: np.ndarray, embeddings: np.ndarray) -> list[Reading]:
        """Judge messages whose spelling was read before.

        Args:
            lexical: what `ensemble.lexical` returned for them.
            embeddings: unit-length, shape (n, 384).
        """
        probabilities = softmax(self.ensemble.averaged(lexical, embeddings), self.temperature)
        features = ScopeModel.features(
            probabilities,
            self.groups,
            neighbour_similarity(embeddings, self.topic_examples),
            neighbour_similarity(embeddings, self.background_examples),
        )
        within = self.scope.within_scope(features)
        return [Reading(row, float(p)) for row, p in zip(probabilities, within)]
