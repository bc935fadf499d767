"""However many rules hold, and in whatever order: the highest level wins and all are named."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from footnote.triage.levels import Clearance, Urgency
from footnote.triage.policy import EscalationPolicy, EscalationRule, Verdict

#: One rule for every urgency and clearance.
POLICY = EscalationPolicy(
    EscalationRule(f"{urgency.value}-{clearance and clearance.value}", urgency, clearance, ())
    for urgency in Urgency
    for clearance in (None, *Clearance)
)

rule_ids = st.sampled_from(sorted(POLICY.rules))
held_rules = st.lists(rule_ids, max_size=8)


def _clearance_rank(verdict: Verdict) -> int:
    return -1 if verdict.clearance is None else verdict.clearance.rank


@given(held_rules, rule_ids)
@settings(deadline=None)
def test_another_rule_never_lowers_a_verdict(held: list[str], added: str) -> None:
    before, after = POLICY.verdict(held), POLICY.verdict([*held, added])

    assert after.urgency.rank >= before.urgency.rank
    assert _clearance_rank(after) >= _clearance_rank(before)
    assert set(after.rules) >= set(before.rules)


@given(held_rules, st.randoms())
@settings(deadline=None)
def test_order_and_repetition_do_not_matter(held: list[str], random: Random) -> None:
    shuffled = [*held, *held]
    random.shuffle(shuffled)
    one, other = POLICY.verdict(held), POLICY.verdict(shuffled)

    assert (one.urgency, one.clearance) == (other.urgency, other.clearance)
    assert set(one.rules) == set(other.rules)
    assert len(other.rules) == len(set(other.rules))


@given(held_rules)
@settings(deadline=None)
def test_a_verdict_is_as_high_as_its_highest_rule(held: list[str]) -> None:
    verdict = POLICY.verdict(held)

    assert verdict.urgency.rank == max((POLICY.rules[r].urgency.rank for r in held), default=0)


def test_no_rule_gives_no_verdict() -> None:
    assert POLICY.verdict([]) == Verdict(Urgency.NONE, None, ())


def test_an_unknown_rule_is_refused() -> None:
    with pytest.raises(KeyError):
        POLICY.verdict(["nothing of the kind"])


def test_levels_are_ordered_from_mild_to_severe() -> None:
    assert sorted(Urgency, key=lambda level: level.rank) == [
        *(Urgency.NONE, Urgency.WATCH, Urgency.DOCTOR, Urgency.URGENT, Urgency.EMERGENCY)
    ]
    assert sorted(Clearance, key=lambda level: level.rank) == [
        *(Clearance.OK, Clearance.ADAPT, Clearance.ASK_FIRST, Clearance.AVOID)
    ]
