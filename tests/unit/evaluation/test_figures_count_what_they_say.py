from __future__ import annotations

from dataclasses import replace

import pytest

from footnote.evaluation.figures import figures_of
from footnote.evaluation.metrics import (
    Measure,
    Target,
    latency,
    measures,
    topic_scores,
    worst_misses,
)
from footnote.evaluation.results import SetResults
from tests.unit.evaluation.by_hand import KINDS, result, set_results


def measured(results: SetResults) -> dict[str, Measure]:
    return {measure.key: measure for measure in measures(results, KINDS)}


def test_a_bound_itself_meets_the_target() -> None:
    at_least, at_most = Target(96), Target(2, at_most=True)

    assert at_least.met(96, 100)
    assert not at_least.met(95, 100)
    assert at_most.met(2, 100)
    assert not at_most.met(3, 100)


def test_questions_on_topics_are_counted_once_per_measure() -> None:
    found = measured(
        set_results(
            topics=(
                result("prices", topics="prices", text="What does it cost?"),
                result("prices", intent="clarify", candidates="hours prices"),
                result("hours", topics="prices"),
                result("hours", topics="hours", rules="numbness"),
            )
        )
    )

    hits = {key: measure.hits for key, measure in found.items() if measure.n}
    assert hits == {
        "right_first_time": 2,
        "right_or_offered": 3,
        "confidently_wrong": 1,
        "wrongly_escalated": 1,
        "seen_in_training": 1,
    }
    assert found["right_first_time"].share == 0.5
    assert found["right_first_time"].met is False
    assert found["wrongly_escalated"].met is None


def test_a_measure_of_nothing_is_neither_met_nor_missed() -> None:
    assert measured(set_results())["small_talk"] == Measure(
        "small_talk", "Small talk, and asking for a person", 0, 0, None, Target(97), None
    )


def test_first_and_later_turns_are_counted_apart() -> None:
    right, wrong = result("hours", topics="hours"), result("hours", topics="prices")
    found = measured(replace(set_results(), conversations=((right, wrong, right), (wrong, right))))

    assert (found["first_turns"].hits, found["first_turns"].n) == (1, 2)
    assert (found["later_turns"].hits, found["later_turns"].n) == (2, 3)


def test_topics_stand_worst_first() -> None:
    scores = topic_scores(
        (
            result("prices", topics="prices"),
            result("prices", topics="prices"),
            result("gout", topics="gout"),
            result("gout", intent="clarify", candidates="gout hours"),
            result("hours", topics="prices"),
        ),
        KINDS,
    )

    assert [(s.topic, s.n, s.right, s.right_or_offered, s.wrong) for s in scores] == [
        ("hours", 1, 0, 0, 1),
        ("gout", 2, 1, 2, 0),
        ("prices", 2, 2, 2, 0),
    ]


def test_the_most_confident_miss_stands_first_and_what_was_offered_is_none() -> None:
    misses = worst_misses(
        set_results(
            topics=(
                result("prices", topics="hours", confidence=0.6, text="unsure"),
                result("prices", intent="clarify", candidates="prices", text="offered"),
            ),
            far=(result("", topics="hours", confidence=0.99, text="far"),),
            small_talk=(result("greet", topics="gout", confidence=0.7, text="greeting"),),
        ),
        KINDS,
    )

    assert [(miss.part, miss.result.text) for miss in misses] == [
        ("far", "far"),
        ("small talk", "greeting"),
        ("topic", "unsure"),
    ]


def test_the_95th_percentile_is_a_time_that_was_measured() -> None:
    taken = latency([result("hours", milliseconds=ms) for ms in range(20, 0, -1)])

    assert (taken.n, taken.median, taken.p95) == (20, 10.5, 19)


def test_all_sets_together_hold_every_message_of_each() -> None:
    one = set_results(topics=(result("hours", topics="hours"),))
    other = set_results(topics=(result("hours", topics="prices"),), far=(result(""),))

    together = figures_of((one, other), KINDS).together

    assert together.messages == 3
    assert together.measures[0].share == 0.5


def test_a_set_without_messages_is_refused() -> None:
    with pytest.raises(ValueError, match="no results"):
        figures_of((set_results(),), KINDS)
