"""What a report comes to by the project's own policy, at each bound of it."""

from __future__ import annotations

import pytest

from footnote.triage.findings import Finding, Status
from footnote.triage.levels import Clearance, Urgency
from footnote.triage.policy import UNSURE, EscalationPolicy, EscalationRule, Verdict
from tests.unit.triage.real_policy import POLICY


def _verdict(*findings: Finding) -> Verdict:
    return POLICY.verdict(findings)


@pytest.mark.parametrize(
    ("hours", "rule"),
    [(23.9, "numbness_brief"), (24.0, "numbness_persistent"), (300.0, "numbness_persistent")],
)
def test_numbness_is_brief_for_a_day(hours: float, rule: str) -> None:
    assert _verdict(Finding("numbness", hours=hours)).rules == (rule,)


@pytest.mark.parametrize(
    ("hours", "trend", "rules"),
    [
        (71.9, None, ("bruise_fresh",)),
        (72.0, None, ("bruise_persistent",)),
        (72.0, "worse", ("bruise_persistent",)),
        (200.0, "better", ("bruise_fresh",)),
    ],
)
def test_a_bruise_is_fresh_for_three_days_or_while_it_fades(
    hours: float, trend: str | None, rules: tuple[str, ...]
) -> None:
    assert _verdict(Finding("bruise", hours=hours, trend=trend)).rules == rules


@pytest.mark.parametrize(
    ("severity", "rule"), [(6.9, "cramp"), (7.0, "severe_pain"), (10.0, "severe_pain")]
)
def test_pain_is_severe_from_seven_of_ten(severity: float, rule: str) -> None:
    assert _verdict(Finding("pain", severity=severity)).rules == (rule,)


