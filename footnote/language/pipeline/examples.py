"""Reading trained-on examples back from Rasa's training data."""

from __future__ import annotations

import numpy as np
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.training_data import TrainingData


def embedded_examples(training_data: TrainingData) -> tuple[list[str], np.ndarray, list[str]]:
    """Return texts (n, lower case), embeddings (n, 384) and intents (n) of all examples.

    Raises:
        ValueError: the examples carry no embeddings.
    """
    texts, vectors, labels = [], [], []
    for example in training_data.intent_examples:
        _, features = example.get_dense_features(TEXT)
        if features is None:
            raise ValueError("config.yml: SentenceEmbedding must stand before")
        texts.append(example.get(TEXT).lower())
        vectors.append(features.features[0])
        labels.append(example.get(INTENT))
    return texts, np.array(vectors, dtype=np.float32), labels
