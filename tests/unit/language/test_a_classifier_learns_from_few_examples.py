"""Labels and scope are learnt from examples, and what was learnt survives being stored."""

from __future__ import annotations

import numpy as np
import pytest
import skops.io

from footnote.language.classification import (
    LabelGroups,
    MessageClassifier,
    fitted_temperature,
    neighbour_similarity,
    softmax,
)
from footnote.language.encoder import SentenceEncoder

EXAMPLES = {
    "cold_feet": [
        "does massage help cold feet",
        "my feet are always cold",
        "toes like ice, any help",
        "can a foot rub warm me up",
        "why are my feet freezing",
        "icy feet in bed at night",
        "my soles never get warm",
        "will it warm my toes",
    ],
    "hours": [
        "when are you open",
        "what are your opening hours",
        "are you open on sunday",
        "until when can i come today",
        "what time do you close",
        "open late in the evening?",
        "do you open on holidays",
        "how early do you start",
    ],
    "popping": [
        "why do my feet pop",
        "my toes crack during the massage",
        "is the cracking sound bad",
        "clicking noise in my ankle",
        "what makes the popping noise",
        "my foot snapped when she pulled it",
        "are cracking toes dangerous",
        "loud pop in my foot yesterday",
    ],
    "greet": [
        "hello",
        "hi there",
        "good morning",
        "hey",
        "good evening",
        "hello everybody",
    ],
    "out_of_scope_far": [
        "who won the football",
        "what is the weather tomorrow",
        "write me a poem about trains",
        "how do i bake bread",
        "what is the capital of france",
        "which phone should i buy",
        "tell me about the stock market",
        "translate this into spanish",
        "how tall is the tower",
        "who is the president",
    ],
}
UNSEEN = {
    "my toes are freezing, does a rub help": "cold_feet",
    "what time do you open tomorrow": "hours",
    "why does my ankle crack when it is rubbed": "popping",
    "hello good morning": "greet",
    "who is the best football player": "out_of_scope_far",
}
GROUPS = LabelGroups.of(
    sorted(EXAMPLES), {"cold_feet", "hours", "popping"}.__contains__, "out_of_scope_"
)


@pytest.fixture(scope="module")
def classifier(encoder: SentenceEncoder) -> MessageClassifier:
    labelled = [(text, label) for label, texts in EXAMPLES.items() for text in texts]
    texts = [text for text, _ in labelled]
    classifier = MessageClassifier(GROUPS)
    classifier.fit(texts, encoder.encode(texts), [label for _, label in labelled])
    return classifier


def test_labels_are_sorted_into_groups() -> None:
    assert [GROUPS.labels[i] for i in GROUPS.topics] == ["cold_feet", "hours", "popping"]
    assert [GROUPS.labels[i] for i in GROUPS.background] == ["out_of_scope_far"]


def test_unseen_messages_get_the_right_label(
    classifier: MessageClassifier, encoder: SentenceEncoder
) -> None:
    readings = classifier.read(list(UNSEEN), encoder.encode(list(UNSEEN)))

    for reading, (text, label) in zip(readings, UNSEEN.items()):
        assert GROUPS.labels[int(reading.probabilities.argmax())] == label, text
        assert reading.probabilities.sum() == pytest.approx(1.0, abs=1e-5)


def test_topic_questions_are_within_scope_and_others_are_not(
    classifier: MessageClassifier, encoder: SentenceEncoder
) -> None:
    topic = ["do massages warm cold feet", "are you open on monday", "my toes crack, is that bad"]
    other = ["who scored in the football game", "what is the weather in france"]

    within = [r.within_scope for r in classifier.read(topic, encoder.encode(topic))]
    beyond = [r.within_scope for r in classifier.read(other, encoder.encode(other))]

    assert min(within) > 0.5 > max(beyond)


def test_a_stored_classifier_reads_alike(
    classifier: MessageClassifier, encoder: SentenceEncoder
) -> None:
    # As the model archive keeps it: no type but data is trusted on loading.
    stored = skops.io.loads(skops.io.dumps(classifier.state()), trusted=[])

    restored = MessageClassifier.from_state(stored)

    vectors = encoder.encode(list(UNSEEN))
    before, after = (each.read(list(UNSEEN), vectors) for each in (classifier, restored))
    for one, other in zip(before, after):
        assert other.probabilities == pytest.approx(one.probabilities, abs=1e-6)
        assert other.within_scope == pytest.approx(one.within_scope, abs=1e-6)


def test_probabilities_are_flatter_at_a_higher_temperature() -> None:
    scores = np.array([[2.0, 0.0, -1.0], [1000.0, 0.0, 0.0]])

    sharp, flat = softmax(scores, 0.5), softmax(scores, 2.0)

    assert np.allclose(sharp.sum(axis=1), 1.0)
    assert sharp[0, 0] > flat[0, 0] > flat[0, 1] > sharp[0, 1]
    assert sharp[1, 0] == 1.0


def test_the_fitted_temperature_calms_scores_that_are_too_sure() -> None:
    # Always as sure as 1 : e^-4, right three times in four.
    scores = np.array([[0.0, -4.0]] * 100)
    targets = np.array([0, 0, 0, 1] * 25)

    temperature = fitted_temperature(scores, targets)

    assert softmax(scores, temperature)[0, 0] == pytest.approx(0.75, abs=0.01)


def test_neighbours_are_the_nearest_and_none_that_is_excluded() -> None:
    examples = np.eye(8, dtype=np.float32)
    query = np.array([[5, 4, 3, 2, 1, 0, 0, 0]], dtype=np.float32)
    excluded = np.array([[True, *([False] * 7)]])

    assert neighbour_similarity(query, examples)[0] == pytest.approx((5 + 4 + 3 + 2 + 1) / 5)
    assert neighbour_similarity(query, examples, excluded)[0] == pytest.approx(
        (4 + 3 + 2 + 1 + 0) / 5
    )
