"""Which topic a message asks for in the light of the question before it, learnt from examples.

A classifier sees the message by itself and behind the question answered last.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from footnote.language.ensemble import LabelEnsemble

#: What a follow-up means is in its context more than in its letters.
LEXICAL_WEIGHT = 0.2
#: Longer messages say all by themselves: of the examples, those are read as well without context.
MAX_WORDS = 20


def behind(question: str, message: str) -> str:
    """Return a message put behind the question answered before it."""
    return f"{question} {message}"


class NextQuestionModel:
    """Tells which topic answers a message that follows on another."""

    def __init__(self) -> None:
        self.ensemble = LabelEnsemble(LEXICAL_WEIGHT)
        self.labels: tuple[str, ...] = ()

    def fit(
        self, texts: Sequence[str], alone: np.ndarray, in_context: np.ndarray, labels: Sequence[str]
    ) -> None:
        """Learn from examples.

        Args:
            texts: n messages in lower case.
            alone: their embeddings, shape (n, 384).
            in_context: embeddings of the messages behind the question before, shape (n, 384).
            labels: what answers them, as in `NextQuestion.asks`.
        """
        self.ensemble.fit(texts, np.hstack([alone, in_context]), np.array(labels))
        self.labels = tuple(sorted(set(labels)))

    def log_probabilities(
        self, text: str, alone: np.ndarray, in_context: np.ndarray
    ) -> Mapping[str, float]:
        """Return how likely each label is, as logarithms.

        Args:
            text: in lower case.
            alone: shape (384,).
            in_context: shape (384,).
        """
        both = np.concatenate([alone, in_context])[None, :]
        scores = self.ensemble.log_probabilities([text], both)[0]
        return dict(zip(self.labels, scores.tolist()))

    def state(self) -> dict[str, object]:
        """Return everything prediction needs, as arrays and plain types."""
        return {"labels": list(self.labels), "ensemble": self.ensemble.state()}

    @classmethod
    def from_state(cls, state: Mapping[str, Any]) -> NextQuestionModel:
        """Restore a model from its `state`."""
        model = cls()
        model.labels = tuple(state["labels"])
        model.ensemble = LabelEnsemble.from_state(state["ensemble"], LEXICAL_WEIGHT)
        return model
