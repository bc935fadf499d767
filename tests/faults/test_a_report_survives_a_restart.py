"""Every process is killed between a question and its answer."""

from __future__ import annotations

from footnote.server.stack import Stack
from tests.conftest import Client
from tests.faults.verdicts import assert_told


def _restart(stack: Stack) -> None:
    for process in stack.processes.values():
        process.kill()
        process.wait()
    for name in tuple(stack.processes):
        stack.start(name)
    stack.wait_until_ready()


def test_the_answer_concludes_the_report(fragile: Stack) -> None:
    client = Client(fragile.address)
    asking = client.envelope("my toe is numb")
    assert (asking["urgency"], asking["asks"]) == ("watch", "duration")

    _restart(fragile)

    assert_told(
        client,
        "two days",
        "Please have a doctor or podiatrist look at this",
        {"urgency": "doctor", "rules": ["numbness_persistent"]},
    )


def test_what_was_reported_is_not_forgotten(fragile: Stack) -> None:
    client = Client(fragile.address)
    assert client.envelope("I have an itchy rash from the oil")["rules"] == ["skin_reaction"]

    _restart(fragile)

    assert_told(
        client,
        "my left ankle is swollen too",
        "Please have a doctor or podiatrist look at this",
        {"urgency": "doctor", "clearance": "avoid", "rules": ["swelling", "skin_reaction"]},
    )
