"""What the graph components hand to each other on a message."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from rasa.shared.nlu.training_data.message import Message

from footnote.language.classification import Reading

#: Not part of the parse output: the parts a message was cut into.
SEGMENTS = "segments"
#: On training examples: the text with typing errors mended.
CORRECTED = "corrected"
#: Part of the parse output, read by the actions: what to do about the message.
TURN = "turn"


@dataclass
class Segment:
    """A message or a part of it, on its way through the pipeline.

    Attributes:
        text: as typed.
        corrected: with typing errors mended, in lower case; set by the spelling component.
        embedding: shape (384,); set by the embedding component.
        reading: set by the classifier of topics.
        signals: label to probability, set by the classifier of reports.
    """

    text: str
    corrected: str = ""
    embedding: np.ndarray | None = None
    reading: Reading | None = None
    signals: Mapping[str, float] | None = None


@dataclass
class Segmentation:
    """All parts of a message that are worth a look.

    Attributes:
        whole: the message.
        parts: its questions where it clearly asks several, in order; else empty.
        splits: where it may ask two without saying so: left and right of each possible joint.
        sentences: its sentences where there are several; else empty.
        in_context: the message behind the question answered last, where it may lean on that.
        waiting: what is left to do for its segments, in order, when the network has read them.
    """

    whole: Segment
    parts: list[Segment]
    splits: list[tuple[Segment, Segment]]
    sentences: list[Segment] = field(default_factory=list)
    in_context: Segment | None = None
    waiting: list[Callable[[], None]] = field(default_factory=list)

    def complete(self) -> None:
        """Do what is left to do, so that every segment has its embedding, reading and signals.

        The network reads in a thread of its own; whoever calls this last waits for it least.
        """
        while self.waiting:
            self.waiting.pop(0)()

    def all(self) -> list[Segment]:
        """Return every segment once, the whole first."""
        segments = [
            self.whole,
            *self.parts,
            *(segment for pair in self.splits for segment in pair),
            *self.sentences,
            *([self.in_context] if self.in_context else []),
        ]
        # A sentence is often a part as well: one segment, read once.
        return list({id(segment): segment for segment in segments}.values())


def segmentation_of(message: Message) -> Segmentation:
    """Return what the segmenter put on a message.

    Raises:
        ValueError: the pipeline has no segmenter before the asking component.
    """
    found: Any = message.get(SEGMENTS)
    if not isinstance(found, Segmentation):
        raise ValueError("config.yml: the pipeline must start with MessageSegmenter")
    return found


def embeddings_of(segments: Sequence[Segment]) -> np.ndarray:
    """Return the embeddings of n segments, shape (n, 384).

    Raises:
        ValueError: the pipeline has no embedding before the asking component.
    """
    found = [segment.embedding for segment in segments if segment.embedding is not None]
    if len(found) < len(segments):
        raise ValueError("config.yml: SentenceEmbedding must stand before")
    return np.stack(found)


def reading_of(segment: Segment) -> Reading:
    """Return what the classifier put on a segment.

    Raises:
        ValueError: the pipeline has no classifier before the asking component.
    """
    if segment.reading is None:
        raise ValueError("config.yml: TopicClassifier must stand before")
    return segment.reading
