"""A model whose classifier has lost its files: verdicts are given by what is left."""

from __future__ import annotations

import tarfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from footnote.server.stack import Stack
from tests.conftest import Client, envelope_of, text_of
from tests.faults.conftest import Starting
from tests.faults.verdicts import assert_emergency_and_urgent_are_told, assert_told

TOPICS = "TopicClassifier"
REPORTS = "ReportClassifier"


def _without(component: str, model: Path, folder: Path) -> Path:
    """A copy of a trained model in which a component's files are missing."""
    copy = folder / model.name
    missing = []
    with tarfile.open(model) as whole, tarfile.open(copy, "w:gz", compresslevel=1) as rest:
        for member in whole:
            if f".{component}" in member.name:
                missing.append(member.name)
            elif member.isfile():
                rest.addfile(member, whole.extractfile(member))
    assert missing, f"the archive has no files of {component}"
    return copy


@pytest.fixture(scope="module", params=[TOPICS, REPORTS])
def crippled(
    request: pytest.FixtureRequest,
    model: Path,
    database: Path,
    own_stack: Starting,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[tuple[str, Stack]]:
    """The name of the component that is missing, and the product that runs without it."""
    copy = _without(request.param, model, tmp_path_factory.mktemp("model"))
    with own_stack(copy, database) as running:
        yield request.param, running


def test_emergencies_and_urgent_reports_get_their_verdict(crippled: tuple[str, Stack]) -> None:
    assert_emergency_and_urgent_are_told(crippled[1])


def test_a_report_is_asked_about_and_concluded(crippled: tuple[str, Stack]) -> None:
    client = Client(crippled[1].address)
    asking = client.say("my toe is numb")
    assert envelope_of(asking)["asks"] == "duration"
    assert "How long have you had it?" in text_of(asking)
    assert_told(
        client,
        "two days",
        "Please have a doctor or podiatrist look at this",
        {"urgency": "doctor", "rules": ["numbness_persistent"]},
    )


def test_despair_gets_the_crisis_line(crippled: tuple[str, Stack]) -> None:
    entries = Client(crippled[1].address).say("I don't want to live anymore")
    envelope = envelope_of(entries)
    assert (envelope["urgency"], envelope["rules"]) == ("emergency", ["crisis"])
    assert envelope["contact"]["phone"] == "988"
    assert "988" in text_of(entries)


def test_questions_are_answered_only_by_the_classifier_of_topics(
    crippled: tuple[str, Stack],
) -> None:
    missing, stack = crippled
    entries = Client(stack.address).say("When are you open?")
    envelope = envelope_of(entries)
    assert envelope["urgency"] == "none"
    if missing == TOPICS:
        assert envelope["kind"] == "error"
        assert "911" in text_of(entries)
    else:
        assert envelope["topics"] == ["hours"]
