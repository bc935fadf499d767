"""Parts are really stopped, and the client still gets a reply."""

from __future__ import annotations

import signal
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import httpx
import pytest

from footnote.server.stack import Stack
from tests.channels.web.tab import Tab
from tests.conftest import Client, envelope_of, run_footnote, text_of

ACTION_SERVER = "action server"


def _assert_error_and_emergency(stack: Stack) -> None:
    client = Client(stack.address)
    entries = client.say("why do my feet pop during a massage")
    assert envelope_of(entries)["kind"] == "error"
    assert "+1 503 555 0142" in text_of(entries)
    emergency = client.say("I have chest pain and cannot breathe")
    assert envelope_of(emergency)["urgency"] == "emergency"
    assert "911" in text_of(emergency)
    assert client.envelope("good morning")["kind"] == "chat"


def _assert_answers(stack: Stack) -> None:
    envelope = Client(stack.address).envelope("why do my feet pop during a massage")
    assert envelope["topics"] == ["popping_cause"]


def _lose(database: Path) -> None:
    with sqlite3.connect(database) as connection:
        tables = connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
        ).fetchall()
        for (name,) in tables:
            connection.execute(f"DROP TABLE {name}")
    connection.close()


@pytest.fixture
def losable(database: Path) -> Iterator[Path]:
    """The database, whole again afterwards; loading does not bring back Rasa's own table."""
    with closing(sqlite3.connect(":memory:")) as kept:
        with closing(sqlite3.connect(database)) as connection:
            connection.backup(kept)
        yield database
        with closing(sqlite3.connect(database)) as connection:
            kept.backup(connection)


def _load_anew(database: Path) -> None:
    loaded = run_footnote("kb", "load", FOOTNOTE_DATABASE_URL=f"sqlite:///{database}")
    assert loaded.returncode == 0, loaded.stderr


def test_a_stopped_action_server_is_survived(fragile: Stack) -> None:
    fragile.stop(ACTION_SERVER)
    _assert_error_and_emergency(fragile)
    assert httpx.get(f"{fragile.address}/health").status_code == 503
    fragile.start(ACTION_SERVER)
    fragile.wait_until_ready()
    _assert_answers(fragile)


def test_an_action_server_that_hangs_is_survived(fragile: Stack) -> None:
    process = fragile.processes[ACTION_SERVER]
    process.send_signal(signal.SIGSTOP)
    try:
        _assert_error_and_emergency(fragile)
    finally:
        process.send_signal(signal.SIGCONT)
    fragile.wait_until_ready()
    _assert_answers(fragile)


def test_a_lost_database_is_survived(fragile: Stack, losable: Path) -> None:
    _lose(losable)
    _assert_error_and_emergency(fragile)
    assert httpx.get(f"{fragile.address}/health").status_code == 503
    _load_anew(losable)
    _assert_answers(fragile)


async def test_the_widget_survives_a_lost_database(fragile: Stack, losable: Path) -> None:
    _lose(losable)
    async with Tab(fragile.address) as tab:
        assert tab.session["emergency"] == {"number": "911"}
        (emergency,) = await tab.say("I have chest pain and cannot breathe")
        assert emergency["bubble"]["urgency"] == "emergency"
        vote = {"answer": emergency["id"], "helpful": True}
        assert await tab.emit("feedback", vote) == {"ok": False, "error": "bad_message"}
        assert await tab.emit("forget", {}) == {"ok": False, "error": "unavailable"}
