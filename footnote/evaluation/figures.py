"""All figures of a report, and the same as JSON types."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from footnote.evaluation.confusion import (
    ConfusedPair,
    ConfusionMatrix,
    confused_pairs,
    confusion_matrix,
)
from footnote.evaluation.metrics import (
    ClassScore,
    Latency,
    Measure,
    Miss,
    TopicScore,
    class_scores,
    latency,
    measures,
    topic_scores,
    worst_misses,
)
from footnote.evaluation.reliability import Reliability, answers_of, reliability
from footnote.evaluation.results import LabelKinds, SetResults

ALL_SETS = "all sets"


@dataclass(frozen=True)
class SetFigures:
    """The figures of one set, or of all sets together.

    Attributes:
        name: the set's name.
        messages: how many it holds.
        measures: with their targets.
        topics: worst first.
        classes: of small talk.
        latency: over all its messages.
        reliability: over the questions on topics that were answered.
    """

    name: str
    messages: int
    measures: tuple[Measure, ...]
    topics: tuple[TopicScore, ...]
    classes: tuple[ClassScore, ...]
    latency: Latency
    reliability: Reliability


@dataclass(frozen=True)
class Figures:
    """Everything the report shows.

    Attributes:
        sets: one by one.
        together: the same over all sets.
        confusion: over all sets.
        pairs: over all sets.
        misses: over all sets.
    """

    sets: tuple[SetFigures, ...]
    together: SetFigures
    confusion: ConfusionMatrix
    pairs: tuple[ConfusedPair, ...]
    misses: tuple[Miss, ...]

    def as_json(self) -> dict[str, Any]:
        """Return the figures as JSON types."""
        return asdict(self)


def figures_of(results: tuple[SetResults, ...], kinds: LabelKinds) -> Figures:
    """Work out all figures.

    Args:
        results: one or more sets, each with at least one message.
        kinds: what their labels are.

    Raises:
        ValueError: a set holds no message.
    """
    together = SetResults.together(ALL_SETS, results)
    return Figures(
        sets=tuple(_set_figures(each, kinds) for each in results),
        together=_set_figures(together, kinds),
        confusion=confusion_matrix(together, kinds),
        pairs=confused_pairs(together.topics),
        misses=worst_misses(together, kinds),
    )


def _set_figures(results: SetResults, kinds: LabelKinds) -> SetFigures:
    every = tuple(results.all())
    return SetFigures(
        name=results.name,
        messages=len(every),
        measures=measures(results, kinds),
        topics=topic_scores(results.topics, kinds),
        classes=class_scores(results.small_talk, kinds),
        latency=latency(every),
        reliability=reliability(answers_of(results.topics)),
    )
