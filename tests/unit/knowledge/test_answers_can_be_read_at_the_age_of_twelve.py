"""Answers are short and plain. Measured by the Flesch-Kincaid grade."""

from __future__ import annotations

from pathlib import Path
from statistics import mean

import pytest

from footnote.knowledge.loading import load_knowledge
from footnote.knowledge.model import KnowledgeBase
from tests.unit.reading_age import grade, sentences

#: Grade 7 is read at the age of about twelve.
MAX_MEAN_GRADE = 7.0
MAX_GRADE = 10.0


@pytest.fixture(scope="module")
def knowledge() -> KnowledgeBase:
    return load_knowledge(Path("knowledge"))


def test_the_measure_tells_plain_from_hard_sentences() -> None:
    assert grade("The cat sat on the mat. It was warm.") < 2
    assert grade("Contraindications necessitate individualised physiotherapeutic evaluation.") > 20


def test_answers_have_two_to_five_sentences(knowledge: KnowledgeBase) -> None:
    for topic_id, topic in knowledge.topics.items():
        # What the spa says about itself may be a single line, such as its opening hours.
        at_least = 1 if topic.is_house else 2
        assert at_least <= len(sentences(knowledge.spa.fill(topic.answer))) <= 5, topic_id
        assert len(sentences(knowledge.spa.fill(topic.more))) <= 5, topic_id


@pytest.mark.parametrize("with_detail", [False, True], ids=["answer", "answer and detail"])
def test_answers_are_plain(knowledge: KnowledgeBase, with_detail: bool) -> None:
    grades = {
        topic_id: grade(
            knowledge.spa.fill(f"{topic.answer} {topic.more}" if with_detail else topic.answer)
        )
        for topic_id, topic in knowledge.topics.items()
    }

    assert mean(grades.values()) <= MAX_MEAN_GRADE
    assert not {topic_id: found for topic_id, found in grades.items() if found > MAX_GRADE}
