"""Fifth component: which escalation rule each segment seems to be about, by its meaning."""

from __future__ import annotations

import logging
from functools import partial
from typing import Any, Dict, List
from zipfile import BadZipFile

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from footnote.language import intents
from footnote.language.messages import Segment, embeddings_of, segmentation_of
from footnote.language.pipeline.examples import embedded_examples
from footnote.language.pipeline.state_file import load_state, save_state
from footnote.language.signals import HARMLESS, ReportSignals

logger = logging.getLogger(__name__)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=True)
class ReportClassifier(GraphComponent):
    """Puts the signals of `ReportSignals` on a message and on each of its sentences."""

    def __init__(
        self,
        model_storage: ModelStorage,
        resource: Resource,
        signals: ReportSignals | None = None,
    ) -> None:
        self._model_storage = model_storage
        self._resource = resource
        self._signals = signals

    @classmethod
    def create(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> ReportClassifier:
        """Create the component untrained (see the parent class)."""
        return cls(model_storage, resource)

    def train(self, training_data: TrainingData) -> Resource:
        """Learn from reports and conditions, and from messages that are neither."""
        texts, vectors, labels = embedded_examples(training_data)
        kept, names = [], []
        for i, label in enumerate(labels):
            rule = intents.reported_rule(label)
            if not intents.stands_by_itself(label):
                continue
            kept.append(i)
            names.append(rule or HARMLESS)
        signals = ReportSignals()
        signals.fit([texts[i] for i in kept], vectors[np.array(kept)], names)
        save_state(self._model_storage, self._resource, signals.state())
        return self._resource

    @classmethod
    def load(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> ReportClassifier:
        """Load the trained component; without its files, reports are read by their words alone."""
        try:
            signals = ReportSignals.from_state(load_state(model_storage, resource))
        except (ValueError, KeyError, OSError, BadZipFile) as error:
            logger.error("The classifier of reports cannot be loaded: %s", type(error).__name__)
            return cls(model_storage, resource)
        return cls(model_storage, resource, signals)

    def process(self, messages: List[Message]) -> List[Message]:
        """Read messages and their sentences: spelling now, meaning when that is known."""
        if self._signals is None:
            return messages
        for message in messages:
            segmentation = segmentation_of(message)
            segments = [segmentation.whole, *segmentation.sentences]
            lexical = self._signals.ensemble.lexical([s.text.lower() for s in segments])
            segmentation.waiting.append(partial(_read, self._signals, segments, lexical))
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Leave examples as they are: later components learn from the same features."""
        return training_data


def _read(signals: ReportSignals, segments: List[Segment], lexical: np.ndarray) -> None:
    for segment, reading in zip(segments, signals.read_spelt(lexical, embeddings_of(segments))):
        segment.signals = reading
