"""Whether the model is right as often as its confidence says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from footnote.evaluation import judging
from footnote.evaluation.results import Result

BINS = 10


@dataclass(frozen=True)
class Bin:
    """Answers whose confidence lies between two bounds.

    Attributes:
        low: lower bound, 0 to 1.
        high: upper bound.
        n: answers in the bin.
        confidence: their mean confidence, None in an empty bin.
        accuracy: the share of them that is right, None in an empty bin.
    """

    low: float
    high: float
    n: int
    confidence: float | None
    accuracy: float | None


@dataclass(frozen=True)
class Reliability:
    """Confidence against accuracy.

    Attributes:
        n: answers judged.
        expected_calibration_error: mean distance of confidence and accuracy over the bins, each
            weighted with its answers; None without answers.
        bins: from low to high confidence.
    """

    n: int
    expected_calibration_error: float | None
    bins: tuple[Bin, ...]


def answers_of(results: Sequence[Result]) -> list[tuple[float, bool]]:
    """Return confidence and rightness of every question that was answered.

    Questions that were answered with a choice or not at all make no claim, and a report's
    confidence is not that of a topic.
    """
    return [
        (result.understood.confidence, judging.right_first_time(result))
        for result in results
        if result.understood.topics and not result.understood.rules
    ]


def reliability(answers: Sequence[tuple[float, bool]]) -> Reliability:
    """Sort answers into bins of equal width.

    Args:
        answers: confidence from 0 to 1, and whether the answer is right.
    """
    binned: list[list[tuple[float, bool]]] = [[] for _ in range(BINS)]
    for confidence, right in answers:
        binned[min(int(confidence * BINS), BINS - 1)].append((confidence, right))
    bins = []
    error = 0.0
    for i, held in enumerate(binned):
        n = len(held)
        confidence_sum = sum(confidence for confidence, _ in held)
        right_sum = sum(right for _, right in held)
        bins.append(
            Bin(
                i / BINS,
                (i + 1) / BINS,
                n,
                confidence_sum / n if n else None,
                right_sum / n if n else None,
            )
        )
        error += abs(confidence_sum - right_sum)
    return Reliability(len(answers), error / len(answers) if answers else None, tuple(bins))
