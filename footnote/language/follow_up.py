"""Short messages that lean on the answer before them: "why?", "and for diabetics?"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from footnote.knowledge.model import SAME_TOPIC, KnowledgeBase

from footnote.language.classification import LabelEnsemble, softmax

STANDALONE = "standalone"
#: A longer message says what it is about by itself.
MAX_WORDS = 14
#: From this probability on, a message in context is taken for a follow-up.
LEANS_FROM = 0.5


class FollowUpModel:
    """Tells follow-ups from whole messages, and which kind they are."""

    def __init__(self) -> None:
        self.ensemble = LabelEnsemble()
        self.labels: tuple[str, ...] = ()

    def fit(self, texts: Sequence[str], embeddings: np.ndarray, labels: Sequence[str]) -> None:
        """Learn from examples.

        Args:
            texts: n messages in lower case.
            embeddings: shape (n, 384).
            labels: follow-up kinds, or `STANDALONE` for messages that stand by themselves.
        """
        self.ensemble.fit(texts, embeddings, np.array(labels))
        self.labels = tuple(sorted(set(labels)))

    def kind(self, text: str, embedding: np.ndarray) -> tuple[str | None, float]:
        """Return the likeliest kind and the probability that the message leans at all.

        Args:
            text: in lower case.
            embedding: shape (384,).

        Returns:
            The kind, None for a message that is too long to lean, and the probability.
        """
        if len(text.split()) > MAX_WORDS:
            return None, 0.0
        scores = self.ensemble.log_probabilities([text], embedding[None, :])
        probabilities = softmax(scores, 1.0)[0]
        standalone = self.labels.index(STANDALONE)
        leans = 1.0 - float(probabilities[standalone])
        probabilities[standalone] = 0.0
        return self.labels[int(probabilities.argmax())], leans


    def state(self) -> dict[str, object]:
        """Return everything prediction needs, as arrays and plain types."""
        return {"labels": list(self.labels), "ensemble": self.ensemble.state()}

    @classmethod
    def from_state(cls, state: Mapping[str, Any]) -> FollowUpModel:
        """Restore a model from its `state`."""
        model = cls()
        model.labels = tuple(state["labels"])
        model.ensemble = LabelEnsemble.from_state(state["ensemble"])
        return model


class FollowUpTargets:
    """Where a follow-up leads from a topic."""

    def __init__(
        self, targets: Mapping[str, Mapping[str, str]], related: Mapping[str, Sequence[str]]
    ) -> None:
        """Take over the tables.

        Args:
            targets: topic id to follow-up kind to topic id.
            related: topic id to the topics a reader would ask about next.
        """
        self._targets = targets
        self._related = related

    @classmethod
    def of(cls, knowledge: KnowledgeBase) -> FollowUpTargets:
        """Build the tables: a topic's own targets, else what its kind says."""
        targets: dict[str, dict[str, str]] = {}
        for topic_id, topic in knowledge.topics.items():
            targets[topic_id] = {
                name: topic_id if kind.otherwise == SAME_TOPIC else kind.otherwise
                for name, kind in knowledge.followups.items()
                if kind.otherwise is not None
            } | dict(topic.followups)
        return cls(targets, {key: topic.related for key, topic in knowledge.topics.items()})

    def target(self, focus: str, kind: str) -> str | None:
        """Return the topic that a follow-up after an answer on `focus` asks for, if any."""
        return self._targets.get(focus, {}).get(kind)

    def related(self, focus: str) -> tuple[str, ...]:
        """Return the topics to offer where a follow-up has no target."""
        return tuple(self._related.get(focus, ()))

    def state(self) -> dict[str, object]:
        """Return the tables as plain types."""
        return {
            "targets": {topic: dict(kinds) for topic, kinds in self._targets.items()},
            "related": {topic: list(others) for topic, others in self._related.items()},
        }

    @classmethod
    def from_state(cls, state: Mapping[str, Any]) -> FollowUpTargets:
        """Restore the tables from their `state`."""
        return cls(state["targets"], state["related"])
