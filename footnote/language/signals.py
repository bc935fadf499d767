"""A second signal, independent of patterns: what a message seems to report, by its meaning.

No word list is ever complete. A classifier over sentence embeddings and letters, taught with
varied examples of every escalation rule and with as many harmless messages that use the same
words, sees reports that the patterns miss.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from footnote.language.calibration import (
    fitted_temperature,
    fitted_with_held_out_scores,
    softmax,
)
from footnote.language.ensemble import LabelEnsemble

#: The label of messages that report nothing.
HARMLESS = "harmless"


class ReportSignals:
    """Tells which escalation rule a message seems to be about, if any."""

    def __init__(self) -> None:
        self.ensemble = LabelEnsemble()
        self.labels: tuple[str, ...] = ()
        self.temperature = 1.0

    def fit(self, texts: Sequence[str], embeddings: np.ndarray, labels: Sequence[str]) -> None:
        """Learn from examples, and calibrate on held-out ones.

        Args:
            texts: n messages in lower case.
            embeddings: unit-length, shape (n, 384).
            labels: rule ids, or `HARMLESS`.
        """
        named = np.array(labels)
        self.labels = tuple(sorted(set(labels)))
        self.ensemble, scores, _ = fitted_with_held_out_scores(texts, embeddings, named)
        self.temperature = fitted_temperature(scores, np.searchsorted(self.labels, named))

    def read(self, texts: Sequence[str], embeddings: np.ndarray) -> list[dict[str, float]]:
        """Return the probability of every label for each of n messages.

        Args:
            texts: in lower case.
            embeddings: unit-length, shape (n, 384).
        """
        return self.read_spelt(self.ensemble.lexical(texts), embeddings)

    def read_spelt(self, lexical: np.ndarray, embeddings: np.ndarray) -> list[dict[str, float]]:
        """Return the same for messages whose spelling was read before.

        Args:
            lexical: what `ensemble.lexical` returned for them.
            embeddings: unit-length, shape (n, 384).
        """
        rows = softmax(self.ensemble.averaged(lexical, embeddings), self.temperature)
        return [dict(zip(self.labels, row.tolist())) for row in rows]

    def state(self) -> dict[str, object]:
        """Return everything prediction needs, as arrays and plain types."""
        return {
            "labels": list(self.labels),
            "temperature": self.temperature,
            "ensemble": self.ensemble.state(),
        }

    @classmethod
    def from_state(cls, state: Mapping[str, Any]) -> ReportSignals:
        """Restore a model from its `state`."""
        signals = cls()
        signals.labels = tuple(state["labels"])
        signals.temperature = float(state["temperature"])
        signals.ensemble = LabelEnsemble.from_state(state["ensemble"])
        return signals
