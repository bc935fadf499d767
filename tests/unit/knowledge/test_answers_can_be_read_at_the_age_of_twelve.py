"""Answers are short and plain. Measured by the Flesch-Kincaid grade (Kincaid et al. 1975)."""

from __future__ import annotations

import re
from pathlib import Path
from statistics import mean

import pytest

from footnote.knowledge.loading import load_knowledge
from footnote.knowledge.model import MARK, KnowledgeBase

#: Grade 7 is read at the age of about twelve.
MAX_MEAN_GRADE = 7.0
MAX_GRADE = 10.0

_SENTENCE_END = re.compile(r"(?<=[.!?])\s+")
_WORD = re.compile(r"[a-z0-9$@:/.'-]*[a-z0-9]", re.IGNORECASE)
_VOWELS = re.compile(r"[aeiouy]+")


def _sentences(text: str) -> list[str]:
    """Return the sentences of an answer, without its footnote marks."""
    return _SENTENCE_END.split(re.sub(r"\s+", " ", MARK.sub("", text)).strip())


def _grade(text: str) -> float:
    words = _WORD.findall(MARK.sub("", text))
    words_a_sentence = len(words) / len(_sentences(text))
    syllables_a_word = sum(map(_syllables, words)) / len(words)
    return 0.39 * words_a_sentence + 11.8 * syllables_a_word - 15.59


def _syllables(word: str) -> int:
    """Count groups of vowels, without a silent e at the end."""
    word = word.lower()
    groups = len(_VOWELS.findall(word))
    silent = word.endswith("e") and not word.endswith("le") and groups > 1
    return max(1, groups - silent)


@pytest.fixture(scope="module")
def knowledge() -> KnowledgeBase:
    return load_knowledge(Path("knowledge"))


def test_the_measure_tells_plain_from_hard_sentences() -> None:
    assert _grade("The cat sat on the mat. It was warm.") < 2
    assert _grade("Contraindications necessitate individualised physiotherapeutic evaluation.") > 20


def test_answers_have_two_to_five_sentences(knowledge: KnowledgeBase) -> None:
    for topic_id, topic in knowledge.topics.items():
        # What the spa says about itself may be a single line, such as its opening hours.
        at_least = 1 if topic.is_house else 2
        assert at_least <= len(_sentences(knowledge.spa.fill(topic.answer))) <= 5, topic_id
        assert len(_sentences(knowledge.spa.fill(topic.more))) <= 5, topic_id


@pytest.mark.parametrize("with_detail", [False, True], ids=["answer", "answer and detail"])
def test_answers_are_plain(knowledge: KnowledgeBase, with_detail: bool) -> None:
    grades = {
        topic_id: _grade(
            knowledge.spa.fill(f"{topic.answer} {topic.more}" if with_detail else topic.answer)
        )
        for topic_id, topic in knowledge.topics.items()
    }

    assert mean(grades.values()) <= MAX_MEAN_GRADE
    assert not {topic_id: grade for topic_id, grade in grades.items() if grade > MAX_GRADE}
