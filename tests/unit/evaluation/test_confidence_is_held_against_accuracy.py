from __future__ import annotations

import pytest

from footnote.evaluation.reliability import answers_of, reliability
from tests.unit.evaluation.by_hand import result


def test_the_error_weighs_each_bin_with_its_answers() -> None:
    found = reliability([(0.95, True), (0.95, True), (0.95, True), (0.55, False)])

    assert [(b.n, b.accuracy) for b in found.bins if b.n] == [(1, 0.0), (3, 1.0)]
    assert found.expected_calibration_error == pytest.approx((1 * 0.55 + 3 * 0.05) / 4)


def test_certainty_belongs_to_the_last_bin() -> None:
    assert reliability([(1.0, True)]).bins[-1].n == 1


def test_without_answers_there_is_no_error() -> None:
    assert reliability([]).expected_calibration_error is None


def test_only_answers_make_a_claim() -> None:
    asked = [
        result("hours", topics="hours", confidence=0.8),
        result("hours", topics="prices", confidence=0.7),
        result("hours", intent="clarify", candidates="hours"),
        result("hours", topics="hours", rules="numbness", confidence=1.0),
    ]

    assert answers_of(asked) == [(0.8, True), (0.7, False)]
