"""Every rule holds for its own examples in `escalation.yml`, and only for those."""

from __future__ import annotations

from pathlib import Path

import pytest

from footnote.evaluation.understanding import Understanding
from footnote.knowledge.loading import load_knowledge
from footnote.triage.levels import Urgency

RULES = load_knowledge(Path(__file__).parents[2] / "knowledge").escalation
HOLDS = [(rule, text) for rule, entry in RULES.items() for text in entry.holds]
DOES_NOT_HOLD = [(rule, text) for rule, entry in RULES.items() for text in entry.does_not_hold]


@pytest.mark.parametrize(("rule", "text"), HOLDS)
def test_a_rule_holds_for_its_examples(understanding: Understanding, rule: str, text: str) -> None:
    understood = understanding.of(text)
    assert rule in understood.rules
    assert Urgency(understood.urgency).rank >= RULES[rule].urgency.rank


@pytest.mark.parametrize(("rule", "text"), DOES_NOT_HOLD)
def test_a_rule_does_not_hold_for_its_counterexamples(
    understanding: Understanding, rule: str, text: str
) -> None:
    assert rule not in understanding.of(text).rules


def test_every_rule_has_examples_of_both_kinds() -> None:
    assert [
        rule for rule, entry in RULES.items() if not (entry.holds and entry.does_not_hold)
    ] == []
