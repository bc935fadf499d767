"""When a result is right: one rule per kind of message."""

from __future__ import annotations

from footnote.evaluation.results import LabelKinds, Result
from footnote.language import intents


def right_first_time(result: Result) -> bool:
    """Tell whether exactly what was asked is answered, beside a verdict or without one."""
    return result.understood.topics == result.expected


def right_or_offered(result: Result) -> bool:
    """Tell whether the right topic is answered, also beside others, or one tap away."""
    (topic,) = result.expected
    understood = result.understood
    offered = understood.candidates if understood.intent == intents.CLARIFY else ()
    return topic in understood.topics or topic in offered


def confidently_wrong(result: Result) -> bool:
    """Tell whether topics are answered, and the right one is not among them."""
    (topic,) = result.expected
    return bool(result.understood.topics) and topic not in result.understood.topics


def all_found(result: Result) -> bool:
    """Tell whether every question of a message is answered."""
    return set(result.expected) <= set(result.understood.topics)


def found_in_order(result: Result) -> bool:
    """Tell whether the questions of a message are answered in order, and nothing else is."""
    return result.understood.topics == result.expected


def answered_as_in_scope(result: Result, kinds: LabelKinds) -> bool:
    """Tell whether an out-of-scope message gets an answer.

    A boundary topic says what is not covered, so it is no answer.
    """
    return any(topic in kinds.in_scope for topic in result.understood.topics)


def told_out_of_scope(result: Result, kinds: LabelKinds) -> bool:
    """Tell whether an out-of-scope message is told that it is not covered."""
    understood = result.understood
    if understood.topics:
        return kinds.in_scope.isdisjoint(understood.topics)
    return understood.intent.startswith(intents.OUT_OF_SCOPE_PREFIX)


def small_talk_right(result: Result, kinds: LabelKinds) -> bool:
    """Tell whether small talk gets small talk, and who asks for a person gets one."""
    (expected,) = result.expected
    return _same_class((expected,), result.understood.intent, kinds)


def turn_right(result: Result, kinds: LabelKinds) -> bool:
    """Tell whether a turn of a conversation is answered with one accepted topic or class."""
    topics = result.understood.topics
    if topics:
        return len(topics) == 1 and topics[0] in result.expected
    return _same_class(result.expected, result.understood.intent, kinds)


def _same_class(accepted: tuple[str, ...], intent: str, kinds: LabelKinds) -> bool:
    if intent in accepted:
        return True
    return intent in kinds.chat and not kinds.chat.isdisjoint(accepted)
