"""Meaning may say that a message only names symptoms, where it is sure and nothing contradicts."""

from __future__ import annotations

import pytest

from footnote.language.mention import (
    FEW_WORDS,
    MIN_WORDS,
    SURE_FROM,
    SURE_OF_FEW_WORDS_FROM,
    only_mentions,
)
from footnote.language.messages import Segment, Segmentation
from footnote.language.signals import HARMLESS
from footnote.triage.levels import Urgency

LONG = " ".join(["word"] * FEW_WORDS)


def _message(text: str, harmless: float | None, *sentences: float) -> Segmentation:
    def segment(probability: float | None) -> Segment:
        signals = None if probability is None else {HARMLESS: probability}
        return Segment(text, signals=signals)

    return Segmentation(segment(harmless), [], [], [segment(one) for one in sentences])


@pytest.mark.parametrize("urgency", list(Urgency))
def test_it_must_be_sure(urgency: Urgency) -> None:
    bound = SURE_FROM[urgency]

    assert only_mentions(_message(LONG, bound), urgency)
    assert not only_mentions(_message(LONG, bound - 0.001), urgency)


def test_the_more_is_at_stake_the_surer_it_must_be() -> None:
    bounds = [SURE_FROM[level] for level in sorted(Urgency, key=lambda level: level.rank)]

    assert bounds == sorted(bounds)
    assert SURE_FROM[Urgency.EMERGENCY] > SURE_FROM[Urgency.URGENT] > SURE_FROM[Urgency.DOCTOR]


def test_one_sentence_that_may_report_something_is_enough_against_it() -> None:
    assert only_mentions(_message(LONG, 0.999, 0.9, 0.9), Urgency.DOCTOR)
    assert not only_mentions(_message(LONG, 0.999, 0.9, 0.3), Urgency.DOCTOR)


def test_few_words_must_be_surer_still() -> None:
    few = " ".join(["word"] * MIN_WORDS)

    assert only_mentions(_message(few, SURE_OF_FEW_WORDS_FROM), Urgency.WATCH)
    assert not only_mentions(_message(few, SURE_OF_FEW_WORDS_FROM - 0.001), Urgency.WATCH)


def test_the_shortest_messages_and_messages_without_signals_are_left_to_their_words() -> None:
    assert not only_mentions(_message("feet hurt", 1.0), Urgency.WATCH)
    assert not only_mentions(_message(LONG, None), Urgency.WATCH)
