"""Third component: sentence embeddings."""

from __future__ import annotations

import os
import tempfile
from functools import partial
from pathlib import Path
from typing import Any, Callable, Dict, List

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, TEXT
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from footnote.language.encoder import SentenceEncoder, copy_encoder
from footnote.language.messages import CORRECTED, Segment, segmentation_of

#: Enough of a message to know what it is about; keeps a huge one from costing time.
MAX_CHARACTERS = 1_000


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=True)
class SentenceEmbedding(GraphComponent):
    """Embeds the corrected text of every segment with all-MiniLM-L6-v2.

    "Training" builds the network from its verified weights; the model archive then holds all that
    serving needs. Training examples get their embedding as dense Rasa features.
    """

    @staticmethod
    def get_default_config() -> Dict[str, Any]:
        """Return the component's options: `quantized` stores int8 weights."""
        return {"quantized": True}

    def __init__(
        self,
        model_storage: ModelStorage,
        resource: Resource,
        config: Dict[str, Any],
        encoder: SentenceEncoder | None = None,
    ) -> None:
        self._model_storage = model_storage
        self._resource = resource
        self._quantized = bool(config["quantized"])
        self._encoder = encoder

    @classmethod
    def create(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> SentenceEmbedding:
        """Create the component without an encoder (see the parent class)."""
        return cls(model_storage, resource, config)

    def train(self, training_data: TrainingData) -> Resource:
        """Build the encoder into the model.

        Raises:
            WeightsError: the installed weights are not the expected ones.
        """
        # Imported here: only training needs onnx and the packaged weights.
        from footnote.language.minilm import write_encoder

        with tempfile.TemporaryDirectory() as scratch:
            write_encoder(Path(scratch), self._quantized)
            self._encoder = SentenceEncoder(Path(scratch), threads=os.cpu_count() or 1)
            with self._model_storage.write_to(self._resource) as directory:
                copy_encoder(Path(scratch), directory)
        return self._resource

    @classmethod
    def load(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> SentenceEmbedding:
        """Load the encoder from the model (see the parent class)."""
        with model_storage.read_from(resource) as directory:
            encoder = SentenceEncoder(directory)
        return cls(model_storage, resource, config, encoder)

    def process(self, messages: List[Message]) -> List[Message]:
        """Begin to embed every segment of messages."""
        assert self._encoder is not None, "neither trained nor loaded"
        for message in messages:
            segmentation = segmentation_of(message)
            segments = segmentation.all()
            finish = self._encoder.begin([s.corrected[:MAX_CHARACTERS] for s in segments])
            segmentation.waiting.append(partial(_embed, segments, finish))
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Put the embedding of each example on it, as dense sentence features."""
        assert self._encoder is not None, "neither trained nor loaded"
        examples = training_data.intent_examples
        vectors = self._encoder.encode([example.get(CORRECTED) for example in examples])
        for example, vector in zip(examples, vectors):
            example.add_features(
                Features(vector[None, :], FEATURE_TYPE_SENTENCE, TEXT, type(self).__name__)
            )
        return training_data


def _embed(segments: List[Segment], finish: Callable[[], np.ndarray]) -> None:
    for segment, vector in zip(segments, finish()):
        segment.embedding = vector
