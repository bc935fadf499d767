"""Fourth component: how likely each label is for each segment."""

from __future__ import annotations

from typing import Any, Dict, List

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
from footnote.language.messages import segmentation_of
from footnote.language.pipeline.examples import embedded_examples
from footnote.language.pipeline.state_file import load_state, save_state

#: In an intent's metadata: this intent is a topic of the knowledge base.
TOPIC_METADATA = {"topic": True}


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
        """Learn from all examples but those of follow-ups, which mean nothing by themselves."""
        texts, vectors, labels = embedded_examples(training_data)
        kept = [
            i for i, label in enumerate(labels) if not label.startswith(intents.FOLLOW_UP_PREFIX)
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
        """Load the trained component (see the parent class)."""
        classifier = MessageClassifier.from_state(load_state(model_storage, resource))
        return cls(model_storage, resource, classifier)

    def process(self, messages: List[Message]) -> List[Message]:
        """Read every segment of messages."""
        assert self._classifier is not None, "neither trained nor loaded"
        for message in messages:
            segments = segmentation_of(message).all()
            vectors = np.stack([s.embedding for s in segments if s.embedding is not None])
            readings = self._classifier.read([s.text.lower() for s in segments], vectors)
            for segment, reading in zip(segments, readings):
                segment.reading = reading
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Leave examples as they are: later components learn from the same features."""
        return training_data


def topic_intents(training_data: TrainingData) -> frozenset[str]:
    """Return the intents whose examples the importer marked as topics."""
    return frozenset(
        example.get("intent")
        for example in training_data.intent_examples
        if (example.get("metadata") or {}).get("intent") == TOPIC_METADATA
    )
