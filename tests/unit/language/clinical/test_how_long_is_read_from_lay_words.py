"""Durations: however somebody puts them, rules compare hours."""

from __future__ import annotations

from datetime import datetime

import pytest

from footnote.knowledge.wording import normalised
from footnote.language.clinical.durations import hours_said

#: A Thursday afternoon.
NOW = datetime(2024, 5, 16, 15, 0)
DAY = 24.0


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("5 mins", 5 / 60),
        ("for half an hour", 0.5),
        ("an hour ago", 1),
        ("two and a half days", 60),
        ("it is day five", 120),
        ("1.5 hours", 1.5),
        ("a few hours", 3),
        ("36 hours", 36),
        ("twenty four hours", 24),
        ("overnight", 8),
        ("since this morning", 6),
        ("since last night", 14),
        ("since yesterday", DAY),
        ("all day", DAY),
        ("since the day before yesterday", 2 * DAY),
        ("for a couple of days", 2 * DAY),
        ("for three days now", 3 * DAY),
        ("3 or 4 days", 4 * DAY),
        ("1-2 days", 2 * DAY),
        ("2d", 2 * DAY),
        ("it's been a week", 7 * DAY),
        ("over a fortnight", 14 * DAY),
        ("two weeks", 14 * DAY),
        ("since last week", 7 * DAY),
        ("for weeks", 21 * DAY),
        ("for months", 90 * DAY),
        ("since Tuesday", 2 * DAY),
        ("on Monday", 3 * DAY),
        ("since Friday", 6 * DAY),
    ],
)
def test_lay_words_become_hours(text: str, hours: float) -> None:
    assert hours_said(normalised(text), NOW) == pytest.approx(hours, abs=0.01)


@pytest.mark.parametrize(
    ("text", "below"),
    [("less than a day", DAY), ("under 24 hours", DAY), ("almost 3 days", 3 * DAY)],
)
def test_what_is_not_quite_reached_is_less(text: str, below: float) -> None:
    hours = hours_said(normalised(text), NOW)

    assert hours is not None
    assert below / 2 < hours < below


def test_how_long_it_lasts_counts_more_than_when_something_else_was() -> None:
    text = normalised("My visit was a week ago, and it has hurt for two days")

    assert hours_said(text, NOW) == 2 * DAY


@pytest.mark.parametrize(
    "text",
    ["hello", "since I fell", "8 out of 10", "both feet", "how much is an hour with you", ""],
)
def test_a_text_that_says_no_time_gives_none(text: str) -> None:
    assert hours_said(normalised(text), NOW) is None
