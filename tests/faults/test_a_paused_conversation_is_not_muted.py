"""Rasa says nothing at all in a paused conversation; ours answers, whoever paused it."""

from __future__ import annotations

import json
import sqlite3
import time

import pytest

from tests.conftest import Client
from tests.faults.verdicts import assert_told


def _pause(sender: str, database_url: str) -> None:
    """Append what Rasa's `ConversationPaused` leaves in the table of events."""
    now = time.time()
    data = json.dumps({"event": "pause", "timestamp": now})
    with sqlite3.connect(database_url.removeprefix("sqlite:///"), timeout=10) as connection:
        connection.execute(
            "INSERT INTO events (sender_id, type_name, timestamp, data) VALUES (?, 'pause', ?, ?)",
            (sender, now, data),
        )
    connection.close()


@pytest.fixture
def paused(client: Client, database_url: str) -> Client:
    """A sender whose conversation was paused after a first turn."""
    assert client.envelope("good morning")["kind"] == "chat"
    _pause(client.sender, database_url)
    return client


def test_an_emergency_gets_its_verdict(paused: Client) -> None:
    assert_told(
        paused,
        "I have chest pain and cannot breathe",
        "Call 911 now",
        {"urgency": "emergency", "rules": ["breathing_or_chest"]},
    )


@pytest.mark.parametrize(
    "report",
    ["I can't put any weight on my foot", "I can't put any weight on my foot. When are you open?"],
)
def test_an_urgent_report_gets_its_verdict(paused: Client, report: str) -> None:
    assert_told(
        paused,
        report,
        "Please get medical care today",
        {"urgency": "urgent", "clearance": "avoid", "rules": ["cannot_bear_weight"]},
    )


def test_an_open_question_outlives_the_pause(client: Client, database_url: str) -> None:
    assert client.envelope("my toe is numb")["asks"] == "duration"
    _pause(client.sender, database_url)
    assert_told(
        client,
        "two days",
        "Please have a doctor or podiatrist look at this",
        {"urgency": "doctor", "rules": ["numbness_persistent"]},
    )


def test_a_pause_before_the_first_word_mutes_nothing(client: Client, database_url: str) -> None:
    _pause(client.sender, database_url)
    assert_told(
        client,
        "I have chest pain and cannot breathe",
        "Call 911 now",
        {"urgency": "emergency", "rules": ["breathing_or_chest"]},
    )
