from __future__ import annotations

from typing import Any

import pytest

from footnote.evaluation import judging
from tests.unit.evaluation.by_hand import KINDS, result


@pytest.mark.parametrize(
    ("what_came", "first_time", "or_offered", "confidently_wrong"),
    [
        ({"topics": "prices"}, True, True, False),
        ({"topics": "prices", "rules": "numbness"}, True, True, False),
        ({"topics": "hours prices"}, False, True, False),
        ({"topics": "hours"}, False, False, True),
        ({"intent": "clarify", "candidates": "hours prices"}, False, True, False),
        ({"intent": "clarify", "candidates": "hours gout"}, False, False, False),
        ({"intent": "out_of_scope_near", "candidates": "prices"}, False, False, False),
        ({"intent": "report_numbness", "rules": "numbness"}, False, False, False),
    ],
)
def test_a_question_on_a_topic(
    what_came: dict[str, Any], first_time: bool, or_offered: bool, confidently_wrong: bool
) -> None:
    asked = result("prices", **what_came)

    assert judging.right_first_time(asked) is first_time
    assert judging.right_or_offered(asked) is or_offered
    assert judging.confidently_wrong(asked) is confidently_wrong


@pytest.mark.parametrize(
    ("topics", "found", "in_order"),
    [
        ("prices hours", True, True),
        ("hours prices", True, False),
        ("prices hours gout", True, False),
        ("prices", False, False),
    ],
)
def test_two_questions_in_a_message(topics: str, found: bool, in_order: bool) -> None:
    asked = result("prices hours", topics=topics)

    assert judging.all_found(asked) is found
    assert judging.found_in_order(asked) is in_order


@pytest.mark.parametrize(
    ("what_came", "answered", "told"),
    [
        ({"topics": "prices"}, True, False),
        ({"topics": "gout prices"}, True, False),
        ({"topics": "gout"}, False, True),
        ({"intent": "out_of_scope_near"}, False, True),
        ({"intent": "greet"}, False, False),
        ({"intent": "clarify", "candidates": "prices"}, False, False),
    ],
)
def test_a_message_out_of_scope(what_came: dict[str, Any], answered: bool, told: bool) -> None:
    beyond = result("", **what_came)

    assert judging.answered_as_in_scope(beyond, KINDS) is answered
    assert judging.told_out_of_scope(beyond, KINDS) is told


@pytest.mark.parametrize(
    ("expected", "intent", "right"),
    [
        ("greet", "thanks", True),
        ("greet", "handoff", False),
        ("greet", "out_of_scope_far", False),
        ("handoff", "handoff", True),
        ("handoff", "greet", False),
    ],
)
def test_small_talk_is_one_kind_and_asking_for_a_person_another(
    expected: str, intent: str, right: bool
) -> None:
    assert judging.small_talk_right(result(expected, intent=intent), KINDS) is right


@pytest.mark.parametrize(
    ("what_came", "right"),
    [
        ({"topics": "hours"}, True),
        ({"topics": "prices"}, False),
        ({"topics": "hours prices"}, False),
        ({"intent": "greet"}, True),
        ({"intent": "handoff"}, False),
        ({"intent": "clarify", "candidates": "hours"}, False),
    ],
)
def test_a_turn_of_a_conversation_is_right_with_one_accepted_topic_or_class(
    what_came: dict[str, Any], right: bool
) -> None:
    assert judging.turn_right(result("hours thanks", **what_came), KINDS) is right
