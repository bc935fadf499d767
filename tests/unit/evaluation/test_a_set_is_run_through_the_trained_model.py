from __future__ import annotations

from pathlib import Path

import pytest

from footnote.evaluation.running import run_set
from footnote.evaluation.sets import Asked, ConversationTurn, EvaluationSet
from footnote.evaluation.understanding import Understanding


@pytest.fixture(scope="module")
def understanding(model: Path) -> Understanding:
    return Understanding(model)


def test_each_message_meets_what_the_model_makes_of_it(understanding: Understanding) -> None:
    turns = (
        ConversationTurn(("popping_cause",), "What makes the popping sound in a foot massage?"),
        ConversationTurn(("popping_danger",), "is it dangerous?"),
    )
    done: list[int] = []

    results = run_set(
        understanding,
        EvaluationSet(
            name="small",
            topics=(Asked(("prices",), "How much does a foot massage cost?"),),
            two_questions=(),
            small_talk=(Asked(("greet",), "hello"),),
            far=("Who was the first man on the moon?",),
            near=(),
            conversations=(turns,),
        ),
        done.append,
    )

    (priced,), (greeted,), (first, later) = (
        results.topics,
        results.small_talk,
        results.conversations[0],
    )
    assert priced.understood.topics == priced.expected
    assert greeted.understood.intent in understanding.chat_intents
    assert first.understood.topics == first.expected
    assert later.before == first.text
    # Only with the turn before in view is this a question on popping.
    assert later.understood.topics == later.expected
    assert sum(done) == 5


def test_asking_for_a_person_is_not_small_talk(understanding: Understanding) -> None:
    chat = understanding.chat_intents

    assert {"greet", "thanks", "joke"} <= chat
    assert chat.isdisjoint({"handoff", "clarify", "out_of_scope_far", "message_too_long"})
