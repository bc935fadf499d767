from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
import yaml

from footnote.evaluation.sets import EvaluationSet, read_set
from footnote.knowledge.loading import load_knowledge
from footnote.knowledge.model import KnowledgeBase

ROOT = Path(__file__).parents[3]
SETS = sorted(path.parent for path in (ROOT / "tests" / "evaluation").glob("*/topics.txt"))
QUESTIONS_PER_TOPIC = 4
#: A supplement, written for its two-question messages and conversations.
FEWER_QUESTIONS_PER_TOPIC = {"fourth": 3}


@pytest.fixture(scope="module")
def knowledge() -> KnowledgeBase:
    return load_knowledge(ROOT / "knowledge")


@pytest.fixture(scope="module", params=SETS, ids=lambda path: path.name)
def evaluation_set(request: pytest.FixtureRequest) -> EvaluationSet:
    return read_set(request.param)


def test_each_topic_has_enough_questions(
    evaluation_set: EvaluationSet, knowledge: KnowledgeBase
) -> None:
    asked = Counter(message.expected[0] for message in evaluation_set.topics)

    assert set(asked) == set(knowledge.topics)
    least = FEWER_QUESTIONS_PER_TOPIC.get(evaluation_set.name, QUESTIONS_PER_TOPIC)
    assert min(asked.values()) >= least


def test_labels_name_topics_and_classes_that_exist(
    evaluation_set: EvaluationSet, knowledge: KnowledgeBase
) -> None:
    domain = yaml.safe_load((ROOT / "domain.yml").read_text(encoding="utf-8"))
    classes = set(domain["intents"])
    turns = [turn for turns in evaluation_set.conversations for turn in turns]

    two = {label for message in evaluation_set.two_questions for label in message.expected}
    small_talk = {label for message in evaluation_set.small_talk for label in message.expected}
    accepted = {label for turn in turns for label in turn.accepted}

    assert two <= set(knowledge.topics)
    assert small_talk <= classes
    assert accepted <= classes | set(knowledge.topics)
