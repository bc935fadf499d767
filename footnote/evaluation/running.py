"""Evaluation sets through a model."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from footnote.evaluation.results import Result, SetResults
from footnote.evaluation.sets import Asked, ConversationTurn, EvaluationSet
from footnote.evaluation.understanding import Understanding


def run_set(
    understanding: Understanding, evaluation_set: EvaluationSet, on_done: Callable[[int], None]
) -> SetResults:
    """Let a model understand every message of a set.

    Args:
        understanding: the model.
        evaluation_set: to be run.
        on_done: told how many messages were done since it was last told.
    """

    def result(text: str, expected: tuple[str, ...]) -> Result:
        understood = understanding.of(text)
        on_done(1)
        return Result(text, expected, understood)

    def asked(messages: Sequence[Asked]) -> tuple[Result, ...]:
        return tuple(result(message.text, message.expected) for message in messages)

    def conversation(turns: Sequence[ConversationTurn]) -> tuple[Result, ...]:
        understood = understanding.conversation([turn.text for turn in turns])
        on_done(len(turns))
        before = ["", *(turn.text for turn in turns)]
        return tuple(
            Result(turn.text, turn.accepted, made_of_it, previous)
            for turn, made_of_it, previous in zip(turns, understood, before)
        )

    return SetResults(
        name=evaluation_set.name,
        topics=asked(evaluation_set.topics),
        two_questions=asked(evaluation_set.two_questions),
        small_talk=asked(evaluation_set.small_talk),
        far=tuple(result(text, ()) for text in evaluation_set.far),
        near=tuple(result(text, ()) for text in evaluation_set.near),
        conversations=tuple(map(conversation, evaluation_set.conversations)),
    )
