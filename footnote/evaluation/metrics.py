"""Figures of a set's results: measures with their targets, topics, latency, the worst misses."""

from __future__ import annotations

import math
import statistics
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from footnote.evaluation import judging
from footnote.evaluation.results import LabelKinds, Result, SetResults
from footnote.triage.levels import Urgency

PERCENTILE = 0.95


@dataclass(frozen=True)
class Target:
    """What a measure must reach.

    Attributes:
        percent: the bound, which meets the target itself.
        at_most: True where the measure must not exceed it, False where it must reach it.
    """

    percent: float
    at_most: bool = False

    def met(self, hits: int, n: int) -> bool:
        """Tell whether so many of n messages meet the target."""
        return 100 * hits <= self.percent * n if self.at_most else 100 * hits >= self.percent * n


@dataclass(frozen=True)
class Measure:
    """How many of n messages something holds for.

    Attributes:
        key: the measure's name in `figures.json`.
        label: the same in words.
        hits: messages that it holds for.
        n: messages judged.
        share: hits / n, None where nothing was judged.
        target: None where the measure is for information.
        met: whether the target is met, None without a target or without messages.
    """

    key: str
    label: str
    hits: int
    n: int
    share: float | None
    target: Target | None
    met: bool | None


@dataclass(frozen=True)
class TopicScore:
    """How the questions on one topic fared.

    Attributes:
        topic: its id.
        area: its area.
        n: questions on it.
        right: of them right first time.
        right_or_offered: of them answered or offered.
        wrong: of them answered with other topics only.
    """

    topic: str
    area: str
    n: int
    right: int
    right_or_offered: int
    wrong: int

    @property
    def has_misses(self) -> bool:
        """Tell whether a question was not right first time."""
        return self.right < self.n


@dataclass(frozen=True)
class ClassScore:
    """How the messages of one small-talk class fared: `right` of `n`."""

    name: str
    n: int
    right: int


@dataclass(frozen=True)
class Latency:
    """Time that understanding n messages took, in milliseconds each."""

    n: int
    median: float
    p95: float


@dataclass(frozen=True)
class Miss:
    """A message that was not understood.

    Attributes:
        part: of the evaluation set it belongs to.
        result: what was expected and what came.
    """

    part: str
    result: Result


def _measure(
    key: str,
    label: str,
    results: Sequence[Result],
    holds: Callable[[Result], bool],
    target: Target | None = None,
) -> Measure:
    hits, n = sum(map(holds, results)), len(results)
    met = target.met(hits, n) if target and n else None
    return Measure(key, label, hits, n, hits / n if n else None, target, met)


def measures(results: SetResults, kinds: LabelKinds) -> tuple[Measure, ...]:
    """Return all measures of a set, in the order of the page.

    Args:
        results: of the set.
        kinds: what its labels are.
    """

    def in_scope(result: Result) -> bool:
        return judging.answered_as_in_scope(result, kinds)

    def turn(result: Result) -> bool:
        return judging.turn_right(result, kinds)

    topics, two = results.topics, results.two_questions
    first_turns = [turns[0] for turns in results.conversations]
    later_turns = [result for turns in results.conversations for result in turns[1:]]
    return (
        _measure(
            "right_first_time",
            "Topic right first time",
            topics,
            judging.right_first_time,
            Target(96),
        ),
        _measure(
            "right_or_offered",
            "Right, or offered among the questions to choose from",
            topics,
            judging.right_or_offered,
            Target(99),
        ),
        _measure(
            "confidently_wrong",
            "Confidently wrong: answered, but not what was asked",
            topics,
            judging.confidently_wrong,
            Target(2, at_most=True),
        ),
        _measure(
            "wrongly_escalated",
            "A question on a topic taken for a report",
            topics,
            lambda result: result.understood.urgency != Urgency.NONE.value,
        ),
        _measure(
            "two_questions_found",
            "Two questions in a message: both found",
            two,
            judging.all_found,
            Target(92),
        ),
        _measure(
            "two_questions_in_order",
            "Two questions in a message: both found, in order, and nothing else",
            two,
            judging.found_in_order,
        ),
        _measure(
            "later_turns", "Later turns of a conversation right", later_turns, turn, Target(92)
        ),
        _measure("first_turns", "First turns of a conversation right", first_turns, turn),
        _measure(
            "far_answered",
            "Far out of scope, answered as if in scope",
            results.far,
            in_scope,
            Target(1, at_most=True),
        ),
        _measure(
            "near_answered",
            "Near out of scope, answered as if in scope",
            results.near,
            in_scope,
            Target(6, at_most=True),
        ),
        _measure(
            "told_out_of_scope",
            "Out of scope, far or near, and told so",
            (*results.far, *results.near),
            lambda result: judging.told_out_of_scope(result, kinds),
        ),
        _measure(
            "small_talk",
            "Small talk, and asking for a person",
            results.small_talk,
            lambda result: judging.small_talk_right(result, kinds),
            Target(97),
        ),
        _measure(
            "seen_in_training",
            "Questions that happen to be training phrasings, word for word",
            topics,
            lambda result: result.text.casefold() in kinds.phrasings,
        ),
    )


