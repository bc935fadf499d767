"""What the classifier's labels are: topics, background, and the rest."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np


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
