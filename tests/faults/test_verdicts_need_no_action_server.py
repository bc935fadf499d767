"""The action server is killed or hangs: verdicts are given, and reports go on."""

from __future__ import annotations

import signal
from collections.abc import Iterator

import pytest

from footnote.server.stack import Stack
from tests.conftest import Client, envelope_of, text_of
from tests.faults.verdicts import assert_emergency_and_urgent_are_told, assert_told

ACTION_SERVER = "action server"


@pytest.fixture(params=["killed", "hanging"])
def without_actions(request: pytest.FixtureRequest, fragile: Stack) -> Iterator[Stack]:
    """The product while its action server is out of order."""
    process = fragile.processes[ACTION_SERVER]
    if request.param == "killed":
        process.kill()
        process.wait()
        yield fragile
        fragile.start(ACTION_SERVER)
    else:
        process.send_signal(signal.SIGSTOP)
        try:
            yield fragile
        finally:
            process.send_signal(signal.SIGCONT)
    fragile.wait_until_ready()


def test_emergencies_and_urgent_reports_get_their_verdict(without_actions: Stack) -> None:
    assert_emergency_and_urgent_are_told(without_actions)


def test_a_report_is_asked_about_and_concluded(without_actions: Stack) -> None:
    client = Client(without_actions.address)
    asking = client.say("my toe is numb")
    assert envelope_of(asking)["asks"] == "duration"
    assert "How long have you had it?" in text_of(asking)
    assert_told(
        client,
        "two days",
        "Please have a doctor or podiatrist look at this",
        {"urgency": "doctor", "rules": ["numbness_persistent"]},
    )


@pytest.mark.parametrize(
    "messages",
    [
        ("my toe is numb, and how much is a massage?",),
        ("my toe is numb", "how much is a massage?"),
    ],
    ids=["beside the report", "after the report"],
)
def test_a_question_that_cannot_be_answered_does_not_hide_ours(
    without_actions: Stack, messages: tuple[str, ...]
) -> None:
    client = Client(without_actions.address)
    for message in messages:
        entries = client.say(message)

    envelope = envelope_of(entries)
    assert (envelope["urgency"], envelope["asks"]) == ("watch", "duration")
    assert envelope["topics"] == []
    assert "How long have you had it?" in text_of(entries)
    assert [button["payload"] for entry in entries for button in entry.get("buttons") or ()]
