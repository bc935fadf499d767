"""Every process is killed between one turn of a report and the next."""

from __future__ import annotations

import pytest

from footnote.server.stack import Stack
from tests.conftest import Client
from tests.faults.verdicts import assert_told

DOCTOR = "Please have a doctor or podiatrist look at this"


@pytest.fixture(scope="module")
def asked_and_told(fragile: Stack) -> tuple[Client, Client]:
    """A client who was asked something, and one who was told a verdict, before the restart."""
    asked, told = Client(fragile.address), Client(fragile.address)
    asking = asked.envelope("my toe is numb")
    assert (asking["urgency"], asking["asks"]) == ("watch", "duration")
    assert told.envelope("I have an itchy rash from the oil")["rules"] == ["skin_reaction"]

    for process in fragile.processes.values():
        process.kill()
        process.wait()
    for name in tuple(fragile.processes):
        fragile.start(name)
    fragile.wait_until_ready()
    return asked, told


def test_the_answer_concludes_the_report(asked_and_told: tuple[Client, Client]) -> None:
    assert_told(
        asked_and_told[0],
        "two days",
        DOCTOR,
        {"urgency": "doctor", "rules": ["numbness_persistent"]},
    )


def test_what_was_reported_is_not_forgotten(asked_and_told: tuple[Client, Client]) -> None:
    assert_told(
        asked_and_told[1],
        "my left ankle is swollen too",
        DOCTOR,
        {"urgency": "doctor", "clearance": "avoid", "rules": ["swelling", "skin_reaction"]},
    )
