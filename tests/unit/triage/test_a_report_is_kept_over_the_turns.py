"""A report grows, is corrected, asks at most twice, and is closed when nobody speaks of it."""

from __future__ import annotations

import json
from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from footnote.triage.findings import Finding, Status
from footnote.triage.levels import Urgency
from footnote.triage.policy import MAX_QUESTIONS, UNSURE
from footnote.triage.report import OPEN_FOR_SECONDS, Report
from tests.unit.triage.real_policy import ANSWERS, POLICY, TYPES, findings, present

MONDAY = 1_700_000_000.0
HOUR = 3600.0


def _told(*findings: Finding) -> Report:
    return Report().told(findings, MONDAY)


def test_a_denied_finding_is_taken_back() -> None:
    report = _told(Finding("swelling", onset="massage"), Finding("pain", severity=3.0))
    denied = [Finding("swelling", Status.DENIED)]

    corrected = report.told(denied, MONDAY + 60)

    assert report.takes_back(denied)
    assert [finding.type for finding in corrected.findings] == ["pain"]
    assert corrected.concluded(POLICY)[0].urgency is Urgency.WATCH


def test_denying_what_was_never_reported_is_no_news() -> None:
    denied = [Finding("fever", Status.DENIED)]

    assert not _told(Finding("pain")).takes_back(denied)
    assert _told(Finding("pain")).told(denied, MONDAY).findings == (Finding("pain"),)


def test_a_newer_mention_says_more_and_keeps_the_rest() -> None:
    report = _told(Finding("bruise", evidence="a bruise", body="foot", severity=2.0))
    newer = Finding("bruise", evidence="black and blue", severity=8.0, side="one")

    (bruise,) = report.told([newer], MONDAY).findings

    assert bruise == replace(newer, body="foot")


def test_what_is_only_inferred_changes_nothing_that_was_said() -> None:
    report = _told(Finding("pain", evidence="it hurts", trend="gone"))

    assert report.told([Finding("pain", trend="worse")], MONDAY).findings == report.findings


@pytest.mark.parametrize("status", [Status.HYPOTHETICAL, Status.GENERAL, Status.PAST])
def test_a_mention_of_another_sense_takes_nothing_back(status: Status) -> None:
    report = _told(Finding("swelling"))

    assert report.told([Finding("swelling", status)], MONDAY).findings == report.findings


def test_an_answer_closes_its_question_and_completes_what_was_unsaid() -> None:
    _, asking = _told(Finding("swelling"), Finding("pain", side="both")).concluded(POLICY)
    assert asking.open == "side"

    answered = asking.answered("side", "one", {"hours": 30.0}, MONDAY)

    assert answered.open is None
    assert answered.findings == (
        Finding("swelling", side="one", hours=30.0),
        Finding("pain", side="both", hours=30.0),
    )


def test_an_answer_is_none_about_what_is_reported_later() -> None:
    _, asking = _told(Finding("numbness")).concluded(POLICY)
    answered = asking.answered("hours", 1.0, {}, MONDAY)

    verdict, _ = answered.told([Finding("bruise")], MONDAY).concluded(POLICY)

    assert verdict.asks == "duration"


def test_who_is_not_sure_is_not_asked_again() -> None:
    _, asking = _told(Finding("numbness")).concluded(POLICY)

    verdict, _ = asking.answered("hours", UNSURE, {}, MONDAY).concluded(POLICY)

    assert (verdict.rules, verdict.asks) == (("numbness_persistent",), None)


def test_there_is_no_answer_without_a_question() -> None:
    with pytest.raises(ValueError, match="no question is open"):
        _told(Finding("pain")).answered("severity", 3.0, {}, MONDAY)


def test_the_question_stays_open_until_it_is_answered() -> None:
    first, asking = _told(Finding("numbness")).concluded(POLICY)
    second, still = asking.concluded(POLICY)

    assert first == second
    assert still.open == "duration"
    assert still.asked == ("duration",)


def test_a_worse_finding_overrides_an_open_question() -> None:
    _, asking = _told(Finding("numbness")).concluded(POLICY)

    verdict, report = asking.told([Finding("chest_pain")], MONDAY).concluded(POLICY)

    assert verdict.urgency is Urgency.EMERGENCY
    assert report.open is None


def test_a_report_is_closed_after_two_days_without_a_word() -> None:
    report = _told(Finding("numbness"))

    assert report.as_of(MONDAY + 47 * HOUR) is report
    assert report.as_of(MONDAY + 48 * HOUR) == Report()
    assert OPEN_FOR_SECONDS == 48 * HOUR
    later = report.told([Finding("pain")], MONDAY + 47 * HOUR)
    assert later.as_of(MONDAY + 94 * HOUR) is later


turns = st.lists(
    st.tuples(
        st.lists(present | findings(st.just(Status.DENIED), TYPES), max_size=2),
        st.booleans(),
        st.randoms(),
    ),
    max_size=8,
)


@given(turns)
@settings(deadline=None)
def test_whatever_is_said_two_questions_are_put_at_most(
    said: list[tuple[list[Finding], bool, Random]],
) -> None:
    report = Report()
    unsure: set[str] = set()
    for mentioned, answers, random in said:
        if report.open is not None and answers:
            answer = random.choice([*ANSWERS[report.open], UNSURE])
            if answer == UNSURE:
                unsure.add(report.open)
            report = report.answered(POLICY.questions[report.open], answer, {}, MONDAY)
        verdict, report = report.told(mentioned, MONDAY).concluded(POLICY)
        assert report.open == verdict.asks
        assert report.open not in unsure, "no second try"
        assert len(report.asked) == len(set(report.asked)) <= MAX_QUESTIONS == 2


@given(st.lists(findings(st.sampled_from(Status), TYPES), max_size=3), st.booleans())
@settings(deadline=None)
def test_a_report_survives_being_stored(reported: list[Finding], unsure: bool) -> None:
    _, report = Report().told(reported, MONDAY).concluded(POLICY)
    if report.open is not None and unsure:
        report = report.answered("hours", UNSURE, {}, MONDAY)

    assert Report.from_dict(json.loads(json.dumps(report.as_dict()))) == report
