"""What a client must be told whatever is broken."""

from __future__ import annotations

from typing import Any

from footnote.server.stack import Stack
from tests.conftest import Client, envelope_of, text_of

EMERGENCY_NUMBER = "911"


def assert_emergency_and_urgent_are_told(stack: Stack) -> None:
    """An emergency, an urgent report, and one beside a question get their verdict."""
    assert_told(
        Client(stack.address),
        "I have chest pain and cannot breathe",
        f"Call {EMERGENCY_NUMBER} now",
        {"urgency": "emergency", "rules": ["breathing_or_chest"], "topics": []},
    )
    for report in (
        "I can't put any weight on my foot",
        "I can't put any weight on my foot. When are you open?",
    ):
        assert_told(
            Client(stack.address),
            report,
            "Please get medical care today",
            {"urgency": "urgent", "clearance": "avoid", "rules": ["cannot_bear_weight"]},
        )


def assert_told(client: Client, report: str, opening: str, expected: dict[str, Any]) -> None:
    """A report gets one triage envelope, and a text that opens with what to do."""
    entries = client.say(report)
    envelope = envelope_of(entries)
    expected = {"kind": "triage", "asks": None, **expected}
    assert {key: envelope[key] for key in expected} == expected, report
    said = text_of(entries)
    assert opening in said.split("\n\n")[0], report
    if expected["urgency"] in ("urgent", "emergency"):
        assert EMERGENCY_NUMBER in said, report
        assert envelope["contact"]["phone"] == EMERGENCY_NUMBER, report
