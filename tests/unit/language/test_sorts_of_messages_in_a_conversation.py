"""What a message in a conversation is follows from what speaks for each sort."""

from __future__ import annotations

from dataclasses import replace

import pytest

from footnote.language.in_conversation import Signs, Sort, likelihoods

#: A clear question on a topic.
QUESTION = Signs(
    within_scope=4.0,
    chat_or_topic=-6.0,
    chat_or_background=0.0,
    learnt_chat=-6.0,
    learnt_unknown=-5.0,
    standalone=0.0,
)


def _sort(signs: Signs) -> Sort:
    found = likelihoods(signs)
    assert sum(found.values()) == pytest.approx(1.0)
    return max(found, key=lambda sort: found[sort])


def test_a_clear_question_is_one() -> None:
    assert _sort(QUESTION) is Sort.QUESTION


def test_what_sounds_like_small_talk_by_itself_may_be_a_question_in_context() -> None:
    sounds = replace(QUESTION, within_scope=0.0, chat_or_topic=2.0)

    assert _sort(sounds) is Sort.QUESTION
    assert _sort(replace(sounds, learnt_chat=3.0, chat_or_topic=5.0)) is Sort.SMALL_TALK


def test_a_question_that_no_topic_covers_is_none() -> None:
    outside = replace(QUESTION, within_scope=-4.0, learnt_unknown=2.0)

    assert _sort(outside) is Sort.UNCOVERED
