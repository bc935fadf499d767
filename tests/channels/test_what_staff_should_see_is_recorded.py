"""Questions without an answer and clients who want a person are kept for staff, redacted."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

import pytest
from sqlalchemy.engine import Engine

from footnote.store.database import open_database
from footnote.store.forgetting import forget
from footnote.store.senders import hashed_sender
from footnote.store.tickets import Ticket, Tickets
from footnote.store.transcripts import transcript
from footnote.store.unanswered import Unanswered, UnansweredLog
from tests.conftest import Client

Entry = TypeVar("Entry")
WAITED_SECONDS = 5.0


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    engine = open_database(database_url)
    yield engine
    engine.dispose()


def _tickets(engine: Engine, client: Client) -> list[Ticket]:
    return [each for each in Tickets(engine).newest(50) if each.conversation == client.sender]


def _unanswered(engine: Engine, client: Client) -> list[Unanswered]:
    sender = hashed_sender(engine, client.sender)
    return [each for each in UnansweredLog(engine).newest(50) if each.sender == sender]


def _soon(read: Callable[[], Sequence[Entry]]) -> Sequence[Entry]:
    """Recording happens after the reply."""
    deadline = time.monotonic() + WAITED_SECONDS
    while not (entries := read()) and time.monotonic() < deadline:
        time.sleep(0.05)
    return entries


def test_a_question_without_an_answer_is_kept_without_its_names(
    engine: Engine, client: Client
) -> None:
    text = "I'm Jessica, call 503-555-0142: who painted the ceiling of the Sistine Chapel?"
    kind = client.envelope(text)["kind"]

    (entry,) = _soon(lambda: _unanswered(engine, client))

    assert kind == "unknown"
    assert (entry.kind, entry.channel) == ("unknown", "rest")
    assert entry.text == (
        "I'm [name], call [number]: who painted the ceiling of the Sistine Chapel?"
    )


def test_who_wants_a_person_gets_one_ticket_with_what_was_said(
    engine: Engine, client: Client
) -> None:
    client.say("my name is anna smith, can I park there?")
    for _ in range(2):
        assert client.envelope("I want to talk to a person")["kind"] == "handoff"

    (ticket,) = _soon(lambda: _tickets(engine, client))

    assert ticket.channel == "rest"
    assert ticket.summary.splitlines()[0] == "my name is [name], can I park there?"
    assert ticket.summary.splitlines()[1] == "I want to talk to a person"


def test_what_was_answered_is_not_kept(engine: Engine, client: Client) -> None:
    assert client.envelope("can I park there?")["kind"] == "answer"
    client.say("I want to talk to a person")

    assert _soon(lambda: _tickets(engine, client)), "this one was recorded, so the other would be"
    assert _unanswered(engine, client) == []


def test_who_is_forgotten_leaves_nothing(engine: Engine, client: Client) -> None:
    client.say("who painted the ceiling of the Sistine Chapel?")
    client.say("I want to talk to a person")
    assert _soon(lambda: _tickets(engine, client)) and _soon(lambda: _unanswered(engine, client))

    forget(engine, client.sender)

    assert transcript(engine, client.sender) == []
    assert _tickets(engine, client) == [] and _unanswered(engine, client) == []
