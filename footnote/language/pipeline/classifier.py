"""Fourth component: how likely each label is for each segment."""

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
from footnote.language.classification import MessageClassifier
from footnote.language.labels import LabelGroups
from footnote.language.messages import Segment, embeddings_of, segmentation_of
from footnote.language.pipeline.examples import embedded_examples
from footnote.language.pipeline.state_file import load_state, save_state

logger = logging.getLogger(__name__)

#: In an intent's metadata: this intent is a topic of the knowledge base.
TOPIC_METADATA = {"topic": True}
#: Of all reports, one in so many is enough to tell them from questions on topics.
REPORT_EVERY = 3


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=True)
class TopicClassifier(GraphComponent):
    """Puts a calibrated `Reading` on every segment.

    Not an intent classifier in Rasa's sense: `TurnInterpreter` decides, with the conversation.
    """

    def __init__(
        self,
        model_storage: ModelStorage,
        resource: Resource,
        classifier: MessageClassifier | None = None,
    ) -> None:
        self._model_storage = model_storage
        self._resource = resource
        self._classifier = classifier

    @classmethod
    def create(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> TopicClassifier:
        """Create the component untrained (see the parent class)."""
        return cls(model_storage, resource)

    def train(self, training_data: TrainingData) -> Resource:
        """Learn from the examples that are read by themselves (see `intents`)."""
        texts, vectors, labels = embedded_examples(training_data)
        kept = [
            i
            for i, label in enumerate(labels)
            if intents.is_read_by_topic_classifier(label)
            and (intents.reported_rule(label) is None or i % REPORT_EVERY == 0)
        ]
        names = sorted({labels[i] for i in kept})
        topics = topic_intents(training_data)
        groups = LabelGroups.of(names, topics.__contains__, intents.OUT_OF_SCOPE_PREFIX)
        classifier = MessageClassifier(groups)
        classifier.fit([texts[i] for i in kept], vectors[np.array(kept)], [labels[i] for i in kept])
        save_state(self._model_storage, self._resource, classifier.state())
        return self._resource

    @classmethod
    def load(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> TopicClassifier:
        """Load the trained component (see the parent class).

        Where its files cannot be read it is loaded without a classifier: questions are then not
        understood, but emergencies still are.
        """
        try:
            classifier = MessageClassifier.from_state(load_state(model_storage, resource))
        except (ValueError, KeyError, OSError, BadZipFile) as error:
            logger.error("The classifier of topics cannot be loaded: %s", type(error).__name__)
            return cls(model_storage, resource)
        return cls(model_storage, resource, classifier)

    def process(self, messages: List[Message]) -> List[Message]:
        """Read every segment of messages: its spelling now, its meaning when that is known."""
        if self._classifier is None:
            return messages
        for message in messages:
            segmentation = segmentation_of(message)
            segments = segmentation.all()
            lexical = self._classifier.ensemble.lexical([s.text.lower() for s in segments])
            segmentation.waiting.append(partial(_read, self._classifier, segments, lexical))
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Leave examples as they are: later components learn from the same features."""
        return training_data


def _read(classifier: MessageClassifier, segments: List[Segment], lexical: np.ndarray) -> None:
    for segment, reading in zip(segments, classifier.read_spelt(lexical, embeddings_of(segments))):
        segment.reading = reading


def topic_intents(training_data: TrainingData) -> frozenset[str]:
    """Return the intents whose examples the importer marked as topics."""
    return frozenset(
        example.get("intent")
        for example in training_data.intent_examples
        if (example.get("metadata") or {}).get("intent") == TOPIC_METADATA
    )
