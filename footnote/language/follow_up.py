"""Short messages that lean on the answer before them: "why?", "and for diabetics?"."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from footnote.knowledge.model import SAME_TOPIC, KnowledgeBase
from footnote.language.calibration import softmax
from footnote.language.ensemble import LabelEnsemble

STANDALONE = "standalone"
#: A longer message says what it is about by itself.
MAX_WORDS = 14
MAX_LEANING_QUESTION_WORDS = 8
#: From this probability on, a message in context is taken for a follow-up.
LEANS_FROM = 0.5
#: Topics of the same area are this near, when topics that name each other are 1 near.
SAME_AREA_NEARNESS = 0.4

_LEANING = re.compile(
    r"^\W*(?:and|or|so|but|then|what about|how about|ok|okay|also|even)\b|"
    r"\b(?:it|its|it's|that|this|they|them|those|these|there|instead|either)\b",
    re.IGNORECASE,
)


def may_lean(text: str) -> bool:
    """Return whether a message is worded as if it leaned on what was said before."""
    words = len(text.split())
    return words <= MAX_LEANING_QUESTION_WORDS and (words <= 4 or bool(_LEANING.search(text)))


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

    def kinds(self, text: str, embedding: np.ndarray) -> dict[str, float]:
        """Return how likely each kind is, `STANDALONE` among them; they sum to one.

        Args:
            text: in lower case.
            embedding: shape (384,).
        """
        if len(text.split()) > MAX_WORDS:
            return {STANDALONE: 1.0}
        scores = self.ensemble.log_probabilities([text], embedding[None, :])
        return dict(zip(self.labels, softmax(scores, 1.0)[0].tolist()))

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
    """Where a follow-up leads from a topic, and which topics lie near it."""

    def __init__(
        self,
        targets: Mapping[str, Mapping[str, str]],
        nearness: Mapping[str, Mapping[str, float]],
        questions: Mapping[str, str],
    ) -> None:
        """Take over the tables.

        Args:
            targets: topic id to follow-up kind to topic id.
            nearness: topic id to the topics near it, each with how near (0 to 1).
            questions: topic id to its question.
        """
        self._targets = targets
        self._nearness = nearness
        self._questions = questions

    @classmethod
    def of(cls, knowledge: KnowledgeBase) -> FollowUpTargets:
        """Build the tables: a topic's own targets, else what its kind says."""
        targets: dict[str, dict[str, str]] = {}
        nearness: dict[str, dict[str, float]] = {}
        for topic_id, topic in knowledge.topics.items():
            targets[topic_id] = {
                name: topic_id if kind.otherwise == SAME_TOPIC else kind.otherwise
                for name, kind in knowledge.followups.items()
                if kind.otherwise is not None
            } | dict(topic.followups)
            area = knowledge.areas[topic_id]
            same_area = [other for other, its in knowledge.areas.items() if its == area]
            nearness[topic_id] = (
                dict.fromkeys(same_area, SAME_AREA_NEARNESS)
                | dict.fromkeys(topic.followups.values(), 1.0)
                | dict.fromkeys(topic.related, 1.0)
            )
        questions = {topic_id: topic.question for topic_id, topic in knowledge.topics.items()}
        return cls(targets, nearness, questions)

    def target(self, focus: str, kind: str) -> str | None:
        """Return the topic that a follow-up after an answer on `focus` asks for, if any."""
        return self._targets.get(focus, {}).get(kind)

    def nearness(self, focus: str) -> Mapping[str, float]:
        """Return the topics near one, each with how near it is (0 to 1)."""
        return self._nearness.get(focus, {})

    def question(self, topic: str | None) -> str | None:
        """Return a topic's question, None without one."""
        return self._questions.get(topic) if topic is not None else None

    def state(self) -> dict[str, object]:
        """Return the tables as plain types."""
        return {
            "targets": {topic: dict(kinds) for topic, kinds in self._targets.items()},
            "nearness": {topic: dict(near) for topic, near in self._nearness.items()},
            "questions": dict(self._questions),
        }

    @classmethod
    def from_state(cls, state: Mapping[str, Any]) -> FollowUpTargets:
        """Restore the tables from their `state`."""
        return cls(state["targets"], state["nearness"], state["questions"])