@pytest.mark.parametrize(
    ("findings", "rule"),
    [
        ([Finding("swelling", body="calf"), Finding("warmth", body="calf")], "dvt_suspected"),
        ([Finding("pain", body="leg"), Finding("redness", body="calf")], "dvt_suspected"),
        ([Finding("clot", Status.PAST), Finding("swelling")], "dvt_suspected"),
        ([Finding("hives"), Finding("vomiting")], "allergic_reaction"),
        ([Finding("snap"), Finding("pain")], "fresh_injury"),
        ([Finding("fever"), Finding("swelling", body="foot")], "infection_spreading"),
        ([Finding("diabetes"), Finding("numbness")], "diabetic_foot"),
        ([Finding("pop"), Finding("pain", trend="gone")], "pop_with_pain"),
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)
def test_some_rules_take_two_findings(findings: list[Finding], rule: str) -> None:
    assert rule in _verdict(*findings).rules
    assert not any(rule in _verdict(finding).rules for finding in findings)


def test_two_findings_of_different_parts_are_no_clot() -> None:
    verdict = _verdict(Finding("swelling", body="ankle"), Finding("pain", body="calf"))

    assert "dvt_suspected" not in verdict.rules


def test_a_settled_clot_asks_for_a_doctors_word_and_no_more() -> None:
    verdict = _verdict(Finding("clot", Status.PAST))

    assert (verdict.urgency, verdict.clearance) == (Urgency.NONE, Clearance.ASK_FIRST)


def test_blood_pressure_under_control_is_no_reason_against_a_massage() -> None:
    controlled, unsaid = (_verdict(Finding("blood_pressure", controlled=c)) for c in ("yes", None))

    assert controlled == Verdict()
    assert unsaid.clearance is Clearance.ASK_FIRST


def test_every_rule_that_holds_is_named_the_most_urgent_first() -> None:
    chest, swollen = Finding("chest_pain"), Finding("swelling", onset="massage")

    verdict = _verdict(Finding("diabetes"), swollen, chest)

    assert verdict.rules == ("breathing_or_chest", "swelling", "diabetes")
    assert (verdict.urgency, verdict.clearance) == (Urgency.EMERGENCY, Clearance.AVOID)
    assert [held.findings for held in verdict.held[:2]] == [(chest,), (swollen,)]


def test_the_most_urgent_rule_is_named_first_wherever_it_stands() -> None:
    upside_down = EscalationPolicy(reversed(list(POLICY.rules.values())), POLICY.questions)

    assert upside_down.verdict([Finding("chest_pain"), Finding("diabetes")]).rules == (
        *("breathing_or_chest", "diabetes"),
    )


@pytest.mark.parametrize(
    ("finding", "question", "at_most"),
    [
        (Finding("injury_fresh"), "weight_bearing", Urgency.URGENT),
        (Finding("numbness"), "duration", Urgency.DOCTOR),
        (Finding("bruise"), "duration", Urgency.DOCTOR),
        (Finding("swelling"), "side", Urgency.DOCTOR),
        (Finding("pain"), "severity", Urgency.DOCTOR),
    ],
    ids=lambda value: value.type if isinstance(value, Finding) else None,
)
def test_what_a_verdict_hangs_on_is_asked_while_watching(
    finding: Finding, question: str, at_most: Urgency
) -> None:
    verdict = _verdict(finding)

    assert verdict.asks == question
    assert (verdict.urgency, verdict.at_most) == (Urgency.WATCH, at_most)


def test_the_question_that_can_raise_most_comes_first() -> None:
    assert _verdict(Finding("pain"), Finding("injury_fresh")).asks == "weight_bearing"


def test_nothing_is_asked_that_could_raise_nothing() -> None:
    assert _verdict(Finding("pain"), Finding("chest_pain")).asks is None
    assert _verdict(Finding("pain"), Finding("deformity")).asks is None


@pytest.mark.parametrize(
    ("answer", "urgency"), [(3.0, Urgency.WATCH), (8.0, Urgency.DOCTOR), (UNSURE, Urgency.DOCTOR)]
)
def test_an_answer_settles_it_and_nobody_is_asked_again(
    answer: str | float, urgency: Urgency
) -> None:
    verdict = POLICY.verdict([Finding("pain")], {"severity": answer}, ["severity"])

    assert (verdict.urgency, verdict.asks) == (urgency, None)


def test_an_answer_does_not_outweigh_what_was_said() -> None:
    verdict = POLICY.verdict([Finding("pain", severity=9.0)], {"severity": 2.0}, ["severity"])

    assert verdict.rules == ("severe_pain",)


def test_what_may_not_be_asked_any_more_counts_as_the_worst() -> None:
    verdict = POLICY.verdict([Finding("numbness")], asked=["side", "severity"])

    assert verdict.asks is None
    assert verdict.urgency is Urgency.DOCTOR


def test_nothing_reported_gives_no_verdict() -> None:
    assert POLICY.verdict([]) == Verdict()


def test_rules_that_meaning_points_to_give_their_verdict() -> None:
    verdict = POLICY.of_rules(["cramp", "swelling", "cramp"])

    assert verdict.rules == ("cramp", "swelling")
    assert (verdict.urgency, verdict.clearance) == (Urgency.DOCTOR, Clearance.AVOID)
    with pytest.raises(KeyError):
        POLICY.of_rules(["nothing of the kind"])


@pytest.mark.parametrize(
    ("when", "says"),
    [
        ("swelling", "write `finding: ...`"),
        ({"body": "foot"}, "a condition has `finding`"),
        ({"finding": "pain", "sort": "dull"}, "unknown key sort: use one of body"),
        ({"finding": "pain", "severity": {"over": "7"}}, "`at_least` or `below`"),
        ({"finding": "pain", "status": "perhaps"}, "perhaps"),
        ({"any": [{"finding": "pain"}], "all": []}, "a condition has"),
    ],
)
def test_a_condition_that_cannot_be_read_says_how_to_mend_it(when: object, says: str) -> None:
    rule = EscalationRule("rule", Urgency.WATCH, None, "why", None, when)

    with pytest.raises(ValueError, match=says):
        EscalationPolicy([rule], {}).verdict([])
