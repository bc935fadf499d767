"""Nothing that a client adds lowers a verdict, and what is not meant to be so raises none."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from footnote.triage.findings import Finding, Status
from footnote.triage.policy import UNSURE
from tests.unit.triage.real_policy import (
    ANSWERS,
    POLICY,
    TYPES,
    at_least,
    findings,
    present,
    reports,
)

UNREAL = (Status.DENIED, Status.GENERAL, Status.HYPOTHETICAL, Status.FIGURATIVE)
#: Reports of what questions are asked about.
asking = st.lists(
    findings(st.just(Status.PRESENT), ["pain", "numbness", "bruise", "swelling", "injury_fresh"]),
    max_size=3,
    unique_by=lambda finding: finding.type,
)
unreal_findings = findings(st.sampled_from(UNREAL), TYPES)
answers = st.fixed_dictionaries(
    {}, optional={name: st.sampled_from([*values, UNSURE]) for name, values in ANSWERS.items()}
)


@given(reports, present, answers)
@settings(deadline=None)
def test_another_finding_never_lowers_a_verdict(
    report: list[Finding], added: Finding, answered: dict[str, str | float]
) -> None:
    before = POLICY.verdict(report, answered, answered)
    after = POLICY.verdict([*report, added], answered, answered)

    assert at_least(after, before)


@given(reports, present)
@settings(deadline=None)
def test_a_rule_that_holds_goes_on_being_named(report: list[Finding], added: Finding) -> None:
    before, after = POLICY.verdict(report), POLICY.verdict([*report, added])

    assert set(after.rules) >= set(before.rules)


@given(reports, answers)
@settings(deadline=None)
def test_the_order_of_findings_does_not_matter(
    report: list[Finding], answered: dict[str, str | float]
) -> None:
    assert POLICY.verdict(report[::-1], answered) == POLICY.verdict(report, answered)


@given(reports, unreal_findings)
@settings(deadline=None)
def test_what_is_denied_general_or_imagined_changes_nothing(
    report: list[Finding], unreal: Finding
) -> None:
    assert POLICY.verdict([*report, unreal]) == POLICY.verdict(report)


@given(asking)
@settings(deadline=None)
def test_not_sure_is_as_urgent_as_the_worst_answer(report: list[Finding]) -> None:
    question = POLICY.verdict(report).asks
    if question is None:
        return
    unsure, *sure = (
        POLICY.verdict(report, {question: answer}, [question])
        for answer in (UNSURE, *ANSWERS[question])
    )

    assert unsure.urgency.rank >= max(verdict.urgency.rank for verdict in sure)


@given(reports)
@settings(deadline=None)
def test_what_a_report_can_still_come_to_is_what_its_answers_can_make_of_it(
    report: list[Finding],
) -> None:
    verdict = POLICY.verdict(report)
    worst = POLICY.verdict(report, dict.fromkeys(ANSWERS, UNSURE), ANSWERS)

    assert verdict.urgency.rank <= verdict.at_most.rank == worst.urgency.rank
