"""The words of every escalation rule meet its own examples, and only those."""

from __future__ import annotations

from pathlib import Path

import pytest

from footnote.knowledge.loading import load_knowledge
from footnote.triage.levels import Urgency
from footnote.triage.policy import CRISIS_RULE, EscalationPolicy

KNOWLEDGE = load_knowledge(Path(__file__).parents[3] / "knowledge")
POLICY = EscalationPolicy.of(KNOWLEDGE)
HOLDS = [(rule, text) for rule, entry in KNOWLEDGE.escalation.items() for text in entry.holds]
DOES_NOT_HOLD = [
    (rule, text) for rule, entry in KNOWLEDGE.escalation.items() for text in entry.does_not_hold
]


@pytest.mark.parametrize(("rule", "text"), HOLDS)
def test_the_rule_holds(rule: str, text: str) -> None:
    assert rule in POLICY.matching(text)


@pytest.mark.parametrize(("rule", "text"), DOES_NOT_HOLD)
def test_the_rule_does_not_hold(rule: str, text: str) -> None:
    assert rule not in POLICY.matching(text)


@pytest.mark.parametrize("text", [text for _, text in DOES_NOT_HOLD])
def test_a_counterexample_is_no_emergency_by_any_other_rule(text: str) -> None:
    assert POLICY.verdict(POLICY.matching(text)).urgency is not Urgency.EMERGENCY


def test_every_rule_with_patterns_has_an_example_and_a_counterexample() -> None:
    for rule, entry in KNOWLEDGE.escalation.items():
        if entry.patterns:
            assert entry.holds, rule
            assert entry.does_not_hold, rule


def test_every_emergency_is_recognised_by_its_words() -> None:
    emergencies = {
        rule for rule, entry in KNOWLEDGE.escalation.items() if entry.urgency is Urgency.EMERGENCY
    }

    assert CRISIS_RULE in emergencies
    assert all(KNOWLEDGE.escalation[rule].patterns for rule in emergencies)


@pytest.mark.parametrize(
    "text",
    [
        "I can't breathe",
        "I can\u2019t breathe",
        "i cant breathe",
        "I CAN\u00b4T BREATHE!!!",
        "i  can\n not   breathe",
        "ever since the massage I can't breathe, what should I do",
    ],
)
def test_lay_spelling_does_not_hide_an_emergency(text: str) -> None:
    assert "breathing_or_chest" in POLICY.matching(text)


def test_a_message_may_meet_several_rules() -> None:
    held = POLICY.matching("my calf is hot and swollen and now my chest feels really tight")

    assert set(held) == {"breathing_or_chest", "dvt_suspected"}
    verdict = POLICY.verdict(held)
    assert verdict.urgency is Urgency.EMERGENCY
    assert verdict.rules == held


def test_no_question_of_the_knowledge_base_is_taken_for_an_emergency() -> None:
    for topic in KNOWLEDGE.topics.values():
        assert POLICY.verdict(POLICY.matching(topic.question)).urgency is not Urgency.EMERGENCY


def test_a_policy_survives_being_stored() -> None:
    restored = EscalationPolicy.from_state(POLICY.state())

    assert restored.rules == POLICY.rules
