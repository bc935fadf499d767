"""What is taken for what: areas as a matrix, topics as pairs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from footnote.evaluation.results import LabelKinds, Result, SetResults, Understood
from footnote.language import intents

CHOICE = "asked to choose"
REPORT = "taken for a report"
CHAT = "small talk"
PERSON = "a person"
BEYOND = "not covered"
OUTCOMES = (CHOICE, REPORT, CHAT, PERSON, BEYOND)
FAR, NEAR = "far out of scope", "near out of scope"


@dataclass(frozen=True)
class ConfusionMatrix:
    """Messages by what they are and what they became.

    Attributes:
        rows: what they are.
        columns: what they became.
        counts: one row per row, one number per column.
        fitting: in the same shape, whether the outcome is what such a message should become.
    """

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    counts: tuple[tuple[int, ...], ...]
    fitting: tuple[tuple[bool, ...], ...]


@dataclass(frozen=True)
class ConfusedPair:
    """A topic that was asked about and another that came instead.

    Attributes:
        expected: the topic asked about.
        instead: the topic that came.
        answered: times it was answered.
        preferred: times it led the questions to choose from.
        example: a message this happened to.
    """

    expected: str
    instead: str
    answered: int
    preferred: int
    example: str


def confusion_matrix(results: SetResults, kinds: LabelKinds) -> ConfusionMatrix:
    """Count single messages by area and outcome."""
    areas = tuple(sorted(set(kinds.areas.values())))
    rows, columns = (*areas, NEAR, FAR, CHAT, PERSON), (*areas, *OUTCOMES)
    counted = Counter(
        (row, _outcome(result, kinds)) for row, result in _rows_and_results(results, kinds)
    )
    in_scope_areas = {kinds.areas[topic] for topic in kinds.in_scope}
    beyond = {BEYOND, *(set(areas) - in_scope_areas)}
    fits = {row: beyond if row in (NEAR, FAR) else {row} for row in rows}
    return ConfusionMatrix(
        rows,
        columns,
        tuple(tuple(counted[row, column] for column in columns) for row in rows),
        tuple(tuple(column in fits[row] for column in columns) for row in rows),
    )


def _rows_and_results(results: SetResults, kinds: LabelKinds) -> Iterator[tuple[str, Result]]:
    for result in results.topics:
        yield kinds.areas[result.expected[0]], result
    for result in results.near:
        yield NEAR, result
    for result in results.far:
        yield FAR, result
    for result in results.small_talk:
        yield PERSON if result.expected == (intents.HANDOFF,) else CHAT, result


def _outcome(result: Result, kinds: LabelKinds) -> str:
    understood = result.understood
    if understood.rules and not understood.topics:
        return REPORT
    if understood.topics:
        answered = set(result.expected) & set(understood.topics)
        return kinds.areas[answered.pop() if answered else understood.topics[0]]
    if understood.intent == intents.CLARIFY:
        return CHOICE
    if understood.intent == intents.HANDOFF:
        return PERSON
    return CHAT if understood.intent in kinds.chat else BEYOND


def confused_pairs(results: Sequence[Result]) -> tuple[ConfusedPair, ...]:
    """Return the pairs of topics taken for each other, the most frequent first."""
    answered: Counter[tuple[str, str]] = Counter()
    preferred: Counter[tuple[str, str]] = Counter()
    examples: dict[tuple[str, str], str] = {}
    for result in results:
        (expected,) = result.expected
        for topic in result.understood.topics:
            if topic != expected:
                answered[expected, topic] += 1
                examples.setdefault((expected, topic), result.text)
        best = _best_offered(result.understood)
        if best is not None and best != expected:
            preferred[expected, best] += 1
            examples.setdefault((expected, best), result.text)
    pairs = [
        ConfusedPair(*pair, answered[pair], preferred[pair], example)
        for pair, example in examples.items()
    ]
    return tuple(sorted(pairs, key=lambda p: (-p.answered, -p.preferred, p.expected, p.instead)))


def _best_offered(understood: Understood) -> str | None:
    if understood.intent == intents.CLARIFY and understood.candidates:
        return understood.candidates[0]
    return None
