"""Attributes: where, which side, how bad, since when, and how it goes on."""

from __future__ import annotations

import pytest

from footnote.language.clinical.recogniser import FindingRecogniser
from footnote.triage.findings import Finding


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("my left foot", {"body": "foot", "side": "one"}),
        ("both my feet hurt", {"body": "foot", "side": "both"}),
        ("my right ankle and my left ankle", {"body": "ankle", "side": "both"}),
        ("8/10", {"severity": 8.0}),
        ("a 9 out of ten", {"severity": 9.0}),
        ("2 of 10", {"severity": 2.0}),
        ("slightly", {"severity": 2.0}),
        ("not severe", {"severity": 2.0}),
        ("it is unbearable", {"severity": 8.0}),
        ("all of a sudden", {"onset": "sudden"}),
        ("since the massage", {"onset": "massage"}),
        ("it's getting worse", {"trend": "worse"}),
        ("it isn't getting worse", {}),
        ("it has gone", {"trend": "gone"}),
        ("still the same", {"trend": "unchanged"}),
        ("I can't walk on it", {"bears_weight": "no"}),
        ("I can walk fine", {"bears_weight": "yes"}),
    ],
)
def test_attributes(recogniser: FindingRecogniser, text: str, said: dict[str, str | float]) -> None:
    read = recogniser.attributes(text)

    about = ("body", "side", "severity", "onset", "trend", "bears_weight")
    assert {name: read[name] for name in about if name in read} == said


def _finding(recogniser: FindingRecogniser, text: str, kind: str) -> Finding:
    (found,) = (finding for finding in recogniser.read(text) if finding.type == kind)
    return found


def test_each_finding_has_the_part_of_the_body_next_to_it(recogniser: FindingRecogniser) -> None:
    text = "my left calf is hot and both my feet are numb"

    warmth, numbness = (_finding(recogniser, text, kind) for kind in ("warmth", "numbness"))

    assert (warmth.body, warmth.side) == ("calf", "one")
    assert (numbness.body, numbness.side) == ("foot", "both")


def test_another_sentence_says_what_the_first_left_open(recogniser: FindingRecogniser) -> None:
    finding = _finding(recogniser, "My foot is numb. It started yesterday.", "numbness")

    assert (finding.body, finding.hours) == ("foot", 24.0)


def test_the_words_that_were_read_are_kept(recogniser: FindingRecogniser) -> None:
    assert _finding(recogniser, "Since Monday my ANKLE is swollen!", "swelling").evidence in (
        *("swollen", "ankle is swollen"),
    )


@pytest.mark.parametrize(
    ("text", "controlled"),
    [
        ("my blood pressure is well controlled", "yes"),
        ("I have high blood pressure", None),
        ("my high blood pressure is not under control", "no"),
    ],
)
def test_whether_a_condition_is_under_control(
    recogniser: FindingRecogniser, text: str, controlled: str | None
) -> None:
    assert _finding(recogniser, text, "blood_pressure").controlled == controlled
