"""Reading trained-on examples back from Rasa's training data."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from footnote.knowledge.next_questions import NextQuestion
from footnote.language import intents

#: In an example's metadata: the `NextQuestion` it comes from, as a mapping.
NEXT_QUESTION = "next_question"


@dataclass(frozen=True)
class NextQuestionExamples:
    """Examples of what clients type next, as `NextQuestionModel.fit` takes them."""

    texts: list[str]
    alone: np.ndarray
    in_context: np.ndarray
    labels: list[str]


def next_question_examples(training_data: TrainingData) -> NextQuestionExamples:
    """Return the messages that the importer put in twice, alone and behind the question before.

    Raises:
        ValueError: the examples carry no embeddings.
    """
    found: dict[NextQuestion, dict[str, np.ndarray]] = {}
    for example in training_data.intent_examples:
        source = (example.get("metadata") or {}).get(NEXT_QUESTION)
        if source is not None:
            found.setdefault(NextQuestion(**source), {})[example.get(INTENT)] = _embedding(example)
    return NextQuestionExamples(
        [example.text.lower() for example in found],
        np.array([vectors[intents.NEXT_ALONE] for vectors in found.values()]),
        np.array([vectors[intents.NEXT_IN_CONTEXT] for vectors in found.values()]),
        [example.asks for example in found],
    )


def embedded_examples(training_data: TrainingData) -> tuple[list[str], np.ndarray, list[str]]:
    """Return texts (n, lower case), embeddings (n, 384) and intents (n) of all examples.

    Raises:
        ValueError: the examples carry no embeddings.
    """
    texts, vectors, labels = [], [], []
    for example in training_data.intent_examples:
        texts.append(example.get(TEXT).lower())
        vectors.append(_embedding(example))
        labels.append(example.get(INTENT))
    return texts, np.array(vectors, dtype=np.float32), labels


def _embedding(example: Message) -> np.ndarray:
    _, features = example.get_dense_features(TEXT)
    if features is None:
        raise ValueError("config.yml: SentenceEmbedding must stand before")
    vector: np.ndarray = features.features[0]
    return vector