def topic_scores(results: Sequence[Result], kinds: LabelKinds) -> tuple[TopicScore, ...]:
    """Return the scores of all topics asked about, worst first."""
    by_topic: defaultdict[str, list[Result]] = defaultdict(list)
    for result in results:
        by_topic[result.expected[0]].append(result)
    scores = [
        TopicScore(
            topic=topic,
            area=kinds.areas[topic],
            n=len(asked),
            right=sum(map(judging.right_first_time, asked)),
            right_or_offered=sum(map(judging.right_or_offered, asked)),
            wrong=sum(map(judging.confidently_wrong, asked)),
        )
        for topic, asked in by_topic.items()
    ]
    return tuple(sorted(scores, key=lambda s: (s.right / s.n, s.right_or_offered / s.n, s.topic)))


def class_scores(results: Sequence[Result], kinds: LabelKinds) -> tuple[ClassScore, ...]:
    """Return the scores of all small-talk classes, in alphabetical order."""
    by_class: defaultdict[str, list[bool]] = defaultdict(list)
    for result in results:
        by_class[result.expected[0]].append(judging.small_talk_right(result, kinds))
    return tuple(
        ClassScore(name, len(by_class[name]), sum(by_class[name])) for name in sorted(by_class)
    )


def latency(results: Sequence[Result]) -> Latency:
    """Return median and 95th percentile (nearest rank).

    Raises:
        ValueError: there are no results.
    """
    if not results:
        raise ValueError("no results to take the latency of")
    times = sorted(result.understood.milliseconds for result in results)
    return Latency(
        len(times), statistics.median(times), times[math.ceil(PERCENTILE * len(times)) - 1]
    )


def worst_misses(results: SetResults, kinds: LabelKinds) -> tuple[Miss, ...]:
    """Return what was got wrong, the most confident first.

    A question whose topic was answered beside others or offered is no miss here.
    """
    turns = [result for turns in results.conversations for result in turns]
    misses = [
        *_misses("topic", results.topics, judging.right_or_offered),
        *_misses("two questions", results.two_questions, judging.all_found),
        *_misses(
            "small talk", results.small_talk, lambda result: judging.small_talk_right(result, kinds)
        ),
        *_misses(
            "far", results.far, lambda result: not judging.answered_as_in_scope(result, kinds)
        ),
        *_misses(
            "near", results.near, lambda result: not judging.answered_as_in_scope(result, kinds)
        ),
        *_misses("conversation", turns, lambda result: judging.turn_right(result, kinds)),
    ]
    return tuple(sorted(misses, key=lambda miss: -miss.result.understood.confidence))


def _misses(part: str, results: Sequence[Result], right: Callable[[Result], bool]) -> list[Miss]:
    return [Miss(part, result) for result in results if not right(result)]
